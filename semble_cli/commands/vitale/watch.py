"""`semble vitale watch`: the counter's mode, card after card."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import typer

from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import explain
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import Format, chosen, complain, say, warn, write_line
from semble_cli.commands.ui.screen.keys import Keys
from semble_cli.commands.ui.signals import Terminated
from semble_cli.commands.ui.streams import end_with_reader
from semble_cli.commands.vitale.counter import write_counter
from semble_cli.commands.vitale.flow import take_card
from semble_cli.commands.vitale.read import (
    AdriOption,
    InsiOption,
    ReaderOption,
    person_line,
)
from semble_cli.commands.vitale.wants import Wants
from semble_cli.errors import BadUsage, SembleError
from semble_cli.services.insurance.matching import match_patient
from semble_cli.services.insurance.readers import cards_one_by_one
from semble_cli.services.insurance.retrieval import of_card
from semble_cli.services.patients.show import open_patient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.patient.vitale_card import InsertedCard, OnCard
    from semble_cli.services.insurance.matching import Match


def watch(
    ctx: typer.Context,
    *,
    reader: ReaderOption = None,
    adri: AdriOption = True,
    insi: InsiOption = True,
    form: FormatOption = None,
) -> None:
    """Show the patient of each card that is put in, until you stop it with q or Ctrl-C.

    Nothing is asked of ADRi and INSi, and nothing is written, until you press u: then it goes on as
    semble vitale read. A digit shows another person on the card. With --format ndjson each card is
    a line: the patient document, or null with the name on the card and the reason.

    Examples:
    semble vitale watch
    semble vitale watch --reader Omnikey -f ndjson
    """
    context = context_of(ctx)
    wanted = chosen(form) if form else Format.TABLE
    if wanted not in (Format.TABLE, Format.NDJSON):
        raise BadUsage("Cards are shown as they come: as a table, or with --format ndjson.")
    end_with_reader()
    keys = Keys(wanted=context.may_ask and wanted is Format.TABLE)
    with suppress(KeyboardInterrupt):  # it is the way to stop
        for inserted in _one_by_one(reader or context.settings.value("reader"), keys):
            if wanted is Format.NDJSON:
                _write(context, inserted)
            elif inserted.problem:
                complain(inserted.problem)
            elif not _attend(context, inserted, Wants(adri, insi, completes=True), keys):
                return


def _one_by_one(reader: str | None, keys: Keys) -> Iterator[InsertedCard]:
    """Cards as they are put in, until q. What else is typed before one is there is about nobody on
    it, and not kept for it."""

    def at_rest() -> None:
        if "q" in iter(pressed, ""):
            raise KeyboardInterrupt

    cards = cards_one_by_one(reader, say, at_rest)
    while True:
        with keys.heard() as pressed:
            inserted = next(cards)
            at_rest()
        yield inserted


def _write(context: Context, inserted: InsertedCard) -> None:
    """Write a card as a line: the patient, or who the card is of and why there is none."""
    line: dict[str, Any] = {"reader": inserted.reader, "patient": None}
    try:
        if inserted.problem:
            raise inserted.problem
        if inserted.card is None:
            return
        card = inserted.card.person(1)
        line["name"] = f"{card.person.name} {card.person.given_name}".strip()
        match = _match(context, card)
        if match.patient:
            found = open_patient(context.register, match.patient.id or 0)
            line = {"reader": inserted.reader, "patient": found.document}
        elif match.likely:
            line |= {
                "reason": "several_likely",
                "likely": [one.patient.id for one in match.likely],
            }
        else:
            line["reason"] = "not_in_register"
    except SembleError as problem:  # of this card; the next one is another
        complain(problem)
        line |= {"name": line.get("name"), "reason": "error", "error": "; ".join(explain(problem))}
    write_line(line)


def _attend(context: Context, inserted: InsertedCard, wants: Wants, keys: Keys) -> bool:
    """Show who is on a card, and do what keys ask for until it leaves; whether to go on."""
    if inserted.card is None:
        return True
    warn(inserted.card.warnings)
    at = _Attending(context, inserted.card.people, wants)
    at.show()
    while inserted.is_there():
        with keys.heard() as pressed:
            key = _awaited(pressed, inserted)
        if key == "q":
            return False
        at.press(key)
    return True


def _awaited(pressed: Callable[[], str], inserted: InsertedCard) -> str:
    """The next key; nothing if the card left first."""
    while not (key := pressed()):
        if not inserted.is_there():
            return ""
    return key


class _Attending:
    """Somebody at the counter: the people on their card, and which one is shown."""

    def __init__(self, context: Context, people: list[OnCard], wants: Wants) -> None:
        self._context = context
        self._people = people
        self._wants = wants
        self._chosen = 0

    def show(self) -> None:
        """Show the person, as the register knows them."""
        try:
            self._show()
        except SembleError as problem:
            complain(problem)
        self._say_keys()

    def _show(self) -> None:
        card, register = self._people[self._chosen], self._context.register
        match = _match(self._context, card)
        if match.patient:
            write_counter(open_patient(register, match.patient.id or 0))
            return
        if match.likely:
            ids = ", ".join(str(one.patient.id) for one in match.likely)
            say("It may be: {ids}.", ids=ids)
        say("Not in the register: {person}.", person=person_line(card))

    def press(self, key: str) -> None:
        """Do what a key is for."""
        if key == "u":
            self._update()
        elif key.isdecimal() and 1 <= int(key) <= len(self._people):
            self._chosen = int(key) - 1
            self.show()

    def _update(self) -> None:
        try:
            take_card(self._context, self._people[self._chosen], self._wants)
        except Terminated:
            raise
        except (SembleError, KeyboardInterrupt) as problem:
            if isinstance(problem, SembleError):
                complain(problem)
            else:
                say("Nothing was written.")
            return
        self.show()

    def _say_keys(self) -> None:
        if len(self._people) > 1:
            for number, card in enumerate(self._people, start=1):
                say("  {number}  {person}", number=number, person=person_line(card))
        if self._context.may_ask:
            say("u: update · q: quit · or take the card out")


def _match(context: Context, card: OnCard) -> Match:
    """Whom of the register a person on a card is, surely or perhaps."""
    return match_patient(context.register, of_card(card).retrieved, card.person.nir)
