"""Phones as people write them side by side: several in one text, with notes in brackets.

`;`, `,`, *ou* and the end of a line stand between numbers; `/` does too, where it is not inside of
one number (`06/39/98/12/34`). A note in brackets has a letter in it; `(0)` and `(650)` are digits
of a number. Words before or behind a number are a note without brackets (`06 39 98 12 34 mère`),
and so is a word before a colon with a space beside it that is none for a type (`Mère : 06 ...`).
Whole numbers of France need nothing but a space between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ITEM_ENDS = ";\n"
_MORE_THAN_A_NUMBER = pattern(r"[;\n,/(:]|[^\W\d_]")
_OR = pattern(
    r"(?i)(?P<note>\([^()]*\))|(?<=[^\W_]|\)) ?\b(?:ou|or|et|and)\b(?=[ (+]*[0-9]| *[^\W\d_]+ ?:)"
)
"""A word between numbers, or a note, in which it means something else."""
_WITH_WORDS = pattern(
    r"(?P<before>[^\W\d_][^0-9+(]+[ .])?(?P<number>[(+]*[0-9](?:[^A-Za-zÀ-ÿ]*[0-9])?)"
    r"(?P<behind> [^0-9+()]*[^\W\d_][^0-9+()]+)?"
)
_PHONE_ITSELF = frozenset({"TEL", "TELEPHONE", "PHONE", "NUMERO", "NO", "N"})
"""Words that only say that a number is one."""
_IN_BRACKETS = pattern(r"\(([^()]+)\)")
_LOOSELY = pattern(r"\s:|:\s")
"""A colon as people write it; none stands so between a type and a number in what programs write."""
_OF_FRANCE = r"(?:0|\+33 ?(?:\(0\) ?)?)[1-9](?:[ .-]?[0-9]){8}"
_BETWEEN_WHOLE = r"[ \t\u00a0\u202f]+(?:[-\u2013&+|][ \t\u00a0\u202f]+)?"
_WHOLE = pattern(_OF_FRANCE)
_SIDE_BY_SIDE = pattern(f"{_OF_FRANCE}(?:{_BETWEEN_WHOLE}{_OF_FRANCE})+")
_LONGEST = 19
"""Signs in the shortest text of two numbers of ten digits, but one."""


class WrittenPhone(NamedTuple):
    """One number as it is written: the word for its type before it, and the notes in brackets;
    either may be empty."""

    kind: str
    number: str
    note: str


def written_phones(
    text: str,
    is_phone: Callable[[str], bool],
    field: str = "phone",
    is_type: Callable[[str], bool] = bool,
) -> Iterator[WrittenPhone]:
    """The phones in a text. A word for the type holds for all up to the next `;`.

    *is_phone* tells of a text whether it is one number, for a `/` may be part of one; *is_type* of
    a word whether it is one for a type.

    Raises:
        InvalidInput: with its `/` a text can be one number as well as several.

    >>> list(written_phones("fixe:01 99 00 12 34 (mère)", bool))
    [WrittenPhone(kind='fixe', number='01 99 00 12 34', note='mère')]
    >>> [phone.number for phone in written_phones("0639981234, 0199001234", bool)]
    ['0639981234', '0199001234']
    """
    if not _MORE_THAN_A_NUMBER.search(text):  # nearly every text
        for number in _whole_numbers(text.strip()):
            yield WrittenPhone("", number, "")
        return
    text = _OR.sub(lambda found: found["note"] or ",", text)
    for item in texts_within(text):
        kind = ""
        for part in _parts(",", item):
            for number in _at_slashes(part, is_phone, field):
                written = _written(number, is_type)
                kind = written.kind or ("" if _LOOSELY.search(number) else kind)
                for one in _whole_numbers(written.number):
                    yield written._replace(kind=kind, number=one)


def _whole_numbers(text: str) -> list[str]:
    """Numbers of France that stand side by side, each of them whole; else the text as it is,
    without a mark that ends it."""
    if len(text) > _LONGEST and _SIDE_BY_SIDE.fullmatch(text):
        return _WHOLE.findall(text)
    number = text.rstrip(" .") or text
    return [number] if number else []


def texts_within(text: str) -> Iterator[str]:
    """The parts of a text of phones, of which a word for the type holds for no other."""
    return _parts(_ITEM_ENDS, text)


def of_kind(kind: str, text: str) -> str:
    """A text of phones, all of them of the type that a word before them says.

    >>> of_kind("work", "01 99 00 12 34; 01 99 00 12 35")
    'work:01 99 00 12 34; work:01 99 00 12 35'
    """
    return "; ".join(f"{kind}:{item}" for item in texts_within(text))


def _at_slashes(text: str, is_phone: Callable[[str], bool], field: str) -> list[str]:
    """A text with `/` as the one number that it is, or as several."""
    parts = list(_parts("/", text)) if "/" in text else [text]
    if len(parts) == 1:
        return parts
    are_phones = [is_phone(_written(part).number) for part in parts]
    whole = _written(text).number
    is_one = "/" in whole and is_phone(whole)
    if is_one and all(are_phones):
        raise InvalidInput(field, "it can be one number or several; write ; between numbers.")
    # Where neither holds, what is wrong is said of the numbers if any of them is one.
    return [text] if is_one or not any(are_phones) else parts


def _written(text: str, is_type: Callable[[str], bool] = bool) -> WrittenPhone:
    notes = [found[0] for found in _IN_BRACKETS.finditer(text) if _has_letter(found[0])]
    for note in notes:
        text = text.replace(note, " ")
    kind, _, number = text.rpartition(":")
    # A digit before the colon may be of another number.
    is_loose = _LOOSELY.search(text) and not any(map(str.isdigit, kind))
    number, words = _without_words(number.strip())
    said = [*(note[1:-1].strip() for note in notes), *words]
    kind = kind.strip()
    if is_loose and fold(kind) not in _PHONE_ITSELF and not is_type(kind):
        told, _, word = kind.rpartition(":")  # as of a column of phones of one type
        said, kind = [word.strip(), *said], told.strip()
    return WrittenPhone("" if fold(kind) in _PHONE_ITSELF else kind, number, ", ".join(said))


def _without_words(text: str) -> tuple[str, list[str]]:
    """A number without the words around it, and these; a text that is none as it is."""
    found = _WITH_WORDS.fullmatch(text) if _has_letter(text) else None
    if not found:
        return text, []
    words = (found[part] or "" for part in ("before", "behind"))
    said = [word.strip(" .-") for word in words if word.strip()]
    return found["number"], [word for word in said if fold(word) not in _PHONE_ITSELF]


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def _parts(ends: str, text: str) -> Iterator[str]:
    """The parts of a text that hold anything; brackets are not parted."""
    if "(" not in text:
        for end in ends[1:]:
            text = text.replace(end, ends[0])
        yield from filter(None, map(str.strip, text.split(ends[0])))
        return
    start = depth = 0
    for place, character in enumerate(text):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif character in ends and depth <= 0:
            if part := text[start:place].strip():
                yield part
            start = place + 1
    if part := text[start:].strip():
        yield part
