"""Write what was retrieved: into a patient's record, or as a new patient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Conflict, Sentence, listed_fields
from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.identity.status import STATUS_NAMES, IdentitySource
from semble_cli.patient.catalogue import STRICT_TRAITS
from semble_cli.patient.intake import Intake, amended, new_patient
from semble_cli.patient.reading.doubts import warnings_about
from semble_cli.patient.record import FIELDS, Patient
from semble_cli.patient.retrieved import Origin
from semble_cli.patient.strict_traits import changed_traits, standing_after
from semble_cli.services.access import Permission
from semble_cli.services.changes import Changes, difference
from semble_cli.services.insurance.by_hand import TYPED
from semble_cli.services.insurance.differences import (
    COMPANIONS,
    EMPTY,
    Difference,
    differences,
)
from semble_cli.services.insurance.matching import who_is_it
from semble_cli.services.insurance.questions import COVERAGE
from semble_cli.services.insurance.sources import source_after, tells_the_five
from semble_cli.services.patients.duplicates import unseen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from semble_cli.patient.actions import Action
    from semble_cli.patient.retrieved import Retrieved
    from semble_cli.services.register import Register

_INS = ("ins_matricule", "ins_oid", "former_ins")

SERVICES = {Origin.ADRI: "ADRi", Origin.INSI: "INSi"}
"""The services that tell a birth name, as they are called."""


class Applied(NamedTuple):
    """The patient after what was retrieved was taken over: the changes written (`None` for a new
    patient), the differences that were left, and what deserves a look."""

    patient: Patient
    changes: Changes | None
    left: tuple[Difference, ...] = ()
    warnings: tuple[Sentence, ...] = ()


def apply_retrieved(
    register: Register,
    before: Patient,
    retrieved: Retrieved,
    agreed: Collection[str],
    given: Mapping[str, Any],
    action: Action,
) -> Applied:
    """Write the differences that a person agreed to, by field, and what of *given* the record
    leaves empty; all in one transaction, or nothing.

    Raises:
        NoSuchRecord; InvalidRecord: *given* cannot be taken.
        Conflict: the record was changed since it was compared.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        stored = work.patient(before.id or 0, before.version)
        found = differences(stored, retrieved)
        taken = [one for one in found if one.field in agreed]
        after = merged(stored, retrieved, taken, work.today)
        missing, unused = _missing(after, given)
        if missing:
            after = amended(after, missing, work.today).patient
        written = work.change(stored, after, action, **_typed(missing))
        return Applied(
            written,
            difference(stored, after),
            tuple(differences(written, retrieved)),
            (*_status_change(stored, written), *unused, *_about(written, retrieved)),
        )


