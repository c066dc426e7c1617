"""The patient report: everybody the register has, and had. Never medical contents."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence
from semble_cli.parallel.partition import WHOLE, Partition
from semble_cli.patient.actions import Action
from semble_cli.patient.document import cells, document
from semble_cli.patient.json_form import plain_value
from semble_cli.services.audit.noting import note_export
from semble_cli.services.patients.list_all import columns_of, in_batches
from semble_cli.services.patients.search import state_of
from semble_cli.store import ledger
from semble_cli.store.journal import head
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from semble_cli.patient.flat import Columns
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.event_chain import Head


class Reported(StrEnum):
    """Whom a report is about."""

    PRESENT = "present"
    FORMER = "former"
    ALL = "all"


REPORT_KEYS = (
    "id",
    "state",
    "full_name",
    "birth_name",
    "first_given_name",
    "birth_given_names",
    "used_name",
    "used_given_name",
    "title",
    "sex",
    "birth_date",
    "birth_date_fictive",
    "birth_place_code",
    "birth_place",
    "identity_status",
    "identity_flags",
    "phones",
    "email",
    "address",
    "tags",
    "occupation",
    "preferred_language",
    "coverage",
    "billing",
    "numbers",
    "privacy_policy",
    "preferences",
    "consents",
    "blocked",
    "archived",
    "deceased_on",
    "created_at",
    "updated_at",
    "deleted_at",
    "deleted_by",
    "reason",
)
"""The keys of a line of the report. `state` is present, archived, merged or former."""

WITHOUT_PROOF = Sentence(
    "A report has no NIR, no matricule INS, and nothing that vouches for an identity: whoever comes"
    " back from it is provisional."
)
"""What a report leaves out of what the ledger keeps."""


def is_like_a_list(keys: Collection[str]) -> bool:
    """Whether a report with these keys would be imported as a list of patients who are present."""
    from semble_cli.exchange.mapping import tells_former

    return "birth_name" in keys and not tells_former(keys)


def note_report(register: Register, who: Reported, form: str) -> None:
    """Note that somebody takes a report, in which form.

    Raises:
        Refused, StoreError: as `services.audit.noting.note_export`.
    """
    told = {"list": "report", "state": who.value, "form": form}
    note_export(register, Action.PATIENT_EXPORT, told)


def report_lines(register: Register, who: Reported) -> Iterator[dict[str, Any]]:
    """The lines of the report: those present by id, then the former ones by id.

    Raises:
        Refused: who works here is no user of the register.
    """
    with register.reading() as connection:
        connection.read_at_length()
        if who is not Reported.FORMER:
            for patient in _present(connection):
                yield _line(patient, state_of(patient))
        if who is not Reported.PRESENT:
            yield from map(_former, ledger.every(connection))


def report_columns(
    register: Register, who: Reported, keys: Sequence[str], partition: Partition = WHOLE
) -> Iterator[tuple[Head, Columns]]:
    """As `report_lines`, some lines at a time as columns of texts, for `read_partitioned`.

    Raises:
        Refused: who works here is no user of the register.
    """
    with register.reading() as connection:
        connection.read_at_length()
        moment = head(connection)
        yield moment, []
        for columns in partition.of(_batches(connection, who, keys)):
            yield moment, columns()


def _batches(
    connection: Connection, who: Reported, keys: Sequence[str]
) -> Iterator[Callable[[], Columns]]:
    """What makes the columns of some lines at a time: another part may have to make them."""
    if who is not Reported.FORMER:
        for some in in_batches(patients.all_ids(connection)):
            yield partial(_columns_of_present, connection, some, keys)
    if who is not Reported.PRESENT:
        for former in in_batches(iter(ledger.ids(connection))):
            yield partial(_columns_of_former, connection, former, keys)


def _columns_of_present(connection: Connection, ids: list[int], keys: Sequence[str]) -> Columns:
    made = iter(columns_of(connection, ids, [key for key in keys if key not in _OF_FORMER]))
    nothing = [""] * len(ids)
    return [nothing if key in _OF_FORMER else next(made) for key in keys for _ in cells(key, None)]


def _columns_of_former(connection: Connection, ids: list[int], keys: Sequence[str]) -> Columns:
    lines = [
        [text for key in keys for text in cells(key, line[key]).values()]
        for line in map(_former, ledger.get_many(connection, ids))
    ]
    return list(zip(*lines, strict=True))


_OF_FORMER = ("deleted_at", "deleted_by", "reason")


def _former(former: ledger.Former) -> dict[str, Any]:
    return _line(former.patient, "former") | {
        "deleted_at": plain_value(former.deleted_at),
        "deleted_by": former.deleted_by,
        "reason": former.reason,
    }


def _present(connection: Connection) -> Iterator[Patient]:
    for some in in_batches(patients.all_ids(connection)):
        yield from patients.get_many(connection, some)


def _line(patient: Patient, state: str) -> dict[str, Any]:
    whole = document(patient)
    return {key: whole.get(key) for key in REPORT_KEYS} | {"state": state}
