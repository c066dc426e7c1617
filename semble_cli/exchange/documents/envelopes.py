"""What programs put around their documents: a list under a name, an answer of an API."""

from __future__ import annotations

from typing import Any

from semble_cli.exchange.headers import target_of
from semble_cli.exchange.semble.patients import is_of_semble

_PATIENTS = "patients"
"""The key under which a document of several patients has them."""

_HOLDERS = frozenset(
    (
        *(_PATIENTS, "data", "result", "results", "response", "payload", "body", "content"),
        *("export", "donnees", "données", "resultat", "résultat", "resultats", "résultats"),
        *("reponse", "réponse", "contenu"),
    )
)
"""Keys under which an answer of an API has what it is about, which may be one more of them."""

_PATIENT = frozenset(("patient", "node", "resource", *_HOLDERS))
"""Keys under which something has one patient."""

_ENTRY = ("node", "resource")
"""Keys under which an entry of a list has one patient: in GraphQL, and in a bundle of FHIR."""


def within(document: Any) -> Any:
    """What a document only holds: the list under `patients`, or, where nothing beside it is of a
    patient, under another key (`data`, `items`), also in an answer of an API (`{"data":
    {"patients": ...}}`); the one patient of such an answer; those that stand under their numbers.
    Else the document itself."""
    if not isinstance(document, dict) or "resourceType" in document:
        return document
    if isinstance(document.get(_PATIENTS), list):
        return document[_PATIENTS]
    objects = {key: value for key, value in document.items() if isinstance(value, dict)}
    lists = {key: value for key, value in document.items() if _is_of_objects(value)}
    if not objects and not lists:
        return document
    beside = [document, *objects.values()]
    if len(lists) == 1 and not any(target_of(key) for each in beside for key in each):
        return next(iter(lists.values()))
    if len(document) > 1 and len(objects) == len(document) and all(map(_is_number, objects)):
        return list(objects.values())
    holders = objects.keys() & _PATIENT
    if len(holders) != 1 or any(map(target_of, document.keys() - holders)):
        return document
    holder = holders.pop()
    inner = objects[holder]
    found = within(inner)
    if isinstance(found, list):  # which a patient has of others: contacts
        return found if holder in _HOLDERS else document
    is_told = isinstance(found, dict) and ("resourceType" in found or is_of_semble(found))
    return found if is_told else document


def entry_of(listed: Any) -> Any:
    """What an entry of a list only holds; else the entry itself."""
    for key in _ENTRY:
        if isinstance(listed, dict) and isinstance(listed.get(key), dict):
            return listed if any(map(target_of, listed.keys() - {key})) else listed[key]
    return listed


def _is_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdigit()
