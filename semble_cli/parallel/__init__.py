"""Long work shared out among processes."""
