"""How patients look on a terminal."""
