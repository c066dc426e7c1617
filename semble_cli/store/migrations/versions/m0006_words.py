"""Domains of e-mails in a column of their own, and three given names together among the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

from semble_cli.store.patients.keys import domain_key, other_words
from semble_cli.store.tables.columns import Key

if TYPE_CHECKING:
    from collections.abc import Sequence

revision = "0006"
down_revision = "0005"

_CHUNK = 10_000

_patient = sa.table(
    "patient",
    sa.column("id", sa.Integer),
    sa.column("email", sa.String),
    sa.column("given_key", sa.String),
    sa.column("used_given_key", sa.String),
    sa.column("inner_key", sa.String),
    sa.column("domain_key", sa.String),
)
_word = sa.table("word", sa.column("word", sa.String), sa.column("patient_id", sa.Integer))


def upgrade() -> None:
    """Add the column with its index, and write the words anew."""
    op.add_column("patient", sa.Column("domain_key", Key, nullable=True))
    connection = op.get_bind()
    _key_words_by_patient(connection)
    last = 0
    while rows := connection.execute(_of_patients(last)).all():
        last = rows[-1].id
        _write(connection, rows)
    op.drop_index("patient_by_used_name", "patient")
    with_used_name = sa.text("used_key IS NOT NULL")
    op.create_index(
        "patient_by_used_name",
        "patient",
        [
            *("used_key", "given_key", "id", "birth_key", "used_given_key", "inner_key"),
            *("archived_on", "merged_into", "birth_date"),
        ],
        unique=False,
        sqlite_where=with_used_name,
        postgresql_where=with_used_name,
    )
    with_domain = sa.text("domain_key IS NOT NULL")
    op.create_index(
        "patient_by_domain",
        "patient",
        [
            *("domain_key", "birth_key", "given_key", "id"),
            *("used_key", "used_given_key", "inner_key", "archived_on", "merged_into"),
        ],
        unique=False,
        sqlite_where=with_domain,
        postgresql_where=with_domain,
    )


def _key_words_by_patient(connection: sa.Connection) -> None:
    """Empty the table of words, and key it by the patient first: rows are added in that order."""
    op.drop_index("word_by_patient", "word")
    if connection.dialect.name == "sqlite":
        op.drop_table("word")
        op.create_table(
            "word",
            sa.Column("patient_id", sa.Integer(), nullable=False),
            sa.Column("word", Key, nullable=False),
            sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("patient_id", "word"),
            sqlite_with_rowid=False,
        )
    else:  # so that whoever was granted rights on it keeps them
        connection.execute(sa.delete(_word))
        op.drop_constraint("word_pkey", "word")
        op.create_primary_key("word_pkey", "word", ["patient_id", "word"])
    op.create_index("patient_by_word", "word", ["word", "patient_id"], unique=False)


def _of_patients(last: int) -> sa.Select[Any]:
    """The keys of some patients, those after the last one."""
    columns = (
        _patient.c[name] for name in ("id", "given_key", "used_given_key", "inner_key", "email")
    )
    return sa.select(*columns).where(_patient.c.id > last).order_by(_patient.c.id).limit(_CHUNK)


def _write(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> None:
    domains = [{"of": row.id, "key": domain_key(row.email)} for row in rows if row.email]
    words = [
        {"patient_id": row.id, "word": word}
        for row in rows
        for word in other_words(row.given_key, row.used_given_key, row.inner_key, row.email)
    ]
    if domains:
        write = sa.update(_patient).where(_patient.c.id == sa.bindparam("of"))
        connection.execute(write.values(domain_key=sa.bindparam("key")), domains)
    if words:
        connection.execute(sa.insert(_word), words)
