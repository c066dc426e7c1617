"""How people change what a record holds."""
