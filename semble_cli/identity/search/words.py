"""Words in a search bar that are no names, or stand for others: titles, what a number is, St, JP.

Each may be the beginning of a name all the same. What it is taken for first depends on how it is
written and where; `bar` tries the other reading too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.names import fold, words
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_MEN = frozenset({"MR", "MONSIEUR", "MSIEUR"})
_WOMEN = frozenset({"MME", "MMES", "MLLE", "MELLE", "MLE", "MADAME", "MADEMOISELLE", "MRS", "MISS"})
_OTHER_TITLES = frozenset(
    {"ET", "MM", "DR", "PR", "DOCTEUR", "DOCTEURE", "PROFESSEUR", "PROFESSEURE"}
)
_MORE_LIKELY_NAMES = frozenset({"DR", "PR", "MM"})
"""Beginnings of names too: titles where a point ends them, or two other words follow."""

_BETWEEN = frozenset(
    {
        *("NE", "NEE", "NES", "EPOUSE", "EPX", "VEUVE", "VVE", "ALIAS", "DIT", "DITE", "BORN"),
        *("PATIENT", "PATIENTE", "DOSSIER", "NOM", "PRENOM", "TEL", "TELEPHONE", "PORTABLE"),
        *("MOBILE", "FIXE", "PHONE", "MAIL", "EMAIL", "COURRIEL", "AGE", "AGEE", "DDN"),
    }
)
"""What people write between names and numbers."""

BEFORE_BIRTH = frozenset({"LE", "EN", "DU", "DE", "ON", "IN"})
"""Words before a birth date or an age: particles of names too."""

IDS = frozenset({"N", "NO", "NUMERO", "NUM", "ID", "DOSSIER", "PATIENT", "PATIENTE", "FICHE"})
"""Words before an id."""

PHONES = frozenset(
    {"TEL", "TELEPHONE", "PORTABLE", "PORT", "MOBILE", "FIXE", "PHONE", "GSM", "TELE"}
)
"""Words before a phone."""

_SPELLED = {"ST": "SAINT", "STE": "SAINTE", "SAINT": "ST", "SAINTE": "STE"}
_MOST_INITIALS = 3
_ELIDED = pattern(r"(?<!\w)([^\W\d_])['’‘ʼʻ`´](?=\w)")
_PARTICLES = frozenset({"DE", "DU", "LE", "LA", "EL", "AL", "ST", "DR", "PR", "MM", "MR", "ET"})


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name; one letter before an apostrophe belongs to the word after it.

    Alone, it would be looked for as the beginning of any name, which a tenth of a register bears.

    >>> name_words("D'Estrée"), name_words("pat-trois"), name_words("n’diaye")
    (('DESTREE',), ('PAT', 'TROIS'), ('NDIAYE',))
    """
    return words(_ELIDED.sub(r"\1", text))


def title_of(token: str, *, is_first: bool, others: int) -> str | None:
    """What a word says of the sex if it is a title: `M`, `F`, or nothing (the empty text); `None`
    if it is rather a name.

    >>> title_of("Mme", is_first=True, others=1), title_of("M.", is_first=False, others=1)
    ('F', None)
    """
    word, has_point = fold(token), token.endswith(".")
    if word == "M":
        return "M" if has_point and is_first else None
    if word in _MEN:
        return "M"
    if word in _WOMEN:
        return "F"
    if word not in _OTHER_TITLES:
        return None
    return None if word in _MORE_LIKELY_NAMES and not has_point and others < 2 else ""


def is_title(token: str) -> bool:
    """Whether a word is the title of somebody, whatever else it may be.

    >>> is_title("dr"), is_title("m"), is_title("durand")
    (True, True, False)
    """
    return fold(token) in _MEN | _WOMEN | _OTHER_TITLES | {"M"}


def is_between(token: str, before: str) -> bool:
    """Whether a word is written between names and numbers, and is none."""
    word = fold(token)
    if word in BEFORE_BIRTH and fold(before) in ("NE", "NEE", "NE E", "BORN"):
        return True
    return word in _BETWEEN or word == "NE E"


def spelled_otherwise(names: Sequence[str]) -> tuple[str, ...] | None:
    """The names with Saint for St, and the other way round; `None` if there is neither.

    >>> spelled_otherwise(("ST", "AUBIN"))
    ('SAINT', 'AUBIN')
    """
    if len(names) < 2 or not any(name in _SPELLED for name in names):
        return None
    return tuple(_SPELLED.get(name, name) for name in names)


def initials_in(token: str) -> str | None:
    """Letters that may be the initials of a composed given name: `JP`, `j.-p.`, `J-P`.

    >>> initials_in("j.-p."), initials_in("jp"), initials_in("jean-p")
    ('JP', 'JP', None)
    """
    parts = words(token)
    letters = "".join(parts)
    is_one = len(letters) == 2 or all(len(part) == 1 for part in parts)
    few = 2 <= len(letters) <= _MOST_INITIALS and letters.isalpha()
    return letters if is_one and few and letters not in _PARTICLES else None
