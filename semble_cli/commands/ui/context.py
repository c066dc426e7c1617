"""What the root command prepares for every other: settings, register, terminal. It opens none."""

import os
import sys
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from semble_cli.commands.ui import written
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.store_keys import StoreKeys, ask_key
from semble_cli.commands.ui.times import clocks
from semble_cli.errors import BadUsage, NoSuchRecord
from semble_cli.settings.places import default_store
from semble_cli.settings.reading import Settings
from semble_cli.settings.secrets import secret_value
from semble_cli.settings.setting import variable_of

if TYPE_CHECKING:
    import typer

    from semble_cli.services.insurance.teleservices import Caller
    from semble_cli.services.register import Register


def now() -> datetime:
    """The local time, with its zone."""
    return datetime.now().astimezone()


_PASSPHRASE = "teleservices.passphrase"  # noqa: S105 - the name of the setting


class Context(NamedTuple):
    """What is in force for one command: the store and whether questions are wanted, after the
    flags; the user's settings."""

    store: str | None
    no_input: bool
    settings: Settings = Settings()
    is_named: bool = False
    """Whether the store was named on the command line."""
    keys: StoreKeys | None = None
    """The same however often the register is opened: nobody is asked twice."""

    @property
    def register(self) -> "Register":
        """Where the command works: the store that is named, or the user's own."""
        from semble_cli.services.register import register_at

        address = self.store or default_store(os.environ)
        register = register_at(address, now, written.note, self.keys)
        register = register._replace(on_unnoted=say, on_noted=written.note_reading)
        clocks.are_of(register, self.settings.own)
        if not self.is_named:
            return register
        return register._replace(on_commit=partial(written.note, named=str(register.store)))

    @property
    def caller(self) -> "Caller":
        """How this practice calls the teleservices; the passphrase is asked for when needed.

        Raises:
            BadUsage: a setting of theirs is none of its kind.
        """
        from semble_cli.services.insurance.teleservices import Caller

        settings = self.settings.group("teleservices")
        return Caller(settings, self._passphrase, secret_value("teleservices.token"))

    def _passphrase(self) -> str:
        """The passphrase of the practice's certificates.

        Raises:
            BadUsage: it is not set, and nobody is there to be asked.
        """
        if (passphrase := secret_value(_PASSPHRASE)) is not None:
            return passphrase
        if not self.may_ask:
            raise BadUsage(
                "The passphrase of the certificate is needed: set {variable}.",
                variable=variable_of(_PASSPHRASE),
            )
        from semble_cli.commands.ui.prompts import ask_secret

        return ask_secret(tr("Passphrase of the certificate"))

    @property
    def may_ask(self) -> bool:
        """Whether a person is there to answer, on a terminal, and questions are wanted."""
        return _may_ask(no_input=self.no_input)

    @property
    def is_at_terminal(self) -> bool:
        """Whether a person may answer, and sees the results too."""
        return self.may_ask and sys.stdout.isatty()

    def remember(self, patient_id: int | None) -> None:
        """Note a patient who was shown or made: whom `.` means from here on, on this terminal."""
        if patient_id is not None and self.may_ask:
            from semble_cli.commands.ui.patients.last import remember

            remember(self.register, patient_id)

    def last_patient(self) -> int:
        """The last patient shown or made on this terminal.

        Raises:
            BadUsage: nobody is at a terminal. NoSuchRecord: nobody was shown or made here yet.
        """
        if not self.may_ask:
            raise BadUsage(
                "A dot is the last patient of a terminal, and there is none. Give the id."
            )
        from semble_cli.commands.ui.patients.last import recall

        found = recall(self.register)
        if found is None:
            raise NoSuchRecord("No patient was shown or made on this terminal yet. Give the id.")
        return found


def _may_ask(*, no_input: bool) -> bool:
    return not no_input and sys.stdin.isatty() and sys.stderr.isatty()


def keys_of(settings: Settings, key_file: str | None, *, no_input: bool) -> StoreKeys:
    """The keys of a command; *key_file* is the one on the command line."""
    return StoreKeys(key_file, settings, ask_key if _may_ask(no_input=no_input) else None)


def context_of(ctx: "typer.Context") -> Context:
    """The state that the root command prepared."""
    return cast(Context, ctx.find_root().obj)
