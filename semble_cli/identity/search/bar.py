"""What people type in a search bar, read as names, births, phones, e-mails and ids.

A bar has several readings: `M.` is a title or an initial, `st` is Saint or begins Stéphane. Each is
tried, the likeliest first. Nothing is an error but a whole NIR: what has no meaning is a name.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from semble_cli.errors import BadUsage
from semble_cli.identity.dates import Span, likely_births
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern
from semble_cli.identity.phone.phones import dialled
from semble_cli.identity.search.words import (
    BEFORE_BIRTH,
    IDS,
    PHONES,
    initials_in,
    is_between,
    is_title,
    name_words,
    spelled_otherwise,
    title_of,
)

_DIGITS = pattern(r"[0-9+][0-9.+/-]*")
_SIGNS = str.maketrans(dict.fromkeys(',;:=|"«»“”()[]{}', " "))
_NUMBER_SIGN = pattern(r"(?i:\bn ?[°º]|№|#) *(?=[0-9])")
_FEWEST_PHONE_DIGITS = 4
_WHOLE_NUMBER = 13
_LONGEST_ID = 9
_DATE_WORDS = 3
_SHORTEST_EMAIL = 4


class Figures(NamedTuple):
    """Some digits, and all they may mean: births, the end of a phone as dialled, an id."""

    births: tuple[Span, ...] = ()
    phone_end: str | None = None
    patient_id: int | None = None

    def __bool__(self) -> bool:
        return bool(self.births or self.phone_end or self.patient_id is not None)


class Bar(NamedTuple):
    """One reading of a search bar: all of it must hold of a patient.

    `names` are folded words in the order typed; `emails` are beginnings in small letters.
    `maybe_email` is a bar of one word that may be the beginning of an e-mail too. `initials` are
    those of a composed given name, `tag` is the key of a tag; `sex` is what a title says of it. One
    that `is_last` is worth a try only where nobody is found otherwise.
    """

    names: tuple[str, ...] = ()
    figures: tuple[Figures, ...] = ()
    emails: tuple[str, ...] = ()
    maybe_email: str | None = None
    initials: str | None = None
    tag: str | None = None
    sex: str | None = None
    is_last: bool = False

    def __bool__(self) -> bool:
        return bool(self.names or self.figures or self.emails or self.tag)


class _Part(NamedTuple):
    """A word of a bar, or some that are one number, one date."""

    text: str
    figures: Figures | None = None
    email: str | None = None
    is_name: bool = False
    may_be_title: bool = False
    sex: str | None = None


def read_bar(text: str, today: date, tags: Collection[str] = ()) -> tuple[Bar, ...]:
    """Read a search bar: several words in any order, as people write them.

    Returns:
        Its readings, the likeliest first; none of a bar in which there is nothing to search by.
        *tags* are the keys of the practice's tags: a bar with digits may name one.

    Raises:
        BadUsage: a whole NIR or matricule INS, which is searched by `--ins` only.
    """
    _refuse_nir(text)
    tokens = _tokens(text)
    parts = list(_parts(tokens, today))
    bar = _bar(parts, _maybe_email(text))
    found = [bar._replace(sex=sex) for sex in _sex(parts)]
    found.append(bar)
    bar = bar._replace(maybe_email=None)
    if spelled := spelled_otherwise(bar.names):
        found.append(bar._replace(names=spelled))
    found += _with_initials(parts, bar)
    found.append(_bar([part for part in parts if not part.may_be_title]))
    found.append(_bar(_all_names(parts))._replace(is_last=True))
    if any(token[0].isalpha() and _month_at(tokens, at, today) for at, token in enumerate(tokens)):
        found.append(_bar(list(_parts(tokens, today, spelled=False))))
    if has_digits(text):
        found = [*_tagged(tokens, today, tags), *found]
    different: dict[Bar, Bar] = {}
    for each in filter(None, found):
        different.setdefault(each._replace(maybe_email=None, is_last=False), each)
    return tuple(different.values())


def has_digits(text: str) -> bool:
    """Whether a bar may name a tag with digits."""
    return any(map(str.isdigit, text))


def _refuse_nir(text: str) -> None:
    """Refuse a whole NIR, however it is spaced, one of Corsica too."""
    for word in text.split():
        if sum(map(str.isdigit, word)) >= _WHOLE_NUMBER and not word.startswith(("+", "00")):
            raise _whole_number()  # 00 begins no NIR
    if sum(map(str.isdigit, text)) >= _WHOLE_NUMBER - 1:
        # Loaded here because hardly any bar has so many.
        from semble_cli.identity.nir_in_text import mask_within

        if mask_within(text) != text:
            raise _whole_number()


def _whole_number() -> BadUsage:
    return BadUsage("The bar does not search NIR and matricule INS: use --ins, whole number.")


def _maybe_email(text: str) -> str | None:
    word = text.strip().casefold()
    return word if len(word) >= _SHORTEST_EMAIL and len(word.split()) == 1 else None


def _tokens(text: str) -> list[str]:
    """The words of a bar, less its signs; `#` before a number is one."""
    plain = text.replace("(e)", "e").translate(_SIGNS)
    found: list[str] = []
    for token in _NUMBER_SIGN.sub(" # ", plain).split():
        is_words = "/" in token and not has_digits(token)
        found += filter(None, token.split("/")) if is_words else [token]
    return found


def _bar(parts: Sequence[_Part], maybe_email: str | None = None) -> Bar:
    """What the parts ask for; where none of them is anything, their words are names."""
    figures = tuple(part.figures for part in parts if part.figures)
    emails = tuple(part.email for part in parts if part.email)
    names = _names(part for part in parts if part.is_name)
    if not (names or figures or emails):
        names = _names(part for part in parts if part.email is None)
    return Bar(names, figures, emails, maybe_email if names else None)


def _names(parts: Iterable[_Part]) -> tuple[str, ...]:
    return tuple(word for part in parts for word in name_words(part.text))


def _all_names(parts: Sequence[_Part]) -> list[_Part]:
    """The parts with every word taken for a name."""
    return [part._replace(is_name=not part.figures and part.email is None) for part in parts]


def _sex(parts: Sequence[_Part]) -> list[str]:
    """What the titles say of the sex, if they agree."""
    said = {part.sex for part in parts if part.sex}
    return list(said) if len(said) == 1 and any(part.is_name for part in parts) else []


def _with_initials(parts: Sequence[_Part], bar: Bar) -> Iterator[Bar]:
    """The bar with one of its words taken for the initials of a given name."""
    for part in parts:
        letters = initials_in(part.text) if part.is_name else None
        others = _names(each for each in parts if each.is_name and each is not part)
        if letters and others:
            yield bar._replace(names=others, initials=letters, is_last=True)


def _tagged(tokens: Sequence[str], today: date, tags: Collection[str]) -> Iterator[Bar]:
    """The bar with some words that stand together taken for a tag."""
    for start in range(len(tokens)):
        for end in range(len(tokens), start, -1):
            key = fold(" ".join(tokens[start:end]))
            if key in tags:
                others = [*tokens[:start], *tokens[end:]]
                yield _bar(list(_parts(others, today)))._replace(tag=key)


def _parts(tokens: Sequence[str], today: date, *, spelled: bool = True) -> Iterator[_Part]:
    """The words one by one; those of a date, or of a number, together. *spelled* takes the name of
    a month and a year for a date."""
    start = 0
    while start < len(tokens):
        length, births = _birth_at(tokens, start, today, spelled=spelled)
        run = max(length, _digits_at(tokens, start))
        text = " ".join(tokens[start : start + max(run, 1)])
        if run:
            figures = _figures(text, births if run == length else ())
            figures = _marked(tokens[start - 1] if start else "", figures)
            yield _Part(text, figures or None, is_name=not figures)
        elif "@" in text:
            yield _Part(text, email=text.strip("@").casefold())
        else:
            yield _word(tokens, start, today)
        start += max(run, 1)


def _word(tokens: Sequence[str], at: int, today: date) -> _Part:
    """A word that is no figure: a name, a title, or what is written between."""
    token, after = tokens[at], tokens[at + 1 :]
    if is_between(token, tokens[at - 1] if at else ""):
        return _Part(token)
    if after and fold(token) in IDS | PHONES and _DIGITS.fullmatch(after[0]):
        return _Part(token)
    if fold(token) in BEFORE_BIRTH and _birth_at(tokens, at + 1, today)[0]:
        return _Part(token)
    others = sum(not has_digits(each) for each in (*tokens[:at], *after))
    stands_for_title = at == 0 and len(after) > 1 and is_title(after[0]) and len(after[0]) > 1
    sex = title_of(f"{token}." if stands_for_title else token, is_first=at == 0, others=others)
    return _Part(token, is_name=sex is None, may_be_title=is_title(token), sex=sex or None)


def _month_at(tokens: Sequence[str], start: int, today: date) -> bool:
    return _birth_at(tokens, start, today)[0] > 1


def _birth_at(
    tokens: Sequence[str], start: int, today: date, *, spelled: bool = True
) -> tuple[int, tuple[Span, ...]]:
    """How many words from *start* on are a date of birth or an age, and what they may mean."""
    for length in range(_DATE_WORDS, 0, -1):
        some = tokens[start : start + length]
        if len(some) < length or fold(some[0]) in BEFORE_BIRTH or is_between(some[0], ""):
            continue
        if some[0][0].isalpha() and not spelled:
            continue
        if births := likely_births(" ".join(some), today):
            return length, births
    return 0, ()


def _digits_at(tokens: Sequence[str], start: int) -> int:
    end = start
    while end < len(tokens) and _DIGITS.fullmatch(tokens[end]):
        end += 1
    return end - start


def _figures(text: str, births: tuple[Span, ...]) -> Figures:
    digits = dialled(text)
    if not digits.startswith("00") and len(digits) >= _WHOLE_NUMBER:
        raise _whole_number()
    written = "/" in text or any(map(str.isalpha, text))  # a date and nothing else
    is_phone = len(digits) >= _FEWEST_PHONE_DIGITS and not written
    is_id = text.isdecimal() and len(text) <= _LONGEST_ID
    return Figures(births, digits if is_phone else None, int(text) if is_id else None)


def _marked(before: str, figures: Figures) -> Figures:
    """The figures, of which the word before them says what they are."""
    word = fold(before)
    if (before == "#" or word in IDS) and figures.patient_id is not None:
        return Figures(patient_id=figures.patient_id)
    if word in PHONES and figures.phone_end:
        return Figures(phone_end=figures.phone_end)
    return figures
