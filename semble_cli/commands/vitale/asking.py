"""The teleservices, asked about somebody on a card, with what a person has to tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.patient.questions import ask_field
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import complain, say
from semble_cli.commands.ui.prompts import confirm
from semble_cli.errors import CardError, NothingFound
from semble_cli.services.insurance.questions import Coverage, coverage_of
from semble_cli.services.insurance.retrieval import with_identity, with_rights

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.commands.ui.context import Context
    from semble_cli.commands.vitale.wants import Wants
    from semble_cli.services.insurance.matching import Match
    from semble_cli.services.insurance.retrieval import Retrieval

_USUAL = {"regime": "01", "birth_rank": "1"}
"""What most people have: the general regime, and nobody born on the same day in the family."""


def asked_services(context: Context, found: Retrieval, match: Match, wants: Wants) -> Retrieval:
    """What the card and the services tell.

    Raises:
        CardError, TeleserviceError, InvalidRecord: a service failed, and nobody goes on without it.
        NothingFound: the person does not go on.
    """
    if not (wants.adri or wants.insi):
        return found
    services = context.caller.opened()
    today = context.register.today
    read = found.coverage
    coverage = coverage_of(match.patient, wants.given, today, read)
    if wants.adri and services.adri:
        coverage = _completed(context, coverage)
        found = found.knowing(coverage, coverage_of(match.patient, {}, today, read))
        ask = with_rights(services.adri, coverage, today)
        found = _with_rights(context, found, coverage, ask)
    elif wants.adri:
        say("ADRi is not configured, so rights were not asked for. See semble adri status.")
    if wants.insi and services.insi:
        if match.patient and match.patient.standing.must_stay_provisional:
            say("INSi is not called about a doubtful or fictitious identity.")
        else:
            found = _asked(
                context, "INSi", found, with_identity(services.insi, coverage.birth_rank)
            )
    return found


def _with_rights(
    context: Context,
    found: Retrieval,
    coverage: Coverage,
    ask: Callable[[Retrieval], Retrieval],
) -> Retrieval:
    if context.may_ask and coverage.missing:
        fields = ", ".join(map(field_label, coverage.missing))
        say("ADRi was not asked, for it has to be told this: {fields}.", fields=fields)
        return found
    return _asked(context, "ADRi", found, ask)


def _asked(
    context: Context, service: str, found: Retrieval, ask: Callable[[Retrieval], Retrieval]
) -> Retrieval:
    """What a service adds. Where it fails, a person may go on without it; a script does not."""
    say("Asking {service}…", service=service)
    try:
        return ask(found)
    except CardError as problem:
        if not context.may_ask:
            raise
        complain(problem)
        if not confirm(tr("Go on without {service}?", service=service)):
            raise NothingFound("Nothing was written.") from None
        return found


def _completed(context: Context, coverage: Coverage) -> Coverage:
    """The coverage with what ADRi has to be told, asked for where a person is there, who may leave
    it open: then ADRi is not asked."""
    if not context.may_ask:
        return coverage
    answers: dict[str, str] = {}
    for name in coverage.missing:
        answer = ask_field(name, context.register.today, _USUAL[name])
        if not answer:
            break
        answers[name] = answer
    return coverage._replace(**coverage_of(None, answers, context.register.today).known)
