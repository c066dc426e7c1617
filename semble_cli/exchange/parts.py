"""Fields made of several columns, and columns that hold several fields."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.exchange.cells.parted_dates import put_birth_dates_together
from semble_cli.exchange.full_names import full_name
from semble_cli.exchange.headers import (
    BIRTH_COUNTRY,
    BIRTH_DEPARTMENT,
    BIRTH_POSTAL_CODE,
    FAMILY_NAME,
    FULL_NAME,
    INS_MATRICULE,
    IS_ARCHIVED,
    IS_DECEASED,
    NIR_KEY,
    OTHER_GIVEN_NAMES,
    PARTS,
    POSTAL_CODE_AND_CITY,
    STREET_NAME,
    STREET_NUMBER,
    STREET_TYPE,
)
from semble_cli.identity.names import compact, fold
from semble_cli.identity.patterns import pattern
from semble_cli.patient.choices.titles import sex_of_title

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from semble_cli.exchange.record import Texts

_KEY_LENGTH = 2
_BODY_LENGTH = 13


_MADE_OF_PARTS = PARTS | {
    *("birth_name", "used_name", "first_given_name", "birth_given_names", "birth_date", "nir")
}
_PLACES = (BIRTH_POSTAL_CODE, BIRTH_DEPARTMENT, BIRTH_COUNTRY)
_STATES = ("deceased_on", "archived_on", "archive_reason")
_STREETS = (STREET_NUMBER, STREET_TYPE, STREET_NAME)
_TOWN = pattern(
    r"(?P<code>\d{4,5})[ ,-]*(?P<town>\D.*)?|(?P<town_>\D+?)[ ,(-]+(?P<code_>\d{4,5})\)?"
)


OTHER_MATRICULE = Sentence(
    "the matricule INS is another number than the NIR beside it: the NIR is taken as that of the"
    " insured person, and the matricule is not kept; only INSi gives one."
)

JOINED = {"phones": "; ", "numbers": "; ", "tags": "; ", "address_lines": "\n"}
JOINED |= {OTHER_GIVEN_NAMES: " ", "comments": "\n"}
"""Fields that several columns may fill, and what is put between their parts."""


def parts_among(fields: Collection[str]) -> frozenset[str]:
    """The parts, and the fields that are made of them, where some of these fields hold a part of
    one, or several; else nothing."""
    found = set(fields)
    is_list_alone = "birth_given_names" in fields and "first_given_name" not in fields
    if not is_list_alone and PARTS.isdisjoint(fields):
        return frozenset()
    made = {
        *(("birth_place",) if found & {*_PLACES} else ()),
        *(("address_lines",) if found & {*_STREETS} else ()),
        *(_STATES if found & {IS_DECEASED, IS_ARCHIVED} else ()),
        *(("postal_code", "city") if POSTAL_CODE_AND_CITY in found else ()),
    }
    return _MADE_OF_PARTS | made


def join(found: Texts, field: str, texts: Sequence[str]) -> None:
    """Add the texts of a column; where the field has some already, after them."""
    before = found.get(field)
    if before is None:
        found[field] = texts
        return
    joint = JOINED[field]
    found[field] = [
        f"{earlier}{joint}{text}" if earlier and text else earlier or text
        for earlier, text in zip(before, texts, strict=True)
    ]


def add_sexes(found: Texts) -> None:
    """The sexes that titles tell, where no column holds them."""
    found["sex"] = list(map(sex_of_title, found["title"]))


def put_together(found: Texts, rows: int) -> Texts:
    """The fields of so many rows, in place of what only holds a part of them, or several."""
    of_names = (_full_names, _family_names, _given_names)
    for make in (*of_names, put_birth_dates_together, _nirs, _birth_places, _streets, _towns):
        make(found, ("",) * rows)
    return found


def _full_names(found: Texts, blank: tuple[str, ...]) -> None:
    """A birth name, a used name and a given name from one cell; where a column of its own has
    another birth name, the one in the cell is the used name."""
    names = found.pop(FULL_NAME, None)
    if names is None:
        return
    own = (found.get(field, blank) for field in ("birth_name", "first_given_name"))
    parts = list(zip(*map(_beside, names, *own), strict=True)) or [blank, blank, blank]
    for field, texts in zip(("birth_name", "used_name", "first_given_name"), parts, strict=True):
        _fill(found, field, texts, blank)


def _beside(cell: str, birth_name: str, first_given_name: str) -> tuple[str, str, str]:
    """As `full_name`, where names stand in columns of their own too: the given name tells what in
    the cell is the other."""
    birth, used, given = full_name(cell)
    if first_given_name and not given and (name := _without(birth, first_given_name)):
        birth, given = name, first_given_name
    if birth_name and given and not used and fold(birth) != fold(birth_name):
        return birth_name, birth, given
    return birth, used, given


def _without(name: str, first_given_name: str) -> str:
    """A whole name without the given name before or behind it; empty where it has none."""
    words = name.split()
    folded, given = list(map(fold, words)), list(map(fold, first_given_name.split()))
    if folded[-len(given) :] == given:
        return " ".join(words[: -len(given)])
    return " ".join(words[len(given) :]) if folded[: len(given)] == given else ""


def _family_names(found: Texts, blank: tuple[str, ...]) -> None:
    """A name that is just "name": the birth name, or the used name where both are there."""
    names = found.pop(FAMILY_NAME, None)
    if names is None:
        return
    birth, used = found.get("birth_name", blank), found.get("used_name", blank)
    found["birth_name"] = [own or name for own, name in zip(birth, names, strict=True)]
    found["used_name"] = [
        other or (name if own and own != name else "")
        for other, own, name in zip(used, birth, names, strict=True)
    ]


def _given_names(found: Texts, blank: tuple[str, ...]) -> None:
    """The list of given names from columns of one name each; the first given name from the list,
    where nothing else tells it."""
    others = found.pop(OTHER_GIVEN_NAMES, None)
    if others is not None:
        firsts = found.get("first_given_name", blank)
        together = [
            f"{first} {other}" if first and other else ""
            for first, other in zip(firsts, others, strict=True)
        ]
        _fill(found, "birth_given_names", together, blank)
    if "birth_given_names" in found and "first_given_name" not in found:
        found["first_given_name"] = [
            names.partition(" ")[0] for names in map(str.strip, found["birth_given_names"])
        ]


def _birth_places(found: Texts, blank: tuple[str, ...]) -> None:
    """A birth place from a town and what is in columns of their own to tell it from others."""
    beside = [found.pop(field, None) for field in _PLACES]
    if any(part is not None for part in beside):
        towns = found.get("birth_place", blank)
        parts = (part or blank for part in beside)
        found["birth_place"] = list(map(place_of, towns, *parts))


@lru_cache(1 << 14)
def place_of(town: str, postal_code: str, department: str, country: str) -> str:
    """A birth place in one text, as its reader takes it; a town with digits tells all by itself."""
    if any(map(str.isdigit, town)):
        return town
    if country and fold(country) not in _FRANCE:
        return f"{town} ({country})" if town else country
    if postal_code:
        code = postal_code.replace(" ", "").rjust(5, "0")
        return f"{code} {town}" if town else f"CP {code}"
    return f"{town} ({department})" if town and department else town


_FRANCE = ("FRANCE", "FR", "FRA")


def _nirs(found: Texts, blank: tuple[str, ...]) -> None:
    """A NIR with its key from a column of its own; the matricule INS where no NIR is given."""
    keys = found.pop(NIR_KEY, None)
    if keys is not None and "nir" in found:
        found["nir"] = list(map(_with_key, found["nir"], keys))
    matricules = found.pop(INS_MATRICULE, None)
    if matricules is not None:
        _fill(found, "nir", matricules, blank)


def other_matricules(found: Texts) -> int:
    """How many rows, whose fields are not put together yet, have a NIR and another number as the
    matricule INS beside it: a dependant's NIR is that of the insured person."""
    if INS_MATRICULE not in found or "nir" not in found:
        return 0
    return sum(
        bool(nir and matricule) and _body(nir) != _body(matricule)
        for nir, matricule in zip(found["nir"], found[INS_MATRICULE], strict=True)
    )


