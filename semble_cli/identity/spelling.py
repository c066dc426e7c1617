"""Names and dates that one typing error separates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CENTURY = 100


def is_one_error_away(one: str, other: str) -> bool:
    """Whether one typing error separates two names: one letter is added, left out, changed or
    exchanged with its neighbour (optimal string alignment distance of 1).

    >>> is_one_error_away("DUPONT", "DUPNOT"), is_one_error_away("DUPONT", "DUPONT")
    (True, False)
    """
    start, ends = 0, min(len(one), len(other))
    while start < ends and one[start] == other[start]:
        start += 1
    ends -= start
    end = 0
    while end < ends and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if len(left) == len(right) == 2:
        return left == right[::-1]
    return len(left) + len(right) > 0 and max(len(left), len(right)) == 1


def errors_apart(one: str, other: str) -> int:
    """How many typing errors separate two names, as `is_one_error_away` has them; 3 for more."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=2)


def words_one_error_away(word: str, letters: str = LETTERS) -> set[str]:
    """Every word of these *letters* that is one typing error from *word*: some fifty a letter.

    >>> len(words_one_error_away("ADRUN"))
    285
    """
    found: set[str] = set()
    for place in range(len(word) + 1):
        start, end = word[:place], word[place:]
        found.add(start + end[1:])
        found.add(start + end[1:2] + end[:1] + end[2:])
        for rest in {end, end[1:]}:  # a letter added, or changed
            # Joined and parted in one go, for a search makes hundreds of words for each name.
            found.update((start + f"{rest} {start}".join(letters) + rest).split(" "))
    return found - {word}


def day_month_exchanged(day: date) -> date | None:
    """The date with day and month exchanged, if there is one."""
    try:
        return day.replace(month=day.day, day=day.month)
    except ValueError:
        return None


def one_digit_apart(one: date, other: date) -> bool:
    """Whether two dates differ in one digit."""
    return sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) == 1


def digits_exchanged(one: date, other: date) -> bool:
    """Whether two dates differ by two neighbouring digits exchanged, as DDMMYYYY has them.

    >>> from datetime import date
    >>> digits_exchanged(date(1975, 3, 12), date(1957, 3, 12))
    True
    """
    mine, theirs = (f"{day.day:02}{day.month:02}{day.year:04}" for day in (one, other))
    place = next((at for at, digit in enumerate(mine[:-1]) if digit != theirs[at]), None)
    return place is not None and (
        mine[:place] + mine[place + 1] + mine[place] + mine[place + 2 :] == theirs
    )


def a_century_apart(one: date, other: date) -> bool:
    """Whether two dates differ in the century alone: 19 for 20."""
    same_day = (one.month, one.day) == (other.month, other.day)
    return same_day and abs(one.year - other.year) == _CENTURY
