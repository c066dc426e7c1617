"""The ledger of former patients against the deletions that the journal tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence, listed_fields
from semble_cli.patient.catalogue import KEPT_AFTER_DELETION
from semble_cli.patient.json_form import plain_value
from semble_cli.store import ledger
from semble_cli.store.patients.keys import patient_keys
from semble_cli.store.soundness.times import moment_of
from semble_cli.store.soundness.windows import UNREADABLE, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from semble_cli.store.soundness.told import Entry, Told
    from semble_cli.store.soundness.windows import Window


def wrong_entries(window: Window, told: Mapping[int, Told]) -> Iterator[Sentence]:
    """What is wrong with the entries of a window, a sentence for each."""
    for former_id, row in window.former.items():
        known = told.get(former_id)
        faults = [*_faults_of_record(row)]
        if known and known.deletion:
            faults += _faults_of_deletion(row, known.deletion)
        for fault in faults:
            yield Sentence("ledger: patient {id}: {fault}.", id=former_id, fault=fault)


def _faults_of_record(row: Mapping[str, Any]) -> Iterator[Sentence]:
    try:
        plain = content_of(row["record"]) or {}
        patient = ledger.patient_of(plain)
        keys = patient_keys(patient)
    except UNREADABLE:
        yield Sentence("the record cannot be read")
        return
    forbidden = set(plain) - {*KEPT_AFTER_DELETION, *ledger.BESIDE}
    if forbidden:
        yield Sentence(
            "these fields must not be kept: {fields}", fields=listed_fields(sorted(forbidden))
        )
    columns = {name: keys[name] for name in ledger.KEYS} | {
        "id": patient.id,
        "birth_date": plain_value(patient.birth_date),
    }
    wrong = [
        "search_keys" if name in ledger.KEYS else name
        for name, value in columns.items()
        if row[name] != value
    ]
    if wrong:
        yield Sentence(
            "not as its record says: {fields}", fields=listed_fields(list(dict.fromkeys(wrong)))
        )


def _faults_of_deletion(row: Mapping[str, Any], deletion: Entry) -> Iterator[Sentence]:
    content = deletion.content or {}
    told = {
        "deleted_at": moment_of(deletion.at),
        "deleted_by": deletion.actor,
        "reason": content.get("reason"),
    }
    found = {name: row[name] for name in told} | {"deleted_at": moment_of(row["deleted_at"])}
    wrong = [name for name in told if told[name] != found[name]]
    digest = content.get(ledger.DIGEST)
    if digest is not None and digest != ledger.digest_of(row["record"]):
        wrong.append("record")
    if wrong:
        yield Sentence("not as the journal tells: {fields}", fields=listed_fields(wrong))
