"""How far the names of two records are from each other: what differs, and what it costs.

The costs are those of the table in `docs/matching.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.identity.given_names import are_both_common, is_short_for
from semble_cli.identity.names import words
from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.identity.spelling import errors_apart
from semble_cli.patient.comparison.differences import RULED_OUT, TraitDifference
from semble_cli.patient.comparison.traits import bear_own_nir
from semble_cli.patient.evidence import is_day_by_habit, lists_contradict

if TYPE_CHECKING:
    from semble_cli.patient.comparison.traits import Traits

_SHORTEST_MISSPELT = 3
_LONG_NAME = 7
"""Letters of a name from which on two typing errors leave it recognizable."""


def names(one: Traits, other: Traits) -> tuple[TraitDifference, TraitDifference]:
    """What the family names say, and the first given names; also where each stands in the other's
    place."""
    if (one.birth_name, one.first_given_name) == (other.first_given_name, other.birth_name) and (
        one.birth_name != one.first_given_name
    ):
        return TraitDifference(8, Sentence("family and given name exchanged")), TraitDifference(0)
    given = _given_name(one, other)
    if given.cost and one.sex != other.sex and "I" not in (one.sex, other.sex):
        given = TraitDifference(RULED_OUT)  # twins, a girl and a boy: LEA and LEO
    return _family_name(one, other), given


def _family_name(one: Traits, other: Traits) -> TraitDifference:
    if one.birth_name == other.birth_name:
        if one.strict_name == other.strict_name:
            return TraitDifference(0, Sentence("the same birth name"))
        return TraitDifference(
            2, Sentence("the same birth name but for hyphens, apostrophes or spaces")
        )
    mine = {name for name in (one.birth_name, one.used_name) if name}
    theirs = {name for name in (other.birth_name, other.used_name) if name}
    if mine & theirs:
        return TraitDifference(5, Sentence("the birth name of one is the used name of the other"))
    errors = errors_apart(one.birth_name, other.birth_name)
    if errors == 1:
        return TraitDifference(10, Sentence("a birth name one typing error away"))
    if phonetic(one.birth_name) == phonetic(other.birth_name):
        return TraitDifference(10, Sentence("a birth name that sounds alike"))
    parts, other_parts = _parts(one.strict_name), _parts(other.strict_name)
    if mine & other_parts or theirs & parts:
        return TraitDifference(12, Sentence("one birth name is a part of the other"))
    if parts and parts == other_parts:
        return TraitDifference(
            12, Sentence("the parts of the birth name in another order"), contradicts=True
        )
    if errors == 2 and min(len(one.birth_name), len(other.birth_name)) >= _LONG_NAME:
        return TraitDifference(
            24, Sentence("a birth name two typing errors away"), contradicts=True
        )
    if _may_be_married(one, other):
        return TraitDifference(
            23, Sentence("another birth name, as where one is a married name"), contradicts=True
        )
    return TraitDifference(30, Sentence("another birth name"), contradicts=True)


def _parts(strict: str) -> set[str]:
    """The words of a name that has several, without particles."""
    parts = words(strict)
    return {part for part in parts if len(part) >= _SHORTEST_MISSPELT} if len(parts) > 1 else set()


def _may_be_married(one: Traits, other: Traits) -> bool:
    """Whether one record may have a woman's married name as her birth name: everything else agrees
    that is known, and neither record tells a used name, from which the birth name was told."""
    return (
        "M" not in (one.sex, other.sex)
        and one.birth_date == other.birth_date
        and not (one.birth_date_fictive or other.birth_date_fictive)
        and one.first_given_name == other.first_given_name
        and not is_day_by_habit(one.birth_place_code, one.birth_date)
        and all(each.used_name in (None, each.birth_name) for each in (one, other))
        and one.birth_place_code + other.birth_place_code != UNKNOWN_PLACE * 2
    )


def _given_name(one: Traits, other: Traits) -> TraitDifference:
    mine, theirs = one.first_given_name, other.first_given_name
    if mine == theirs:
        if one.strict_given_name == other.strict_given_name:
            return TraitDifference(0, Sentence("the same first given name"))
        return TraitDifference(2, Sentence("the same first given name but for hyphens or spaces"))
    if mine in other.given_names or theirs in one.given_names:
        return TraitDifference(6, Sentence("the first given name is among the other's given names"))
    if _is_composed_of(one, other) or _is_composed_of(other, one):
        return TraitDifference(
            8, Sentence("the first given name is a part of the other's, or composed of them"), True
        )
    misspelt = min(len(mine), len(theirs)) >= _SHORTEST_MISSPELT and errors_apart(mine, theirs) == 1
    if misspelt and not are_both_common(mine, theirs):
        return TraitDifference(10, Sentence("a first given name one typing error away"))
    if phonetic(mine) == phonetic(theirs):
        return TraitDifference(10, Sentence("a first given name that sounds alike"))
    if is_short_for(mine, theirs):
        return TraitDifference(
            12, Sentence("a first given name is short for the other"), contradicts=True
        )
    if _is_pet_name(one, other):
        return TraitDifference(
            20, Sentence("another first given name, such as people go by"), contradicts=True
        )
    return TraitDifference(RULED_OUT)


def _is_composed_of(one: Traits, other: Traits) -> bool:
    """Whether the first given name of one is one of the parts of the other's, has the same parts in
    another order, or stands among the other's given names as several words."""
    mine, theirs = words(one.texts[1]), words(other.texts[1])
    return (
        one.first_given_name in theirs
        or (len(mine) > 1 and set(mine) == set(theirs))
        or (len(mine) > 1 and _holds(other.given_list, mine))
    )


def _holds(given_list: tuple[str, ...], some: tuple[str, ...]) -> bool:
    """Whether some words follow each other in a list."""
    length = len(some)
    return any(given_list[at : at + length] == some for at in range(len(given_list) - length + 1))


def _is_pet_name(one: Traits, other: Traits) -> bool:
    """Whether the NIR, the person's own, says that a name is what they are called: twins may have
    it by mistake, and both go by a common name."""
    return (
        one.birth_date == other.birth_date
        and bear_own_nir(one, other)
        and not are_both_common(one.first_given_name, other.first_given_name)
    )


def given_list(one: Traits, other: Traits) -> TraitDifference:
    """What the lists of birth given names say."""
    mine, theirs = one.given_list, other.given_list
    if not lists_contradict(mine, theirs, one.first_given_name, other.first_given_name):
        return TraitDifference(0)
    rest, other_rest = set(mine[1:]), set(theirs[1:])
    if rest and other_rest and rest.isdisjoint(theirs) and other_rest.isdisjoint(mine):
        return TraitDifference(
            7, Sentence("another list of given names, none in common after the first"), True
        )
    return TraitDifference(2, Sentence("another list of given names"), contradicts=True)
