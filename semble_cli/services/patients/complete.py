"""Fill in what a record does not hold yet, from what was typed of the same person: nothing that it
holds is replaced, and nothing that was typed is lost unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.names import fold
from semble_cli.identity.phone.phones import phone_digits
from semble_cli.patient.actions import Action
from semble_cli.patient.catalogue import CATALOGUE, CONSENTS, Kind
from semble_cli.patient.consents.rules import SIGNATURES, VISIBILITIES, consent_of, fields_of
from semble_cli.patient.record import Answer, Patient
from semble_cli.patient.tags import tag_key
from semble_cli.services.access import Permission
from semble_cli.services.patients.edit import Edited, write_edited
from semble_cli.services.record.relations import relate_missing_within
from semble_cli.store import drafts
from semble_cli.store.tags import canonical_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from semble_cli.patient.around.relation_intake import WantedRelation
    from semble_cli.services.register import Register

_DEFAULTS = Patient._field_defaults
_TOLD_BY_ANOTHER = ("birth_place", "birth_date_fictive", *SIGNATURES)
_FIELDS = tuple(
    field
    for field in CATALOGUE
    if (field.typed or field.kind is Kind.FLAG) and field.name not in _TOLD_BY_ANOTHER
)

_KEYS: dict[Kind, Callable[[Any], object]] = {
    Kind.PHONES: lambda phone: phone_digits(phone.number),
    Kind.NUMBERS: lambda number: (fold(number.name), number.value),
    Kind.TAGS: tag_key,
}
"""What makes two values of a field that holds several the same."""


class Left(NamedTuple):
    """A value that was typed and not taken over, for the record holds another."""

    field: str
    typed: Any
    held: Any

    def __repr__(self) -> str:
        return f"Left({self.field})"


class Completed(NamedTuple):
    """A record that was completed: the edit that did it, and what was typed and not taken over."""

    edited: Edited
    left: tuple[Left, ...]
    related: int = 0
    """How many relations were made with it."""


def complete_patient(
    register: Register,
    patient_id: int,
    typed: Patient,
    *,
    draft: int | None = None,
    relations: Sequence[WantedRelation] = (),
) -> Completed:
    """Write what was typed and the patient's record leaves empty, and the *relations* that it has
    not; the *draft* it was goes with it.

    Raises:
        NoSuchRecord: nobody has this id, or a relation is to nobody. InvalidInput: a tag does not
        exist.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(patient_id)
        tags = tuple(canonical_names(work.connection, typed.tags))
        after, left = completed(before, typed._replace(tags=tags))
        edited = write_edited(work, before, after, Action.PATIENT_EDIT)
        if draft is not None:
            drafts.remove(work.connection, work.actor, draft)
        return Completed(edited, left, relate_missing_within(work, patient_id, relations))


def completed(held: Patient, typed: Patient) -> tuple[Patient, tuple[Left, ...]]:
    """A record with what it left empty taken from *typed*, and what of that was not taken over.

    Phones, numbers and tags that the record has not are added. Strict traits and flags are never
    taken over: who changes them changes the identity (RNIV).
    """
    taken: dict[str, Any] = {}
    left: list[Left] = []
    for field in _FIELDS:
        name = field.name
        new, old = getattr(typed, name), getattr(held, name)
        if new == _DEFAULTS.get(name, ...) or _says_no_more(field.kind, new, old):
            continue
        if field.kind in _KEYS:
            taken[name] = (*old, *(item for item in new if not _is_among(field.kind, item, old)))
        elif _may_be_taken(name, old, strict=field.strict or field.kind is Kind.FLAG):
            taken |= fields_of(name, consent_of(typed, name)) if name in CONSENTS else {name: new}
        else:
            left.append(Left(name, new, old))
    if taken.get("dmp_consent", held.dmp_consent) is not Answer.ACCEPTED:
        left += [Left(name, taken.pop(name), False) for name in VISIBILITIES if name in taken]
    return held._replace(**taken), tuple(left)


def _may_be_taken(name: str, old: Any, *, strict: bool) -> bool:
    return not strict and old == _DEFAULTS.get(name, ...)


def _says_no_more(kind: Kind, new: Any, old: Any) -> bool:
    """Whether a record that holds *old* has all that *new* says."""
    if kind in _KEYS:
        return all(_is_among(kind, item, old) for item in new)
    if kind is Kind.GIVEN_NAMES:
        words = fold(new).split()
        return bool(old) and fold(old).split()[: len(words)] == words
    if kind in (Kind.NAME, Kind.LINE) and old:
        return fold(str(new)) == fold(str(old))
    return bool(new == old)


def _is_among(kind: Kind, item: Any, old: tuple[Any, ...]) -> bool:
    key = _KEYS[kind]
    return key(item) in map(key, old)
