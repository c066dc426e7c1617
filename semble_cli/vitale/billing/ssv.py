"""Readings in the groups of the SESAM-Vitale interface (SSV), as programs hand them on in JSON.

| group | its fields, by number |
|---|---|
| 101, the insured | 8 NIR, 9 its key, 10 regime, 11 fund, 12 centre |
| 104, a beneficiary | 1 used name, 2 birth name, 3 given name, 4 to 8 address, 9 NIR, 10 its key, 12 birth date, 13 rank of birth, 14 quality |
| 105, rights (AMO) | 1 and 2 first and last day |
| 106, coverage | 1 and 2 first and last day, 3 long-term illness, 4 situation |
| 107, complementary insurance (AMC) | 1 its number |
| 108, its rights | 1 and 2 first and last day |

The documents are lists of such groups by their numbers: `{"101": [...], "104": [...]}`, alone or
within `vitale` and `data` as MedShakeEHR gets them, where `data` may be group 104 alone. A group is
an object of its fields by number, or a list in which the place is the number. What stands in group
105 to 108 belongs to the beneficiary in whose place it is a list of groups, or in whose own object
it stands, or to the only one there is; of several people, rights in one list say not whose they
are.
"""  # noqa: E501 - a table

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.vitale.billing.people import BilledCard, BilledPerson, birth_date_of, card_of
from semble_cli.vitale.teleservices.answers import (
    Complementary,
    Exemption,
    Period,
    RightsAnswer,
    day_of,
    rank_of,
)
from semble_cli.vitale.teleservices.trees import text

if TYPE_CHECKING:
    from semble_cli.vitale.teleservices.trees import Tree

PEOPLE = "104"
_INSURED, _RIGHTS, _COVERAGE, _AMC, _AMC_RIGHTS = "101", "105", "106", "107", "108"
_AROUND = (_RIGHTS, _COVERAGE, _AMC, _AMC_RIGHTS)
_ADDRESS = range(4, 9)

_NOBODYS = Sentence(
    "the rights in the reading stand apart from its people, so they were left out: nothing says"
    " whose they are."
)


def read_groups(groups: Mapping[str, Any], read_on: date | None) -> BilledCard:
    """The card in some groups, each a list under its number.

    Raises:
        InvalidInput: a group is none of its kind. NoTree: a field is.
    """
    people = _rows(groups.get(PEOPLE))
    insured = next(iter(_rows(groups.get(_INSURED))), {})
    around = [_around(groups, place, row, len(people)) for place, row in enumerate(people)]
    is_anybodys = any(_is_apart(groups.get(number), len(people)) for number in _AROUND)
    found = [_person(row, insured, own) for row, own in zip(people, around, strict=True)]
    number = (text(insured, "8") or "") + (text(insured, "9") or "")
    return card_of(found, number, read_on, (_NOBODYS,) if is_anybodys else ())


def _person(row: Tree, insured: Tree, around: Mapping[str, list[Tree]]) -> BilledPerson:
    lines = (text(row, str(number)) for number in _ADDRESS)
    told = RightsAnswer(
        birth_name=text(row, "2"),
        used_name=text(row, "1"),
        given_name=text(row, "3"),
        address=tuple(line for line in lines if line),
        certified_nir=None,
        birth_date=birth_date_of(text(row, "12")),
        birth_rank=rank_of(text(row, "13")),
        regime=text(insured, "10"),
        fund=text(insured, "11"),
        fund_center=text(insured, "12"),
        rights=tuple(map(_period, around[_RIGHTS])),
        exemptions=tuple(
            Exemption(_period(one), text(one, "3"), text(one, "4")) for one in around[_COVERAGE]
        ),
        complementary=_complementary(around),
    )
    return BilledPerson((text(row, "9") or "") + (text(row, "10") or ""), text(row, "14"), told)


def _complementary(around: Mapping[str, list[Tree]]) -> Complementary | None:
    number = next((number for one in around[_AMC] if (number := text(one, "1"))), None)
    if number is None:
        return None
    return Complementary(number, last_period(list(map(_period, around[_AMC_RIGHTS]))))


def last_period(periods: list[Period]) -> Period:
    """The one that ends last; without an end where there is none at all."""
    if not periods:
        return Period(None, None)
    return max(periods, key=lambda one: one.ends_on or date.max)


def _period(row: Tree) -> Period:
    return Period(day_of(text(row, "1")), day_of(text(row, "2")))


def _around(groups: Mapping[str, Any], place: int, row: Tree, people: int) -> dict[str, list[Tree]]:
    """The groups that are one person's, by their numbers."""
    found = {}
    for number in _AROUND:
        rows = _rows(row.get(number))
        group = groups.get(number)
        if not rows and not _is_apart(group, people):
            if people == 1 and not _holds_lists(group):
                rows = _rows(group)
            elif place < len(items := _items(group)):
                rows = _rows(items[place])
        found[number] = rows
    return found


def _is_apart(group: Any, people: int) -> bool:
    """Whether groups stand in one list beside several people."""
    return people > 1 and bool(_items(group)) and not _holds_lists(group)


def _holds_lists(group: Any) -> bool:
    """Whether a group is a list of lists of rows, one for each person."""
    items = _items(group)
    return bool(items) and all(
        isinstance(each, list | None.__class__) and all(map(_is_container, each or ()))
        for each in items
    )


def _rows(group: Any) -> list[Tree]:
    """The rows of a group, each with its fields by number.

    Raises:
        InvalidInput: it is no list of rows.
    """
    rows = []
    for item in _items(group):
        if isinstance(item, list) and not any(map(_is_container, item)):
            item = {str(number): field for number, field in enumerate(item)}
        if not isinstance(item, Mapping):
            raise InvalidInput("file", "a group of the reading is no list of groups with fields.")
        rows.append(item)
    return rows


def _items(group: Any) -> list[Any]:
    """What a group has in its places; an object whose keys are places is a list too."""
    if group in (None, "", [], {}):
        return []
    if isinstance(group, Mapping):
        if all(map(_is_container, group.values())) and all(key.isdecimal() for key in group):
            return [group[key] for key in sorted(group, key=int)]
        return [group]
    if isinstance(group, list):
        return group if any(map(_is_container, group)) else [group]
    raise InvalidInput("file", "a group of the reading is no list of groups with fields.")


def _is_container(value: Any) -> bool:
    return isinstance(value, Mapping | list)
