"""The record around a patient: contacts with several phones, dated relations, allergies in a table
of their own, keywords of sections, treatments that are stopped, documents in chunks; and what the
journal tells of medical contents, apart.

No program wrote into these tables before: what somebody put there by hand is taken along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

from semble_cli.identity.names import fold
from semble_cli.store.migrations import record_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

revision = "0010"
down_revision = "0009"

_OLD = (
    *("letter", "invoice", "relation", "section", "consultation", "treatment", "document"),
    "contact",
)
"""The tables that are made anew, each before what it refers to."""

_ID_GIVING = ("contact", "relation", "consultation", "treatment", "document", "letter", "invoice")
_SEVERITIES = ("mild", "moderate", "severe")
_CHUNK = 1 << 20


def upgrade() -> None:
    """Make the tables anew, and bring back what was in them."""
    connection = op.get_bind()
    rows = {table: _rows(connection, table) for table in _OLD}
    for table in _OLD:
        op.drop_table(table)
    record_tables.make_contacts()
    record_tables.make_care()
    record_tables.make_documents()
    record_tables.make_the_rest()
    _bring_back(connection, rows)
    if connection.dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS semble.allergies(integer[])")
        op.execute("DROP FUNCTION IF EXISTS semble.attached(integer, integer)")
        for table in _ID_GIVING:
            op.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                " HAVING max(id) IS NOT NULL"
            )


def _rows(connection: sa.Connection, table: str) -> list[dict[str, Any]]:
    found = connection.execute(sa.text(f"SELECT * FROM {table} ORDER BY id"))
    return [dict(row) for row in found.mappings()]


def _bring_back(connection: sa.Connection, rows: dict[str, list[dict[str, Any]]]) -> None:
    _put(connection, "contact", map(_contact, rows["contact"]))
    phones = (
        {"contact_id": row["id"], "position": 0, "type": kind or "other", "number": number}
        for row in rows["contact"]
        for kind, number in [(row["phone_type"], row["phone_number"])]
        if number
    )
    _put(connection, "contact_phone", phones)
    _put(
        connection,
        "relation",
        ({**row, "is_payer": False, "version": 1} for row in rows["relation"]),
    )
    _put(connection, "consultation", rows["consultation"])
    _bring_back_sections(connection, rows)
    _put(connection, "treatment", map(_treatment, rows["treatment"]))
    for row in rows["document"]:
        _bring_back_document(connection, row)
    _put(connection, "letter", rows["letter"])
    _put(connection, "invoice", rows["invoice"])


def _put(connection: sa.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)


def _contact(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if not name.startswith("phone_")}
    names = (row["first_name"], row["last_name"], row["company_name"])
    words = fold(" ".join(name for name in names if name)).split()
    return {
        **kept,
        "kind": "person" if row["last_name"] else "organisation",
        "search_key": "".join(f" {word}" for word in words),
    }


def _bring_back_sections(connection: sa.Connection, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Each section with its place in the consultation; an allergy stands in a table of its own. How
    certain it is was not noted; what is none of the words for how severe stays with the text."""
    consultations = {row["id"]: row for row in rows["consultation"]}
    places: dict[int, int] = {}
    allergies = 0
    for row in sorted(rows["section"], key=lambda row: (row["position"], row["id"])):
        held = consultations[row["consultation_id"]]
        is_allergy, is_known = row["kind"] == "allergy", row["severity"] in _SEVERITIES
        told = None if is_known else row["severity"]
        body = "\n".join(text for text in (row["body"], told) if text)
        if is_allergy:
            allergies += 1
            allergy = {
                "id": allergies,
                "patient_id": held["patient_id"],
                "substance": row["substance"],
                "severity": row["severity"] if is_known else None,
                "certainty": "unconfirmed",
                "noted_at": held["held_at"],
                "noted_by": held["author"],
                "version": 1,
            }
            _put(connection, "allergy", [allergy])
        section = {
            "consultation_id": held["id"],
            "position": places.get(held["id"], 0),
            "keyword": "Allergie" if is_allergy else row["kind"],
            "body": (body or None) if is_allergy else body,
            "allergy_id": allergies if is_allergy else None,
            "reaction": row["reaction"] if is_allergy else None,
            "noted_on": row["noted_on"] if is_allergy else None,
        }
        _put(connection, "section", [section])
        places[held["id"]] = section["position"] + 1
    if allergies and connection.dialect.name == "postgresql":
        op.execute(f"SELECT setval(pg_get_serial_sequence('allergy', 'id'), {allergies})")


def _treatment(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in ("id", "patient_id", "starts_on", "ends_on", "prescriber")}
    return {
        **kept,
        "drug": row["name"],
        "dose": row["dosage"],
        "comment": row["notes"],
        "version": 1,
    }


def _bring_back_document(connection: sa.Connection, row: dict[str, Any]) -> None:
    content, digest = bytes(row["content"]), row["sha256"]
    is_there = sa.text("SELECT 1 FROM document_content WHERE sha256 = :of")
    if connection.scalar(is_there, {"of": digest}) is None:
        size = len(content)
        _put(connection, "document_content", [{"sha256": digest, "size": size}])
        chunks = (
            {"sha256": digest, "position": place, "data": content[start : start + _CHUNK]}
            for place, start in enumerate(range(0, size, _CHUNK))
        )
        _put(connection, "document_chunk", chunks)
    kept = ("id", "patient_id", "media_type", "sha256", "added_at", "added_by")
    names = {"title": row["name"], "file_name": row["name"], "version": 1}
    _put(connection, "document", [{name: row[name] for name in kept} | names])
