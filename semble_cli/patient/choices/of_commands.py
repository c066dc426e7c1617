"""The words of the lists by which reading and writing is chosen: orders, what duplicates become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.patient.order import Order

if TYPE_CHECKING:
    from enum import StrEnum

_BIRTH_NAME = ("birth name", "nom de naissance", "nom", "name", "last name", "nom de famille")
_FIRST_NAME = ("first given name", "premier prénom", "prénom", "first name", "given name")


def _descending(words: tuple[str, ...]) -> tuple[str, ...]:
    behind = ("desc", "descending", "décroissant")
    return tuple(f"{word}:{end}" for word in words for end in behind)


ORDERS = Choices(
    {
        Order.BIRTH_NAME: _BIRTH_NAME,
        Order.BIRTH_NAME_DESC: (
            "birth name, from Z to A",
            "nom de naissance, de Z à A",
            *_descending(_BIRTH_NAME),
        ),
        Order.FIRST_NAME: _FIRST_NAME,
        Order.FIRST_NAME_DESC: (
            "first given name, from Z to A",
            "premier prénom, de Z à A",
            *_descending(_FIRST_NAME),
        ),
    }
)

ON_DUPLICATE = Choices(
    {
        OnDuplicate.ASK: ("ask", "demander"),
        OnDuplicate.REFUSE: ("refuse", "refuser"),
        OnDuplicate.REPORT: ("report", "signaler"),
        OnDuplicate.SKIP: ("skip", "ignorer", "laisser"),
        OnDuplicate.UPDATE: ("update", "mettre à jour"),
        OnDuplicate.CREATE: ("create", "créer"),
    }
)

OF_COMMANDS: dict[type[StrEnum], Choices[Any]] = {
    Order: ORDERS,
    OnDuplicate: ON_DUPLICATE,
}
"""The words of each of these lists, by its type."""
