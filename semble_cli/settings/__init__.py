"""The settings: one table of them, the kinds of their values, and where they stand."""
