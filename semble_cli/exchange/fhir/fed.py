"""The identities of FHIR resources, with how far FR Core's reliability vouches for each."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.documents.in_file import documents_in
from semble_cli.exchange.entries.statuses import status_not_taken
from semble_cli.exchange.feed.identities import FedIdentity, FedMessage, qualified_by
from semble_cli.exchange.fhir import terms
from semble_cli.exchange.fhir.elements import (
    NUMBERS,
    Element,
    codes_of,
    extensions_at,
    items,
    no_field,
    not_present,
    text_of,
)
from semble_cli.exchange.fhir.numbers import oid_of, without_matricules
from semble_cli.exchange.fhir.reading import read_patient
from semble_cli.exchange.fhir.resources import no_patient
from semble_cli.exchange.hl7.identifiers import Matricule
from semble_cli.identity.status import CheckingDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from semble_cli.exchange.feed.identities import Qualified
    from semble_cli.exchange.record import Record

_VOUCHED = {"VALI", "QUAL"}
_DOUBTED = {"PROV", "RECUP", "DOUT", "FICT", "DOUA"}
_STATUS, _CHECKED_ON, _CHECKED_BY = "identityStatus", "validationDate", "validationMode"
_INS_C = "1.2.250.1.213.1.4.2"


def fed_messages(content: bytes, today: date) -> Iterator[FedMessage]:
    """The resources of some JSON, one a line, or a bundle of them.

    Raises:
        InvalidInput: it cannot be read.
    """
    for row in documents_in(BytesIO(content)):
        yield _message(row, today)


def _message(row: Record, today: date) -> FedMessage:
    text = json.dumps(row.raw, ensure_ascii=False, sort_keys=True)
    found = FedMessage(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text)
    if row.problem:
        return found._replace(problem=row.problem)
    if "resourceType" not in row.raw:
        return found._replace(problem=InvalidInput("file", "it is no FHIR resource."))
    if other := no_patient(row.raw):
        return found._replace(other=other)
    try:
        return found._replace(identity=_identity(row.raw, today))
    except InvalidInput as problem:
        return found._replace(problem=problem)
    except (AttributeError, TypeError, KeyError, ValueError):
        return found._replace(problem=InvalidInput("file", "it is not built like a FHIR patient."))


def _identity(resource: Mapping[str, Any], today: date) -> FedIdentity:
    links = {text_of(link, "type") for link in items(resource, "link")}
    if resource.get("active") is False or "replaced-by" in links:
        raise InvalidInput("file", "the sender does not use this identity any more.")
    rest, identifiers = without_matricules(resource)
    read = read_patient(rest, today)
    qualified = _qualified(resource, identifiers, today)
    taken = {no_field("fr-core-identity-reliability")}
    taken |= {status_not_taken(status) for status in _VOUCHED} if qualified else set()
    left_out = [each for each in read.left_out if each not in taken]
    if isinstance(qualified, Sentence):
        left_out, qualified = [qualified, *left_out], None
    return FedIdentity(read.fields, qualified, left_out=tuple(left_out))


def _qualified(
    resource: Mapping[str, Any], identifiers: list[Element], today: date
) -> Qualified | Sentence | None:
    told: dict[str, list[str]] = {}
    days: list[str] = []
    for reliability in extensions_at(resource, terms.RELIABILITY):
        for part in items(reliability, "extension"):
            coding = part.get("valueCoding") or {}
            codes = codes_of(part.get("valueCodeableConcept") or {"coding": [coding]})
            told.setdefault(text_of(part, "url"), []).extend(codes)
            if part.get("url") == _CHECKED_ON:
                days.append(text_of(part, "valueDate") or text_of(part, "valueDateTime"))
    statuses = set(told.get(_STATUS, ()))
    doubts = {code for codes in told.values() for code in codes} & _DOUBTED
    documents = [code for code in told.get(_CHECKED_BY, ()) if code in set(CheckingDocument)]
    return qualified_by(
        sorted(
            (_matricule(each, today) for each in identifiers if oid_of(each) != _INS_C),
            key=lambda each: terms.INS_TYPES.get(each.oid) == "INS-NIA",
        ),
        vouched=bool(statuses & _VOUCHED) and not doubts,
        document=documents[0] if documents else "",
        on=date.fromisoformat(days[0][:10]) if days and len(days[0]) >= len("2026-01-01") else None,
    )


def _matricule(identifier: Element, today: date) -> Matricule:
    period = identifier.get("period") or {}
    start, end = (text_of(period, name)[:10] for name in ("start", "end"))
    whole = len("2026-01-01")
    return Matricule(
        text_of(identifier, "value"),
        oid_of(identifier),
        not_present(identifier, NUMBERS, today) is not None,
        (
            date.fromisoformat(start) if len(start) == whole else None,
            date.fromisoformat(end) if len(end) == whole else None,
        ),
    )
