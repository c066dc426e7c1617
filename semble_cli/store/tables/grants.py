"""What each role is granted in Postgres, so that the database refuses what the program would.

On SQLite there is nothing of the kind: whoever may write the file may write all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import NoSuchRecord

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection

_REGISTER = (
    "patient",
    "phone",
    "extra_number",
    "tag",
    "patient_tag",
    "word",
    "vocabulary",
    "ins_history",
    "rights_period",
    "contact",
    "relation",
    "appointment",
    "invoice",
)
_MEDICAL = ("consultation", "section", "treatment", "document", "letter")
_OFFICE = ("alembic_version", "store_info", "app_user", "event", "former_patient")
_WRITE = "SELECT, INSERT, UPDATE, DELETE"

# Everybody adds events: to reveal a number or to export a record is journalled too.
_GRANTS: dict[str, dict[tuple[str, ...], str]] = {
    "reader": {_REGISTER + _MEDICAL + _OFFICE: "SELECT", ("event",): "INSERT"},
    "secretary": {_REGISTER: _WRITE, _MEDICAL + _OFFICE: "SELECT", ("event",): "INSERT"},
    "clinician": {_REGISTER + _MEDICAL: _WRITE, _OFFICE: "SELECT", ("event",): "INSERT"},
    "admin": {_REGISTER + _MEDICAL + _OFFICE: _WRITE},
}

TABLES = _REGISTER + _MEDICAL + _OFFICE
"""Every table; a test compares them with the migrations."""


def grant(connection: Connection, login: str, role: str) -> None:
    """Grant a role's rights to a login of the database.

    Raises:
        NoSuchRecord: the database has no such login.
    """
    if not connection.row("SELECT 1 FROM pg_roles WHERE rolname = ?", (login,)):
        raise NoSuchRecord(
            "The database has no such login. Create it first, with CREATE ROLE ... LOGIN."
        )
    name = _quoted(login)
    for tables, privileges in _GRANTS[role].items():
        connection.run(f"GRANT {privileges} ON {', '.join(tables)} TO {name}")
    if role != "reader":
        # Who recovers patients moves the sequence of their ids.
        privilege = "ALL" if role == "admin" else "USAGE"
        connection.run(f"GRANT {privilege} ON ALL SEQUENCES IN SCHEMA public TO {name}")
    if role == "admin":
        for table in TABLES:
            connection.run(f"GRANT ALL ON {table} TO {name} WITH GRANT OPTION")


def revoke(connection: Connection, login: str) -> None:
    """Take all rights on the register from a login; one the database does not have has none."""
    if connection.row("SELECT 1 FROM pg_roles WHERE rolname = ?", (login,)):
        name = _quoted(login)
        connection.run(f"REVOKE ALL ON {', '.join(TABLES)} FROM {name} CASCADE")
        connection.run(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {name} CASCADE")


def _quoted(login: str) -> str:
    return '"' + login.replace('"', '""') + '"'
