"""Whole records as archives: of one patient, of the practice, and whether one is still whole."""
