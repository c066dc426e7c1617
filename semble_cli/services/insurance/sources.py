"""Where the five traits of an identity come from, once what was retrieved is taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.status import IdentitySource
from semble_cli.patient.retrieved import Origin
from semble_cli.patient.strict_traits import FIVE, changed_traits, same_trait

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.patient.retrieved import Retrieved


def tells_the_five(retrieved: Retrieved, patient: Patient) -> bool:
    """Whether what was retrieved tells all of the five traits as the patient has them."""
    return all(
        trait in retrieved and same_trait(trait, retrieved[trait].value, getattr(patient, trait))
        for trait in FIVE
    )


def source_after(
    stored: Patient, after: Patient, retrieved: Retrieved, *, agreed: bool, certified: bool
) -> IdentitySource:
    """The source of an identity after some of what was retrieved was taken over.

    It is the card's or the service's only where that tells all the traits as they stand; traits of
    which one was changed, and of which it does not, are of nobody but the person who agreed.

    Args:
        agreed: whether the person agreed to the source by itself.
        certified: whether all that INSi certifies was taken.
    """
    is_changed = not FIVE.isdisjoint(changed_traits(stored, after))
    if not (is_changed or agreed):
        return stored.identity_source
    source = retrieved["identity_source"]
    holds = certified if source.origin is Origin.INSI else tells_the_five(retrieved, after)
    if holds:
        told: IdentitySource = source.value
        return told
    return IdentitySource.MANUAL if is_changed else stored.identity_source
