"""A bridge: a program of the practice that makes the calls itself, such as its SESAM-Vitale one.

Questions and answers are the same trees as with SOAP, as JSON: a question is posted to the bridge's
address and the operation's path as `{"context": COUVERTURE, "question": BODY}`; the answer is 200
with the tree, or another status with `{"code": ..., "text": ...}`. `docs/teleservices.md` has all.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.vitale.teleservices.errors import not_understood, refusal
from semble_cli.vitale.teleservices.https import Endpoint, post
from semble_cli.vitale.teleservices.soap import status_error

if TYPE_CHECKING:
    from semble_cli.vitale.teleservices.operations import Message
    from semble_cli.vitale.teleservices.trees import Tree


class BridgeTransport(NamedTuple):
    """A way to the teleservices through a bridge; `token` is shown to it."""

    endpoint: Endpoint
    token: str | None = None

    def call(self, message: Message) -> Tree:
        """Send a question; the answer as a tree.

        Raises:
            TeleserviceError: no answer, or a fault.
        """
        operation = message.operation
        endpoint = self.endpoint._replace(
            service=operation.service, url=f"{self.endpoint.url.rstrip('/')}/{operation.path}"
        )
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        asked = {"context": _stated(message.coverage), "question": _stated(message.body)}
        answer = post(endpoint, json.dumps(asked).encode(), headers)
        try:
            tree = json.loads(answer.body) if answer.body else {}
        except (ValueError, RecursionError):
            tree = None
        if answer.status == 200 and isinstance(tree, dict):
            return tree
        if answer.status == 200:
            raise not_understood(operation.service)
        if isinstance(tree, dict) and isinstance(tree.get("code"), str):
            raise refusal(operation.service, tree["code"], str(tree.get("text") or ""))
        raise status_error(operation.service, answer.status)


def _stated(tree: Tree) -> Tree:
    """A tree without what is not stated."""
    return {
        name: _stated(value) if isinstance(value, dict) else value
        for name, value in tree.items()
        if value is not None
    }
