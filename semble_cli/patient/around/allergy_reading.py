"""Allergies as people write them: by fields, or as the text of a section.

A text has the substance on its first line, then lines such as `reaction: urticaria`, in English or
in French; whatever else it holds is the comment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.identity.dates import parse_past_date
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern
from semble_cli.patient.choices.of_records import CERTAINTIES, SEVERITIES
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.texts import parse_line, parse_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

PARTS = Choices(
    {
        "reaction": ("reaction", "réaction"),
        "severity": ("severity", "gravité", "sévérité"),
        "certainty": ("certainty", "certitude"),
        "noted_on": ("day", "jour", "date", "on", "le"),
    }
)
"""The parts of an allergy that have a line of their own in a text, and what people call them."""

CLINICAL = ("reaction", "noted_on", "comment")
"""The parts that are medical contents: they stand in the section of a consultation."""

_NONE = frozenset(
    (
        *("NON", "NO", "NONE", "NIL", "NEANT", "RIEN", "RAS", "R A S", "NKA", "NKDA"),
        *("NON CONNU", "NON CONNUE", "INCONNU", "INCONNUE", "UNKNOWN", "NON DEMANDE"),
        *("NOT ASKED", "NOT KNOWN", "NONE KNOWN", "RIEN A SIGNALER", "RIEN DE CONNU"),
    )
)
_DENIES = pattern(
    r"(?:PAS|AUCUNE?|AUCUNES|SANS ALLERGIES?|NO(?:N)? (?:KNOWN |DRUG )*ALLERG[A-Z]*)(?: .*)?"
)
"""How a text begins, folded, that says of somebody to have no allergy."""

_LABELLED = pattern(r"\s*([^\\:=\n]{1,30}?)\s*[:=]\s*(.*)")


class GivenAllergy(NamedTuple):
    """An allergy as somebody gives it, checked; `id` is that of one that there is already."""

    substance: str
    severity: str | None = None
    certainty: str | None = None
    reaction: str | None = None
    noted_on: date | None = None
    comment: str | None = None
    id: int | None = None


def read_allergy(given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The fields of an allergy that were given, checked; an empty one is `None`.

    Raises:
        InvalidRecord: all that cannot be taken.
    """
    found: dict[str, Any] = {}
    problems = []
    for name, value in given.items():
        try:
            found[name] = _read(name, value, today)
        except InvalidInput as problem:
            problems.append(problem)
    if problems:
        raise InvalidRecord(tuple(problems))
    return found


def parse_substance(text: str) -> str:
    """What somebody is allergic to.

    Raises:
        InvalidInput: nothing, another part of an allergy, or words that say that there is none:
            they must not be read as one.
    """
    substance = parse_line("substance", text)
    folded = fold(substance)
    if not folded or labelled(PARTS, substance)[0]:
        raise InvalidInput("substance", "write what the patient is allergic to.")
    if ";" in substance:
        raise InvalidInput("substance", "one allergy at a time; note each by itself.")
    if folded in _NONE or _DENIES.fullmatch(folded):
        raise InvalidInput(
            "substance",
            "this is no allergy. That none is known is noted with semble patient allergy none.",
        )
    return substance


def read_allergy_text(text: str, today: date, allergy_id: int | None = None) -> GivenAllergy:
    """The allergy that the text of a section tells.

    Raises:
        InvalidRecord: all that cannot be taken.
    """
    first, _, rest = text.strip().partition("\n")
    substance, *beside = first.split(";")
    given: dict[str, Any] = {"substance": substance}
    comment = []
    for line in (*beside, *rest.split("\n")):
        name, value = labelled(PARTS, line)
        if name:
            given[name] = value
        else:
            comment.append(_unescaped(line))
    found = read_allergy(given | {"comment": "\n".join(comment)}, today)
    return GivenAllergy(**found, id=allergy_id)


def allergy_text(given: GivenAllergy, label: Callable[[str], str]) -> str:
    """The text of a section that tells an allergy; *label* gives the words for a part's name, and
    for what is no text."""
    lines = [given.substance]
    for name in PARTS.values:
        value = getattr(given, name)
        if value is not None:
            lines.append(f"{label(name)}: {label(value) if name != 'reaction' else value}")
    lines += map(_escaped, (given.comment or "").splitlines())
    return "\n".join(lines)


def labelled(parts: Choices[str], line: str) -> tuple[str | None, str]:
    """The part that a line such as `reaction: urticaria` is about, and what it says of it."""
    if found := _LABELLED.fullmatch(line):
        meant = parts.meanings(found[1])
        if len(meant) == 1:
            return meant[0], found[2].strip()
    return None, line


def _escaped(line: str) -> str:
    name, _ = labelled(PARTS, line.lstrip("\\"))
    return f"\\{line}" if name else line


def _unescaped(line: str) -> str:
    if line.startswith("\\") and labelled(PARTS, line.lstrip("\\"))[0]:
        return line[1:]
    return line


def _read(name: str, value: Any, today: date) -> Any:
    if name == "substance":
        return parse_substance(value or "")
    if value is None or value == "":
        return None
    if name == "noted_on":
        return parse_past_date(name, value, today)
    if name == "severity":
        return SEVERITIES.read(name, value).value
    if name == "certainty":
        return CERTAINTIES.read(name, value).value
    return (parse_line if name == "reaction" else parse_text)(name, value) or None
