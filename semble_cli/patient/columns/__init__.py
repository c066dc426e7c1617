"""Many patients at once, a whole column of a field after the other."""
