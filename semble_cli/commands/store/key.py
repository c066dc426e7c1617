"""`semble store key`: encrypt the register, give it another key, have it in clear again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.framework import group as make_group
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import chosen, refuse_workbook_here, say, warn
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import BadUsage, Refused, Sentence

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context
    from semble_cli.services.encryption.change import Rekeyed
    from semble_cli.services.encryption.new_keys import NewKey

group = make_group(
    "Encrypt the register with a key, change the key, remove it.",
    {
        "set": "semble_cli.commands.store.key:set_key",
        "change": "semble_cli.commands.store.key:change",
        "remove": "semble_cli.commands.store.key:remove",
    },
)

NewKeyFile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE", help="The key in this file; a new file is made, with a key that is drawn."
    ),
]
NewKeyDescriptor = Annotated[
    str | None,
    typer.Option(
        "--new-key-fd", metavar="N", help="The key that comes through this file descriptor."
    ),
]
NewKeyRing = Annotated[
    bool,
    typer.Option("--new-key-ring", help="A key that is drawn, kept in the system's key ring."),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Agree to what is said, unasked.")]


def set_key(
    ctx: typer.Context,
    *,
    new_key_file: NewKeyFile = None,
    new_key_fd: NewKeyDescriptor = None,
    new_key_ring: NewKeyRing = False,
    yes: Yes = False,
    form: FormatOption = None,
) -> None:
    """Encrypt the register in its file. Only an admin may.

    A copy is encrypted, verified, and put in the register's place; what stood there is written
    over. Meanwhile nobody works with it. Without its key nobody can ever read it again: what that
    means is said before, and asked on a terminal.

    Examples:
    semble store key set --new-key-file /mnt/stick/semble.key
    semble store key set --new-key-fd 0 --yes < semble.key
    """
    from semble_cli.services.encryption import change as service

    refuse_workbook_here(form)
    context = context_of(ctx)
    register = context.register
    service.require_keyless(register)
    new = _new_key(context, new_key_file, new_key_fd, new_key_ring)
    _confirm(context, _LOST_KEY, tr("Encrypt the register?"), yes)
    done = service.set_key(register, new)
    say("The register is encrypted.")
    _tell_place(new_key_file)
    _write(done, form)


def change(
    ctx: typer.Context,
    *,
    new_key_file: NewKeyFile = None,
    new_key_fd: NewKeyDescriptor = None,
    new_key_ring: NewKeyRing = False,
    yes: Yes = False,
    form: FormatOption = None,
) -> None:
    """Encrypt the register with another key. Only an admin may.

    As semble store key set does. The key before is needed still: for the backups made until now.

    Examples:
    semble store key change --new-key-file /mnt/stick/semble-2027.key
    """
    from semble_cli.services.encryption import change as service

    refuse_workbook_here(form)
    context = context_of(ctx)
    register = context.register
    service.require_keyed(register)
    new = _new_key(context, new_key_file, new_key_fd, new_key_ring)
    _confirm(context, _LOST_KEY, tr("Change the key of the register?"), yes)
    done = service.change_key(register, new)
    say("The register has another key. The one before opens the backups made until now: keep it.")
    _tell_place(new_key_file)
    _write(done, form)


def remove(ctx: typer.Context, *, yes: Yes = False, form: FormatOption = None) -> None:
    """Have the register in clear again. Only an admin may.

    Examples:
    semble store key remove
    """
    from semble_cli.services.encryption import change as service

    refuse_workbook_here(form)
    context = context_of(ctx)
    register = context.register
    service.require_keyed(register)
    _confirm(context, _IN_CLEAR, tr("Remove the key of the register?"), yes)
    done = service.remove_key(register)
    say("The register is in clear. Its key opens the backups made until now: keep it.")
    _write(done, form)


_LOST_KEY = Sentence(
    "Whoever has not the key can never read the register again, nor a backup of it: nobody can help"
    " who lost it. Keep a copy of the key elsewhere, apart from the register and its backups."
)
_IN_CLEAR = Sentence(
    "Whoever gets hold of the register's file, of its disk or of a backup can read the health data"
    " in it."
)


def _new_key(context: Context, file: str | None, descriptor: str | None, ring: bool) -> NewKey:
    """Where the new key comes from, as the options or a person say.

    Raises:
        BadUsage: that is not one place.
    """
    from semble_cli.services.encryption import new_keys

    named = [each for each in (file, descriptor, ring) if each]
    if len(named) > 1:
        raise BadUsage("Name one place for the new key: a file, a file descriptor or the key ring.")
    if file:
        return new_keys.in_file(file)
    if descriptor:
        return new_keys.through_descriptor(descriptor)
    if ring:
        return new_keys.in_key_ring()
    if not context.may_ask:
        raise BadUsage(
            "Name a place for the new key: --new-key-file, --new-key-fd or --new-key-ring."
        )
    from semble_cli.commands.ui.prompts import ask_secret

    typed = ask_secret(tr("New key (64 hexadecimal figures)"))
    new = new_keys.typed(typed)
    if ask_secret(tr("The new key once more")) != typed:
        raise BadUsage("What was typed is not twice the same. Nothing was done.")
    return new


def _confirm(context: Context, what: Sentence, question: str, yes: bool) -> None:
    """Say what is about to be done, and have it agreed to.

    Raises:
        BadUsage: nobody is there to agree. Refused: the person does not.
    """
    warn([what])
    if yes:
        return
    if not context.may_ask:
        raise BadUsage("Agree to that with --yes.")
    from semble_cli.commands.ui.prompts import confirm

    if not confirm(question):
        raise Refused("Nothing was done.")


def _tell_place(file: str | None) -> None:
    if file:
        say("Its key is in {file}: name that with --key-file or the setting key_file.", file=file)


def _write(done: Rekeyed, form: FormatOption) -> None:
    if not done.overwritten:
        warn(
            [
                Sentence(
                    "The file as it was before could not be written over, or has another name:"
                    " parts of it may stay legible on the disk."
                )
            ]
        )
    warn(
        Sentence("{file} is in clear. Erase it, or move it to where it is safe.", file=file)
        for file in done.copies_in_clear
    )
    write_one(done._asdict(), chosen(form))
