"""The options and arguments that the commands of appointments share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import given_id
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.patient.agenda.appointment import Channel, Fold
from semble_cli.patient.choices.of_practice import CHANNELS, FOLDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.agenda.booking import When

T = TypeVar("T")

AppointmentId = Annotated[
    int,
    typer.Argument(
        metavar="APPOINTMENT",
        help="The number of the appointment, from semble appointment list.",
        parser=given_id,
    ),
]

PractitionerOption = Annotated[
    str | None,
    typer.Option(
        "--practitioner",
        metavar="NAME",
        help="With whom: the beginning of a name, or the number.",
        show_default="the practice's only one",
    ),
]

StartOption = Annotated[
    str | None,
    typer.Option(
        metavar="TIME", help="When it begins, as clocks at the practice show it: 2027-01-04T09:00."
    ),
]

MinutesOption = Annotated[
    int | None, typer.Option(metavar="N", help="How long it lasts, in minutes.")
]

ChannelOption = Annotated[
    Channel,
    choice_option(
        CHANNELS, "--channel", help_text="Who makes it: the desk, or the patient online."
    ),
]

FoldOption = Annotated[
    Fold | None,
    choice_option(
        FOLDS, "--fold", help_text="Which hour, where clocks go back and one comes twice."
    ),
]

OverbookOption = Annotated[
    bool, typer.Option("--overbook", help="Although the time is taken. The journal tells it.")
]


def with_fold(context: Context, when: When, book: Callable[[When], T]) -> T:
    """Make what somebody asks for; of an hour that comes twice, a person is asked which is meant.

    Raises:
        ComesTwice: nobody is there to be asked.
    """
    from semble_cli.patient.agenda.wall_clock import ComesTwice

    try:
        return book(when)
    except ComesTwice:
        if not context.may_ask:
            raise
    from semble_cli.commands.ui.prompts import choose

    labels = {Fold.FIRST: tr("the first, before clocks go back"), Fold.SECOND: tr("the second")}
    chosen = choose(
        tr("This hour comes twice on that day. Which one?"),
        [(fold.value, label) for fold, label in labels.items()],
    )
    return book(when._replace(fold=Fold(chosen)))
