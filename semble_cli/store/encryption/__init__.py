"""Registers in encrypted files: their keys, and how one is set, changed and removed."""
