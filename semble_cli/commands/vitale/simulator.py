"""`semble vitale simulator`: teleservices and cards that exist on this machine alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from semble_cli.commands.ui.options.seconds import seconds_option
from semble_cli.commands.ui.output import complain, say, write
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import SembleError
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.simulation import READER_PORT, Behaviour, SimulatorPlace
from semble_cli.services.insurance.simulator import simulated

_LAST_PORT = 65_535

BEHAVIOURS: Choices[Behaviour] = Choices(dict.fromkeys(Behaviour, ()))


def simulator(
    *,
    behaviour: Annotated[
        Behaviour,
        choice_option(
            BEHAVIOURS, "--behaviour", help_text="What to do with every question.", metavar="NAME"
        ),
    ] = Behaviour.ANSWER,
    delay: Annotated[
        float, seconds_option("--delay", "How slow to be, when told to be slow.")
    ] = 30.0,
    card: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Put this card into the virtual reader (vpcd)."),
    ] = None,
    directory: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Where to write certificates and settings."),
    ] = None,
    port: Annotated[
        int,
        typer.Option(
            metavar="PORT", help="The port; 0 is any that is free.", min=0, max=_LAST_PORT
        ),
    ] = 0,
    reader_port: Annotated[
        int,
        typer.Option(
            metavar="PORT", help="The port of the virtual reader.", min=1, max=_LAST_PORT - 1
        ),
    ] = READER_PORT,
) -> None:
    """Run teleservices that speak as ADRi and INSi do, with official fictitious people.

    Two variables are printed: with them, the other commands call the simulator. While it runs, type
    a behaviour, the name of a card, or out to take the card out; Ctrl-C stops it. Behaviours:
    answer, 01 (INSi finds nobody), 02 (several people), fault, unknown-software, refuse, broken,
    somebody-else, slow, garbage, entities, half, endless, drop, drop-once.
    Cards: adrun, corse, adrtrois, toussaint, tchitchi, pat-trois.

    Examples:
    semble vitale simulator
    semble vitale simulator --card adrun --behaviour slow --delay 60
    """
    with TemporaryDirectory(prefix="semble-simulator-") as temporary:
        place = SimulatorPlace(directory or temporary, port, reader_port)
        with simulated(place, _say_question) as simulation:
            simulation.behave(behaviour, delay)
            if card:
                simulation.put_in(card)
            write(f"SEMBLE_CONFIG={simulation.settings}")
            write(f"SEMBLE_TELESERVICES_PASSPHRASE={simulation.passphrase}")
            sys.stdout.flush()
            say(
                "Simulated ADRi and INSi at {address}; as a bridge at {bridge}. Ctrl-C stops them.",
                address=simulation.address,
                bridge=simulation.bridge,
            )
            try:
                _do_what_is_typed(simulation.obey)
            except KeyboardInterrupt:
                say("The simulator has stopped.")


def _say_question(action: str) -> None:
    say("Asked: {action}", action=action)


def _do_what_is_typed(obey: Callable[[str], None]) -> None:
    """Do what is typed, line by line; then wait for ever."""
    for line in sys.stdin:
        word = line.strip()
        try:
            if word:
                obey(word)
                say("Done: {word}", word=word)
        except SembleError as problem:
            complain(problem)
    while True:
        time.sleep(3600)
