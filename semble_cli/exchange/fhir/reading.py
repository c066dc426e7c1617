"""Patients from FHIR R4 Patient resources, those written here and those of other programs.

What a patient has no field for is said by its element, and so is an extension that nothing is known
of: neither holds back the patient.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.entries.statuses import status_not_taken
from semble_cli.exchange.fhir import terms
from semble_cli.exchange.fhir.contact_points import address_fields, telecom_fields
from semble_cli.exchange.fhir.contacts import contacts_left_out
from semble_cli.exchange.fhir.countries import cog_code_of, overseas
from semble_cli.exchange.fhir.elements import (
    codes_of,
    concept_text,
    extension_at,
    extensions_at,
    items,
    no_field,
    text_of,
    unknown_extension,
)
from semble_cli.exchange.fhir.names import name_fields
from semble_cli.exchange.fhir.numbers import number_fields
from semble_cli.exchange.fhir.states import state_fields
from semble_cli.exchange.parts import place_of
from semble_cli.identity.languages import parse_language
from semble_cli.identity.status import IdentityStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

PATIENT = "Patient"

_ELEMENTS = frozenset(
    (
        *("resourceType", "id", "meta", "language", "text", "extension", "identifier", "active"),
        *("name", "telecom", "gender", "birthDate", "deceasedBoolean", "deceasedDateTime"),
        *("address", "multipleBirthBoolean", "multipleBirthInteger", "communication", "contact"),
    )
)
"""The elements of a Patient resource that are read, or are about the resource itself."""

_EXTENSIONS = frozenset(
    (
        *terms.BIRTH_PLACES,
        *(terms.BIRTH_LIST, terms.INSEE_CODE, terms.FICTIVE, terms.RELIABILITY, terms.RELIGION),
        *(terms.ARCHIVED_ON, terms.ARCHIVE_REASON, terms.BIRTH_RANK, terms.PHONE_TYPE),
    )
)
_WITH_EXTENSIONS = (
    *("name", "telecom", "address", "identifier", "communication", "contact", "_birthDate"),
)


_VOUCHED_FOR = frozenset(IdentityStatus) - {IdentityStatus.PROVISIONAL}


class ReadPatient(NamedTuple):
    """What a resource gives: the flat fields of a patient, and what of it was not taken, or not as
    it stands."""

    fields: dict[str, Any]
    left_out: tuple[Sentence, ...]


def read_patient(resource: Mapping[str, Any], today: date) -> ReadPatient:
    """The fields of a Patient resource; what holds *today* of what has a period.

    Raises:
        InvalidInput: it is another resource, or not built like one, or has an element that may mean
            that all others mean something else.
    """
    kind = resource.get("resourceType")
    if kind != PATIENT:
        raise InvalidInput("file", "it holds a {kind}, which is no patient.", kind=str(kind)[:40])
    if resource.get("modifierExtension"):  # R4, Extensibility: who does not know it stops
        raise InvalidInput(
            "file", "it has a modifierExtension, which may change what all of it means."
        )
    left_out: list[Sentence] = []
    try:
        read = _fields(resource, today, left_out)
        fields = {name: value for name, value in read if value not in (None, "", [])}
        left_out += [*contacts_left_out(resource, today), *_not_read(resource)]
    except (AttributeError, TypeError, KeyError, IndexError, ValueError):
        raise InvalidInput("file", "it is not built like a FHIR patient.") from None
    return ReadPatient(fields, tuple(dict.fromkeys(left_out)))


def _fields(
    resource: Mapping[str, Any], today: date, left_out: list[Sentence]
) -> Iterator[tuple[str, Any]]:
    gender = text_of(resource, "gender")
    yield "sex", terms.SEXES.get(gender, gender)
    yield "birth_date", text_of(resource, "birthDate")
    yield "birth_date_fictive", extension_at(resource, terms.FICTIVE).get("valueBoolean") or None
    yield from _birth_place(resource)
    yield "identity_flags", list(_flags(resource, left_out))
    yield from name_fields(resource, today, left_out)
    yield from number_fields(resource, today, left_out)
    yield from telecom_fields(resource, today, left_out)
    yield from address_fields(resource, today, left_out)
    yield from state_fields(resource, today, left_out)
    yield "birth_rank", _birth_rank(resource, left_out)
    yield "preferred_language", _language(resource, left_out)
    religion = extension_at(resource, terms.RELIGION).get("valueCodeableConcept") or {}
    yield "religion", concept_text(religion)


def _birth_place(resource: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The code of the birth place, and what its address tells; that of a country, abroad."""
    place = extension_at(resource, *terms.BIRTH_PLACES).get("valueAddress") or {}
    code = text_of(extension_at(place, terms.INSEE_CODE).get("valueCoding") or {}, "code")
    town, postal_code, district, country = (
        text_of(place, name) for name in ("city", "postalCode", "district", "country")
    )
    code = code or cog_code_of(country) or ""
    yield "birth_place_code", code
    if territory := overseas(country):
        district, country = territory, ""
    beside = ("", "", "") if code else (postal_code, district, country)
    yield "birth_place", place_of(town, *beside) or text_of(place, "text")


