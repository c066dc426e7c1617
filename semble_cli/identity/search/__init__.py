"""The search bar: what is typed into it, read."""
