"""The folded keys by which records around the patients are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from semble_cli.identity.names import fold
from semble_cli.patient.around.kinds import CONTACT, SECTION_KEYWORD

if TYPE_CHECKING:
    from semble_cli.patient.around.kinds import RecordKind


def keys_of(kind: RecordKind, record: Any) -> dict[str, str]:
    """The columns of a record that hold its keys."""
    if kind is CONTACT:
        return {"search_key": search_key(record.last_name, record.first_name, record.company_name)}
    return {"key": fold(record.name)} if kind is SECTION_KEYWORD else {}


def search_key(*names: str | None) -> str:
    """The folded words of names, each with a space before it.

    >>> search_key("Anne-Lise", None, "L'Essai")
    ' ANNE LISE L ESSAI'
    """
    words = fold(" ".join(name for name in names if name)).split()
    return "".join(f" {word}" for word in words)


def name_words(name: str) -> list[str]:
    """The words of a name, in no order, by which two are the same: folded, and those with
    letters of another alphabet as they are, so that no two names of another one are taken for one.

    >>> name_words("Éva 李"), name_words("李 EVA") == name_words("Eva"), name_words("-")
    (['EVA', '李'], False, ['-'])
    """
    others = (word for word in normalize("NFC", name).casefold().split() if _is_other(word))
    return sorted((*fold(name).split(), *others)) or [name]


def _is_other(word: str) -> bool:
    return any(sign.isalnum() and not fold(sign) for sign in word)
