"""A patient on the command line, and the last one of a terminal."""
