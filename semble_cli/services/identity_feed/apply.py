"""One message of an identity feed, in one transaction with the note that it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Conflict, InvalidInput, InvalidRecord
from semble_cli.identity.status import IdentitySource
from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission
from semble_cli.services.changes import difference
from semble_cli.services.identity_feed.person import read_person
from semble_cli.services.identity_feed.result import FeedOutcome, FeedResult
from semble_cli.services.identity_feed.updating import brought_up
from semble_cli.services.insurance.matching import match_on
from semble_cli.services.patients.duplicates import deleted_candidates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.exchange.feed.identities import FedMessage
    from semble_cli.patient.record import Patient
    from semble_cli.services.identity_feed.memory import Memory
    from semble_cli.services.identity_feed.person import FedPerson
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


def apply_message(register: Register, message: FedMessage, memory: Memory) -> FeedResult:
    """Bring a message into the register, once: whoever read it before, it is not read again.

    The same person, by a qualified matricule or by the strict traits, is brought up to date; who is
    nobody's near is created; anything between is rejected, with nothing written, for a person to
    look at.

    Raises:
        Refused: who works here may not change patients. StoreError
    """
    if message.problem:
        return FeedResult(FeedOutcome.REJECTED, problem=message.problem.at_rest())
    try:
        with register.writing(Permission.EDIT_PATIENTS) as work:
            if memory.knows(work.connection, message.digest):
                return FeedResult(FeedOutcome.KNOWN)
            result = _taken(work, message)
            memory.note(work, message.digest, result.outcome)
            return result
    except (InvalidInput, InvalidRecord, Conflict) as problem:
        return FeedResult(FeedOutcome.REJECTED, problem=problem.at_rest())


def note_file(register: Register, digest: str, memory: Memory) -> None:
    """Note that a file of several messages was read to its end: those of it that were rejected lie
    among the rejected ones now, and are not read from it again.

    Raises:
        Refused: who works here may not change patients. StoreError
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        if not memory.knows(work.connection, digest):
            memory.note(work, digest, FeedOutcome.REJECTED)


def was_read(register: Register, digest: str, memory: Memory) -> bool:
    """Whether a file of several messages was read to its end.

    Raises:
        Refused: who works here may not change patients. StoreError
    """
    with register.reading(Permission.EDIT_PATIENTS) as connection:
        return memory.knows(connection, digest)


def _taken(work: UnitOfWork, message: FedMessage) -> FeedResult:
    if message.identity is None:
        notes = (message.other,) if message.other else ()
        return FeedResult(FeedOutcome.PASSED_OVER, notes=notes)
    person = read_person(message.identity, work.today)
    match = match_on(work.connection, person.told)
    if match.likely:
        raise Conflict(
            "it is near patient {ids}, and not surely the same person. Look at it by hand.",
            ids=_ids(one.patient for one in match.likely),
        )
    if match.patient is None:
        return _created(work, person)
    stored = work.patient(match.patient.id or 0)
    found = brought_up(work, stored, person)
    written = work.change(stored, found.patient, Action.IDENTITY_FEED)
    changes = difference(stored, written)
    return FeedResult(
        FeedOutcome.UPDATED if changes else FeedOutcome.UNCHANGED,
        written,
        changes,
        found.left,
        (*person.notes, *found.notes),
    )


def _created(work: UnitOfWork, person: FedPerson) -> FeedResult:
    if deleted := deleted_candidates(work.connection, person.patient):
        raise Conflict(
            "it is near former patient {ids}, who was deleted. Look at it by hand: semble patient"
            " recover brings one back.",
            ids=_ids(one.patient for one in deleted),
        )
    patient = person.patient._replace(identity_source=IdentitySource.IMPORT)
    if person.qualified:
        proved = patient.with_standing(patient.standing.with_retrieval().with_check())
        patient = proved._replace(
            ins_matricule=person.qualified.ins.matricule,
            ins_oid=person.qualified.ins.oid.value,
            former_ins=person.qualified.former,
            identity_source=IdentitySource.INSI,
            identity_document=person.qualified.document,
            identity_checked_on=person.qualified.checked_on,
        )
    written = work.add(patient, Action.IDENTITY_FEED)
    return FeedResult(FeedOutcome.CREATED, written, notes=person.notes)


def _ids(patients: Iterable[Patient]) -> str:
    return ", ".join(str(patient.id) for patient in patients)
