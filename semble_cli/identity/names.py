"""Names of persons: kept as entered for display, folded for search, strict for the INS.

The strict form is the lexical profile of the INSi teleservice (SEL-MP-043 §2, EF_INS01_03 and
EF_INS10_01/02) and of the INS datamatrix: A to Z, space, apostrophe and hyphen.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from semble_cli.errors import InvalidInput
from semble_cli.identity.characters import refuse_unseen
from semble_cli.identity.patterns import pattern

_REMEMBERED = 1 << 14
"""Names come again and again: so many are worked out once."""

_LONGEST = 100
"""The size of a name in the INS datamatrix and in the INSi teleservice."""

_LETTERS = {"ẞ": "SS", "Œ": "OE", "Ð": "D", "Þ": "TH", "Ŋ": "NG", "Ə": "E", "Ɛ": "E", "Ɔ": "O"}
"""Latin letters that are neither a letter of A to Z with an accent, nor named after one."""
_NAMED_AFTER = pattern("LATIN CAPITAL LETTER ([A-Z]|AE)(?: WITH .+)?")
"""Unicode's names of letters that it does not split: Ø is "LATIN CAPITAL LETTER O WITH STROKE"."""

_APOSTROPHES = "'’‘ʼʻ"
_HYPHENS = "-\u2010\u2011"


