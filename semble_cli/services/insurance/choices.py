"""What a person decides when a record is brought up to date: each difference alone, or several that
mean nothing one without the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.patient.catalogue import STRICT_TRAITS
from semble_cli.patient.record import Patient
from semble_cli.patient.retrieved import Origin
from semble_cli.services.insurance.differences import EMPTY, Difference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from semble_cli.patient.retrieved import Retrieved

TOGETHER = {
    "address": ("address_lines", "postal_code", "city"),
    "rights": ("rights", "rights_checked_on"),
    "ins_matricule": ("ins_matricule", "former_ins", "birth_given_names"),
}
"""What is decided as one: half an address is nobody's, rights are true on the day they were told,
and a matricule goes with its past and with the list that INSi completes."""

DECIDED = (
    *STRICT_TRAITS,
    *("ins_matricule", "used_name", "nir"),
    *("address", "address_lines", "postal_code", "city"),
    *("regime", "birth_rank", "fund", "fund_center", "amc_number", "rights"),
)
"""What may be said beforehand to be taken over, or to be kept."""

_DISPENSABLE = frozenset(
    field
    for name in DECIDED
    if name not in (*STRICT_TRAITS, "ins_matricule")
    for field in TOGETHER.get(name, (name,))
)

ALONG = "identity_source"
"""Where the traits come from: taken with whatever else is."""


class Choice(NamedTuple):
    """Differences that a person decides about as one."""

    name: str
    differences: tuple[Difference, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(one.field for one in self.differences)

    @property
    def fills(self) -> bool:
        """Whether nothing on record would be lost."""
        return all(one.fills for one in self.differences)

    @property
    def takes_away(self) -> bool:
        """Whether a service no longer names what the record holds."""
        return all(one.retrieved is None for one in self.differences)


class Decisions(NamedTuple):
    """What was said beforehand: the fields to be taken over, and those to be kept."""

    take: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()

    def takes(self, choice: Choice) -> bool:
        return _is_named(choice, self.take)

    def keeps(self, choice: Choice) -> bool:
        return _is_named(choice, self.keep)


def choices_of(differing: Sequence[Difference]) -> list[Choice]:
    """What is decided about some differences, in their order; a strict one is always alone."""
    found: dict[str, list[Difference]] = {}
    for one in differing:
        found.setdefault(one.field if one.is_strict else name_of(one.field), []).append(one)
    return [Choice(name, tuple(several)) for name, several in found.items()]


def dispensable(retrieved: Retrieved) -> list[Choice]:
    """What a new record may do without of what was retrieved, in the order of the record: not the
    traits, what is certified of them, nor what somebody has just typed."""
    offered = [
        Difference(name, None, value.value, value.origin)
        for name in Patient._fields
        if name in _DISPENSABLE
        and (value := retrieved.get(name))
        and value.value not in EMPTY
        and value.origin is not Origin.PERSON
    ]
    return choices_of(offered)


def without(retrieved: Retrieved, left: Iterable[Choice]) -> Retrieved:
    """What was retrieved, without what is left out of it."""
    names = {field for one in left for field in (*one.fields, *TOGETHER.get(one.name, ()))}
    return {name: value for name, value in retrieved.items() if name not in names}


def name_of(field: str) -> str:
    """The name under which a field is decided about: its own, or that of several.

    >>> name_of("city"), name_of("fund")
    ('address', 'fund')
    """
    return next((name for name, fields in TOGETHER.items() if field in fields), field)


def is_strict(choice: Choice) -> bool:
    """Whether the choice is about a strict trait, which is never taken over with others."""
    return choice.differences[0].is_strict


def left_unless_named(choice: Choice, by_hand: Collection[str]) -> bool:
    """Whether a service only fails to name what somebody typed: shown, and proposed to nobody."""
    return choice.takes_away and overwrites_typed(choice, by_hand)


def overwrites_typed(choice: Choice, by_hand: Collection[str]) -> bool:
    """Whether somebody typed what would be replaced."""
    return not choice.fills and not set(_decided_with(choice)).isdisjoint(by_hand)


def day_typed(choice: Choice, by_hand: Mapping[str, date]) -> date:
    """The last day on which somebody typed what is decided about."""
    return max(by_hand[field] for field in _decided_with(choice) if field in by_hand)


def _decided_with(choice: Choice) -> tuple[str, ...]:
    return TOGETHER.get(choice.name, choice.fields)


def with_source(taken: Iterable[str], differing: Sequence[Difference]) -> set[str]:
    """The fields taken over, and the source of the traits, which follows what is taken."""
    fields = {*taken}
    return fields | {ALONG} if fields and any(one.field == ALONG for one in differing) else fields


def _is_named(choice: Choice, names: frozenset[str]) -> bool:
    return not names.isdisjoint((choice.name, *choice.fields))
