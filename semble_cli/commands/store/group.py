"""`semble init` and `semble store`: create, look at, upgrade and check a register."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.framework import group as make_group
from semble_cli.commands.ui.options import FormatOption
from semble_cli.commands.ui.output import chosen, say
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import StoreError, Weight

group = make_group(
    "Look at, upgrade and check the register.",
    {
        "status": "semble_cli.commands.store.group:status",
        "upgrade": "semble_cli.commands.store.group:upgrade",
        "check": "semble_cli.commands.store.group:check",
        "purge-former": "semble_cli.commands.store.purge:purge_former",
    },
)


def init(ctx: typer.Context) -> None:
    """Create a register. Who creates it is its admin.

    Examples:
    semble init
    semble --store postgresql://zoe@localhost/practice init
    """
    from semble_cli.services import stores

    register = context_of(ctx).register
    login = stores.create(register)
    say("Created {store}. Its admin is {login}.", store=register.store, login=login)


def status(ctx: typer.Context, form: FormatOption = None) -> None:
    """Show what the register holds, and whether this program fits it.

    The head is the last event of the journal with its chain. Noted down somewhere else, it lets
    semble store check --head prove later that nothing before it was changed.

    Examples:
    semble store status -f json
    """
    from semble_cli.services import stores

    found = stores.status(context_of(ctx).register)._asdict()
    write_one(found, chosen(form))


def upgrade(ctx: typer.Context) -> None:
    """Bring the register up to this program's version. A SQLite register is backed up first.

    Examples:
    semble store upgrade
    """
    from semble_cli.services import stores

    register = context_of(ctx).register
    backup = stores.upgrade(register)
    if backup:
        say("The register was backed up to {path} first.", path=backup)
    say("The register is up to date.")


def check(
    ctx: typer.Context,
    *,
    noted: Annotated[
        str | None,
        typer.Option(
            "--head", metavar="SEQ:CHAIN", help="A head of the journal that was noted down before."
        ),
    ] = None,
) -> None:
    """Look for damage, and for whatever is not as the journal tells.

    The database's own structures, the chain of the journal, every patient, the search keys, the
    ledger of former patients and the users are looked through. With --head, it is proven that
    nothing before it was changed, cut off or replaced since it was noted.

    Examples:
    semble store check && echo sound
    semble store check --head "$(cat noted-head.txt)"
    """
    from semble_cli.services import stores

    found = stores.check(context_of(ctx).register, noted)
    for each in found:
        say(each.sentence)
    weights = {each.weight for each in found}
    if Weight.DAMAGE in weights:
        raise StoreError("The register is damaged. Put back the last backup.")
    if Weight.DIFFERENCE in weights:
        raise StoreError(
            "The register is not as semble left it. Compare what is named above with a backup."
        )
    say("The register is sound.")
