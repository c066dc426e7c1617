"""`semble audit verify`: the chain of the journal, and a head that was noted."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import Format, chosen, say
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import StoreError


def verify(
    ctx: typer.Context,
    *,
    noted: Annotated[
        str | None,
        typer.Option(
            "--head", metavar="SEQ:CHAIN", help="A head of the journal that was noted down before."
        ),
    ] = None,
    form: FormatOption = None,
) -> None:
    """Verify the journal: that no event was changed, taken out or put in.

    With --head, it is proven that nothing before it was changed, cut off or replaced since it was
    noted: semble store status prints the head, and so does every backup. Whoever can write the
    whole store can make a whole new journal; only a head that stands elsewhere tells.

    Examples:
    semble audit verify && echo intact
    semble audit verify --head "$(cat noted-head.txt)" -f json
    """
    from semble_cli.services.audit.verify import verify as verified

    found = verified(context_of(ctx).register, noted)
    if chosen(form) is not Format.TABLE:
        told = found._asdict() | {"breaks": [tr(each) for each in found.breaks]}
        write_one({"intact": found.is_intact} | told, chosen(form))
    for each in found.breaks:
        say(each)
    if not found.is_intact:
        raise StoreError("The journal is not as it was written. Compare it with the last backup.")
    if found.noted:
        say(
            "The journal is intact and continues the head that was noted. Events: {count}, since"
            " then: {since}.",
            count=found.events,
            since=found.since,
        )
    else:
        say("The journal is intact. Events: {count}.", count=found.events)
    if chosen(form) is Format.TABLE:
        say("Its head is {head}. Note it down elsewhere.", head=found.head)