def create_from_retrieved(
    register: Register,
    retrieved: Retrieved,
    given: Mapping[str, Any],
    known: Collection[int],
    action: Action,
) -> Applied:
    """Create a patient from what was retrieved, and from *given* where INSi does not certify it.

    *known* are the ids of likely duplicates that a person set aside.

    Raises:
        InvalidRecord: a trait is missing, by name, or *given* cannot be taken.
        Conflict: a patient, not among *known*, is likely to be the same person.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        intake = composed(retrieved, given, work.today)
        if found := unseen(work.connection, intake.patient, known):
            raise who_is_it(found)
        written = work.add(intake.patient, action, **_typed(given))
        return Applied(written, None, (), intake.warnings)


def composed(retrieved: Retrieved, given: Mapping[str, Any], today: date) -> Intake:
    """The new patient that would be created, and what deserves a look.

    Raises:
        InvalidRecord: as `create_from_retrieved`.
    """
    given_fields = set(given) | ({"birth_place_code"} if "birth_place" in given else set())
    known = {
        name: each.value
        for name, each in retrieved.items()
        if each.origin is Origin.INSI or not given_fields.intersection((name, *_leaders(name)))
    }
    others = {name: value for name, value in given.items() if name not in known}
    intake = new_patient(others, today, known)
    warnings = _about(intake.patient, retrieved)
    if "birth_name" in known and retrieved["birth_name"].origin is Origin.CARD:
        warnings += (
            Sentence("the card does not say whether its name is the birth name; check it."),
        )
    birth = retrieved.get("birth_name")
    is_of_card = "used_name" in known and retrieved["used_name"].origin is Origin.CARD
    if is_of_card and birth and birth.origin in SERVICES:
        warnings += (
            Sentence(
                "the card bears another name than {service}; it is taken as the used name: check.",
                service=SERVICES[birth.origin],
            ),
        )
    intake = intake._replace(warnings=warnings)
    if "ins_matricule" not in retrieved:
        if not tells_the_five(retrieved, intake.patient):
            by_hand = intake.patient._replace(identity_source=IdentitySource.MANUAL)
            return intake._replace(patient=by_hand)
        return intake
    proved = intake.patient.with_standing(intake.patient.standing.with_retrieval())
    return intake._replace(patient=proved._replace(**{name: known[name] for name in _INS}))


def merged(
    stored: Patient, retrieved: Retrieved, taken: Collection[Difference], today: date
) -> Patient:
    """The record with some of its differences taken over.

    A matricule INS is tied to the traits that INSi certifies: where one of them is left as it was,
    the matricule is not taken either; nor is it for a doubtful or fictitious identity. Traits that
    changed make a check against a document void.
    """
    agreed = {one.field for one in taken}
    found = differences(stored, retrieved)
    left = any(
        one.origin is Origin.INSI and one.field in STRICT_TRAITS and one.field not in agreed
        for one in found
    )
    may_be_proved = not stored.standing.must_stay_provisional
    certified = "ins_matricule" in retrieved and may_be_proved and not left
    values: dict[str, Any] = {}
    for one in taken:
        if one.field in (*_INS, "identity_source") or (_completes(one) and not certified):
            continue
        for name in (one.field, *COMPANIONS.get(one.field, ())):
            values[name] = retrieved[name].value
    after = stored._replace(**values)
    if changed_traits(stored, after):
        after = after.with_standing(standing_after(stored, after))
    source = source_after(
        stored, after, retrieved, agreed="identity_source" in agreed, certified=certified
    )
    after = after._replace(identity_source=source)
    if not certified or any(one.field in _INS and one.field not in agreed for one in found):
        return after
    proved = after.with_standing(after.standing.with_retrieval())
    return proved._replace(
        ins_matricule=retrieved["ins_matricule"].value,
        ins_oid=retrieved["ins_oid"].value,
        former_ins=_history(stored, retrieved, today),
    )


def _completes(one: Difference) -> bool:
    """Whether INSi's list of given names goes on where the one on record ends: like the matricule,
    it goes with all that INSi certifies."""
    return one.field == "birth_given_names" and not one.is_strict


def _history(stored: Patient, retrieved: Retrieved, today: date) -> tuple[PastIns, ...]:
    """The matricules before the one in use: those that INSi tells, those on record, and the one
    that is replaced now, which held until today (a NIA until the NIR, a NIR until a new sex)."""
    certified: tuple[PastIns, ...] = retrieved["former_ins"].value
    past = {one.matricule: one for one in (*stored.former_ins, *certified)}
    if stored.ins_matricule and stored.ins_oid:
        replaced = PastIns(stored.ins_matricule, InsOid(stored.ins_oid), None, today)
        past.setdefault(stored.ins_matricule, replaced)
    past.pop(retrieved["ins_matricule"].value, None)
    return tuple(past.values())


def _about(patient: Patient, retrieved: Retrieved) -> tuple[Sentence, ...]:
    """What does not fit together in the identity; the NIR of whom a dependant is insured under
    tells nothing of it."""
    is_insureds = "nir" in retrieved and retrieved["nir"].origin is Origin.INSURED
    return warnings_about(patient._replace(nir=None) if is_insureds else patient)


def _leaders(name: str) -> list[str]:
    return [leader for leader, names in COMPANIONS.items() if name in names]


def _status_change(before: Patient, after: Patient) -> list[Sentence]:
    old, new = before.standing.status, after.standing.status
    if old is new:
        return []
    return [
        Sentence(
            "the identity was {before} and is now {after}.",
            before=STATUS_NAMES[old],
            after=STATUS_NAMES[new],
        )
    ]


def _typed(given: Mapping[str, Any]) -> dict[str, list[str]]:
    """What an event tells of the fields that somebody typed, which later readings guard."""
    names = [name for name in FIELDS if given.get(name)]
    return {TYPED: names} if names else {}


def _missing(
    patient: Patient, given: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[Sentence, ...]]:
    """What of *given* the record leaves empty, and a word on the rest."""
    missing = {
        name: value for name, value in given.items() if getattr(patient, name, None) in EMPTY
    }
    unused = [name for name in given if name not in missing and name not in COVERAGE]
    if not unused:
        return missing, ()
    said = Sentence("{fields}: on record already, and left as it is.", fields=listed_fields(unused))
    return missing, (said,)


def wrong_person() -> Conflict:
    """The error for a card that is not that of the patient who was named."""
    return Conflict(
        "The card is not that patient's: birth date and names are others. Nothing was written."
    )
