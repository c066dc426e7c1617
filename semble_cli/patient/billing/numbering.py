"""The numbers of invoices: a series, and a place in it without a gap.

Article 242 nonies A of annex II of the code général des impôts asks for a unique number, in a
sequence that follows time and has no gap; several sequences may stand beside each other. The number
is the series and the place, of four figures at least. Two series are told apart by more than
figures at the end: F12 and F1, 2 would be the same number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidSetting, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Series(NamedTuple):
    """A series: what its numbers begin with, of what kind of invoice it is, the first and the last
    place that was given, and the day of the last."""

    name: str
    kind: str
    first_position: int
    last_position: int
    last_on: date


def written_number(series: str, position: int) -> str:
    """The number at a place of a series.

    >>> written_number("F2026-", 7), written_number("F", 12345)
    ('F2026-0007', 'F12345')
    """
    return f"{series}{position:04d}"


def refuse_mixed_up(setting: str, name: str, kind: str, others: Iterable[Series]) -> None:
    """Refuse a series whose numbers might be those of another one that there is.

    Raises:
        InvalidSetting: they might, or it is of the other kind of invoices.
    """
    for other in others:
        if other.name == name and other.kind != kind:
            raise InvalidSetting(
                "{setting}: invoices and credit notes each have a series of their own, and {series}"
                " is the other's. Set another with semble config set {setting}.",
                setting=setting,
                series=name,
            )
        short, long = sorted((name, other.name), key=len)
        if name != other.name and long.startswith(short) and long[len(short) :].isdigit():
            raise InvalidSetting(
                "{setting}: numbers of {series} could be mixed up with those of {other}. Set"
                " another with semble config set {setting}, one that ends with a hyphen for"
                " example.",
                setting=setting,
                series=name,
                other=other.name,
            )


def next_in(series: Series, today: date) -> Series:
    """The series with one more invoice, of today.

    Raises:
        Refused: the last one is of a later day.
    """
    if today < series.last_on:
        raise Refused(
            "The last number of series {series} is of {last}, and this machine's clock says"
            " {today}: numbers follow time. Set the clock right; if that day was wrong, begin"
            " another series with semble config set.",
            series=series.name,
            last=series.last_on,
            today=today,
        )
    return series._replace(last_position=series.last_position + 1, last_on=today)
