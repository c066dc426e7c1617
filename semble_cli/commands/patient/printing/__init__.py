"""`semble patient print`: paper about patients."""
