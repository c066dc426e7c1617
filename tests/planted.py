"""Registers in which every text column holds one text, put there by SQL: nothing judged it first.

The columns are those of the schema, so that a new one is taken in; `CLOSED` names those that take
only words of a list.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Date, LargeBinary, String

from semble_cli.identity.ins import InsOid
from semble_cli.patient.around.kinds import KINDS
from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.patient.catalogue import CATALOGUE, CONSENTS, Kind
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.drafts import keep_draft
from semble_cli.services.patients.edit import block_patient, edit_fields, unblock_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.record.allergies import add_allergy, say_none_known
from semble_cli.services.record.consultations import add_consultation
from semble_cli.services.undo import undo_command
from semble_cli.settings.table import BY_NAME
from semble_cli.store.database.engine import writing_on
from semble_cli.store.database.open import connected
from semble_cli.store.event_chain import GENESIS, MEDICAL, digest_of, link_of, stamp
from semble_cli.store.tables.columns import UtcTime
from semble_cli.store.tables.schema import METADATA
from tests.conftest import NOW, a_patient, register_on
from tests.full_patient import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import sqlalchemy
    from sqlalchemy import Column, Table

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress

CLOSED = {
    "patient": {
        *("sex", "birth_place_code", "ins_oid", "identity_source", "identity_document"),
        *("privacy_policy", "archive_reason", "preferred_language"),
        *CONSENTS,
    },
    "phone": {"type"},
    "tag": {"color"},
    "ins_history": {"oid"},
    "rights_period": {"kind"},
    "contact": {"kind"},
    "contact_phone": {"type"},
    "relation": {"type", "gone_kind"},
    "allergy": {"severity", "certainty"},
    "no_known_allergy": {"scope"},
    "treatment": {"stop_reason"},
    "practitioner": {"time_zone"},
    "appointment": {"channel"},
    "invoice_series": {"name", "kind"},
    "invoice": {"series", "kind", "buyer_kind", "sha256"},
    "invoice_payment": {"means"},
    "share": {"kind"},
    "share_document": {"sha256"},
    "share_recipient": {"kind", "way", "sealing"},
    "share_outcome": {"outcome"},
    "medical_content": {"salt", "content"},
    "document": {"sha256", "kind"},
    "document_content": {"sha256"},
    "document_chunk": {"sha256"},
    "store_info": {"name", "value"},
    "app_user": {"role"},
    "practice_setting": {"name"},
    "event": {"action", "salt", "content", "digest", "chain"},
    "former_patient": {"record"},
    "draft": {"author", "content"},
}
"""The columns that take words of a list, or what is made of them; `JSON` among them is walked."""

JSON = {
    *(("event", "content"), ("medical_content", "content")),
    *(("former_patient", "record"), ("draft", "content")),
}
"""The columns that hold JSON: every free text in it is planted too."""

_AROUND = [kind.make for kind in KINDS.values()]
_AROUND += [inner.make for kind in KINDS.values() for inner in kind.lists.values()]
_FIELDS_AROUND = {name for each in _AROUND for name in each._fields}
_FREE = (Kind.WORD, Kind.DAY, Kind.BIRTH_DATE, Kind.MOMENT, Kind.LANGUAGE)
_CLOSED_KEYS = {
    *(field.name for field in CATALOGUE if field.kind in _FREE),
    *CLOSED["patient"],
    *("type", "kind", "oid", "starts_on", "ends_on", "valid_from", "valid_until", "role", "login"),
    *("birth_date_as_insured", "color", "medical"),
    *(name for name in _FIELDS_AROUND if name.endswith(("_on", "_at"))),
    *("severity", "certainty", "scope", "stop_reason", "gone_kind", "setting"),
    *("channel", "time_zone"),
}
"""The keys, in those, of what is no free text."""

FORMER_ID = 3


def fill(register: Register) -> None:
    """Put rows into every table: two patients with a past, a former one, and what hangs on one."""
    add_tag(register, "ALD", "#cc3333")
    set_setting(register, BY_NAME["practice.name"], "Cabinet des Lilas")
    create_patient(register, FULL._replace(tags=("ALD",)))
    create_patient(register, a_patient())
    former = create_patient(register, FULL._replace(birth_name="PAT-QUATRE"), known=(1,))
    delete_patient(register, FORMER_ID, former.full_name, "doublon")
    edit_fields(register, 2, {"comments": "un", "nir": "275126322074974", "city": "Lyon"})
    edit_fields(register, 2, {"comments": "deux", "numbers": "Hôpital=42"})
    add_allergy(register, 1, {"substance": "Latex", "severity": "mild", "reaction": "urticaire"})
    add_consultation(register, 1, GivenNote("Suivi", (GivenSection("Motif", "Toux"),)))
    say_none_known(register, 2, "drug")
    keep_draft(register, {"answers": {"birth_name": "ADRUN", "comments": "un"}, "done": ["sex"]})
    unblock_patient(register, 1)
    block_patient(register, 1, "impayés")
    undone = block_patient(register, 2, "impayés")
    assert undone.changed
    with connected(register.store) as connection, writing_on(connection) as begun:
        undone_batch = begun.exec_driver_sql("SELECT max(seq) FROM event").scalar_one()
        begun.exec_driver_sql(
            f"UPDATE patient SET ins_matricule = '279035121518989', ins_oid = '{InsOid.NIR}'"
        )
        for table in METADATA.sorted_tables:
            if not begun.execute(table.select()).first() or table.name == "app_user":
                begun.execute(table.insert(), _rows(table))
    undo_command(register, undone_batch)


_SHA256 = hashlib.sha256(b"x").hexdigest()
_NOT_GONE = {"gone_kind": None, "gone_id": None, "gone_name": None}
_NOT_CANCELLED = {"cancelled_at": None, "cancelled_by": None}
_NOT_DELETED = {"deleted_at": None, "deleted_by": None}

_MADE: dict[str, tuple[dict[str, Any], ...]] = {
    "app_user": ({"role": "secretary"},),
    "contact": ({"kind": "person"},),
    "contact_phone": ({"type": "work"},),
    "relation": (
        {"type": "other", "other_patient_id": None, **_NOT_GONE},
        {"type": "other", "other_patient_id": None, "contact_id": None, "gone_kind": "contact"},
    ),
    "allergy": ({"severity": "mild", "certainty": "confirmed"},),
    "no_known_allergy": ({"scope": "all"},),
    "treatment": ({"stop_reason": "other"},),
    "practitioner": ({"time_zone": "Europe/Paris"},),
    "appointment": (
        {"ends_at": NOW + timedelta(minutes=20), "channel": "desk"},
        {"ends_at": NOW + timedelta(minutes=20), "channel": "online", **_NOT_CANCELLED},
    ),
    "invoice_series": ({"kind": "invoice"},),
    "invoice": ({"kind": "invoice", "credits": None, "buyer_kind": "contact", "sha256": _SHA256},),
    "invoice_payment": ({"means": "card", "reverses": None},),
    "share": ({"kind": "documents", "resends": None, "shared_by": "postgres"},),
    "share_document": ({"sha256": _SHA256},),
    "share_recipient": ({"kind": "contact", "way": "email", "sealing": "pdf"},),
    "share_outcome": ({"outcome": "refused"},),
    "document_content": ({"sha256": _SHA256},),
    "document_chunk": ({"sha256": _SHA256, "position": 0},),
    "document": ({"sha256": _SHA256, **_NOT_DELETED}, {"sha256": _SHA256}),
}
"""What rows of a table hold that not every text will do for."""


def _rows(table: Table) -> list[dict[str, Any]]:
    """Rows that the table takes, and that patient 1 or contact 1 has."""
    row = {column.name: _value(column) for column in table.columns if column.name != "id"}
    return [row | each for each in _MADE.get(table.name, ({},))]


def _value(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, UtcTime):
        return NOW
    values: dict[type, Any] = {
        Boolean: True,
        Date: date(2026, 1, 2),
        LargeBinary: b"x",
        String: "x",
    }
    return next((value for each, value in values.items() if isinstance(kind, each)), 1)


def planted(store: StoreAddress, text: str) -> None:
    """Fill an empty register, and plant a text in it."""
    register = register_on(store)
    fill(register)
    plant(register, text)


def plant(register: Register, text: str, tables: Sequence[Table] | None = None) -> None:
    """Put a text into every text column of some tables, or of all, where there is one, and every
    free text of the JSON in them. Who plants stays a user."""
    with connected(register.store) as connection, writing_on(connection) as begun:
        if connection.address.location.startswith("postgres"):
            begun.exec_driver_sql("SET session_replication_role = replica")
        else:
            begun.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in METADATA.sorted_tables if tables is None else tables:
            for column in text_columns(table):
                _plant(begun, column, text, connection.login())
        _chain_anew(begun)


def _chain_anew(begun: sqlalchemy.Connection) -> None:
    """Make the events' digests and chain anew: a content that is not what was written is damage."""
    table = METADATA.tables["event"]
    medical = {
        held.seq: digest_of(held.salt, held.content)
        for held in begun.execute(METADATA.tables["medical_content"].select())
    }
    chain = GENESIS
    for event in begun.execute(table.select().order_by(table.c.seq)).mappings().all():
        digest, content = event["digest"], event["content"]
        if content is not None and event["seq"] in medical:
            told = json.loads(content) | {MEDICAL: medical[event["seq"]]}
            content = json.dumps(told, ensure_ascii=False)
        if content is not None:
            digest = digest_of(event["salt"], content)
        plain = (event["seq"], stamp(event["at"]), *(event[name] for name in _PLAIN))
        chain = link_of(chain, plain, digest)
        same = table.c.seq == event["seq"]
        begun.execute(
            table.update().where(same).values(content=content, digest=digest, chain=chain)
        )


