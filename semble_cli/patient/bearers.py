"""Whether a number that two identities share makes them one person, without a human.

A number given twice by mistake, or a parent's, is on the records of several people: it decides only
where nothing else contradicts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.comparison.traits import has_own_nir, same_nir
from semble_cli.patient.matching import Verdict, compare

if TYPE_CHECKING:
    from semble_cli.patient.comparison.traits import Traits


def bear_one_nir(one: Traits, other: Traits) -> bool:
    """Whether a NIR that both have is of the same person, by birth date and given name.

    Twins have all of a parent's NIR in common but the first given name; of somebody's own, any of
    the given names is enough.
    """
    if not same_nir(one, other) or one.birth_date != other.birth_date:
        return False
    if one.first_given_name == other.first_given_name:
        return True
    is_own = has_own_nir(one) and has_own_nir(other)
    return is_own and not one.given_names.isdisjoint(other.given_names)


def one_person_by_number(one: Traits, other: Traits) -> bool:
    """Whether two identities that share a number are of one person: the traits are at least likely
    to be one person's, and none is another, but for how it is written."""
    likeness = compare(one, other)
    return likeness.verdict is not Verdict.DIFFERENT and not likeness.contradicted
