"""A whole register looked through: so many ids at a time, in memory that does not grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Finding, Sentence, Weight
from semble_cli.patient.identifier import LAST_ID
from semble_cli.store import drafts
from semble_cli.store.database import schema
from semble_cli.store.patients import given_ids
from semble_cli.store.soundness import former, values
from semble_cli.store.soundness.allergies import mixed_states
from semble_cli.store.soundness.around.appointments import overlapping_appointments
from semble_cli.store.soundness.around.invoices import wrong_invoices
from semble_cli.store.soundness.around.shares import wrong_shares
from semble_cli.store.soundness.chain import find_breaks
from semble_cli.store.soundness.contents import find_content_faults
from semble_cli.store.soundness.given import GivenIds
from semble_cli.store.soundness.grants import stray_grants
from semble_cli.store.soundness.head import compare_head
from semble_cli.store.soundness.keys import KeyCheck, wrong_keys, wrong_known_names
from semble_cli.store.soundness.medical import find_medical_breaks
from semble_cli.store.soundness.record_keys import wrong_record_keys
from semble_cli.store.soundness.records import RecordCheck
from semble_cli.store.soundness.register_events import (
    register_events,
    renamings,
    wrong_backup,
    wrong_settings,
    wrong_tags,
    wrong_users,
)
from semble_cli.store.soundness.relations import parted_from_present
from semble_cli.store.soundness.structure import strange_structure
from semble_cli.store.soundness.times import unreadable_times
from semble_cli.store.soundness.told import Told, told_by
from semble_cli.store.soundness.windows import UNREADABLE, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.store.database.connection import Connection
    from semble_cli.store.event_chain import Head
    from semble_cli.store.soundness.grants import GrantsOf
    from semble_cli.store.soundness.told import Renaming
    from semble_cli.store.soundness.windows import Window


def look_through(
    connection: Connection, grants_of: GrantsOf, noted: Head | None = None
) -> Iterator[Finding]:
    """Everything that is not as the program left it, as far as the database, the journal and the
    rows tell. *grants_of* tells what goes with a role; *noted* is a head of the journal that
    somebody noted down before."""
    for fault in schema.find_damage(connection):
        yield Finding(Sentence("database: {fault}", fault=fault), Weight.DAMAGE)
    for broken in find_breaks(connection):
        yield Finding(broken, Weight.DAMAGE)
    for broken in find_medical_breaks(connection):
        yield Finding(broken, Weight.DAMAGE)
    yield from find_content_faults(connection)
    if noted is not None:
        for broken in compare_head(connection, noted):
            yield Finding(broken, Weight.DAMAGE)
    yield from map(Finding, given_ids.find_faults(connection, LAST_ID))
    yield from map(Finding, stray_grants(connection, grants_of))
    yield from _differences(connection)


def _differences(connection: Connection) -> Iterator[Finding]:
    yield from map(Finding, unreadable_times(connection))
    yield from map(Finding, strange_structure(connection))
    yield from map(Finding, _wrong_drafts(connection))
    events = register_events(connection)
    try:
        yield from map(Finding, wrong_users(connection, events))
        yield from map(Finding, wrong_tags(connection, events))
        yield from map(Finding, wrong_backup(connection, events))
        yield from map(Finding, wrong_settings(connection, events))
        ids, names = GivenIds(events), renamings(events)
    except UNREADABLE:
        yield Finding(
            Sentence("journal: what it tells of users, tags, settings and imports cannot be read.")
        )
        return
    keys, records = KeyCheck(connection), RecordCheck(connection)
    for window in windows(connection):
        told, unreadable = _told(window, names)
        yield from map(Finding, unreadable)
        yield from map(Finding, ids.wrong_in(window, told))
        yield from map(Finding, values.unreadable_values(window))
        yield from map(Finding, values.changed_values(connection, window, told))
        yield from map(Finding, wrong_keys(keys.wrong_in(window)))
        yield from map(Finding, former.wrong_entries(window, told))
        yield from map(Finding, records.wrong_in(window))
        for spoiled in values.spoiled_identities(window, told):
            yield Finding(spoiled, Weight.REMARK)
    yield from map(Finding, records.wrong_apart())
    yield from map(Finding, mixed_states(connection))
    yield from map(Finding, overlapping_appointments(connection))
    yield from map(Finding, wrong_invoices(connection))
    yield from map(Finding, wrong_shares(connection))
    yield from map(Finding, parted_from_present(connection))
    yield from map(Finding, ids.lost())
    yield from map(Finding, wrong_known_names(connection))
    yield from map(Finding, wrong_record_keys(connection))


def _wrong_drafts(connection: Connection) -> Iterator[Sentence]:
    for draft_id in drafts.wrong(connection):
        yield Sentence(
            "draft {id}: it cannot be read, or its author is no user. semble store upgrade removes"
            " it.",
            id=draft_id,
        )


def _told(window: Window, names: Sequence[Renaming]) -> tuple[dict[int, Told], list[Sentence]]:
    """What the journal tells of each patient of a window, and of whom it cannot be read."""
    told: dict[int, Told] = {}
    unreadable = list(window.unreadable)
    for patient_id, entries in window.events.items():
        try:
            told[patient_id] = told_by(entries, names)
        except UNREADABLE:
            unreadable.append(patient_id)
    return told, [
        Sentence("patient {id}: what the journal tells cannot be read.", id=patient_id)
        for patient_id in unreadable
    ]
