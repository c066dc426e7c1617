"""The agenda as other programs read it."""
