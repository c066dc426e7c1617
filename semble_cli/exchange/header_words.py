"""A column's name read as words: what it says, whatever it is written like.

Case, accents, signs and articles do not count; words that run together (`DateNaissance`,
`date_naiss`) are taken apart; abbreviations and the words of several programs and of both languages
are made one. What stands in brackets helps where it is understood (`Tél. (portable)`), and is left
out else (`Date de naissance (JJ/MM/AAAA)`).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.exchange.date_forms import without_form
from semble_cli.exchange.header_dictionary import (
    BETWEEN,
    CONDITIONS,
    NAMED_BY_LABEL,
    NOISE,
    OF_CONDITIONS,
    OF_ELEMENTS,
    OF_FORM,
    OF_INS,
    OTHER_WORDS,
    PERSONS,
    PHRASES,
    SEVERAL,
    SHARED,
    SHORT_IN_COMPOUNDS,
    SIGNS_OF_SEX,
    TITLES,
    WITH_DAY,
    WORDS,
)
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    import re


class Meaning(NamedTuple):
    """The words of a column's name, and the number it bears among columns of its kind."""

    words: frozenset[str]
    number: int | None = None


_ORDINALS = {"PREMIER": 1, "PREMIERE": 1, "DEUXIEME": 2, "SECOND": 2, "SECONDE": 2, "TROISIEME": 3}
_ORDINALS |= {"QUATRIEME": 4, "CINQUIEME": 5}
_NUMERAL = pattern("L?([0-9]{1,2})(?:ER|ERE|E|EME|ND|NDE|ST|RD|TH)?")

_ARTICLES = ("DE", "DU", "DES", "LE", "LA", "LES", "L", "D", "THE", "OF", "OU", "OR")
_IDENTITY = frozenset(("IDENTITE", "IDENTITY"))

_SHORTEST_PART, _LONGEST_COMPOUND = 3, 40
"""Letters of a word that others are made of, and of what may be taken apart."""
_SHORTEST_CUT = 5
"""Letters that have to be left of a word that is cut off."""

_CUT = pattern("(?=.*_)\\w{10}")
"""A name of as many characters as dBase files give one, whose last word may be cut off."""
_NUMERO_SIGN = pattern("(?i)(?<![a-z])(?:n[°º]|№|n\\.°|n#|#)")
_AT_SIGN = pattern("(?<![^\\W_])@(?![^\\W_])")
_ENDINGS = pattern(
    "(?i)(?<=[a-zéè])[.·]?\\((?:e|s|se|es|ne|nes|x)\\)|(?<=[a-zéè]{2})[.·](?:e|s)\\b"
)
_INITIALS = pattern("\\b(?:[A-Za-z]\\.){2,}(?:[A-Za-z]\\b)?")
_KEY_TOO = pattern(
    "(?i)(?:\\+|&|\\b(?:et|avec|sans|hors|with(?:out)?)\\b) *(?:la |sa )?cl(?:é|e|ef)\\b"
    "|\\bcl(?:é|e|ef) (?:comprise|incluse)\\b"
)
"""A key that is told to be in a number, or not: the column is of the number."""
_JOINTS = pattern(
    "(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[A-Za-zà-ÿ]{2})(?=[0-9])"
)
_OF_SALES = "__c"
"""What a system for customers puts behind the names of what its users added."""
_WHICH_NAME = pattern("(?i)[(\\[](first|last|middle|given|family|suite)[)\\]]")
_OF_ELEMENT = pattern("(?<=[A-Za-z])(?:\\.?\\[([0-9])\\]|[./]([0-9])(?=[./]))[./]?(?=[A-Za-z])")
_FROM_ZERO = pattern("(?<=[A-Za-z])(?:\\.?\\[0\\]|([./_])0(?:\\1|$))")
_LAST_PLACE = pattern("(?<=[A-Za-z])(?:\\.?\\[([0-9])\\]|[./_]([0-9]))$")
"""Of which element of a document a column is that was made flat, and the place of its value there,
which are counted from zero: `name.0.given.1`."""
_PARTS_OF_DATES = frozenset(("DAY", "MONTH", "YEAR"))
_MOST_PLACES = 3
"""How many a column of a kind may be by the number in its brackets: more is a length."""
_LENGTHS_OF_NIR = (13, 15)
_BRACKETS = pattern("[(\\[{]([^)\\]}]*)[)\\]}]?")


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    return {meaning: (meaning,) for each in WORDS for meaning in each.split()} | {
        word: tuple(meaning.split()) for meaning, words in WORDS.items() for word in words.split()
    }


