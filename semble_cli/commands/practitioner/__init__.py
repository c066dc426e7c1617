"""`semble practitioner`."""
