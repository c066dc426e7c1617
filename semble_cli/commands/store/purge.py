"""`semble store purge-former`: erase old entries of the ledger of former patients."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import say
from semble_cli.errors import BadUsage, NothingFound, Refused
from semble_cli.identity.dates import parse_date

if TYPE_CHECKING:
    from datetime import date

_AGE = re.compile(r"([1-9][0-9]{0,4})([dmyja])")
_DAYS = {"d": 1, "j": 1, "m": 31, "y": 366, "a": 366}
"""Months and years are taken long: what is younger than asked for is never erased."""


def purge_former(
    ctx: typer.Context,
    *,
    older_than: Annotated[
        str,
        typer.Option(
            metavar="AGE|DATE",
            help="Deleted at least this long ago, such as 90d, 6m or 5y, or before this day.",
        ),
    ],
    confirmation: Annotated[
        str | None,
        typer.Option("--confirm", metavar="NUMBER", help="Their number, instead of typing it."),
    ] = None,
) -> None:
    """Erase former patients from the ledger, for good: nobody can recover them any more.

    Their number must be typed to confirm.

    Examples:
    semble store purge-former --older-than 20y
    semble store purge-former --older-than 01/01/2010 --confirm 12
    """
    from semble_cli.services.patients.recover import purge, purge_before

    context = context_of(ctx)
    moment = _moment(older_than, context.register.today)
    count = purge_before(context.register, moment)
    if not count:
        raise NothingFound("No former patient was deleted so long ago.")
    if confirmation is None:
        if not context.may_ask:
            raise BadUsage("Confirm with --confirm and the number of former patients.")
        from semble_cli.commands.ui.prompts import ask_text

        say("Former patients who will be erased for good: {count}.", count=count)
        confirmation = ask_text(tr("To confirm, type their number"))
    if confirmation.strip() != str(count):
        raise Refused("The number is not that of the former patients. Nothing was erased.")
    erased = purge(context.register, moment)
    say("Former patients erased: {count}.", count=erased)


def _moment(text: str, today: date) -> datetime:
    """The moment before which everything is older: a day, or an age back from today, `90d`, `6m` or
    `5y` (in French `90j`, `5a`)."""
    if age := _AGE.fullmatch(text.strip().lower()):
        try:
            day = today - timedelta(days=int(age[1]) * _DAYS[age[2]])
        except OverflowError:
            raise BadUsage("No calendar goes back so far: give fewer years.") from None
    else:
        day = parse_date("older_than", text, today)
    return datetime(day.year, day.month, day.day).astimezone()
