"""What Alembic runs for each migration: on a connection that is handed in, in one transaction."""

from __future__ import annotations

from alembic import context

from semble_cli.store.tables.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
