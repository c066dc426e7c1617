"""Alembic's migrations of the store. Imported only when a store is created or upgraded."""
