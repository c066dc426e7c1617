"""Where the keys of this command's registers are looked for; on a terminal, a person is asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from semble_cli.settings.kinds import TRUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.settings.reading import Settings

DESCRIPTOR = "SEMBLE_KEY_FD"
"""The variable that tells through which file descriptor the key comes."""


class StoreKeys:
    """The keys of one command, as `store.encryption.keys.KeySource`."""

    def __init__(
        self, asked: str | None, settings: Settings, ask: Callable[[str], str] | None = None
    ) -> None:
        self.opened: list[Any] = []
        self._asked = asked
        self._settings = settings
        self._ask = ask

    def sought(self, store: str, salt: str) -> Iterator[Any]:
        """The keys that are to be tried on a store."""
        from semble_cli.services.encryption.sources import KeyPlaces, keys_in

        places = KeyPlaces(
            self._asked,
            os.environ.get(DESCRIPTOR) or None,
            self._settings.value("key_file"),
            self._settings.value("key_ring") == TRUE,
            self._ask,
        )
        return keys_in(places, store, salt)


def ask_key(store: str) -> str:
    """The key of a store, that a person types or pastes.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    from semble_cli.commands.ui.language import tr
    from semble_cli.commands.ui.prompts import ask_secret

    return ask_secret(tr("Key of the store {store}", store=store))
