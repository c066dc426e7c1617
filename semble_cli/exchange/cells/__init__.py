"""What the cells of a table mean, whatever field they are of: dates, and words for nothing."""
