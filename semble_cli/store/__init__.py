"""Everything that is SQL, for SQLite and Postgres. Nothing here commits."""
