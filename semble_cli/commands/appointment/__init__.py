"""`semble appointment`."""
