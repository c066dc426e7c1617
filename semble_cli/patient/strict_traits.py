"""The strict traits of two states of an identity, compared as the INS holds them (RNIV)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.identity.names import first_given_name_fits, strict_given_names, strict_name
from semble_cli.patient.catalogue import STRICT_TRAITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.identity.status import Standing
    from semble_cli.patient.record import Patient

FIVE = frozenset({"birth_name", "first_given_name", "birth_date", "sex", "birth_place_code"})
"""The traits without which no identity is created, whose origin `identity_source` tells."""

_STRICT_FORM: dict[str, Callable[[str], str]] = {
    "birth_name": strict_name,
    "first_given_name": strict_given_names,
    "birth_given_names": strict_given_names,
}


def same_trait(trait: str, one: Any, other: Any) -> bool:
    """Whether two values of a strict trait are one in its strict form: neither letters' case nor
    accents tell names apart."""
    form = _STRICT_FORM.get(trait)
    return bool(one == other or (form and form(one) == form(other)))


def differing_traits(one: Patient, other: Patient) -> tuple[str, ...]:
    """The strict traits that two records tell otherwise, in the order of the record."""
    return tuple(
        trait
        for trait in STRICT_TRAITS
        if not same_trait(trait, getattr(one, trait), getattr(other, trait))
    )


def changed_traits(before: Patient, after: Patient) -> tuple[str, ...]:
    """The strict traits that were changed, as far as that asks for another proof of the identity.

    The first given name may be chosen anew, whatever the status, while it begins the list of given
    names (Guide d'implémentation INS v3.0, EXI ID 10).
    """
    return tuple(
        trait
        for trait in differing_traits(before, after)
        if not (trait == "first_given_name" and _begins_the_list(after))
    )


def standing_after(before: Patient, after: Patient) -> Standing:
    """The standing of an identity whose traits were those of *before* until now.

    A list of given names that goes on where the shorter one ended contradicts no document; INSi,
    which gives the list whole, does not vouch for it any more.
    """
    changed = changed_traits(before, after)
    if not changed:
        return after.standing
    if changed == ("birth_given_names",) and completes_list(before, after.birth_given_names):
        return after.standing.unlinked()
    return after.standing.strict_trait_changed()


def completes_list(before: Patient, given_names: str) -> bool:
    """Whether a list of birth given names goes on where that on record ends."""
    return first_given_name_fits(before.birth_given_names, given_names)


def _begins_the_list(patient: Patient) -> bool:
    return first_given_name_fits(patient.first_given_name, patient.birth_given_names)
