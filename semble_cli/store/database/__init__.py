"""The two databases: where a store is, its connection, its version, its schema."""
