"""The parts of FHIR elements that several of them have: lists, texts, extensions, periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

Element = dict[str, Any]
"""An element with its parts, as JSON has it."""

NAMES, ADDRESSES, CONTACTS, NUMBERS = (
    Sentence("names"),
    Sentence("addresses"),
    Sentence("phones and e-mails"),
    Sentence("identification numbers"),
)

_MOMENT = pattern(r"(?P<day>[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:T.+)?")
_LONGEST_TOLD = 100


def items(element: Mapping[str, Any], name: str) -> list[Any]:
    """The items of an element that may be there several times; those that are null, which only
    have extensions, left out."""
    found = element.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise TypeError
    return [item for item in found if item is not None] if None in found else found


def text_of(element: Mapping[str, Any], name: str) -> str:
    """A text, nothing where it is not there.

    Raises:
        TypeError: it is something else.
    """
    found = element.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise TypeError
    return found.strip()


def texts_of(element: Mapping[str, Any], name: str) -> list[str]:
    """The texts of an element that may be there several times, but for empty ones."""
    return [text for text in map(str.strip, items(element, name)) if text]


def extensions_at(element: Mapping[str, Any], *urls: str) -> Iterator[Element]:
    """The extensions of an element that have one of these addresses."""
    return (each for each in items(element, "extension") if each.get("url") in urls)


def extension_at(element: Mapping[str, Any], *urls: str) -> Element:
    """The first of those extensions, empty where there is none."""
    return next(extensions_at(element, *urls), {})


def concept_text(concept: Mapping[str, Any]) -> str:
    """What a concept is called: its text, else that of a coding, else a code."""
    if text := text_of(concept, "text"):
        return text
    codings = items(concept, "coding")
    texts = (text_of(coding, key) for key in ("display", "code") for coding in codings)
    return next(filter(None, texts), "")


def codes_of(concept: Mapping[str, Any]) -> list[str]:
    """The codes of a concept, whatever their systems."""
    return [code for coding in items(concept, "coding") if (code := text_of(coding, "code"))]


def present(
    elements: Sequence[Element], what: Sentence, today: date, left_out: list[Sentence]
) -> Iterator[Element]:
    """Those of some elements that hold today; of the others it is said what they are.

    Raises:
        ValueError: a period does not begin or end at a moment.
    """
    for element in elements:
        if problem := not_present(element, what, today):
            left_out.append(problem)
        else:
            yield element


def not_present(element: Element, what: Sentence, today: date) -> Sentence | None:
    """Why an element does not hold today: it is marked as old, or its period has ended or has not
    begun. An end known in part is the end of its month or year (R4, Datatypes, Period).

    >>> from datetime import date
    >>> str(not_present({"period": {"end": "2025"}}, NAMES, date(2026, 1, 1)))
    'names: what the file has as former was not taken.'
    >>> not_present({"period": {"end": "2026"}}, NAMES, date(2026, 1, 1))
    """
    period = element.get("period")
    if not period:
        return _former(what) if element.get("use") == "old" else None
    now = today.isoformat()
    start, end = (_day(text_of(period, name)) for name in ("start", "end"))
    if element.get("use") == "old" or (end and end < now[: len(end)]):
        return _former(what)
    if start and start > now:
        return Sentence("{what}: what the file has for later was not taken.", what=what)
    return None


def _former(what: Sentence) -> Sentence:
    return Sentence("{what}: what the file has as former was not taken.", what=what)


def _day(moment: str) -> str:
    """The day of a moment, or its month or year where no more is known."""
    if not moment:
        return ""
    if not (found := _MOMENT.fullmatch(moment)):
        raise ValueError
    return found["day"]


def one_more(what: Sentence) -> Sentence:
    """What is said of an element where a patient has only one of its kind."""
    return Sentence("{what}: there is no place for another one: not taken.", what=what)


def no_field(name: str) -> Sentence:
    """What is said of an element that a patient has no field for."""
    return Sentence(
        "there is no field for the FHIR element {name}: not taken.", name=name[:_LONGEST_TOLD]
    )


def unknown_extension(url: str) -> Sentence:
    """What is said of an extension that nothing is known of."""
    return Sentence("the FHIR extension {name} is not known: not taken.", name=url[:_LONGEST_TOLD])
