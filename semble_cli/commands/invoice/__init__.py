"""`semble invoice`."""
