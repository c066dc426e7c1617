"""Use cases about the key of an encrypted register."""