@cache
def _vocabulary() -> frozenset[str]:
    """Every word that says something, by itself or beside others."""
    of_phrases = (word for phrase, _ in PHRASES for word in phrase.split())
    return frozenset((*_meanings(), *of_phrases, *NOISE))


@cache
def _in_compounds() -> frozenset[str]:
    """The words of which others are made, without a sign between them."""
    of_phrases = {word for phrase, _ in PHRASES for word in phrase.split()}
    found = (of_phrases | PERSONS | _meanings().keys()) - NOISE - SHARED | PERSONS
    return SHORT_IN_COMPOUNDS.union(word for word in found if len(word) >= _SHORTEST_PART)


@cache
def meaning_of(header: str) -> Meaning | None:
    """What a column's name says; `None` where a word of it is not understood.

    >>> meaning_of("Date de naiss. (JJ/MM/AAAA)") == meaning_of("dateNaissance")
    True
    >>> meaning_of("Solde dû") is None
    True
    """
    name, further = _path(f"{header}." if _CUT.fullmatch(header) else header)
    name = without_form(_KEY_TOO.sub(" ", _ENDINGS.sub(_no_ending, name.removesuffix(_OF_SALES))))
    name = _WHICH_NAME.sub(r" \1 ", name)
    words = _words(_BRACKETS.sub(" ", name))
    said, number = _read(words)
    in_brackets = _words(" ".join(_BRACKETS.findall(name)))
    place = _NUMERAL.fullmatch(in_brackets[0]) if len(in_brackets) == 1 else None
    if number is None and place and int(place[1]) <= _MOST_PLACES:
        number = int(place[1]) if said and not SEVERAL.isdisjoint(said) else None
    helping = _helping(in_brackets)
    if said is None or helping is None or (further and OF_ELEMENTS.isdisjoint(said)):
        return None
    if not said and not helping:
        said = _of_whom_or_which(words)
    said |= helping
    if "WHOLE" in said:
        said -= {"NAME", "GIVEN"}
    if said >= _PARTS_OF_DATES:
        said -= _PARTS_OF_DATES  # all of a date, as its form tells too
    if {"PHONE", "MOBILE"} <= said:
        said.discard("SMS")
    if said == {"NAME", "INS"}:
        said.add("BIRTH")  # the identity that the INS gives has that name alone
    if not OF_INS.isdisjoint(said):
        said.discard("INS")
    if not NAMED_BY_LABEL.isdisjoint(said):
        said.discard("LABELLED")
    if len(words) == 1 and not helping and not SHARED.isdisjoint(words):
        said |= {"ALONE"}
    return Meaning(frozenset(said), number)


def _no_ending(found: re.Match[str]) -> str:
    """What stands for the ending of a word that agrees with whom it is of: nothing, but before the
    next word a space (`Né(e)le`)."""
    return " " if found.string[found.end() : found.end() + 1].isalpha() else ""


def _path(header: str) -> tuple[str, bool]:
    """A name without the places of elements in a document, its last counted from one; and whether
    it is of another element than the first."""
    places = [int(first or second) for first, second in _OF_ELEMENT.findall(header)]
    if not (places or _FROM_ZERO.search(header)):
        return header, False
    name = _LAST_PLACE.sub(lambda found: f" {int(found[1] or found[2]) + 1}", header)
    return _OF_ELEMENT.sub(" ", name).replace("_0_", "_"), any(places)


