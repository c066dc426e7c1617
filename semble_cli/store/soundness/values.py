"""The values of patients against the last events that the journal has of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence, listed_fields
from semble_cli.patient.json_form import FROM_PLAIN
from semble_cli.store.database.chunks import chunks
from semble_cli.store.patients import children
from semble_cli.store.patients.rows import COLUMNS
from semble_cli.store.soundness.told import differing_fields
from semble_cli.store.soundness.windows import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from semble_cli.store.database.connection import Connection
    from semble_cli.store.soundness.told import Told
    from semble_cli.store.soundness.windows import Window


def changed_values(
    connection: Connection, window: Window, told: Mapping[int, Told]
) -> Iterator[Sentence]:
    """What is otherwise than the journal tells, a sentence a patient; and the proofs of identities
    that an edit took away by a fault of programs of before."""
    for patient_id, version in zip(window.patients["id"], window.patients["version"], strict=True):
        changes = told[patient_id].changes if patient_id in told else 0
        if version != changes + 1:
            yield Sentence(
                "patient {id}: the record is version {version}, and the journal tells of {count}"
                " changes.",
                id=patient_id,
                version=version,
                count=changes,
            )
    places = {
        patient_id: place
        for place, patient_id in enumerate(window.patients["id"])
        if patient_id in told
    }
    for some in chunks(list(places)):
        collections = children.plain_values(connection, some)
        for place, patient_id in enumerate(some):
            row = {name: window.patients[name][places[patient_id]] for name in COLUMNS}
            row |= {name: values[place] for name, values in collections.items()}
            yield from _of_patient(patient_id, told[patient_id], row)


def _of_patient(patient_id: int, told: Told, row: Mapping[str, Any]) -> Iterator[Sentence]:
    if changed := differing_fields(told, row):
        yield Sentence(
            "patient {id}: the register is not as the journal tells: {fields}.",
            id=patient_id,
            fields=listed_fields(changed),
        )
    for seq in sorted(set(told.unexplained.values())):
        yield Sentence(
            "patient {id}: event {seq} found other values than the event before left: {fields}.",
            id=patient_id,
            seq=seq,
            fields=listed_fields(
                sorted(name for name in told.unexplained if told.unexplained[name] == seq)
            ),
        )


def spoiled_identities(window: Window, told: Mapping[int, Told]) -> Iterator[Sentence]:
    """The identities that an edit made provisional although their traits stayed the same: a fault
    of programs of before."""
    for patient_id in window.patients["id"]:
        if (known := told.get(patient_id)) and known.spoiled:
            yield Sentence(
                "patient {id}: event {seq} made the identity provisional, though its traits changed"
                " by letters' case or accents alone. semble undo {batch} takes that back; where it"
                " cannot, ask INSi again.",
                id=patient_id,
                seq=known.spoiled.seq,
                batch=known.spoiled.batch,
            )


def unreadable_values(window: Window) -> Iterator[Sentence]:
    """The patients with a day, a time or a word that cannot be read."""
    found: dict[int, list[str]] = {}
    for name in COLUMNS:
        read = FROM_PLAIN.get(name)
        if read is None:
            continue
        wrong = {value for value in set(window.patients[name]) if not _is_readable(read, value)}
        if wrong:
            for patient_id, value in zip(window.patients["id"], window.patients[name], strict=True):
                if value in wrong:
                    found.setdefault(patient_id, []).append(name)
    for patient_id, names in sorted(found.items()):
        yield Sentence(
            "patient {id}: these values cannot be read: {fields}.",
            id=patient_id,
            fields=listed_fields(names),
        )


def _is_readable(read: Any, value: Any) -> bool:
    try:
        return value is None or read(value) is not None
    except UNREADABLE:
        return False
