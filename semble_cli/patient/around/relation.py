"""Relations of a patient: to a contact, or to another patient, each for a time.

The types are those of Semble's API. A relation says who the other is to the patient: of type
`parent_guardian`, the other is a parent or guardian of the patient. Seen from the other patient,
the same relation is read the other way round; it is stored once.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import name_words
from semble_cli.patient.around.contact import ContactKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class RelationType(StrEnum):
    """What the other is to the patient."""

    FAMILY = "family"
    SPOUSE_PARTNER = "spouse_partner"
    PARENT_GUARDIAN = "parent_guardian"
    NEXT_OF_KIN = "next_of_kin"
    EMERGENCY_CONTACT = "emergency_contact"
    GP = "gp"
    REFERRING_CLINICIAN = "referring_clinician"
    PRACTITIONER = "practitioner"
    ANAESTHETIST = "anaesthetist"
    PHARMACY = "pharmacy"
    SOCIAL_WORKER = "social_worker"
    SCHOOL = "school"
    INSURER = "insurer"
    PAYER = "payer"
    OTHER = "other"


SYMMETRIC = frozenset({RelationType.FAMILY, RelationType.SPOUSE_PARTNER})
"""What two people are to each other in the same words."""

_ORGANISATIONS = (RelationType.PHARMACY, RelationType.SCHOOL, RelationType.INSURER)


RELATION_KEYS = (
    *("id", "type", "label", "contact_id", "patient_id", "last_name", "first_name", "phone"),
    *("kind", "name", "sex", "since", "until", "is_payer"),
    *("policy_number", "authorization_code", "notes", "derived", "deleted"),
)
"""The keys of a relation in the document."""


class Relation(NamedTuple):
    """Who is what to a patient. Where the other was deleted, `gone_kind` (`contact` or `patient`),
    `gone_id` and `gone_name` stand in place of the reference."""

    patient_id: int
    type: str
    label: str | None = None
    contact_id: int | None = None
    other_patient_id: int | None = None
    gone_kind: str | None = None
    gone_id: int | None = None
    gone_name: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    policy_number: str | None = None
    authorization_code: str | None = None
    is_payer: bool = False
    notes: str | None = None
    id: int | None = None
    version: int = 1

    @property
    def other(self) -> tuple[str, int]:
        """The kind and the id of whom it is to, whether deleted or not."""
        if self.contact_id is not None:
            return "contact", self.contact_id
        if self.other_patient_id is not None:
            return "patient", self.other_patient_id
        return self.gone_kind or "", self.gone_id or 0


def seen_from_the_other(kind: str) -> str:
    """The code of what the patient of a relation is to whom it is to.

    >>> seen_from_the_other("parent_guardian"), seen_from_the_other("family")
    ('parent_guardian_of', 'family')
    """
    return kind if kind in SYMMETRIC else f"{kind}_of"


def likely_kind(kind: RelationType) -> ContactKind:
    """What a new contact of such a relation is, where nobody says it."""
    return ContactKind.ORGANISATION if kind in _ORGANISATIONS else ContactKind.PERSON


def refuse_nonsense(relation: Relation) -> None:
    """Refuse a relation whose parts contradict each other.

    Raises:
        InvalidInput: it ends before it begins, is to the patient, or has a label without OTHER, or
            OTHER without a label.
    """
    if relation.other_patient_id == relation.patient_id:
        raise InvalidInput("patient", "nobody has a relation to oneself; give another patient.")
    if relation.label and relation.type != RelationType.OTHER:
        raise InvalidInput("label", "only a relation of type other has a label of its own.")
    if relation.type == RelationType.OTHER and not relation.label:
        raise InvalidInput("label", "a relation of type other says what it is; give it a label.")
    if relation.starts_on and relation.ends_on and relation.ends_on < relation.starts_on:
        raise InvalidInput("until", "this day is before the relation's first. Check both dates.")


def same_relation(relation: Relation, others: Iterable[Relation]) -> Relation | None:
    """The one of *others* that says the same at some time: the same two, the same type."""
    return next((other for other in others if _is_same(relation, other)), None)


def _is_same(one: Relation, other: Relation) -> bool:
    return (
        one.id != other.id
        and one.type == other.type
        and name_words(one.label or "") == name_words(other.label or "")
        and _are_of_the_same_two(one, other)
        and _overlap(one, other)
    )


def _are_of_the_same_two(one: Relation, other: Relation) -> bool:
    if one.patient_id == other.patient_id:
        return one.other == other.other
    return (
        one.type in SYMMETRIC
        and one.other == ("patient", other.patient_id)
        and other.other == ("patient", one.patient_id)
    )


def _overlap(one: Relation, other: Relation) -> bool:
    """Whether there is a day on which both are; one without a first day was always."""
    return _begins_in_time(one, other) and _begins_in_time(other, one)


def _begins_in_time(one: Relation, other: Relation) -> bool:
    return one.starts_on is None or other.ends_on is None or one.starts_on <= other.ends_on


def joined(kept: Relation, twin: Relation) -> Relation | None:
    """Two relations that say the same as one, of the contact of *kept*: the longer time, and what
    either says beside; `None` where they contradict each other."""
    told: dict[str, Any] = {}
    for name in ("policy_number", "authorization_code", "notes"):
        said = {getattr(each, name) for each in (kept, twin)} - {None}
        if len(said) > 1:
            return None
        told[name] = said.pop() if said else None
    starts = [each.starts_on for each in (kept, twin)]
    ends = [each.ends_on for each in (kept, twin)]
    return kept._replace(
        **told,
        starts_on=None if None in starts else min(filter(None, starts)),
        ends_on=None if None in ends else max(filter(None, ends)),
        is_payer=kept.is_payer or twin.is_payer,
    )
