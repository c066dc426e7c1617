"""The complete export of a record."""
