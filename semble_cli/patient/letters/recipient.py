"""To whom a letter is: the name and the lines of the address as they stand in its window, and how
the recipient is addressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.dates import age
from semble_cli.identity.names import fold
from semble_cli.identity.nir_in_text import mask_within
from semble_cli.patient.around.contact import Contact, ContactKind
from semble_cli.patient.around.relation import RelationType
from semble_cli.patient.choices.titles import sex_of_title
from semble_cli.patient.record import Patient, Sex

if TYPE_CHECKING:
    from datetime import date

TO_PATIENT = "patient"
"""The word for the patient as the recipient."""

_OF_AGE = 18
_REPRESENTATIVE = "Au représentant légal de"
_EVERYBODY = "Madame, Monsieur"
_CIVILITIES = {Sex.FEMALE.value: "Madame", Sex.MALE.value: "Monsieur"}
_BY_TITLE = {
    **dict.fromkeys(("DR", "DOCTEUR", "DOCTEURE", "DRE"), "Docteur"),
    **dict.fromkeys(("PR", "PROF", "PROFESSEUR", "PROFESSEURE"), "Professeur"),
    **dict.fromkeys(("ME", "MAITRE"), "Maître"),
}
_DOCTORS = (RelationType.GP, RelationType.REFERRING_CLINICIAN, RelationType.ANAESTHETIST)
"""The relations to doctors, whether or not their title is noted."""
_FRANCE = ("FRANCE", "FR", "FRA")


class PostalAddress(NamedTuple):
    """An address as it is noted."""

    lines: str | None
    postal_code: str | None
    city: str | None
    country: str | None

    @property
    def is_whole(self) -> bool:
        """Whether a postman finds it: the street, the town, and its postal code or its country."""
        return bool(self.lines and self.city and (self.postal_code or self.is_abroad))

    @property
    def is_abroad(self) -> bool:
        return bool(self.country) and fold(self.country or "") not in _FRANCE

    @property
    def text(self) -> str:
        """Its lines as the norm has them (NF Z 10-011): the town in capitals with its postal code,
        a country abroad below it."""
        town = " ".join(filter(None, (self.postal_code, (self.city or "").upper())))
        country = (self.country or "").upper() if self.is_abroad else ""
        return "\n".join(filter(None, (self.lines, town, country)))


class Recipient(NamedTuple):
    """To whom a letter is. `above` stands above the name in the window; `relation` is the type and
    the label of the relation, nothing for the patient."""

    name: str
    salutation: str
    address: PostalAddress
    above: str = ""
    relation: tuple[str, str | None] | None = None
    is_organisation: bool = False

    @property
    def window(self) -> str:
        """The lines of the address block."""
        lines = "\n".join(filter(None, (self.above, self.name, self.address.text)))
        return mask_within(lines)  # no letter hands a NIR out by chance


def patient_as_recipient(patient: Patient, today: date) -> Recipient:
    """A patient as the recipient: of one who is not of age, the legal representative is."""
    is_minor = age(patient.birth_date, today) < _OF_AGE
    return Recipient(
        name=f"{civility(patient)} {spoken_name(patient)}".strip(),
        salutation=_EVERYBODY if is_minor else _salutation(patient.title, patient.sex),
        address=_address_of(patient),
        above=_REPRESENTATIVE if is_minor else "",
    )


def other_patient_as_recipient(
    other: Patient, relation: tuple[str, str | None], today: date
) -> Recipient:
    """Another patient, with whom the patient has a relation, as the recipient."""
    return patient_as_recipient(other, today)._replace(relation=relation)


def contact_as_recipient(contact: Contact, relation: tuple[str, str | None]) -> Recipient:
    """A contact as the recipient."""
    if contact.kind == ContactKind.ORGANISATION:
        name, salutation = contact.company_name or "", _EVERYBODY
    else:
        is_doctor = relation[0] in _DOCTORS
        title = contact.title or ("Docteur" if is_doctor else "")
        called = (title, contact.first_name, contact.last_name)
        name, salutation = " ".join(filter(None, called)), _salutation(title, "")
    return Recipient(
        name=name,
        salutation=salutation,
        address=_address_of(contact),
        relation=relation,
        is_organisation=contact.kind == ContactKind.ORGANISATION,
    )


def spoken_name(patient: Patient) -> str:
    """A patient's name as letters have it, the given name first."""
    given = patient.used_given_name or patient.first_given_name
    return f"{given} {patient.used_name or patient.birth_name}"


def civility(patient: Patient) -> str:
    """The title of a patient, or what the sex says; nothing where neither does."""
    return patient.title or _CIVILITIES.get(patient.sex, "")


def _salutation(title: str | None, sex: str) -> str:
    for word in fold(title or "").split():
        if word in _BY_TITLE:
            return _BY_TITLE[word]
    return _CIVILITIES.get(sex_of_title(title or "") or ("" if title else sex), _EVERYBODY)


def _address_of(whose: Patient | Contact) -> PostalAddress:
    return PostalAddress(whose.address_lines, whose.postal_code, whose.city, whose.country)
