"""Change a patient: its fields, its state, its tags, its preferences. Each is one event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.dates import parse_date
from semble_cli.patient.actions import Action
from semble_cli.patient.edits.lists import (
    GIVEN_NAMES,
    ListChange,
    changed_lists,
    list_after_first_name,
)
from semble_cli.patient.fields import settled_by
from semble_cli.patient.intake import NOTE_LEFT_OUT, amended
from semble_cli.patient.reading.phones import leaves_a_note
from semble_cli.patient.tags import tag_key
from semble_cli.patient.texts import parse_reason
from semble_cli.services.access import Permission
from semble_cli.services.changes import Changes, difference
from semble_cli.store.tags import canonical_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from semble_cli.errors import Sentence
    from semble_cli.patient.record import ArchiveReason, Patient
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


_NO_LISTS: Mapping[str, ListChange] = {}


class Edited(NamedTuple):
    """The patient after an edit, what was to be done, what changed, and what deserves a look.
    *asked* are the fields that were to change, where others may have changed with them."""

    patient: Patient
    action: Action
    changes: Changes
    warnings: tuple[Sentence, ...] = ()
    asked: frozenset[str] | None = None

    @property
    def changed(self) -> bool:
        return bool(self.changes)


def write_edited(
    work: UnitOfWork,
    before: Patient,
    after: Patient,
    action: Action,
    warnings: tuple[Sentence, ...] = (),
    asked: Iterable[str] | None = None,
) -> Edited:
    """Write a changed patient as a part of other work; *asked* names the fields given."""
    written = work.change(before, after, action)
    meant = None if asked is None else frozenset(f for name in asked for f in settled_by(name))
    return Edited(written, action, difference(before, written), warnings, meant)


def edit_fields(
    register: Register,
    patient_id: int,
    given: Mapping[str, Any],
    version: int | None = None,
    lists: Mapping[str, ListChange] = _NO_LISTS,
) -> Edited:
    """Change fields of a patient, by their flat names; nothing clears a field. Of *lists* some
    items change. A first given name takes the place of the one before in the list of them.

    Raises:
        NoSuchRecord, InvalidRecord; Conflict: the record is not *version* any more.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(patient_id, version)
        known = changed_lists(before, lists, given, work.today)
        intake = amended(before, given, work.today, known)
        if "first_given_name" in given and not {GIVEN_NAMES} & {*given, *lists}:
            names = list_after_first_name(before, intake.patient.first_given_name)
            intake = amended(before, given, work.today, {**known, GIVEN_NAMES: names})
        return write_edited(
            work,
            before,
            intake.patient,
            Action.PATIENT_EDIT,
            (*intake.warnings, *_notes_left_out(lists)),
            asked=(*given, *lists),
        )


def _notes_left_out(lists: Mapping[str, ListChange]) -> Iterator[Sentence]:
    """What is said where a phone was given with a note, which no field of it holds."""
    change = lists.get("phones", ListChange())
    typed = (*change.put, *change.add, *(change.replaced or ()))
    if any(leaves_a_note("phones", text) for text in typed):
        yield NOTE_LEFT_OUT


def block_patient(register: Register, patient_id: int, reason: str | None) -> Edited:
    """Block a patient: the practice makes no appointment for them until they are unblocked.

    Raises:
        NoSuchRecord; InvalidInput: the reason cannot be taken.
    """
    why = parse_reason("reason", reason or "")
    return _change(
        register,
        patient_id,
        Action.PATIENT_BLOCK,
        lambda patient: patient._replace(
            blocked_on=patient.blocked_on or register.today,
            blocked_reason=why or patient.blocked_reason,
        ),
    )


def unblock_patient(register: Register, patient_id: int) -> Edited:
    """Let appointments be made for a patient again."""
    return _change(
        register,
        patient_id,
        Action.PATIENT_UNBLOCK,
        lambda patient: patient._replace(blocked_on=None, blocked_reason=None),
    )


