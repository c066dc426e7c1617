"""Use cases about backups of the whole register."""
