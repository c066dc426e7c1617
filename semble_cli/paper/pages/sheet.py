"""The sheet that pages are of, in mm."""

WIDTH, HEIGHT = 210.0, 297.0
"""A4."""
SIDE, TOP, BOTTOM = 20.0, 12.0, 12.0
"""White at the edges: a punched page has its holes in it."""
