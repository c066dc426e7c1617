"""Who is likely to be the same person: one rule for every way a patient comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.dates import Span
from semble_cli.patient.comparison.traits import traits_of
from semble_cli.patient.matching import Likeness, Verdict, blocking_keys, compare
from semble_cli.store import ledger
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.candidates import candidate_ids, with_nir_to_compare

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from semble_cli.patient.record import Patient
    from semble_cli.store.database.connection import Connection


class Candidate(NamedTuple):
    """A patient of the register, and how like the one at hand."""

    patient: Patient
    likeness: Likeness


def candidates(connection: Connection, patient: Patient) -> list[Candidate]:
    """The patients likely to be the same person, the most like first; *patient* itself left out."""
    traits = traits_of(patient)
    ids = candidate_ids(connection, blocking_keys(traits))
    others = with_nir_to_compare(connection, patients.get_many(connection, ids), traits.nir)
    found = [
        Candidate(other, likeness)
        for other in others
        if other.id != patient.id
        and (likeness := compare(traits, traits_of(other))).verdict is not Verdict.DIFFERENT
    ]
    return sorted(found, key=lambda candidate: (-candidate.likeness.score, candidate.patient.id))


class DeletedPatient(NamedTuple):
    """A patient of the ledger, as last recorded, and by whom and when it was deleted."""

    patient: Patient
    deleted_at: datetime
    deleted_by: str


def deleted_candidates(connection: Connection, patient: Patient) -> list[DeletedPatient]:
    """The deleted patients, born on the same day, who are likely to be the same person, the last
    deleted first."""
    traits = traits_of(patient)
    day = Span(patient.birth_date, patient.birth_date)
    born_then = ledger.search(connection, (), (day,), (), 0)
    found = [
        DeletedPatient(former.patient, former.deleted_at, former.deleted_by)
        for former in born_then
        if compare(traits, traits_of(former.patient)).verdict is not Verdict.DIFFERENT
    ]
    return sorted(found, key=lambda deleted: deleted.deleted_at, reverse=True)


def unseen(connection: Connection, patient: Patient, known: Collection[int]) -> list[Candidate]:
    """The patients likely to be the same person as a new one, but for those that a person looked at
    and set aside, whose ids are *known*."""
    return [one for one in candidates(connection, patient) if one.patient.id not in known]
