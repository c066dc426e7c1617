"""One letter for each patient that a search finds, in the order of the addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, NoSuchRecord, Refused
from semble_cli.identity.names import fold
from semble_cli.paper.pdf import pages_pdf
from semble_cli.patient.letters.letter import KIND
from semble_cli.patient.letters.order import address_key
from semble_cli.patient.record import Answer
from semble_cli.services.access import Permission
from semble_cli.services.letters.facts import around_patients
from semble_cli.services.letters.recipients import (
    CannotBeWrittenTo,
    NotWritten,
    find_recipient,
    is_to_patient,
)
from semble_cli.services.letters.writing import Writer, together
from semble_cli.store.database.chunks import chunks
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.patient.record import Patient
    from semble_cli.services.letters.recipients import FoundRecipient
    from semble_cli.services.letters.writing import LetterAsked, PreparedLetter, WrittenLetter
    from semble_cli.services.practice.settings import Own
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


class LeftOutPatient(NamedTuple):
    """A patient for whom no letter is written, and why."""

    patient: Patient
    why: NotWritten


class Mailing(NamedTuple):
    """The letters of a mailing in the order of their addresses, and who is left out."""

    letters: list[PreparedLetter]
    left_out: list[LeftOutPatient]


def prepare_mailing(
    register: Register, ids: Sequence[int], asked: LetterAsked, own: Own, *, is_care: bool
) -> Mailing:
    """A letter for each of some patients, of which nothing is written yet. Left out are the dead,
    who has no whole address, and who refused messages of the practice, unless the letter is part of
    their care.

    Raises:
        InvalidRecord, InvalidInput: nothing is known for a field of somebody who is not left out:
            each is named, and there is no letter at all. Otherwise as `prepare_letter`.
    """
    with register.reading(Permission.EDIT_CARE) as connection:
        writer = Writer(connection, asked, own, register.clock())
        today = writer.now.date()
        to_write: list[tuple[Patient, FoundRecipient]] = []
        left_out: list[LeftOutPatient] = []
        for patient in _all_of(connection, ids):
            found = _recipient(connection, patient, asked.to, today, is_care=is_care)
            if isinstance(found, NotWritten):
                left_out.append(LeftOutPatient(patient, found))
            else:
                to_write.append((patient, found))
        whose = [patient.id or 0 for patient, _ in to_write]
        around = around_patients(connection, whose, writer.template.fields, writer.now)
        letters, problems = [], []
        for patient, found in to_write:
            try:
                letters.append(writer.prepared(patient, found, around[patient.id or 0]))
            except InvalidInput as problem:
                problems.append(problem)
    if problems:
        raise together(problems)
    return Mailing(sorted(letters, key=_place), left_out)


def mailing_pdf(register: Register, written: Sequence[WrittenLetter]) -> bytes:
    """All letters as one file for the printer, each from its page 1 on: its fonts are in it
    once."""
    pages = [page for each in written for page in each.pages]
    return pages_pdf(pages, KIND, register.clock())


def _place(each: PreparedLetter) -> tuple[object, ...]:
    recipient = each.letter.recipient
    names = (fold(recipient.name), fold(each.patient.full_name))
    return (*address_key(recipient.address), *names, each.patient.id)


def _all_of(connection: Connection, ids: Sequence[int]) -> list[Patient]:
    return [
        patient for some in chunks(list(ids)) for patient in patients.get_many(connection, some)
    ]


def _recipient(
    connection: Connection, patient: Patient, to: str, today: date, *, is_care: bool
) -> FoundRecipient | NotWritten:
    """The recipient of a letter about a patient, or why there is none."""
    if patient.deceased_on is not None:
        return NotWritten.DECEASED
    if is_to_patient(to) and not is_care and patient.promotional is Answer.REFUSED:
        return NotWritten.REFUSED
    try:
        found = find_recipient(connection, patient, to, today)
    except CannotBeWrittenTo as refusal:
        return refusal.why
    except NoSuchRecord:
        return NotWritten.NO_RELATION
    except Refused:
        return NotWritten.SEVERAL_RELATIONS
    return NotWritten.NOT_AT_PRESENT if found.questions else found
