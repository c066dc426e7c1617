"""What stands in the place of the fields of a letter: texts, French as the letter is; an empty one
where nothing is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.dates import age_in_months
from semble_cli.identity.nir_in_text import mask_within
from semble_cli.identity.patterns import pattern
from semble_cli.identity.phone.display import shown_phone
from semble_cli.patient.choices.of_records import RELATION_TYPES
from semble_cli.patient.insurance import RightsKind
from semble_cli.patient.letters.french_times import (
    french_age,
    french_day,
    french_moment,
    french_time,
)
from semble_cli.patient.letters.recipient import civility, patient_as_recipient, spoken_name
from semble_cli.patient.record import Sex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from semble_cli.patient.letters.recipient import Recipient
    from semble_cli.patient.record import Patient

_TOWN = pattern(r"(?m)^\s*\d{5}\s+(.+?)\s*$")
_BORN = {Sex.FEMALE: "née le", Sex.MALE: "né le"}
_ITSELF = "patient"


class LetterPractice(NamedTuple):
    """The practice and the author, as the settings have them; empty texts for what is not set."""

    name: str
    address: str
    signature: str
    phone: str = ""
    siret: str = ""
    rpps: str = ""
    finess: str = ""

    @property
    def town(self) -> str:
        """The town of the address: what follows a postal code."""
        found = _TOWN.findall(self.address)
        return str(found[-1]) if found else ""


class LetterFacts(NamedTuple):
    """What the values of fields are made of: times are of the practice's clock."""

    patient: Patient
    recipient: Recipient
    practice: LetterPractice
    now: datetime
    last_consultation: date | None = None
    next_appointment: tuple[datetime, str] | None = None


def values_of(facts: LetterFacts, fields: Iterable[str]) -> dict[str, str]:
    """The values of some fields; an empty text for one of which nothing is known. A NIR that
    somebody wrote into one is masked: no letter hands it out by chance."""
    return {name: mask_within(_VALUES[name](facts) or "") for name in fields}


def _patient_field(name: str) -> Callable[[LetterFacts], str | None]:
    return lambda facts: getattr(facts.patient, name)


def _born(facts: LetterFacts) -> str:
    born = _BORN.get(facts.patient.sex, "né(e) le")
    return f"{born} {french_day(facts.patient.birth_date)}"


def _age(facts: LetterFacts) -> str:
    return french_age(age_in_months(facts.patient.birth_date, facts.now.date()))


def _rights_until(facts: LetterFacts) -> str | None:
    today = facts.now.date()
    periods = [each for each in facts.patient.rights if each.kind is RightsKind.AMO]
    ends = [each.ends_on for each in periods if each.covers(today) and each.ends_on is not None]
    return f"{max(ends):%d/%m/%Y}" if ends else None


def _relation(facts: LetterFacts) -> str | None:
    if facts.recipient.relation is None:
        return _ITSELF
    code, label = facts.recipient.relation
    names = {str(kind): RELATION_TYPES.words(kind) for kind in RELATION_TYPES.values}
    return label or names[code][1]


_VALUES: Mapping[str, Callable[[LetterFacts], str | None]] = {
    "patient.name": lambda facts: spoken_name(facts.patient),
    "patient.full_name": lambda facts: facts.patient.full_name,
    "patient.civility": lambda facts: civility(facts.patient),
    "patient.birth_name": _patient_field("birth_name"),
    "patient.used_name": _patient_field("used_name"),
    "patient.first_given_name": _patient_field("first_given_name"),
    "patient.used_given_name": _patient_field("used_given_name"),
    "patient.birth_given_names": _patient_field("birth_given_names"),
    "patient.birth_date": lambda facts: f"{facts.patient.birth_date:%d/%m/%Y}",
    "patient.born": _born,
    "patient.birth_place": _patient_field("birth_place"),
    "patient.age": _age,
    "patient.address": lambda facts: (
        patient_as_recipient(facts.patient, facts.now.date()).address.text
    ),
    "patient.postal_code": _patient_field("postal_code"),
    "patient.city": _patient_field("city"),
    "patient.phone": lambda facts: next(
        (shown_phone(each.number) for each in facts.patient.phones), None
    ),
    "patient.email": _patient_field("email"),
    "patient.id": lambda facts: str(facts.patient.id),
    "coverage.amc": _patient_field("amc_name"),
    "coverage.amc_number": _patient_field("amc_number"),
    "coverage.member_number": _patient_field("member_number"),
    "coverage.regime": _patient_field("regime"),
    "coverage.fund": _patient_field("fund"),
    "coverage.rights_until": _rights_until,
    "recipient.name": lambda facts: facts.recipient.name,
    "recipient.salutation": lambda facts: facts.recipient.salutation,
    "recipient.address": lambda facts: facts.recipient.address.text,
    "recipient.relation": _relation,
    "practice.name": lambda facts: facts.practice.name,
    "practice.address": lambda facts: facts.practice.address,
    "practice.city": lambda facts: facts.practice.town,
    "practice.phone": lambda facts: facts.practice.phone,
    "author.name": lambda facts: facts.practice.signature.partition("\n")[0],
    "letter.date": lambda facts: french_day(facts.now.date()),
    "letter.time": lambda facts: french_time(facts.now),
    "consultation.last": lambda facts: (
        french_day(facts.last_consultation) if facts.last_consultation else None
    ),
    "appointment.next": lambda facts: (
        french_moment(facts.next_appointment[0]) if facts.next_appointment else None
    ),
    "appointment.practitioner": lambda facts: (
        facts.next_appointment[1] if facts.next_appointment else None
    ),
}
