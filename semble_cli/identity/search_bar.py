"""What people type in a search bar, read as names, days, phones, e-mails and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage
from semble_cli.identity.dates import likely_dates
from semble_cli.identity.names import words
from semble_cli.identity.patterns import pattern
from semble_cli.identity.phone.phones import dialled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_DIGITS = pattern(r"[0-9+(][0-9().+/-]*")
_FEWEST_PHONE_DIGITS = 4
_WHOLE_NUMBER = 13
_LONGEST_ID = 9
_DATE_WORDS = 3
_SHORTEST_EMAIL = 4


class Figures(NamedTuple):
    """Some digits, and all they may mean: days of birth, the end of a phone as dialled, an id."""

    days: tuple[date, ...] = ()
    phone_end: str | None = None
    patient_id: int | None = None

    def __bool__(self) -> bool:
        return bool(self.days or self.phone_end or self.patient_id is not None)


class Bar(NamedTuple):
    """What a search bar asks for: all of it must hold of a patient.

    `names` are folded words in the order typed; `emails` are beginnings in small letters.
    `maybe_email` is a bar of one word that may be the beginning of an e-mail too.
    """

    names: tuple[str, ...] = ()
    figures: tuple[Figures, ...] = ()
    emails: tuple[str, ...] = ()
    maybe_email: str | None = None

    def __bool__(self) -> bool:
        return bool(self.names or self.figures or self.emails)


def read_bar(text: str, today: date) -> Bar:
    """Read a search bar: several words in any order, as people write them.

    Raises:
        BadUsage: a whole NIR or matricule INS, which is searched by `--ins` only, or digits that
            are no date, no phone and no id.
    """
    names: list[str] = []
    figures: list[Figures] = []
    emails: list[str] = []
    for part, days in _parts(text.replace(",", " ").split(), today):
        if days:
            figures.append(_figures(part, days))
        elif "@" in part:
            emails.append(part.strip("@").casefold())
        elif _DIGITS.match(part):
            figures.append(_figures(part, ()))
        else:
            names += words(part)
    if not all(figures):
        raise BadUsage("These digits are no date, no id, and too few for a phone: type more.")
    return Bar(
        tuple(names),
        tuple(figures),
        tuple(email for email in emails if email),
        _maybe_email(text) if names else None,
    )


def _maybe_email(text: str) -> str | None:
    word = text.strip().casefold()
    return word if len(word) >= _SHORTEST_EMAIL and len(word.split()) == 1 else None


def _parts(tokens: list[str], today: date) -> Iterator[tuple[str, tuple[date, ...]]]:
    """The words one by one; those of a date, or of a number, together."""
    start = 0
    while start < len(tokens):
        length, days = _date_at(tokens, start, today)
        if not length:
            length = max(1, _digits_at(tokens, start))
            days = ()
        run = max(length, _digits_at(tokens, start))
        yield " ".join(tokens[start : start + run]), days if run == length else ()
        start += run


def _date_at(tokens: list[str], start: int, today: date) -> tuple[int, tuple[date, ...]]:
    for length in range(_DATE_WORDS, 0, -1):
        part = tokens[start : start + length]
        if len(part) == length and (days := likely_dates(" ".join(part), today)):
            return length, days
    return 0, ()


def _digits_at(tokens: list[str], start: int) -> int:
    end = start
    while end < len(tokens) and _DIGITS.fullmatch(tokens[end]):
        end += 1
    return end - start


def _figures(part: str, days: tuple[date, ...]) -> Figures:
    plain = part.strip()
    digits = dialled(plain)
    if not digits.startswith("00") and len(digits) >= _WHOLE_NUMBER:  # 00 begins no NIR
        raise BadUsage("The bar does not search NIR and matricule INS: use --ins, whole number.")
    written = "/" in plain or any(map(str.isalpha, plain))  # a date and nothing else
    is_phone = len(digits) >= _FEWEST_PHONE_DIGITS and not written
    is_id = plain.isdecimal() and len(plain) <= _LONGEST_ID
    return Figures(days, digits if is_phone else None, int(plain) if is_id else None)
