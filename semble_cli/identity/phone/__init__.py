"""Phone numbers: read, judged by their country, and shown."""
