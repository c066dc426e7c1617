"""A column's name read as words: what it says, whatever it is written like.

Case, accents, signs and articles do not count; words that run together (`DateNaissance`,
`date_naiss`) are taken apart; abbreviations and the words of several programs and of both languages
are made one. What stands in brackets helps where it is understood (`Tél. (portable)`), and is left
out else (`Date de naissance (JJ/MM/AAAA)`).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from semble_cli.exchange.date_forms import without_form
from semble_cli.exchange.header_dictionary import (
    NAMED_BY_LABEL,
    NOISE,
    OF_FORM,
    PERSONS,
    PHRASES,
    SHARED,
    SIGNS_OF_SEX,
    TITLES,
    WITH_DAY,
    WORDS,
)
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern


class Meaning(NamedTuple):
    """The words of a column's name, and the number it bears among columns of its kind."""

    words: frozenset[str]
    number: int | None = None


_ORDINALS = {"PREMIER": 1, "PREMIERE": 1, "DEUXIEME": 2, "SECOND": 2, "SECONDE": 2, "TROISIEME": 3}
_ORDINALS |= {"QUATRIEME": 4, "CINQUIEME": 5}
_NUMERAL = pattern("L?([0-9]{1,2})(?:ER|ERE|E|EME|ND|NDE|ST|RD|TH)?")

_NUMERO_SIGN = pattern("(?i)(?<![a-z])(?:n[°º]|№|n\\.°|n#|#)")
_ENDINGS = pattern("(?i)(?<=[a-zéè])[.·]?\\((?:e|s|es|ne|nes|x)\\)|(?<=[a-zéè]{2})[.·](?:e|s)\\b")
_INITIALS = pattern("\\b(?:[A-Za-z]\\.){2,}(?:[A-Za-z]\\b)?")
_KEY_TOO = pattern(
    "(?i)(?:\\+|&|\\b(?:et|avec|sans|hors|with(?:out)?)\\b) *(?:la |sa )?cl(?:é|e|ef)\\b"
    "|\\bcl(?:é|e|ef) (?:comprise|incluse)\\b"
)
"""A key that is told to be in a number, or not: the column is of the number."""
_JOINTS = pattern(
    "(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[A-Za-zà-ÿ]{2})(?=[0-9])"
)
_BRACKETS = pattern("[(\\[{]([^)\\]}]*)[)\\]}]?")


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    return {meaning: (meaning,) for each in WORDS for meaning in each.split()} | {
        word: tuple(meaning.split()) for meaning, words in WORDS.items() for word in words.split()
    }


@cache
def meaning_of(header: str) -> Meaning | None:
    """What a column's name says; `None` where a word of it is not understood.

    >>> meaning_of("Date de naiss. (JJ/MM/AAAA)") == meaning_of("dateNaissance")
    True
    >>> meaning_of("Solde dû") is None
    True
    """
    name = without_form(_KEY_TOO.sub(" ", _ENDINGS.sub("", header)))
    words = _words(_BRACKETS.sub(" ", name))
    said, number = _read(words)
    helping = _helping(_words(" ".join(_BRACKETS.findall(name))))
    if said is None or helping is None:
        return None
    if not said and not helping:
        said = _of_whom_or_which(words)
    said |= helping
    if "WHOLE" in said:
        said -= {"NAME", "GIVEN"}
    if not NAMED_BY_LABEL.isdisjoint(said):
        said.discard("LABELLED")
    if len(words) == 1 and not helping and not SHARED.isdisjoint(words):
        said |= {"ALONE"}
    return Meaning(frozenset(said), number)


def _helping(words: list[str]) -> set[str] | None:
    """What the words in brackets add; `None` where they may be of somebody, or something, else."""
    found: set[str] = set()
    for word in words:
        if word in _meanings() and len(word) > 1:
            found.update(_meanings()[word])
        elif not (word in NOISE or word in OF_FORM or len(word) == 1 or word.isdigit()):
            return None
    return found


def _of_whom_or_which(words: list[str]) -> set[str]:
    """What words say that say nothing else: a person, a sex or a title by its signs."""
    names = set(words)
    if not names or not names <= PERSONS:
        is_sex = len(names) > 1 and names <= SIGNS_OF_SEX
        return {"SEX"} if is_sex else set()
    return {"PERSON"}


def _words(text: str) -> list[str]:
    """The words of a name, folded; those that only say something together are one."""
    text = _INITIALS.sub(lambda found: f" {found[0].replace('.', '')} ", text)
    text = _NUMERO_SIGN.sub(" numero ", text)
    folded = f" {' '.join(fold(_JOINTS.sub(' ', text.replace('_', ' '))).split())} "
    for phrase, meaning in PHRASES:
        folded = folded.replace(f" {phrase} ", f" {meaning} ")
    return folded.split()


def _read(words: list[str]) -> tuple[set[str] | None, int | None]:
    said: set[str] = set()
    number = None
    if len(words) > 1 and TITLES.issuperset(words) and not SIGNS_OF_SEX.issuperset(words):
        return {"TITLE"}, None
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in _ORDINALS:
            number = _ORDINALS[word]
        elif numeral := _NUMERAL.fullmatch(word):
            number = int(numeral[1])
        elif word == "NUMERO" and before and _NUMERAL.fullmatch(after):
            continue
        elif word in _meanings():
            said.update(_meanings()[word])
        elif word not in NOISE:
            return None, None
        if word == "LE" and not WITH_DAY.isdisjoint(_meanings().get(before, ())):
            said.add("DATE")
    if said and said <= {"NUMBER", "CODE"} and not PERSONS.isdisjoint(words):
        said = {"FILE"}
    return said, number
