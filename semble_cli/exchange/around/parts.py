"""The parts of FHIR resources that several of them have, written and read.

What FHIR has no word for stands in extensions of ours, `urn:semble-cli:fhir:NAME`; docs/fhir.md
lists them. What is read back was written here: another program's resource is refused, for what of
it is not known would be lost.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Resource = dict[str, Any]

RPPS = "https://rpps.esante.gouv.fr"
"""The system of the numbers of professionals."""

_EVERY = ("resourceType", "id", "extension")
"""The elements that every resource may have."""


class GivenRecord(NamedTuple):
    """What a resource gives: what it is, the id that the file has for its patient, and the fields,
    as texts that are still to be read."""

    form: str
    whose: str
    fields: dict[str, Any]


def own(name: str) -> str:
    """The address of an extension, or of a code system, of ours.

    >>> own("planned-end")
    'urn:semble-cli:fhir:planned-end'
    """
    return f"urn:semble-cli:fhir:{name}"


def without_nothing(element: Mapping[str, Any]) -> dict[str, Any]:
    """An element without the parts that say nothing: FHIR has no empty ones."""
    return {name: value for name, value in element.items() if value not in (None, "", [], {})}


def extensions(**values: Any) -> list[dict[str, Any]]:
    """Extensions of ours, by their names with `_` for `-`, then the type of the value in capitals:
    `planned_end__Date="2026-11-23"`; those without a value are left out."""
    written = []
    for key, value in values.items():
        name, _, kind = key.partition("__")
        if value not in (None, "", False):
            written.append({"url": own(name.replace("_", "-")), f"value{kind}": value})
    return written


def extension(element: Mapping[str, Any], name: str) -> Any:
    """The value of an extension of ours, or `None`."""
    for each in element.get("extension", ()):
        if each.get("url") == own(name):
            (value,) = (value for key, value in each.items() if key.startswith("value"))
            return value
    return None


def coded(system: str, code: str, text: str | None = None) -> dict[str, Any]:
    """A concept of one code."""
    return without_nothing({"coding": [{"system": system, "code": code}], "text": text})


def code_of(concept: Mapping[str, Any], system: str) -> str | None:
    """The code that a concept has in a system, or `None`."""
    codes = [each["code"] for each in concept.get("coding", ()) if each.get("system") == system]
    return str(codes[0]) if codes else None


def reference(patient_id: int | str | None) -> dict[str, str]:
    """A reference to a patient of the same file."""
    return {"reference": f"Patient/{patient_id}"}


def referred(element: Mapping[str, Any]) -> str:
    """The id that the file has for the patient of a reference."""
    kind, _, number = str(element["reference"]).partition("/")
    if kind != "Patient" or not number:
        raise InvalidInput("file", "it does not say whose it is: Patient/ID is expected.")
    return number


def only(items: Any) -> Any:
    """The only one of a list, or nothing.

    Raises:
        ValueError: there are several.
    """
    if not items:
        return {}
    (one,) = items
    return one


def note_of(resource: Mapping[str, Any]) -> str | None:
    """The text of the only note."""
    text: str | None = only(resource.get("note")).get("text")
    return text


def moment_of(field: str, text: Any, now: datetime) -> datetime:
    """A moment with its zone, none that is to come.

    Raises:
        InvalidInput: it is none such.
    """
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None or moment > now:
        raise InvalidInput(field, "a moment that is past is expected, as 2026-11-23T10:30:00Z.")
    return moment.astimezone(now.tzinfo).replace(microsecond=0)


@contextmanager
def reading(resource: Mapping[str, Any], *known: str) -> Iterator[None]:
    """Read a resource that has no other elements than the *known* ones, as it is built here.

    Raises:
        InvalidInput: it has, or is built otherwise.
    """
    for name in resource:
        if name not in (*_EVERY, *known):
            raise InvalidInput(
                "file",
                "it has {name}, which would be lost; only what semble patient list writes is read.",
                name=str(name)[:40],
            )
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise InvalidInput(
            "file",
            "it is not built like a {kind} of semble patient list.",
            kind=str(resource["resourceType"])[:40],
        ) from None
