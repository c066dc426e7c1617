"""`semble export`: the records of a whole practice, and whether an export is still whole."""
