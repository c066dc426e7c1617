"""How far the birth, the sex and the numbers of two records are from each other.

The costs are those of the table in `docs/matching.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.identity.places import UNKNOWN_PLACE, code_today
from semble_cli.identity.spelling import (
    a_century_apart,
    day_month_exchanged,
    digits_exchanged,
    one_digit_apart,
)
from semble_cli.patient.comparison.traits import has_own_nir, same_nir
from semble_cli.patient.evidence import is_day_by_habit

if TYPE_CHECKING:
    from semble_cli.patient.comparison.traits import Traits

RULED_OUT = 100
_A_GENERATION = 15
"""Years between a parent and a child, at the least."""


class TraitDifference(NamedTuple):
    """What one trait says: what it costs, the reason to give if any, and whether it is for a human
    to judge."""

    cost: int
    reason: Sentence | None = None
    contradicts: bool = False


def birth_date(one: Traits, other: Traits) -> TraitDifference:
    """What the birth dates say."""
    mine, theirs = one.birth_date, other.birth_date
    if mine == theirs:
        return TraitDifference(0, Sentence("the same birth date"))
    if one.birth_date_fictive or other.birth_date_fictive:
        if mine.year == theirs.year:
            return TraitDifference(10, Sentence("the same year of birth, the day not being known"))
    elif day_month_exchanged(mine) == theirs:
        return TraitDifference(8, Sentence("day and month of birth exchanged"))
    elif one_digit_apart(mine, theirs):
        if abs(mine.year - theirs.year) < _A_GENERATION:
            return TraitDifference(12, Sentence("birth dates one digit apart"))
        return TraitDifference(18, Sentence("birth dates one digit apart, and a generation"))
    elif digits_exchanged(mine, theirs):
        return TraitDifference(
            12, Sentence("two digits of the birth date exchanged"), contradicts=True
        )
    elif a_century_apart(mine, theirs):
        return TraitDifference(12, Sentence("birth dates a century apart"), contradicts=True)
    elif mine.year == theirs.year and (_by_habit(one) or _by_habit(other)):
        return TraitDifference(
            14, Sentence("the same year of birth, one on the first of January abroad"), True
        )
    if same_nir(one, other):
        return TraitDifference(25, Sentence("another birth date"), contradicts=True)
    return TraitDifference(RULED_OUT)


def _by_habit(one: Traits) -> bool:
    return is_day_by_habit(one.birth_place_code, one.birth_date)


def sex(one: Traits, other: Traits) -> TraitDifference:
    """What the sexes say."""
    if one.sex == other.sex:
        return TraitDifference(0)
    if "I" in (one.sex, other.sex):
        return TraitDifference(2, Sentence("the sex of one is not known"))
    return TraitDifference(15, Sentence("another sex"), contradicts=True)


def place(one: Traits, other: Traits) -> TraitDifference:
    """What the birth places say."""
    mine, theirs = one.birth_place_code, other.birth_place_code
    if mine == theirs and mine != UNKNOWN_PLACE:
        return TraitDifference(0, Sentence("the same birth place"))
    if UNKNOWN_PLACE in (mine, theirs):
        return TraitDifference(4, Sentence("a birth place is not known"))
    if code_today(mine) == code_today(theirs):
        return TraitDifference(2, Sentence("the same commune of birth by another code"))
    if mine[:2] == theirs[:2]:
        return TraitDifference(
            12, Sentence("another birth place of the same department"), contradicts=True
        )
    return TraitDifference(21, Sentence("another birth place"), contradicts=True)


def numbers(one: Traits, other: Traits) -> TraitDifference:
    """What the matricules and the NIRs say."""
    if one.matricule and other.matricule:
        return TraitDifference(15, Sentence("another matricule INS"), contradicts=True)
    if not (one.nir and other.nir):
        return TraitDifference(0)
    if same_nir(one, other):
        return TraitDifference(-10, Sentence("the same NIR"))
    if has_own_nir(one) and has_own_nir(other):
        return TraitDifference(20, Sentence("another NIR"), contradicts=True)
    return TraitDifference(10, Sentence("another NIR"))
