"""The teleservices themselves: SOAP over TLS that shows the practice's certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.vitale.teleservices.assertion import signed_assertion
from semble_cli.vitale.teleservices.envelope import Software, answer_in, envelope
from semble_cli.vitale.teleservices.errors import OddAnswer, TeleserviceError
from semble_cli.vitale.teleservices.https import Endpoint, post

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from lxml.etree import _Element

    from semble_cli.vitale.teleservices.credentials import Credentials
    from semble_cli.vitale.teleservices.operations import Message
    from semble_cli.vitale.teleservices.trees import Tree

_FAULTS = (400, 500)
_ABOUT_ONE_QUESTION = (400, 422, 500)
"""The statuses that may come of what one question holds."""
_OUT_OF_ORDER = Sentence("{service} is out of order (HTTP {status}). Try again in a few minutes.")


class SoapTransport(NamedTuple):
    """A way to the services. `signer` signs an assertion for each call; `None` where TLS and its
    certificate are enough. `clock` gives UTC, `new_number` a UUID."""

    endpoint: Endpoint
    software: Software
    clock: Callable[[], datetime]
    new_number: Callable[[], str]
    signer: Credentials | None = None

    def call(self, message: Message) -> Tree:
        """Send a question; the answer as a tree.

        Raises:
            TeleserviceError: no answer, or a fault.
        """
        number, now = self.new_number(), self.clock()
        service, action = message.operation.service, message.operation.action
        answer = post(
            self.endpoint._replace(service=service),
            envelope(message, self.software, number, now, self._assertion(now)),
            {"Content-Type": f'application/soap+xml; charset=utf-8; action="{action}"'},
        )
        if answer.status == 200 or (answer.status in _FAULTS and answer.body.strip()):
            return answer_in(answer.body, service)
        raise status_error(service, answer.status)

    def _assertion(self, now: datetime) -> _Element | None:
        if self.signer is None:
            return None
        attributes = {"identifiantFacturation": self.software.emitter}
        return signed_assertion(self.signer, attributes, f"_{self.new_number()}", now)


def status_error(service: str, status: int) -> TeleserviceError:
    """The error for a status of HTTP that is no answer."""
    if status in (401, 403):
        return TeleserviceError(
            "{service} does not let this practice in (HTTP {status}). Check the certificate and the"
            " authorisation in the settings.",
            service=service,
            status=status,
        )
    if status // 100 == 3:
        return TeleserviceError(
            "{service} sends on to another address (HTTP {status}), where nothing was sent. Check"
            " its address in the settings.",
            service=service,
            status=status,
        )
    kind = OddAnswer if status in _ABOUT_ONE_QUESTION else TeleserviceError
    return kind(_OUT_OF_ORDER.text, service=service, status=status)
