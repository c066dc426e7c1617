"""`semble contact`."""
