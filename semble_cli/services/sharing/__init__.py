"""What is shared: for whom, whether it may be, noted before it leaves, sent, and listed."""
