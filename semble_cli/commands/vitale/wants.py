"""What was asked for of a reading: the options that reading a card and asking INSi share."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import typer

from semble_cli.commands.ui.words.fields import field_choices
from semble_cli.errors import BadUsage, listed_fields
from semble_cli.services.insurance.choices import DECIDED, Decisions, name_of

NEW = "new"

TakeOption = Annotated[
    list[str] | None,
    typer.Option("--take", metavar="FIELD", help="Take over this field, though it differs."),
]
KeepOption = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar="FIELD", help="Keep this field as it is on record."),
]
AGREEING = "Agree to all but differing strict traits and what was typed by hand."


class Wants(NamedTuple):
    """What was asked for: which services, whose record, what was decided beforehand, whether all
    that asks for no look is agreed to, the fields given, and whether what is missing is asked."""

    adri: bool = True
    insi: bool = True
    patient: str | None = None
    decided: Decisions = Decisions()
    agreed: bool = False
    given: dict[str, Any] = {}  # noqa: RUF012 - never written to
    completes: bool = False


def decisions(take: list[str] | None, keep: list[str] | None) -> Decisions:
    """What `--take` and `--keep` name.

    Raises:
        BadUsage: one is no field that is decided about, or is to be both.
    """
    found = Decisions(_named("--take", take), _named("--keep", keep))
    both = {name_of(name) for name in found.take} & {name_of(name) for name in found.keep}
    if both:
        raise BadUsage(
            "{fields}: either --take or --keep, not both.", fields=listed_fields(sorted(both))
        )
    return found


def _named(option: str, words: list[str] | None) -> frozenset[str]:
    choices = field_choices(DECIDED)
    meant = [choices.meanings(word) for word in words or ()]
    # A word of several fields is taken where they are decided about as one.
    if any(len({*map(name_of, fields)}) != 1 for fields in meant):
        raise BadUsage(
            "{option} is one of: {fields}.", option=option, fields=listed_fields(DECIDED)
        )
    return frozenset(field for fields in meant for field in fields)
