"""The identifiers of a Patient resource: the NIR, matricules INS by the OIDs of their assigners,
and the numbers of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.fhir import terms
from semble_cli.exchange.fhir.elements import (
    NUMBERS,
    Element,
    codes_of,
    concept_text,
    items,
    one_more,
    present,
    text_of,
)
from semble_cli.identity.nir import parse_nir

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_NOT_TAKEN = Sentence("a matricule INS was not taken: only INSi gives one.")
_KEPT_AS_NIR = Sentence(
    "a matricule INS is kept as the NIR, for the file has none: only INSi gives a matricule."
)


def number_fields(
    resource: Mapping[str, Any], today: date, left_out: list[Sentence]
) -> Iterator[tuple[str, Any]]:
    """The NIR of a patient, and the numbers of the practice's own.

    A matricule INS is never taken as one. In a file of another program that has no NIR, that of a
    person with a NIR is the NIR, as in a table.
    """
    nirs: list[str] = []
    matricules: list[str] = []
    numbers: list[dict[str, str]] = []
    identifiers = [each for each in items(resource, "identifier") if each.get("value")]
    for identifier in present(identifiers, NUMBERS, today, left_out):
        value = text_of(identifier, "value")
        oid = _oid(identifier)
        if _is_nir(identifier):
            nirs.append(value)
        elif oid:
            matricules.append(value if oid == terms.INS_NIR else "")
        else:
            numbers.append({"name": _name(identifier), "value": value})
    if len(set(nirs)) > 1:
        left_out.append(one_more(NUMBERS))
    if matricules and text_of(resource.get("meta") or {}, "source") != terms.OURS:
        usable = [] if nirs else [matricule for matricule in matricules if _reads(matricule)]
        left_out.append(_KEPT_AS_NIR if usable else _NOT_TAKEN)
        nirs += usable
    yield "nir", nirs[0] if nirs else None
    yield "numbers", numbers


def without_matricules(resource: Mapping[str, Any]) -> tuple[dict[str, Any], list[Element]]:
    """A resource without its matricules INS, and these.

    Raises:
        TypeError: it is not built like one.
    """
    identifiers = [each for each in items(resource, "identifier") if each.get("value")]
    found = [each for each in identifiers if not _is_nir(each) and _oid(each)]
    others = [each for each in identifiers if each not in found]
    return {**resource, "identifier": others}, found


def oid_of(identifier: Element) -> str:
    """As a matricule INS has it in its system: the OID of who assigned it."""
    return text_of(identifier, "system").removeprefix(terms.OID)


def _is_nir(identifier: Element) -> bool:
    """Whether it is the NIR of the insured, which only its type tells from a matricule; in another
    country, that type is of other numbers."""
    if not any(code in terms.NIR_TYPES for code in codes_of(identifier.get("type") or {})):
        return False
    is_french = text_of(identifier, "system") in ("", terms.NIR_SYSTEM)
    return is_french or _reads(text_of(identifier, "value"))


def _oid(identifier: Element) -> str:
    """The OID of who assigned a matricule INS, told by the system, or else by the type; nothing for
    any other number."""
    oid = text_of(identifier, "system").removeprefix(terms.OID)
    if oid in terms.INS_TYPES:
        return oid
    codes = codes_of(identifier.get("type") or {})
    return next((oid for oid, code in terms.INS_TYPES.items() if code in codes), "")


def _reads(matricule: str) -> bool:
    try:
        parse_nir(matricule)
    except InvalidInput:
        return False
    return True


def _name(identifier: Element) -> str:
    """What a number is called; where nothing says it, by its system."""
    return concept_text(identifier.get("type") or {}) or text_of(identifier, "system") or "FHIR"
