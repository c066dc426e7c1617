"""How a French name sounds, as a key: names written otherwise but said alike have one key.

The rules are this project's own, made for family and given names. They work on what `fold` leaves,
so that capitals without accents, as identity documents have them, sound like the full spelling.
Where a spelling may be said in two ways, names are rather brought together than kept apart.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    import re


from semble_cli.identity.names import compact

_NOT_LETTERS = pattern("[^A-Z]+")

_FINAL_S = pattern("(?<=[A-Z][A-RT-Z])S$")
_ENDINGS = (  # a space ends the name
    ("AULT", "AUT"),
    ("AULD", "AUD"),
    ("ER ", "E4 "),
    ("EZ ", "E4 "),
    ("ET ", "E4 "),
    ("AY ", "4 "),
    ("EY ", "4 "),
    ("AI ", "4 "),
    ("AIT ", "4 "),
    ("OE ", "O4 "),
    ("PRE ", "PR4 "),
    ("RCQ ", "R "),
    ("RC ", "R "),
    ("RQ ", "R "),
    ("NC ", "N "),
)
_SILENT_AT_THE_END = pattern("(?<=[A-Z]{2})[DTXZ]+ ")
_S_BETWEEN_VOWELS = pattern("(?<=[AEIOUY])S(?=[AEIOUY])")

_CONSONANTS = (
    ("ANCOI", "ANSOI"),  # François: the cedilla is lost in capitals
    ("Y", "I"),
    ("PH", "F"),
    ("BV", "V"),
    ("PT", "T"),
    ("ESM", "EM"),
    ("ESN", "EN"),
    ("X", "KS"),
    ("CHR", "KR"),
    ("CHL", "KL"),
    ("SCH", "X"),
    ("SH", "X"),
    ("CH", "X"),
    ("SCE", "SE"),
    ("SCI", "SI"),
    ("CE", "SE"),
    ("CI", "SI"),
    ("CQ", "K"),
    ("CK", "K"),
    ("QU", "K"),
    ("Q", "K"),
    ("C", "K"),
    ("GN", "NI"),
    ("GEA", "JA"),
    ("GEO", "JO"),
    ("JEA", "JA"),
    ("JEO", "JO"),
    ("GE", "JE"),
    ("GI", "JI"),
    ("GUE", "GE"),
    ("GUI", "GI"),
    ("H", ""),
    ("W", "V"),
)

_VOWELS = (
    ("OEU", "EU"),
    ("EAU", "O"),
    ("AU", "O"),
    ("OU", "W"),
    ("EILL", "EY"),
    ("AILL", "AY"),
    ("WILL", "WY"),
    ("UILL", "UY"),
    ("EIL ", "EY "),
    ("AIL ", "AY "),
    ("WIL ", "WY "),
    ("UIL ", "UY "),
)
_NASAL = pattern("(IE|EI|AI|I|U|EA|A|E|O)[NM](?![AEIOUWNM4])")
_NASALS = {
    "IE": "I1",
    "EI": "1",
    "AI": "1",
    "I": "1",
    "U": "1",
    "EA": "2",
    "A": "2",
    "E": "2",
    "O": "3",
}
_ORAL = (("AI", "E"), ("EI", "E"), ("OI", "WA"), ("E4", "4"))
_DOUBLE = pattern(r"(.)\1+")


@lru_cache(1 << 15)
def phonetic(text: str) -> str:
    """The key of how the name sounds: one word of capitals and of digits that stand for sounds.

    In it X is the sound of CH, W of OU, Y of ILL, 1 of IN, 2 of AN, 3 of ON, 4 of a final ER.
    A text without a Latin letter has the empty key.

    >>> phonetic("Lefebvre") == phonetic("LEFEVRE") == phonetic("Le Faivre")
    True
    """
    word = compact(text)
    if not word.isalpha():
        word = _NOT_LETTERS.sub("", word)
    word = _FINAL_S.sub("", word) + " "
    word = _say(word, _ENDINGS)
    word = _SILENT_AT_THE_END.sub(" ", word)
    word = _S_BETWEEN_VOWELS.sub("Z", word)
    word = _say(_say(word, _CONSONANTS), _VOWELS)
    word = _NASAL.sub(_say_nasal, word)
    word = _say(word, _ORAL)
    return _DOUBLE.sub(r"\1", word).rstrip(" ").rstrip("E")


def _say(word: str, rules: tuple[tuple[str, str], ...]) -> str:
    for spelling, sound in rules:
        if spelling in word:
            word = word.replace(spelling, sound)
    return word


def _say_nasal(found: re.Match[str]) -> str:
    return _NASALS[found[1]]
