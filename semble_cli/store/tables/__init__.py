"""The one schema, as SQLModel tables, and what each role is granted on them."""
