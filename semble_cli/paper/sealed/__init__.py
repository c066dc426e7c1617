"""What is shared, sealed: pages of all kinds as one PDF that a passphrase opens."""
