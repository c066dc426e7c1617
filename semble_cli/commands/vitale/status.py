"""`semble vitale status`: what is there to read cards, and what to do about what is missing."""

from __future__ import annotations

from typing import Any

import typer

from semble_cli.commands.adri.status import service_check
from semble_cli.commands.ui.checks import Check, write_checks
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import Format, chosen, write_document, write_line
from semble_cli.errors import BadUsage, CardError, Sentence
from semble_cli.patient.vitale_card import CardKind, ReaderState
from semble_cli.services.insurance import teleservices
from semble_cli.services.insurance.readers import pyscard_version, reader_states


def status(ctx: typer.Context, *, form: FormatOption = None) -> None:
    """Say whether the reader, its service and the teleservices are ready, and what to do next.

    Where no card can be read, for want of a reader or its service, the exit code is 8; a
    teleservice that is not set up is none of that.

    Examples:
    semble vitale status
    semble vitale status -f json | jq .ready
    """
    context = context_of(ctx)
    found = _Found()
    match chosen(form):
        case Format.JSON:
            write_document(_document(found, context))
        case Format.NDJSON:
            write_line(_document(found, context))
        case Format.TABLE | Format.TSV:
            _write(found, context)
        case _:
            raise BadUsage("The status is written as a table or as JSON.")
    if found.problem:
        raise CardError("No card can be read here: the status says why, and what to do about it.")


class _Found:
    """What was found: pyscard's version, the readers, and what is wrong with either."""

    def __init__(self) -> None:
        self.pyscard = pyscard_version()
        self.readers: list[ReaderState] = []
        self.problem: Sentence | None = None
        try:
            self.readers = reader_states()
        except CardError as problem:
            self.problem = problem.sentence


def _document(found: _Found, context: Context) -> dict[str, Any]:
    return {
        "ready": found.problem is None,
        "pyscard": found.pyscard,
        "readers": [reader._asdict() for reader in found.readers],
        "problem": tr(found.problem) if found.problem else None,
        "teleservices": [one._asdict() for one in teleservices.services(context.caller)],
    }


def _write(found: _Found, context: Context) -> None:
    checks = [Check(bool(found.pyscard), "pyscard", found.pyscard or tr("not installed"))]
    if found.problem:
        checks.append(Check(False, tr("reader"), tr(found.problem)))
    checks += [Check(not reader.is_held, reader.name, _state(reader)) for reader in found.readers]
    checks += [service_check(*one) for one in teleservices.services(context.caller)]
    write_checks(checks)


def _state(reader: ReaderState) -> str:
    """What is in a reader, and who may use it beside us."""
    programs = ", ".join(reader.programs)
    if reader.is_held and programs:
        return tr(
            "another program keeps it; these talk to readers now: {programs}. Close the one that"
            " reads cards",
            programs=programs,
        )
    if reader.is_held:
        return tr("another program keeps it: close the software that reads cards")
    inside = tr(_CARDS[reader.card]) if reader.card else tr("no card: put one in")
    if programs:
        return tr("{card}; in use now, by one of: {programs}", card=inside, programs=programs)
    return inside


_CARDS = {
    "mute": Sentence("a card that does not answer: it may be upside down"),
    CardKind.VITALE_2.value: Sentence("a carte Vitale 2"),
    CardKind.VITALE_1.value: Sentence("a carte Vitale 1, which cannot be read"),
    CardKind.CPS.value: Sentence("a professional's card (CPS)"),
    CardKind.UNKNOWN.value: Sentence("a card or phone of unknown kind"),
}
"""What people call what is in a reader."""
