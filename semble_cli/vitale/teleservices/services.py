"""The two teleservices as the rest of the program sees them, whichever way they are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from semble_cli.vitale.teleservices.answers import (
    InsAnswer,
    RightsAnswer,
    read_ins,
    read_rights,
    read_verification,
)
from semble_cli.vitale.teleservices.errors import not_understood
from semble_cli.vitale.teleservices.operations import (
    card_message,
    rights_message,
    traits_message,
    verification_message,
)
from semble_cli.vitale.teleservices.trees import NoTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.vitale.teleservices.operations import Message
    from semble_cli.vitale.teleservices.questions import (
        CardQuestion,
        RightsQuestion,
        TraitsQuestion,
        VerificationQuestion,
    )
    from semble_cli.vitale.teleservices.trees import Tree

T = TypeVar("T")


class Transport(Protocol):
    """A way to the teleservices: SOAP over TLS, or a bridge."""

    def call(self, message: Message) -> Tree:
        """Send a question; the answer as a tree.

        Raises:
            TeleserviceError: no answer, or a fault.
        """


class Adri:
    """ADRi: the rights of a person, and what the health insurance holds of them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def rights(self, asked: RightsQuestion) -> RightsAnswer:
        """Ask for a person's rights.

        Raises:
            TeleserviceError: no answer, a fault, or what is no answer.
        """
        return _read(self._transport, rights_message(asked), read_rights)


class Insi:
    """INSi: the certified identity of a person."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def by_card(self, asked: CardQuestion) -> InsAnswer:
        """Search with what a carte Vitale tells.

        Raises:
            TeleserviceError: as `Adri.rights`.
        """
        return _read(self._transport, card_message(asked), read_ins)

    def by_traits(self, asked: TraitsQuestion) -> InsAnswer:
        """Search by traits.

        Raises:
            TeleserviceError: as `Adri.rights`.
        """
        return _read(self._transport, traits_message(asked), read_ins)

    def verify(self, asked: VerificationQuestion) -> bool:
        """Whether an INS and traits on record are one person's.

        Raises:
            TeleserviceError: as `Adri.rights`.
        """
        return _read(self._transport, verification_message(asked), read_verification)


def _read(transport: Transport, message: Message, read: Callable[[Tree], T]) -> T:
    try:
        return read(transport.call(message))
    except NoTree:
        raise not_understood(message.operation.service) from None