def archive_patient(
    register: Register, patient_id: int, reason: ArchiveReason, tags: Sequence[str] = ()
) -> Edited:
    """Take a patient out of searches and lists, and give tags; nothing of the record is lost.

    Raises:
        NoSuchRecord; InvalidInput: a tag does not exist.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(patient_id)
        meant = {*before.tags, *canonical_names(work.connection, tags)}
        archived = before._replace(
            archived_on=before.archived_on or register.today,
            archive_reason=reason,
            tags=tuple(sorted(meant, key=tag_key)),
        )
        return write_edited(work, before, archived, Action.PATIENT_ARCHIVE)


def unarchive_patient(register: Register, patient_id: int) -> Edited:
    """Bring a patient back into searches and lists."""
    return _change(
        register,
        patient_id,
        Action.PATIENT_UNARCHIVE,
        lambda patient: patient._replace(archived_on=None, archive_reason=None),
    )


def parse_day_of_death(text: str, today: date, birth_date: date) -> date:
    """The day of a death as people write it.

    Raises:
        InvalidInput: it is no day, or one to come, or one before the birth.
    """
    day = parse_date("deceased_on", text, today)
    _refuse_day_of_death(day, today, birth_date)
    return day


def declare_deceased(
    register: Register, patient_id: int, day: date, *, cancel: bool = False
) -> Edited:
    """Note the day a patient died; *cancel* the appointments that are to come with it.

    Raises:
        InvalidInput: the day is to come, or before the birth.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(patient_id)
        _refuse_day_of_death(day, register.today, before.birth_date)
        if cancel:  # before the death: what is undone goes the other way round
            from semble_cli.services.agenda.booking import cancel_coming

            cancel_coming(work, patient_id)
        after = before._replace(deceased_on=day)
        return write_edited(work, before, after, Action.PATIENT_DECEASED)


def _refuse_day_of_death(day: date, today: date, birth_date: date) -> None:
    if day > today:
        raise InvalidInput("deceased_on", "this day is to come. Check the date.")
    if day < birth_date:
        raise InvalidInput(
            "deceased_on", "this day is before the patient's birth. Check both dates."
        )


def undeclare_deceased(register: Register, patient_id: int) -> Edited:
    """Undo a death that was noted by mistake."""
    return _change(
        register,
        patient_id,
        Action.PATIENT_DECEASED,
        lambda patient: patient._replace(deceased_on=None),
    )


def set_preferences(register: Register, patient_id: int, given: Mapping[str, Any]) -> Edited:
    """Change communication preferences and consents.

    Raises:
        InvalidRecord: a visibility in the DMP without the patient's consent.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(patient_id)
        intake = amended(before, given, work.today)
        return write_edited(
            work, before, intake.patient, Action.PATIENT_PREFS, intake.warnings, given
        )


def tag_patients(
    register: Register, patient_ids: Sequence[int], names: Sequence[str], *, create: bool = False
) -> list[Edited]:
    """Give tags to patients, all in one transaction; tags that are none yet are added first where
    they are to be created.

    Raises:
        NoSuchRecord: one of the patients. InvalidInput: one of the tags does not exist, or cannot
            be one.
    """
    return _retag(
        register,
        patient_ids,
        names,
        Action.PATIENT_TAG,
        lambda has, meant: has | meant,
        create=create,
    )


def untag_patients(
    register: Register, patient_ids: Sequence[int], names: Sequence[str]
) -> list[Edited]:
    """Take tags from patients, all in one transaction.

    Raises:
        NoSuchRecord: one of the patients. InvalidInput: one of the tags does not exist.
    """
    return _retag(
        register, patient_ids, names, Action.PATIENT_UNTAG, lambda has, meant: has - meant
    )


def _retag(
    register: Register,
    patient_ids: Sequence[int],
    names: Sequence[str],
    action: Action,
    wanted: Callable[[set[str], set[str]], set[str]],
    *,
    create: bool = False,
) -> list[Edited]:
    with register.writing(Permission.EDIT_PATIENTS) as work:
        if create:
            from semble_cli.services.patients.tags import add_missing

            add_missing(work, names)
        meant = set(canonical_names(work.connection, names))
        edited = []
        for patient_id in dict.fromkeys(patient_ids):
            before = work.patient(patient_id)
            tags = tuple(sorted(wanted(set(before.tags), meant), key=tag_key))
            edited.append(write_edited(work, before, before._replace(tags=tags), action))
        return edited


def _change(
    register: Register, patient_id: int, action: Action, changed: Callable[[Patient], Patient]
) -> Edited:
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(patient_id)
        return write_edited(work, before, changed(before), action)
