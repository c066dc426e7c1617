"""A patient from what people and files give: every field checked, every problem told at once."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import (
    InvalidInput,
    InvalidRecord,
    Sentence,
    field_id,
    listed_fields,
)
from semble_cli.identity.nir import MASK
from semble_cli.identity.nir_in_text import is_masked
from semble_cli.identity.phone.reading import parse_phone
from semble_cli.identity.phone.short import short_phone_code
from semble_cli.identity.place_doubts import postal_warning
from semble_cli.identity.status import (
    IdentityFlag,
    IdentitySource,
    Standing,
)
from semble_cli.patient.consents.rules import ANSWERS, said_once, with_consents
from semble_cli.patient.document import DERIVED
from semble_cli.patient.fields import READERS
from semble_cli.patient.reading.doubts import code_in_doubt, status_lowered, warnings_about
from semble_cli.patient.reading.phones import leaves_a_note, parse_phones
from semble_cli.patient.reading.proposed_places import with_proposal
from semble_cli.patient.record import Answer, Patient
from semble_cli.patient.strict_traits import FIVE, changed_traits, standing_after

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


REQUIRED = ("birth_name", "first_given_name", "birth_date", "sex", "birth_place")
"""The five traits without which no identity is created (RNIV, primary identification)."""

_DEFAULTS = Patient._field_defaults
_DERIVED = frozenset(DERIVED)


class Intake(NamedTuple):
    """A patient that can be written, and what deserves a look before; *left_out* is that part of it
    which says what was given and not taken."""

    patient: Patient
    warnings: tuple[Sentence, ...]
    left_out: tuple[Sentence, ...] = ()


_NOTHING: Mapping[str, Any] = {}

NOTE_LEFT_OUT = Sentence(
    "phones: the note beside a number is not kept, for a phone is a type and a number; put it in"
    " the comments."
)
"""What is said of a phone as `06 39 98 12 34 (mère)`."""


def new_patient(
    given: Mapping[str, Any], today: date, known: Mapping[str, Any] = _NOTHING
) -> Intake:
    """A new patient, of provisional identity, from fields by their flat names.

    The list of birth given names may be missing: it is then the first given name alone. *known* are
    values of fields as a `Patient` holds them, from a card or a service, which win over *given*.

    Raises:
        InvalidRecord: every field that cannot be taken, and every required one that is missing.
    """
    settled, problems = _read(given, today, {**given, **known})
    settled |= known
    problems += [
        InvalidInput(trait, "it is missing, and no patient can be created without it.")
        for trait in REQUIRED
        if _is_missing(trait, given) and trait not in known
    ]
    if problems:
        raise InvalidRecord(tuple(problems))
    settled.setdefault("birth_given_names", settled["first_given_name"])
    return _finished(_flagged(Patient(**settled), settled), given)


def refuse_unreadable(given: Mapping[str, Any], today: date) -> None:
    """Refuse what cannot be taken of fields that are not a whole patient yet.

    Raises:
        InvalidRecord: every field that cannot be taken.
    """
    _, problems = _read(given, today, given)
    if problems:
        raise InvalidRecord(tuple(problems))


def amended(
    patient: Patient, given: Mapping[str, Any], today: date, known: Mapping[str, Any] = _NOTHING
) -> Intake:
    """The patient with some fields changed; a field given as nothing is cleared. *known* are values
    of fields as a `Patient` holds them, which win over *given*.

    A changed strict trait takes the identity back to provisional, and a warning says so (RNIV);
    names are compared in their strict form. The traits then come from whoever edits them.

    Raises:
        InvalidRecord: every field that cannot be taken, and every required one that is cleared.
    """
    address = {"postal_code": patient.postal_code, "country": patient.country, **given}
    settled, problems = _read(given, today, address, patient)
    settled |= known
    problems += [
        InvalidInput(trait, "it is missing, and every patient must have it.")
        for trait in (*REQUIRED, "birth_given_names")
        if trait in given and _is_missing(trait, given)
    ]
    if problems:
        raise InvalidRecord(tuple(problems))
    after = patient._replace(**settled)
    changed = changed_traits(patient, after)
    if changed:
        after = after.with_standing(standing_after(patient, after))
    if not FIVE.isdisjoint(changed):
        after = after._replace(identity_source=IdentitySource.MANUAL)
    intake = _finished(_flagged(after, settled), given)
    return intake._replace(warnings=intake.warnings + status_lowered(patient, intake.patient))


def read_field(
    name: str, value: Any, today: date, address: Mapping[str, Any] = _NOTHING
) -> dict[str, Any]:
    """The fields of a `Patient` that one field given settles.

    The `postal_code` and the `country` of *address* tell of which country short phones are.

    Raises:
        InvalidInput: it cannot be taken.
    """
    if name == "phones" and value and (code := _phone_code(address)):
        return {name: parse_phones(name, value, partial(parse_phone, code=code))}
    if type(value) is str and value and name in READERS:
        return _read_text(name, value, today)
    return _settle(name, value, today)


def _phone_code(address: Mapping[str, Any]) -> str | None:
    return short_phone_code(address.get("postal_code"), address.get("country"))


def _read(
    given: Mapping[str, Any],
    today: date,
    address: Mapping[str, Any],
    before: Patient | None = None,
) -> tuple[dict[str, Any], list[InvalidInput]]:
    settled: dict[str, Any] = {}
    problems: list[InvalidInput] = []
    try:
        given = said_once(given, before)
    except InvalidInput as problem:
        problems.append(problem)
    if masked := _masked(given):
        given = {name: value for name, value in given.items() if name not in masked}
    if given.get("birth_place_code"):  # the code says all: a label beside it is not read
        given = {name: value for name, value in given.items() if name != "birth_place"}
    is_fictive = False
    for name, value in given.items():
        try:
            settled.update(read_field(name, value, today, address))
        except InvalidInput as problem:
            is_place = name == "birth_place"
            problems.append(with_proposal(problem, given) if is_place else problem)
        # A date known in part is fictive whatever else is said; one in full may have been settled.
        is_fictive = is_fictive or settled.get("birth_date_fictive", False)
    if is_fictive:
        settled["birth_date_fictive"] = True
    settled, unfit = with_consents(settled, before, today)
    return settled, problems + unfit


def _settle(name: str, value: Any, today: date) -> dict[str, Any]:
    if name in _DERIVED:
        return {}
    if name == "ins":
        if value is None:
            return {}
        raise InvalidInput(name, "the matricule INS is never typed; it comes from INSi or a card.")
    reader = READERS.get(name)
    if reader is None:
        raise InvalidInput(name, "there is no such field.")
    if value is None or value in ("", []):
        return {name: _DEFAULTS[name]} if name in _DEFAULTS else _cleared(name)
    return reader(name, value, today)


@lru_cache(1 << 14)
def _read_text(name: str, text: str, today: date) -> dict[str, Any]:
    """What a text means for a field: an import has the same texts again and again."""
    return READERS[name](name, text, today)


def _cleared(name: str) -> dict[str, Any]:
    if name in ANSWERS:
        return {ANSWERS[name]: None}
    return {flag.value: False for flag in IdentityFlag} if name == "identity_flags" else {}


def _is_missing(trait: str, given: Mapping[str, Any]) -> bool:
    names = ("birth_place", "birth_place_code") if trait == "birth_place" else (trait,)
    return all(given.get(name) in (None, "", []) for name in names)


def _flagged(patient: Patient, settled: Mapping[str, Any]) -> Patient:
    """The patient with its flags joined one by one, so that their rules are kept."""
    if not any(flag.value in settled for flag in IdentityFlag):
        return patient
    standing = Standing(patient.identity_retrieved, patient.identity_checked, frozenset())
    try:
        for flag in IdentityFlag:
            if getattr(patient, flag.value):
                standing = standing.flagged(flag)
    except InvalidInput as problem:
        raise InvalidRecord((problem,)) from None
    return patient.with_standing(standing)


def _finished(patient: Patient, given: Mapping[str, Any]) -> Intake:
    visible = patient.dmp_visible_patient or patient.dmp_visible_professionals
    if visible and patient.dmp_consent is not Answer.ACCEPTED:
        problem = InvalidInput(
            "dmp_consent", "documents can be visible in the DMP only with the patient's consent."
        )
        raise InvalidRecord((problem,))
    ignored = [name for name in given if name in _DERIVED and given[name] is not None]
    left_out = [
        *([_kept_by_register(ignored)] if ignored else []),
        *map(_not_taken, _masked(given)),
        *([NOTE_LEFT_OUT] if leaves_a_note("phones", given.get("phones")) else []),
    ]
    doubt = postal_warning(code_in_doubt(given) or "")
    warnings = (*left_out, *([doubt] if doubt else []), *warnings_about(patient))
    return Intake(patient, warnings, tuple(left_out))


def _masked(given: Mapping[str, Any]) -> list[str]:
    """The fields in which a number is masked: a list or a document of ours that comes back."""
    return [name for name, value in given.items() if value and holds_mask(name, value)]


def holds_mask(name: str, value: Any) -> bool:
    """Whether a number is masked in what is given for a field."""
    if isinstance(value, str):
        return MASK in value and (name == "nir" or is_masked(value))
    if isinstance(value, dict):
        return any(holds_mask(name, inner) for inner in value.values())
    return isinstance(value, list | tuple) and any(holds_mask(name, item) for item in value)


def _kept_by_register(names: Sequence[str]) -> Sentence:
    return Sentence(
        "{fields}: kept by the register itself, not taken.", fields=listed_fields(names)
    )


def _not_taken(name: str) -> Sentence:
    if name == "nir":
        return Sentence("the NIR is masked here, and was not taken.")
    return Sentence(
        "{field}: a NIR in it is masked here, and it was not taken.",
        field=Sentence(field_id(name)),
    )
