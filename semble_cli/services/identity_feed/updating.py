"""What of a message is written over the record of somebody the register knows.

A feed cannot ask. So a matricule and the traits with it are taken where the record has the same
traits, or has them from INSi itself; what somebody typed is never overwritten; and what asks for a
look is refused for a person to see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Conflict, Sentence, listed_fields
from semble_cli.identity.status import STATUS_NAMES
from semble_cli.patient.comparison.traits import traits_of
from semble_cli.patient.fields import settled_by
from semble_cli.patient.intake import amended
from semble_cli.patient.matching import Verdict, compare
from semble_cli.patient.reading.doubts import status_lowered
from semble_cli.patient.reading.states import STATE_READERS, with_states
from semble_cli.patient.record import FIELDS
from semble_cli.patient.strict_traits import completes_list, differing_traits
from semble_cli.services.imports.updating import IDENTITY, joined_lists, states_of
from semble_cli.services.insurance.apply import merged
from semble_cli.services.insurance.by_hand import typed_of
from semble_cli.services.insurance.choices import TOGETHER
from semble_cli.services.insurance.differences import EMPTY, differences
from semble_cli.services.insurance.retrieval import fitted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from typing import Any

    from semble_cli.patient.record import Patient
    from semble_cli.services.identity_feed.person import FedPerson
    from semble_cli.services.unit_of_work import UnitOfWork

_FLAGS = "identity_flags"
_BY_HAND = frozenset(("ins_matricule", "sex", "birth_date"))
"""What never becomes another by itself, not even where INSi told it: who is whom hangs on it."""
_ADDRESS = (*TOGETHER["address"], "country")


class BroughtUp(NamedTuple):
    """A patient brought up to a message, the fields that were left as somebody typed them, and what
    else is to be said."""

    patient: Patient
    left: tuple[str, ...]
    notes: tuple[Sentence, ...]


def brought_up(work: UnitOfWork, stored: Patient, person: FedPerson) -> BroughtUp:
    """A patient brought up to a message.

    Raises:
        Conflict: a person has to look at it. InvalidRecord: a field cannot be taken beside others.
    """
    after, notes = _with_identity(stored, person, work.today)
    typed = typed_of(work.connection, stored, FIELDS)
    left: set[str] = set()
    given = _rest(stored, person)
    while True:
        whole = _with_rest(after, person, given, work.today)
        told = {field for name in given for field in settled_by(name)}
        lost = _lost(stored, whole, told & typed.keys())
        refused = [name for name in given if not lost.isdisjoint(settled_by(name))]
        if not refused:
            break
        if not lost.isdisjoint(_ADDRESS):
            refused += [name for name in _ADDRESS if name in given]
        left |= lost
        given = {name: value for name, value in given.items() if name not in refused}
    lowered = () if after.standing.status is whole.standing.status else status_lowered(after, whole)
    return BroughtUp(whole, tuple(sorted(left)), (*notes, *lowered))


def _with_identity(
    stored: Patient, person: FedPerson, today: date
) -> tuple[Patient, list[Sentence]]:
    """The patient with the matricule of a qualified identity and the traits that go with it."""
    if person.qualified is None:
        return stored, _left_traits(stored, person.patient)
    if stored.standing.must_stay_provisional:
        return stored, [
            Sentence(
                "the matricule INS was left: the identity of patient {id} is doubtful or"
                " fictitious.",
                id=stored.id,
            )
        ]
    certified = fitted(person.certified, stored)
    found = differences(stored, certified)
    strict = [one.field for one in found if one.is_strict]
    is_told_by_insi = stored.identity_retrieved and _BY_HAND.isdisjoint(strict)
    verdict = compare(traits_of(stored), traits_of(person.patient)).verdict
    if strict and not (is_told_by_insi and verdict is not Verdict.DIFFERENT):
        raise Conflict(
            "it is of patient {id}, whose record says otherwise: {fields}. Look at it by hand.",
            id=stored.id,
            fields=listed_fields(strict),
        )
    after = merged(stored, certified, found, today)
    if after.identity_checked:
        return after, []
    checked = after.with_standing(after.standing.with_check())
    return checked._replace(
        identity_document=person.qualified.document,
        identity_checked_on=person.qualified.checked_on,
    ), []


def _left_traits(stored: Patient, row: Patient) -> list[Sentence]:
    fields = [
        name
        for name in differing_traits(stored, row)
        if name != "birth_given_names" or not completes_list(row, stored.birth_given_names)
    ]
    if not fields:
        return []
    return [
        Sentence(
            "the identity of patient {id} is {status}: left as on record: {fields}.",
            id=stored.id,
            status=STATUS_NAMES[stored.standing.status],
            fields=listed_fields(fields),
        )
    ]


def _rest(stored: Patient, person: FedPerson) -> dict[str, Any]:
    """What a message tells beside strict traits; a flag is joined to those on record."""
    given = {name: value for name, value in person.given.items() if name not in IDENTITY}
    if given.get(_FLAGS):
        held = [flag.value for flag in stored.standing.flags]
        given[_FLAGS] = list(dict.fromkeys((*held, *given[_FLAGS])))
    return given


def _with_rest(
    patient: Patient, person: FedPerson, given: Mapping[str, Any], today: date
) -> Patient:
    row = person.patient
    states = states_of(patient, row, given, today)
    fields = {name: value for name, value in given.items() if name not in STATE_READERS}
    after = amended(patient, fields, today, joined_lists(patient, row, fields)).patient
    return with_states(after, states) if states else after


def _lost(stored: Patient, after: Patient, typed: Collection[str]) -> set[str]:
    """The fields in which what somebody typed would be lost."""
    return {name for name in typed if _loses(getattr(stored, name), getattr(after, name))}


def _loses(before: Any, after: Any) -> bool:
    if before in EMPTY or before == after:
        return False
    return not (isinstance(before, tuple) and set(before) <= set(after))
