"""Long work shared out among processes, and calls that are given a deadline."""
