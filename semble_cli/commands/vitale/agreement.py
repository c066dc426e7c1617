"""What a person agrees to of what was retrieved: yes, field by field, or no.

A strict trait that differs has a question of its own. What somebody typed is never overwritten by
an agreement that was given beforehand, nor is what only a person knows taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.prompts import choose, confirm
from semble_cli.commands.ui.tables import shown_day
from semble_cli.commands.vitale.comparison import described, proposed
from semble_cli.errors import BadUsage
from semble_cli.services.insurance.choices import (
    ALONG,
    choices_of,
    day_typed,
    dispensable,
    is_strict,
    left_unless_named,
    overwrites_typed,
    with_source,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from semble_cli.commands.ui.context import Context
    from semble_cli.commands.vitale.wants import Wants
    from semble_cli.patient.retrieved import Retrieved
    from semble_cli.services.insurance.choices import Choice
    from semble_cli.services.insurance.differences import Difference

_YES, _EACH, _NO = "yes", "each", "no"
_TAKE, _KEEP = "take", "keep"


class Agreement(NamedTuple):
    """The fields to be taken over; what somebody typed and is left for that, with the day; and
    whether nothing at all is to be written."""

    fields: set[str]
    guarded: dict[str, date]
    refused: bool = False


def agreement(
    context: Context, differing: Sequence[Difference], wants: Wants, by_hand: Mapping[str, date]
) -> Agreement:
    """The fields that are taken over, as it was said beforehand or is answered now.

    Raises:
        BadUsage: nobody is there to agree, and not all was decided beforehand.
        KeyboardInterrupt: the person gave up.
    """
    choices = choices_of(differing)
    taken = {field for one in choices if wants.decided.takes(one) for field in one.fields}
    undecided = [
        one for one in choices if not (wants.decided.takes(one) or wants.decided.keeps(one))
    ]
    strict = [one for one in undecided if is_strict(one)]
    others = [one for one in undecided if not is_strict(one)]
    guarded = [one for one in others if left_unless_named(one, by_hand)]
    others = [one for one in others if one not in guarded]
    if wants.agreed:
        guarded += [one for one in others if overwrites_typed(one, by_hand)]
        taken |= _fields(one for one in others if one not in guarded)
    elif others and not context.may_ask:
        raise BadUsage(
            "Nothing was written: --yes agrees to what was retrieved; --take and --keep decide"
            " about one field each."
        )
    elif others:
        agreed = _answer(others, by_hand)
        if agreed is None:
            return Agreement(set(), {}, refused=True)
        taken |= agreed
    if context.may_ask and not wants.agreed:
        taken |= _fields(one for one in strict if _changes_trait(one))
    return Agreement(
        with_source(taken, differing), {one.name: day_typed(one, by_hand) for one in guarded}
    )


def new_patient_agreement(retrieved: Retrieved) -> Retrieved | None:
    """What the person takes over of what was retrieved of a new patient; `None` where no patient is
    to be created."""
    answers = [(_NO, tr("no")), (_YES, tr("yes"))]
    if offered := dispensable(retrieved):
        answers.append((_EACH, tr("choose field by field")))
    match choose(tr("Create this patient?"), answers, _NO):
        case "yes":
            return retrieved
        case "each":
            return without(retrieved, [one for one in offered if not _takes_new(one)])
        case _:
            return None


def _takes_new(choice: Choice) -> bool:
    answers = [(_TAKE, tr("take over")), (_KEEP, tr("leave empty"))]
    return choose(_asking(map(proposed, choice.differences)), answers, _TAKE) == _TAKE


def _answer(choices: Sequence[Choice], by_hand: Mapping[str, date]) -> set[str] | None:
    """The fields that the person agrees to; `None` where nothing is to be written."""
    filled = [one for one in choices if one.fills]
    replaced = [one for one in choices if not one.fills]
    if filled:
        say("Empty on record, to be filled in: {fields}.", fields=_listed(filled))
    if replaced:
        say("To be replaced: {fields}.", fields=_listed(replaced))
    typed = [one for one in choices if overwrites_typed(one, by_hand)]
    for one in typed:
        day = shown_day(day_typed(one, by_hand).isoformat())
        say("{field}: typed by hand on {day}.", field=field_label(one.name), day=day)
    answers = [
        (_YES, tr("yes")),
        (_EACH, tr("choose field by field")),
        (_NO, tr("no")),
    ]
    question = tr("Bring the record up to date?")
    match choose(question, answers, _EACH if typed else _YES):
        case "yes":
            return _fields(choices)
        case "each":
            asked = [one for one in choices if one.name != ALONG] or choices
            return _fields(one for one in asked if _takes(one, by_hand))
        case _:
            return None


def _listed(choices: Iterable[Choice]) -> str:
    return ", ".join(field_label(one.name) for one in choices)


def _takes(choice: Choice, by_hand: Mapping[str, date]) -> bool:
    # Said, for it is not remembered: what the record holds may be what is out of date.
    answers = [(_TAKE, tr("take over")), (_KEEP, tr("keep what is on record, this time"))]
    default = _KEEP if overwrites_typed(choice, by_hand) else _TAKE
    return choose(_asking(map(described, choice.differences)), answers, default) == _TAKE


def _asking(differences: Iterable[str]) -> str:
    """The question about what differs; its end sets the answer, which stands behind, apart."""
    return tr("{differences}. What is to be done?", differences="\n".join(differences))


def _changes_trait(choice: Choice) -> bool:
    (one,) = choice.differences
    return confirm(
        tr("{difference}. Change this trait of the identity?", difference=described(one))
    )


def _fields(choices: Iterable[Choice]) -> set[str]:
    return {field for one in choices for field in one.fields}
