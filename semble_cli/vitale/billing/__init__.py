"""Readings of cartes Vitale by other software, which has a professional's card: rights included."""
