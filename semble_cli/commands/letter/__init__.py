"""`semble letter`."""