def _body(number: str) -> str:
    """A NIR without its key."""
    return compact(number)[:_BODY_LENGTH]


def _with_key(nir: str, key: str) -> str:
    """The NIR and its key; a key that a spreadsheet took for a number has lost its zero."""
    if len(nir.replace(" ", "")) != _BODY_LENGTH or not key.strip().isdigit():
        return nir
    return f"{nir}{key.strip().rjust(_KEY_LENGTH, '0')}"


def _streets(found: Texts, blank: tuple[str, ...]) -> None:
    """A line of the address from the house number, the type of street and its name; where nothing
    else tells the name, it is the address."""
    parts = [found.pop(field, None) for field in _STREETS]
    if not any(part is not None for part in parts):
        return
    streets = (
        " ".join(filter(None, map(str.strip, each)))
        for each in zip(*(part or blank for part in parts), strict=True)
    )
    joint = " " if parts[-1] is None else "\n"
    others = found.get("address_lines", blank)
    found["address_lines"] = [
        joint.join(filter(None, each)) for each in zip(streets, others, strict=True)
    ]


def _towns(found: Texts, blank: tuple[str, ...]) -> None:
    """A postal code and a town from one cell."""
    both = found.pop(POSTAL_CODE_AND_CITY, None)
    if both is not None:
        parts = list(zip(*map(_code_and_town, both), strict=True)) or [blank, blank]
        for field, texts in zip(("postal_code", "city"), parts, strict=True):
            _fill(found, field, texts, blank)


@lru_cache(1 << 14)
def _code_and_town(text: str) -> tuple[str, str]:
    """The postal code and the town of a cell; where it is neither before nor behind, all is town.

    >>> _code_and_town("75012 Paris"), _code_and_town("Lyon (69003)"), _code_and_town("Lyon")
    (('75012', 'Paris'), ('69003', 'Lyon'), ('', 'Lyon'))
    """
    found = _TOWN.fullmatch(text.strip())
    if not found:
        return "", text
    return found["code"] or found["code_"], (found["town"] or found["town_"] or "").strip()


def _fill(found: Texts, field: str, texts: Sequence[str], blank: tuple[str, ...]) -> None:
    """Put texts into a field, where it has none of its own."""
    own = found.get(field, blank)
    found[field] = [given or text for given, text in zip(own, texts, strict=True)]
