"""Patients as vCard 4.0 (RFC 6350; RFC 6474 for the places and dates of birth and death).

| of a patient | property |
|---|---|
| full name | `FN` |
| names, title | `N`: the used name, else the birth name |
| birth name, beside a used one | `X-MAIDENNAME` |
| birth date, place; sex | `BDAY`, `BIRTHPLACE`; `GENDER` |
| phones, e-mail, address | `TEL`, `EMAIL`, `ADR` |
| occupation, language, comments | `ROLE`, `LANG`, `NOTE` |
| death | `DEATHDATE` |
| last change | `REV` |
| relations | `RELATED`, by their names |

Neither the NIR nor a matricule stands in a card: cards go to telephones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5

from semble_cli.exchange.vcard.contacts import MARK_OF_PATIENT, contact_points, related_line
from semble_cli.exchange.vcard.syntax import escaped, folded, joined
from semble_cli.identity.characters import only_shown
from semble_cli.identity.names import words
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.rules import VISIBILITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semble_cli.exchange.vcard.contacts import CardRelation
    from semble_cli.patient.record import Patient

NO_WORD = (
    *("birth_date_fictive", "birth_place_code", "birth_date_as_insured", "nir", "numbers", "tags"),
    *("identity_retrieved", "identity_checked", "homonym", "doubtful", "fictitious"),
    *("identity_source", "identity_document", "identity_checked_on"),
    *("ins_matricule", "ins_oid", "former_ins", "religion", "regime", "birth_rank"),
    *("fund", "fund_center", "amc_name", "amc_number", "member_number"),
    *("rights", "rights_checked_on", "billing_name", "billing_address", "payment_reference"),
    *("membership_name", "membership_started_on", "privacy_policy"),
    *(f"{consent}{of}" for consent in CONSENTS for of in ("", "_on", "_by")),
    *VISIBILITIES,
    *("blocked_on", "blocked_reason", "archived_on", "archive_reason", "merged_into"),
    "version",
)
"""The fields that stand in no card."""

STATES_WITHOUT_WORD = ("archived_on", "blocked_on")
"""The states of a patient that no card tells."""

_GENDERS = {"F": "F", "M": "M", "I": "U"}


def patient_card(patient: Patient, related: Iterable[CardRelation] = ()) -> str:
    """The card of a patient: its lines, each with its end."""
    lines = (
        only_shown(line).replace("\n", " ").replace("\t", " ")
        for line in _properties(patient, related)
    )
    return "".join(piece for line in lines for piece in folded(line))


def card_uid(kind: str, number: int | None) -> str:
    """The identifier of the card of a patient or a contact of this number."""
    return f"urn:uuid:{uuid5(NAMESPACE_OID, f'semble {kind} {number}')}"


def _properties(patient: Patient, related: Iterable[CardRelation]) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", "KIND:individual")
    yield f"UID:{card_uid('patient', patient.id)}"
    if changed := patient.updated_at or patient.created_at:
        yield f"REV:{changed:%Y%m%dT%H%M%SZ}"
    yield f"FN:{escaped(patient.full_name)}"
    name = patient.used_name or patient.birth_name
    yield f"N:{joined(name, patient.first_given_name, _further(patient), patient.title, None)}"
    if patient.used_name:
        yield f"X-MAIDENNAME:{escaped(patient.birth_name)}"
    yield f"BDAY:{patient.birth_date:%Y%m%d}"
    yield f"BIRTHPLACE:{escaped(patient.birth_place)}"
    yield f"GENDER:{_GENDERS[patient.sex]}"
    yield from contact_points(patient, patient.email)
    if patient.occupation:
        yield f"ROLE:{escaped(patient.occupation)}"
    if patient.preferred_language:
        yield f"LANG:{patient.preferred_language}"
    if patient.comments:
        yield f"NOTE:{escaped(patient.comments)}"
    if patient.deceased_on:
        yield f"DEATHDATE:{patient.deceased_on:%Y%m%d}"
    yield from map(related_line, related)
    yield f"{MARK_OF_PATIENT}:1"
    yield "END:VCARD"


def _further(patient: Patient) -> str:
    """The given names beside the first, which may be written with a hyphen in one place and without
    in the other."""
    listed, first = patient.birth_given_names.split(), words(patient.first_given_name)
    for count in range(1, len(listed) + 1):
        if words(" ".join(listed[:count])) == first:
            return " ".join(listed[count:])
    return ""