def _flags(resource: Mapping[str, Any], left_out: list[Sentence]) -> Iterator[str]:
    """The flags of the identity; its status is told, and what else is noted of it is another
    register's to know. Before FR Core 2.2.0, a flag may stand in the place of the status."""
    flags = {code: flag for flag, code in terms.FLAG_CODES.items()}
    is_ours = text_of(resource.get("meta") or {}, "source") == terms.OURS
    for reliability in extensions_at(resource, terms.RELIABILITY):
        for part in items(reliability, "extension"):
            codes = codes_of(part.get("valueCodeableConcept") or {})
            coded = text_of(part.get("valueCoding") or {}, "code")
            is_status = part.get("url") == "identityStatus"
            codes += [coded] if is_status and coded else []
            yield from (flags[code].value for code in codes if code in flags)
            if is_ours:
                continue
            if is_status and coded in _VOUCHED_FOR:
                left_out.append(status_not_taken(coded))
            elif not {*flags, *IdentityStatus} & set(codes):
                left_out.append(no_field("fr-core-identity-reliability"))


def _birth_rank(resource: Mapping[str, Any], left_out: list[Sentence]) -> Any:
    """The rank of birth of a twin; that a birth was multiple does not tell it."""
    if resource.get("multipleBirthBoolean"):
        left_out.append(
            Sentence("a multiple birth without the rank of birth: there is no field for it.")
        )
    ours = extension_at(resource, terms.BIRTH_RANK).get("valueInteger")
    return resource.get("multipleBirthInteger") or ours


def _language(resource: Mapping[str, Any], left_out: list[Sentence]) -> str | None:
    """The language that is marked as preferred, else the only one."""
    spoken = items(resource, "communication")
    preferred = [each for each in spoken if each.get("preferred")] or spoken
    if len(spoken) > 1:
        left_out.append(
            Sentence("of several languages, only one that is preferred to the others is taken.")
        )
    if len(preferred) != 1:
        return None
    concept = preferred[0].get("language") or {}
    told = [code.partition("-")[0] for code in codes_of(concept)] or [concept_text(concept)]
    try:
        parse_language("preferred_language", told[0])
    except InvalidInput:
        return concept_text(concept)
    return told[0]


def _not_read(resource: Mapping[str, Any]) -> Iterator[Sentence]:
    """What is said of the elements and the extensions that are not read."""
    for name in resource:
        if name not in _ELEMENTS and not name.startswith("_"):
            yield no_field(name)
    within = chain.from_iterable(
        found if isinstance(found, list) else [found]
        for found in (resource.get(name) or () for name in _WITH_EXTENSIONS)
    )
    for element in chain((resource,), within):
        for extension in items(element or {}, "extension"):
            if extension["url"] not in _EXTENSIONS:
                yield unknown_extension(str(extension["url"]))