class _Folding(dict[int, str]):
    """What each character becomes in capitals without accents, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = "".join(map(_fold_character, _capitals(chr(code))))
        return folded


def _capitals(character: str) -> str:
    """The character in capitals, its accents set apart, ligatures spelled out."""
    capitals = unicodedata.normalize("NFKD", character.upper()).upper()
    return "".join(_base_letters(letter) for letter in capitals)


def _base_letters(letter: str) -> str:
    named = _NAMED_AFTER.fullmatch(unicodedata.name(letter, ""))
    return named[1] if named else _LETTERS.get(letter, letter)


def _fold_character(character: str) -> str:
    if character.isascii() and character.isalnum():
        return character
    return "" if unicodedata.combining(character) else " "


_FOLDING = _Folding()
_ASCII_FOLDING = bytes(ord(_fold_character(chr(code))) for code in range(128)).upper() + bytes(128)


@lru_cache(_REMEMBERED)
def fold(text: str) -> str:
    """The text for comparisons and searches: words of A-Z and 0-9, single spaces between them.

    Accents go, ligatures are spelled out; hyphens, apostrophes, any other character and the letters
    of other alphabets separate words.

    >>> fold("L’Haÿ-les-Roses"), fold("  Œuvrard "), fold("STRAẞE")
    ('L HAY LES ROSES', 'OEUVRARD', 'STRASSE')
    """
    if text.isascii():
        if text.isalnum():
            return text.upper()
        return b" ".join(text.encode("ascii").translate(_ASCII_FOLDING).split()).decode("ascii")
    return " ".join(text.translate(_FOLDING).split())


def name_words(name: str) -> list[str]:
    """The words of a name, in no order, by which two are the same: folded, and those with
    letters of another alphabet as they are, so that no two names of another one are taken for one.

    >>> name_words("Éva 李"), name_words("李 EVA") == name_words("Eva"), name_words("-")
    (['EVA', '李'], False, ['-'])
    """
    others = (
        word for word in unicodedata.normalize("NFC", name).casefold().split() if _is_other(word)
    )
    return sorted((*fold(name).split(), *others)) or [name]


def _is_other(word: str) -> bool:
    return any(sign.isalnum() and not fold(sign) for sign in word)


@lru_cache(_REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """The folded words of the text.

    >>> words("Pierre-Alain, Muriel")
    ('PIERRE', 'ALAIN', 'MURIEL')
    """
    return tuple(fold(text).split())


@lru_cache(_REMEMBERED)
def compact(text: str) -> str:
    """The folded text without spaces: PAT TROIS, Pat-Trois and PATTROIS are one search key.

    >>> compact("Pat-Trois"), compact("L'Haÿ")
    ('PATTROIS', 'LHAY')
    """
    return fold(text).replace(" ", "")


_PLAIN_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿŒœŸ"
_TITLE = "(?:[Mm](?:[Mm][Ee]|[Ll]{2}[Ee]|[Rr])|[Dd][Rr])[. ]"
_SAYS_ANOTHER = (
    " (?:[Nn](?:[Éé][Ee]?|[Ee]{2})|[ÉéEe][Pp](?:[Oo][Uu][Ss][Ee])?"
    "|[Vv](?:[Vv]|[Ee][Uu][Vv])[Ee])[. ]"
)
_MORE_THAN_A_NAME = pattern(rf"{_TITLE}|.*{_SAYS_ANOTHER}")
"""What no name has: a title without a vowel before it, and a word in it that tells another name."""
_PLAIN = pattern(
    f"(?!{_TITLE})[{_PLAIN_LETTERS}]+(?:(?!{_SAYS_ANOTHER})[ '’-][{_PLAIN_LETTERS}]+)*"
)
"""Names that need no closer look: nearly all of them, in a tenth of the time."""
_PLAIN_LENGTH = _LONGEST // 2  # so that ligatures, once spelled out, still fit


def is_plain_name(text: str) -> bool:
    """Whether a name, or a list of given names, is one as it stands; no for some that are."""
    return len(text) <= _PLAIN_LENGTH and _PLAIN.fullmatch(text) is not None


def parse_name(field: str, text: str) -> str:
    """A family name as it is kept for display.

    Args:
        field: the field's name in the patient document, for the errors.
        text: what was entered, in Latin letters; one name or several.

    Returns:
        The name as entered (case, accents, typographic apostrophe), in composed Unicode (NFC),
        without spaces around it and with single spaces inside.

    Raises:
        InvalidInput: nothing, a digit, punctuation or an invisible character, another alphabet,
            more than 100 characters, a name that has no strict form (see `strict_name`), a title
            before it, or two names (`DUPONT née MARTIN`).
    """
    if is_plain_name(text):
        return text
    name = _tidy(field, text)
    strict_name(name, field)
    return name


def parse_given_names(field: str, text: str) -> str:
    """One given name or a list of them, as kept for display; as `parse_name`, and stricter.

    Commas between given names, as identity cards have them, become spaces.

    Raises:
        InvalidInput: as `parse_name`; also for a double hyphen, or a hyphen or an apostrophe at
            the end.
    """
    if is_plain_name(text):
        return text
    names = _tidy(field, text.replace(",", " "))
    strict_given_names(names, field)
    return names


def _tidy(field: str, text: str) -> str:
    name = unicodedata.normalize("NFC", text.strip())
    refuse_unseen(field, name, spared="")
    name = " ".join(name.split())
    if _MORE_THAN_A_NAME.match(name):
        raise InvalidInput(
            field, "it holds a title, or two names (née, épouse); write each name in its own field."
        )
    return name


@lru_cache(_REMEMBERED)
def strict_name(text: str, field: str = "birth_name") -> str:
    """The form in which the INS holds a family name: A-Z, space, apostrophe, hyphen.

    Raises:
        InvalidInput: characters that the profile refuses. They are never taken out silently: the
            name sent to INSi must be the one that was read.

    >>> strict_name("d’Œuvré--Müller"), strict_name("Pat - Trois")
    ("D'OEUVRE--MULLER", 'PAT - TROIS')
    """
    strict = _strict(field, text)
    if "---" in strict:
        raise InvalidInput(field, "a name has at most two hyphens in a row; take one out.")
    return strict


@lru_cache(_REMEMBERED)
def strict_given_names(text: str, field: str = "birth_given_names") -> str:
    """The form in which the INS holds given names: as `strict_name`, with single hyphens only.

    Raises:
        InvalidInput: as `strict_name`; also for a double hyphen, or a hyphen or an apostrophe at
            the end.
    """
    strict = _strict(field, text)
    if "--" in strict:
        raise InvalidInput(field, "given names have single hyphens only; take one out.")
    if strict.endswith(("-", "'")):
        raise InvalidInput(field, "given names do not end with a hyphen or an apostrophe.")
    return strict


_AROUND_APOSTROPHE = pattern(" *' *")


def _strict(field: str, text: str) -> str:
    """The strict form, with what both kinds of names have in common checked."""
    letters = " ".join("".join(_strict_character(field, character) for character in text).split())
    strict = _AROUND_APOSTROPHE.sub("'", letters)
    if not strict:
        raise InvalidInput(field, "it is empty; a name is needed.")
    if not strict.strip("'- "):
        raise InvalidInput(field, "it has no letter; write the name in letters.")
    if strict.startswith("-"):
        raise InvalidInput(field, "a name begins with a letter; take the hyphen out.")
    if "''" in strict:
        raise InvalidInput(field, "two apostrophes follow each other; keep one.")
    if max(len(strict), len(text)) > _LONGEST:
        raise InvalidInput(
            field, "a name has at most {longest} characters; shorten it.", longest=_LONGEST
        )
    return strict


def _strict_character(field: str, character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _HYPHENS:
        return "-"
    if character.isspace():
        return " "
    if character.isnumeric():
        raise InvalidInput(field, "a name holds no digits; write it in letters.")
    folded = _FOLDING[ord(character)]
    if " " not in folded:
        return folded
    if character.isalpha():
        raise InvalidInput(field, "only Latin letters are taken; transliterate the name.")
    raise InvalidInput(field, "only letters, spaces, hyphens and apostrophes are taken.")


def first_given_name_fits(first: str, given_names: str) -> bool:
    """Whether the first given name is the start of the list of birth given names.

    Hyphens and apostrophes count as spaces (Guide d'implémentation INS v3.0, EXI ID 10; RNIV
    EXI SI 29 and 30). A mismatch is worth a warning: the first given name stays editable.

    >>> first_given_name_fits("Jean-Christophe", "JEAN CHRISTOPHE PIERRE")
    True
    """
    if first == given_names or given_names.startswith(f"{first} "):
        return True
    start = words(first)
    return bool(start) and words(given_names)[: len(start)] == start


def full_name(
    birth_name: str,
    used_name: str | None,
    first_given_name: str,
    used_given_name: str | None,
) -> str:
    """Used name (else birth name), a space, used given name (else first given name), as entered.

    >>> full_name("ADRUN", None, "ZOE", "Zouzou")
    'ADRUN Zouzou'
    """
    return f"{used_name or birth_name} {used_given_name or first_given_name}"
