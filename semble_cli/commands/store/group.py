"""`semble init` and `semble store`: create, look at, upgrade and check a register."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.framework import group as make_group
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import chosen, say
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import StoreError, Weight
from semble_cli.patient.tags import FIRST_TAGS

group = make_group(
    "Look at, upgrade, check, back up and encrypt the register.",
    {
        "status": "semble_cli.commands.store.group:status",
        "upgrade": "semble_cli.commands.store.group:upgrade",
        "check": "semble_cli.commands.store.group:check",
        "backup": "semble_cli.commands.store.backup:backup",
        "restore": "semble_cli.commands.store.backup:restore",
        "key": "semble_cli.commands.store.key:group",
        "purge-former": "semble_cli.commands.store.purge:purge_former",
    },
)


def init(
    ctx: typer.Context,
    *,
    tags: Annotated[
        bool | None,
        typer.Option(
            "--tags/--no-tags",
            help="Add the tags that practices begin with. Asks on a terminal.",
        ),
    ] = None,
) -> None:
    """Create a register. Who creates it is its admin.

    On a terminal, the tags Sorti, Archivé and Inactif are offered, by which files are managed.

    Examples:
    semble init
    semble init --tags
    semble --store postgresql://zoe@localhost/practice init
    """
    from semble_cli.services import stores

    context = context_of(ctx)
    register = context.register
    login = stores.create(register)
    say("Created {store}. Its admin is {login}.", store=register.store, login=login)
    if tags or (tags is None and context.may_ask and _wants_tags()):
        from semble_cli.services.patients.tags import add_tags

        added = ", ".join(add_tags(register, FIRST_TAGS))
        say("These tags are added: {tags}.", tags=added)


def _wants_tags() -> bool:
    from semble_cli.commands.ui.prompts import choose

    question = tr("Add these tags: {tags}?", tags=", ".join(FIRST_TAGS))
    return choose(question, [("yes", tr("yes")), ("no", tr("no"))]) == "yes"


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
    upgraded = stores.upgrade(register)
    if upgraded.backup:
        say("The register was backed up to {path} first.", path=upgraded.backup)
    if upgraded.unsigned_consents:
        say(
            "Consents of which the journal tells neither day nor author: {count}.",
            count=upgraded.unsigned_consents,
        )
    if upgraded.asked_anew:
        say(
            "Refused consents to the DMP that are not asked now: {count}. The journal has them;"
            " note a refusal with semble patient prefs PATIENT --dmp no.",
            count=upgraded.asked_anew,
        )
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
