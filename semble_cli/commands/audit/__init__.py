"""`semble audit`: what the journal tells of the whole register."""