def _helping(words: list[str]) -> set[str] | None:
    """What the words in brackets add; `None` where they may be of somebody, or something, else."""
    found: set[str] = set()
    if words and words[0] in CONDITIONS:
        return found if set(words) <= OF_CONDITIONS | NOISE | CONDITIONS else None
    for word in words:
        if word in _meanings() and len(word) > 1:
            found.update(_meanings()[word])
        elif not (word in NOISE or word in OF_FORM or _is_bare(word)):
            return None
    return found - _PARTS_OF_DATES if found >= _PARTS_OF_DATES else found


def _is_bare(word: str) -> bool:
    """Whether a word is a letter, a number or the place of one, which say nothing in brackets."""
    return len(word) == 1 or word.isdigit() or bool(_NUMERAL.fullmatch(word))


def _of_whom_or_which(words: list[str]) -> set[str]:
    """What words say that say nothing else: a person, a sex or a title by its signs."""
    names = set(words) - set(_ARTICLES)
    if names and names <= PERSONS:
        return {"PERSON"}
    if names and names <= PERSONS | _IDENTITY:
        return {"IDENTITY"}
    return {"SEX"} if len(names) > 1 and names <= SIGNS_OF_SEX else set()


def _words(text: str) -> list[str]:
    """The words of a name, folded; those that only say something together are one."""
    text = _INITIALS.sub(lambda found: f" {found[0].replace('.', '')} ", text)
    text = _AT_SIGN.sub(" email ", _NUMERO_SIGN.sub(" numero ", text))
    words = (word for token in text.replace("_", " ").split() for word in _of_token(token))
    folded = f" {' '.join(words)} "
    for phrase, meaning in PHRASES:
        folded = folded.replace(f" {phrase} ", f" {meaning} ")
    return folded.split()


def _of_token(token: str) -> list[str]:
    """The words of a text without spaces: it is one (`DoB`), or has humps, or runs some together
    (`NOMPATIENT`)."""
    whole = fold(token)
    if whole in _vocabulary():
        return [whole]
    if token.endswith(".") and (word := _completed(whole)):
        return [word]
    parts = fold(_JOINTS.sub(" ", token)).split()
    return [word for part in parts for word in _taken_apart(part)]


@lru_cache(1 << 10)
def _completed(cut: str) -> str | None:
    """A word that another, cut off, is the beginning of; `None` where that may be of two that say
    different things."""
    if len(cut) < _SHORTEST_CUT:
        return None
    found = [word for word in _vocabulary() | OTHER_WORDS if word.startswith(cut)]
    said = {_meanings().get(word) for word in found}
    return min(found) if len(said) == 1 and None not in said else None


def _taken_apart(word: str) -> tuple[str, ...]:
    """The words that one is made of that is not known itself; it alone, where they are not."""
    if word in _vocabulary() or len(word) > _LONGEST_COMPOUND:
        return (word,)
    made_of = _made_of(word) or (word,)
    return (word,) if BETWEEN.intersection((made_of[0], made_of[-1])) else made_of


@lru_cache(1 << 10)
def _made_of(text: str) -> tuple[str, ...] | None:
    """The fewest words that make up a text."""
    if not text:
        return ()
    ways = (
        (text[:end], *rest)
        for end in range(2, len(text) + 1)
        if text[:end] in _in_compounds() and (rest := _made_of(text[end:])) is not None
    )
    return min(ways, key=len, default=None)


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
        if word in ("LE", "ON") and not WITH_DAY.isdisjoint(_meanings().get(before, ())):
            said.add("DATE")
            said.discard("ON")
    if number in _LENGTHS_OF_NIR and "SECU" in said:
        number = None
    if said and said <= {"NUMBER", "CODE"} and not PERSONS.isdisjoint(words):
        said = {"FILE"}
    return said, number
