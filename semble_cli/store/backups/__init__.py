"""Backups of a register: written while others work, verified, and made registers again."""
