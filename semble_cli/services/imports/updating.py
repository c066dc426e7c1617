"""What of a row is written over the record of a patient whom the register has already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence, listed_fields
from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.identity.status import STATUS_NAMES, IdentitySource, IdentityStatus
from semble_cli.patient.catalogue import STRICT_TRAITS
from semble_cli.patient.consents.rules import ended_visibility
from semble_cli.patient.edits.lists import joined
from semble_cli.patient.intake import amended
from semble_cli.patient.reading.states import STATE_READERS, with_states
from semble_cli.patient.record import ArchiveReason, Sex
from semble_cli.patient.strict_traits import FIVE, completes_list, differing_traits, same_trait

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from semble_cli.patient.record import Patient

IDENTITY = frozenset((*STRICT_TRAITS, "birth_place", "birth_date_fictive"))
"""The fields of a file that tell strict traits."""


class Updated(NamedTuple):
    """A patient brought up to a row, and what to tell of the row."""

    patient: Patient
    notes: tuple[Sentence, ...] = ()


def updated(patient: Patient, row: Patient, given: Mapping[str, Any], today: date) -> Updated:
    """A patient brought up to the fields *given* by a row, from which *row* was read.

    What a row tells of a death, a block or an archive is written as well. A file proves nothing:
    the strict traits of an identity that INSi or a document vouches for are left as they are
    (RNIV), and so is every trait of which the row knows less.

    Raises:
        InvalidRecord: a field cannot be taken beside what is on record.
    """
    states = states_of(patient, row, given, today)
    fields = {name: value for name, value in given.items() if name not in STATE_READERS}
    found = _brought_up(patient, row, fields, today)
    return found._replace(patient=with_states(found.patient, states)) if states else found


def states_of(
    patient: Patient, row: Patient, given: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """What a row tells of states. An archive that begins today, as one does of which a row tells no
    day, leaves the day of one on record; one for a death, that death."""
    states = {name: getattr(row, name) for name in STATE_READERS if given.get(name)}
    if row.archived_on != today:
        return states
    is_death = row.archive_reason is ArchiveReason.DECEASED
    if patient.archived_on or (is_death and patient.deceased_on):
        states.pop("archived_on")
        if not is_death or patient.deceased_on:
            states.pop("archive_reason", None)
    return states


def _brought_up(patient: Patient, row: Patient, given: Mapping[str, Any], today: date) -> Updated:
    less = _known_less(patient, row, given)
    fields = {name: value for name, value in given.items() if name not in less}
    if patient.standing.status is not IdentityStatus.PROVISIONAL:
        row = row._replace(**{name: getattr(patient, name) for name in less})
        return _updated_but_for_traits(patient, row, fields, today)
    if _has_list_by_default(patient) and _has_list_by_default(row):
        fields["birth_given_names"] = row.first_given_name
    after = amended(patient, fields, today, joined_lists(patient, row, fields)).patient
    changed = differing_traits(patient, after)
    if changed and all(same_trait(name, getattr(row, name), getattr(after, name)) for name in FIVE):
        after = after._replace(identity_source=IdentitySource.IMPORT)
    is_completion = completes_list(patient, after.birth_given_names)
    ended = ended_visibility(patient, after)
    if not changed or (changed == ("birth_given_names",) and is_completion):
        return Updated(after, ended)
    said = Sentence(
        "patient {id} has other traits now: {fields}.", id=after.id, fields=listed_fields(changed)
    )
    return Updated(after, (said, *ended))


def joined_lists(patient: Patient, row: Patient, given: Mapping[str, Any]) -> dict[str, Any]:
    """The phones and numbers of the record with those of a row, which tells nothing of others."""
    return {
        field: joined(field, getattr(patient, field), getattr(row, field))
        for field in ("phones", "numbers")
        if given.get(field)
    }


def _has_list_by_default(patient: Patient) -> bool:
    return same_trait("birth_given_names", patient.birth_given_names, patient.first_given_name)


def _known_less(patient: Patient, row: Patient, given: Mapping[str, Any]) -> set[str]:
    """The fields of which a row tells nothing, or less than the record, without saying else."""
    less: set[str] = set()
    if not given.get("birth_given_names") or completes_list(row, patient.birth_given_names):
        less.add("birth_given_names")
    if row.sex is Sex.INDETERMINATE:
        less.add("sex")
    if row.birth_place_code == UNKNOWN_PLACE:
        less |= {"birth_place_code", "birth_place"}
    is_known_in_part = row.birth_date_fictive and not patient.birth_date_fictive
    if is_known_in_part and row.birth_date.year == patient.birth_date.year:
        less |= {"birth_date", "birth_date_fictive"}
    return less


def _updated_but_for_traits(
    patient: Patient, row: Patient, given: Mapping[str, Any], today: date
) -> Updated:
    others = {name: value for name, value in given.items() if name not in IDENTITY}
    intake = amended(patient, others, today, joined_lists(patient, row, others))
    before, after = patient.standing.status, intake.patient.standing.status
    notes = [*ended_visibility(patient, intake.patient)]
    if left := differing_traits(patient, row):
        notes.append(
            Sentence(
                "the identity of patient {id} is {status}: left as on record: {fields}.",
                id=patient.id,
                status=STATUS_NAMES[before],
                fields=listed_fields(left),
            )
        )
    if after is not before:
        notes.append(
            Sentence(
                "the identity of patient {id} was {before} and is now {after}, for its flags.",
                id=patient.id,
                before=STATUS_NAMES[before],
                after=STATUS_NAMES[after],
            )
        )
    return Updated(intake.patient, tuple(notes))