_PLAIN = ("actor", "action", "patient_id", "batch", "undoes")


def text_columns(table: Table) -> Iterator[Column[Any]]:
    """The columns of a table that hold free text, or JSON with free text in it."""
    for column in table.columns:
        is_text = isinstance(column.type, String) and not isinstance(column.type, UtcTime)
        is_open = column.name not in CLOSED.get(table.name, set())
        if is_text and (is_open or (table.name, column.name) in JSON):
            yield column


def _plant(begun: sqlalchemy.Connection, column: Column[Any], text: str, login: str) -> None:
    table = column.table
    keys = list(table.primary_key.columns)
    longest: int | None = getattr(column.type, "length", None)
    rows = begun.execute(table.select()).mappings().all()
    planted = 0
    for number, row in enumerate(rows):
        before = row[column.name]
        if before is None or (table.name, before) == ("app_user", login):
            continue
        if (table.name, column.name) in JSON:
            after = json.dumps(_in_json(json.loads(before), text), ensure_ascii=False)
        else:
            is_one_of_a_kind = column.unique or column.primary_key
            after = f"{text} ({number})" if is_one_of_a_kind else text
            after = after[:longest]
        same = [key == row[key.name] for key in keys]
        begun.execute(table.update().where(*same).values({column.name: after}))
        planted += 1
    assert planted, f"no row has a {table.name}.{column.name}"


def _in_json(value: Any, text: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _in_json(inner, text, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_in_json(item, text, key) for item in value]
    return text if isinstance(value, str) and key not in _CLOSED_KEYS else value
