"""How a field of several items is read."""
