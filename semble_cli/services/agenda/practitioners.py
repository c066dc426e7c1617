"""Practitioners: added, changed, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Conflict
from semble_cli.patient.actions import Action
from semble_cli.patient.agenda.practitioner import amended_practitioner
from semble_cli.patient.around.kinds import PRACTITIONER
from semble_cli.services.access import Permission
from semble_cli.services.agenda.rules import practitioner_meant
from semble_cli.services.record import keeping
from semble_cli.store.record import practitioners, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.patient.agenda.practitioner import Practitioner
    from semble_cli.services.changes import Changes
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


class EditedPractitioner(NamedTuple):
    """A practitioner after an edit, and what changed."""

    practitioner: Practitioner
    changes: Changes


def find_practitioners(register: Register, words: str = "") -> list[Practitioner]:
    """The practitioners of whose names a word begins with each of some words."""
    with register.reading() as connection:
        return practitioners.find(connection, words)


def add_practitioner(register: Register, given: Mapping[str, Any]) -> Practitioner:
    """Add a practitioner.

    Raises:
        InvalidRecord: what was given cannot be taken.
        Conflict: one bears this name and no RPPS number tells them apart, or has the number.
    """
    practitioner = amended_practitioner(None, given)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        _refuse_twin(work, practitioner)
        new: Practitioner = keeping.add(work, PRACTITIONER, practitioner, Action.PRACTITIONER_ADD)
        return new


def edit_practitioner(
    register: Register, meant: str, given: Mapping[str, Any], version: int | None = None
) -> EditedPractitioner:
    """Change a practitioner; a field given as nothing is cleared.

    Raises:
        NoSuchRecord, Refused: as `practitioner_meant`. InvalidRecord
        Conflict: as `add_practitioner`, or it is not *version* any more.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = practitioner_meant(work.connection, meant)
        if version is not None and version != before.version:
            raise rows.changed_meanwhile()
        wanted = amended_practitioner(before, given)
        _refuse_twin(work, wanted)
        after: Practitioner = keeping.change(
            work, PRACTITIONER, before, wanted, Action.PRACTITIONER_EDIT
        )
        return EditedPractitioner(after, keeping.difference(PRACTITIONER, before, after))


def _refuse_twin(work: UnitOfWork, practitioner: Practitioner) -> None:
    """Two are told apart by their names, or by their RPPS numbers."""
    for other in practitioners.find(work.connection):
        if other.id == practitioner.id:
            continue
        if other.rpps is not None and other.rpps == practitioner.rpps:
            raise Conflict("Practitioner {id} has this RPPS number already.", id=other.id)
    for other in practitioners.called(work.connection, practitioner.name):
        if other.id != practitioner.id and None in (other.rpps, practitioner.rpps):
            raise Conflict(
                "Practitioner {id} is called so already. Give the RPPS numbers of both.",
                id=other.id,
            )
