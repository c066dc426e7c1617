"""`semble store backup` and `semble store restore`: the whole register, kept and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import LARGEST, FormatOption
from semble_cli.commands.ui.output import chosen, refuse_workbook_here, say, warn
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import BadUsage, Finding, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.services.backups.restore import Comparison

_SHOWN = 10
"""Differences that are told one by one."""


def backup(
    ctx: typer.Context,
    place: Annotated[
        str,
        typer.Argument(
            metavar="FILE|DIR",
            help="A new file, or a directory: there the backup is named by the register, the date"
            " and the revision.",
        ),
    ],
    *,
    keep: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Of the backups of this register in the directory, keep the last ones only.",
            min=1,
            max=LARGEST,
        ),
    ] = None,
    form: FormatOption = None,
) -> None:
    """Back the register up, while others work. Only an admin may.

    The backup is for its owner alone, and under its name only when it was read back, looked through
    as by semble store check, and counted. Its digest is beside it, for sha256sum -c. On Postgres,
    pg_dump makes it.

    Examples:
    semble store backup /mnt/backups --keep 30
    semble store backup before-the-move.db
    """
    from semble_cli.services.backups.make import back_up

    refuse_workbook_here(form)
    made = back_up(context_of(ctx).register, place, keep)
    _tell_differences(made.differences)
    if made.removed:
        say("Older backups removed: {count}.", count=len(made.removed))
    if made.not_noted is not None:
        warn(
            [
                Sentence(
                    "The backup is whole, but could not be noted in the register: {why}",
                    why=made.not_noted.sentence,
                )
            ]
        )
    kept = {name: value for name, value in made._asdict().items() if name in _OF_BACKUP}
    write_one(kept, chosen(form))


_OF_BACKUP = ("file", "sha256", "revision", "head", "patients", "former_patients", "removed")


def restore(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A backup.")],
    *,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Where the new register is made: a path, or a new database of Postgres.",
            show_default="where the register of this command would be",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only check, and say what would be missing.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Make a new register of a backup, never over one that exists.

    The backup is checked before, by the digest beside it too if there is one, and what was restored
    after. With --to, the register in use is compared: what it has and the backup has not is said.

    Examples:
    semble store restore /mnt/backups/semble-1a2b3c4d-20261127T020000Z-0009.db
    semble store restore before-the-move.db --to again.db --dry-run
    semble store restore practice.dump --to postgresql://martine@db.example/again
    """
    from semble_cli.services.backups import restore as service
    from semble_cli.services.register import register_at

    refuse_workbook_here(form)
    register = context_of(ctx).register
    new, current = register, None
    if to is not None:
        new, current = (
            register_at(to, register.clock, register.on_commit, register.store.keys),
            register,
        )
        if new.store == current.store:
            raise BadUsage("--to names the register in use. Name a new place.")
    restored = service.restore(new, file, current, dry_run=dry_run)
    _tell_differences(restored.differences)
    if restored.comparison is not None:
        _tell_missing(restored.comparison, str(register.store))
    if dry_run:
        say("Nothing was written.")
    elif restored.is_older:
        say("The register is of an older version. Upgrade it with semble store upgrade.")
    write_one(
        {
            "store": restored.store,
            "revision": restored.revision,
            "head": restored.head,
            "patients": restored.patients,
            "former_patients": restored.former_patients,
            "missing": restored.comparison.missing if restored.comparison else None,
        },
        chosen(form),
    )


def _tell_differences(found: Sequence[Finding]) -> None:
    for each in found[:_SHOWN]:
        say(each.sentence)
    if found:
        warn(
            [
                Sentence(
                    "The register is not as semble left it, and the backup has it as it is."
                    " See semble store check."
                )
            ]
        )


def _tell_missing(comparison: Comparison, store: str) -> None:
    missing = comparison.missing
    if missing is None:
        why = comparison.why
        say(
            "What {store} has and the backup has not is not known: {why}",
            store=store,
            why=getattr(why, "sentence", why),
        )
    elif not missing["events"]:
        say("The backup has all that {store} has.", store=store)
    else:
        say(
            "Not in the backup, and in {store}: events {events}, from {since} to {until}; patients"
            " added {added}; others changed, deleted or recovered {changed}.",
            store=store,
            **missing,
        )
