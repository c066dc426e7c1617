"""The folded keys by which records around the patients are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.identity.names import fold
from semble_cli.patient.around.kinds import CONTACT, PRACTITIONER, SECTION_KEYWORD

if TYPE_CHECKING:
    from semble_cli.patient.around.kinds import RecordKind


def keys_of(kind: RecordKind, record: Any) -> dict[str, str]:
    """The columns of a record that hold its keys."""
    if kind is CONTACT:
        return {"search_key": search_key(record.last_name, record.first_name, record.company_name)}
    if kind is PRACTITIONER:
        return {"search_key": search_key(record.name)}
    return {"key": fold(record.name)} if kind is SECTION_KEYWORD else {}


def search_key(*names: str | None) -> str:
    """The folded words of names, each with a space before it.

    >>> search_key("Anne-Lise", None, "L'Essai")
    ' ANNE LISE L ESSAI'
    """
    words = fold(" ".join(name for name in names if name)).split()
    return "".join(f" {word}" for word in words)
