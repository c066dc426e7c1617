"""What was retrieved beside what is stored: which of it says something else, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.names import (
    compact,
    first_given_name_fits,
    fold,
    strict_given_names,
    strict_name,
)
from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.patient.catalogue import STRICT_TRAITS
from semble_cli.patient.record import Patient, Sex
from semble_cli.patient.retrieved import Origin
from semble_cli.patient.strict_traits import FIVE, completes_list, same_trait

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.patient.retrieved import Retrieved, Value

COMPANIONS = {
    "birth_date": ("birth_date_fictive",),
    "birth_place_code": ("birth_place",),
    "ins_matricule": ("ins_oid",),
}
"""Fields that are taken with another, and tell nothing without it."""

EMPTY = (None, "", (), False)
"""What a field holds that says nothing."""

_ALONG = frozenset(name for names in COMPANIONS.values() for name in names)


class Difference(NamedTuple):
    """One field for which something else was retrieved than what is stored. A *strict* one is never
    overwritten without a question of its own: a strict trait, or a matricule in another's place."""

    field: str
    stored: Any
    retrieved: Any
    origin: Origin
    is_strict: bool = False

    def __repr__(self) -> str:
        return f"Difference({self.field})"

    @property
    def fills(self) -> bool:
        """Whether the record holds nothing there that would be lost."""
        return self.stored in EMPTY


def differences(before: Patient, retrieved: Retrieved) -> list[Difference]:
    """What of the retrieved says something else than the record, in the order of the record."""
    return [
        Difference(
            name,
            getattr(before, name),
            retrieved[name].value,
            retrieved[name].origin,
            _is_strict(before, name, retrieved),
        )
        for name in Patient._fields
        if name in retrieved and name not in _ALONG and _says_else(before, name, retrieved)
    ]


def _is_strict(before: Patient, name: str, retrieved: Retrieved) -> bool:
    """Whether the difference is asked about by itself. A list of given names that only goes on
    where the one on record ends, as that filled by default does, contradicts nothing."""
    match name:
        case "ins_matricule":
            return _replaces(before, retrieved)
        case "birth_given_names":
            return not completes_list(before, retrieved[name].value)
        case _:
            return name in STRICT_TRAITS


def _replaces(before: Patient, retrieved: Retrieved) -> bool:
    """Whether the matricule on record is one that INSi does not know as a former one."""
    former = {past.matricule for past in retrieved["former_ins"].value}
    return before.ins_matricule is not None and before.ins_matricule not in former


def _says_else(before: Patient, name: str, retrieved: Retrieved) -> bool:
    stored, value = getattr(before, name), retrieved[name]
    if same_value(name, stored, value.value):
        return False
    if value.origin is Origin.NIR:
        return stored in (Sex.INDETERMINATE, UNKNOWN_PLACE)
    if value.origin is Origin.INSI:
        return True
    return not _is_known_otherwise(before, name, value, retrieved)


def _is_known_otherwise(before: Patient, name: str, value: Value, retrieved: Retrieved) -> bool:
    """Whether the record says the same in other fields, or knows more, than card and ADRi do."""
    match name:
        case "birth_name":  # a card does not say which of the two names it bears
            return compact(before.used_name or "") == compact(value.value)
        case "used_name":  # as a card's name is, where INSi certifies another birth name
            return value.origin is Origin.CARD and before.used_name is not None
        case "first_given_name":
            return first_given_name_fits(value.value, before.birth_given_names) or (
                compact(value.value) == compact(before.used_given_name or "")
            )
        case "birth_date":
            is_known_in_part = bool(retrieved["birth_date_fictive"].value)
            return is_known_in_part and before.birth_date.year == value.value.year
        case "identity_source":
            is_proved = before.identity_retrieved or before.identity_checked
            return is_proved or not _could_tell_the_five(before, retrieved)
        case _:
            return False


def _could_tell_the_five(before: Patient, retrieved: Retrieved) -> bool:
    """Whether the record, once all is taken over, has its five traits as they were retrieved."""
    return all(
        trait in retrieved
        and (
            same_trait(trait, getattr(before, trait), retrieved[trait].value)
            or _says_else(before, trait, retrieved)
        )
        for trait in FIVE
    )


def same_value(name: str, stored: Any, value: Any) -> bool:
    """Whether two values of a field are one, accents, case and order aside where that is so."""
    if None in (stored, value):
        return stored is value
    return bool(stored == value or _SAME.get(name, _never)(stored, value))


def _never(*_: Any) -> bool:
    return False


def _same_text(stored: str | None, value: str) -> bool:
    return stored is not None and fold(stored) == fold(value)


def _same_names(stored: str | None, value: str) -> bool:
    return stored is not None and strict_name(stored) == strict_name(value)


def _same_given_names(stored: str | None, value: str) -> bool:
    return stored is not None and strict_given_names(stored) == strict_given_names(value)


def _same_members(stored: tuple[Any, ...], value: tuple[Any, ...]) -> bool:
    return set(stored) == set(value)


def _has_all(stored: tuple[Any, ...], value: tuple[Any, ...]) -> bool:
    return {past.matricule for past in value} <= {past.matricule for past in stored}


_SAME: dict[str, Callable[[Any, Any], bool]] = {
    "birth_name": _same_names,
    "used_name": _same_names,
    "birth_given_names": _same_given_names,
    "first_given_name": _same_given_names,
    "address_lines": _same_text,
    "city": _same_text,
    "rights": _same_members,
    "former_ins": _has_all,
}
"""When two values of a field are one, beside those that are equal."""
