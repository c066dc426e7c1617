"""Family name and given name in one cell, taken apart where its writing tells them apart."""

from __future__ import annotations

from semble_cli.identity.cells.nothing_words import is_for_nothing
from semble_cli.identity.patterns import pattern

_OTHER = r"\s+([^()]+?)\s*(?:\)\s*(.*))?$"
_BORN = pattern(rf"(?i)(?:\(\s*)?\b(?:née?|nee?|born)\b\.?{_OTHER}")
_MARRIED = pattern(rf"(?i)(?:\(\s*)?\b(?:épouse|epouse|épse|epse|ép|ep|veuve|vve)\b\.?{_OTHER}")
_TITLES = pattern("(?i)^(?:m|mr|mme|mlle|mle|dr|monsieur|madame|mademoiselle)\\b\\.?\\s+")


def full_name(cell: str) -> tuple[str, str, str]:
    """A cell's birth name, used name and given name; where nothing tells them apart, all of it is
    the birth name, and the given name is missing. A word for nothing is no name.

    >>> full_name("DUPONT Marie (née MARTIN)")
    ('MARTIN', 'DUPONT', 'Marie')
    >>> full_name("MARTIN Marie ép. DUPONT"), full_name("Martin, Marie")
    (('MARTIN', 'DUPONT', 'Marie'), ('Martin', '', 'Marie'))
    >>> full_name("DUPONT née MARTIN Marie"), full_name("MARTIN (ép. DUPONT) Marie")
    (('MARTIN', 'DUPONT', 'Marie'), ('MARTIN', 'DUPONT', 'Marie'))
    """
    words = (word for word in cell.split() if not is_for_nothing(word))
    text = _TITLES.sub("", " ".join(words))
    if (born := _BORN.search(text)) and born.start():
        used, birth, given = _both(text[: born.start()], *born.groups())
        return birth, used if given else "", given
    if (married := _MARRIED.search(text)) and married.start():
        return _both(text[: married.start()], *married.groups())
    birth, given = _apart(text)
    return birth, "", given


def _both(before: str, other: str, behind: str | None) -> tuple[str, str, str]:
    """The family name *before* a word for birth or marriage, the *other* one after it, and the
    given name, which stands with either of them, or *behind* the bracket that closes."""
    family, given = _apart(before.strip(" ,"))
    if not given and behind:
        return family, other, behind.strip(" ,")
    if not given:
        other, given = _apart(other)
    return family, other, given


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
