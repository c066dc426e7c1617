"""Family name and given name in one cell, taken apart where its writing tells them apart."""

from __future__ import annotations

from semble_cli.identity.cells.nothing_words import is_for_nothing
from semble_cli.identity.patterns import pattern

_BORN = pattern("(?i)(?:\\(\\s*)?\\b(?:née?|nee?|born)\\b\\.?\\s+([^()]+?)\\s*\\)?$")
_MARRIED = pattern(
    "(?i)(?:\\(\\s*)?(?:\\b(?:épouse|epouse|épse|epse|ép|ep|veuve|vve)\\b\\.?)\\s+([^()]+?)\\s*\\)?$"
)
_TITLES = pattern("(?i)^(?:m|mr|mme|mlle|mle|dr|monsieur|madame|mademoiselle)\\b\\.?\\s+")


def full_name(cell: str) -> tuple[str, str, str]:
    """A cell's birth name, used name and given name; where nothing tells them apart, all of it is
    the birth name, and the given name is missing. A word for nothing is no name.

    >>> full_name("DUPONT Marie (née MARTIN)")
    ('MARTIN', 'DUPONT', 'Marie')
    >>> full_name("MARTIN Marie ép. DUPONT"), full_name("Martin, Marie")
    (('MARTIN', 'DUPONT', 'Marie'), ('Martin', '', 'Marie'))
    """
    words = (word for word in cell.split() if not is_for_nothing(word))
    text = _TITLES.sub("", " ".join(words))
    if (born := _BORN.search(text)) and born.start():
        used, given = _apart(text[: born.start()].strip())
        return born[1], used if given else "", given
    if (married := _MARRIED.search(text)) and married.start():
        birth, given = _apart(text[: married.start()].strip())
        return birth, married[1], given
    birth, given = _apart(text)
    return birth, "", given


def _apart(text: str) -> tuple[str, str]:
    """Family name and given name: by a comma, or by capitals (`DUPONT Marie`, `Marie DUPONT`)."""
    family, comma, given = text.partition(",")
    if comma:
        return family.strip(), given.strip()
    words = text.split()
    capitals = [word.isupper() and len(word.strip(".")) > 1 for word in words]
    if all(capitals) or not any(capitals):
        return text, ""
    if capitals[0]:
        first = capitals.index(False)
        if not any(capitals[first:]):
            return " ".join(words[:first]), " ".join(words[first:])
    first = capitals.index(True)
    if all(capitals[first:]):
        return " ".join(words[first:]), " ".join(words[:first])
    return text, ""
