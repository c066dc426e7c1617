"""`semble adri status`: how the teleservices are set, whether the certificates do for them, and
what is missing to ask them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.checks import Check, write_checks
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import Format, chosen, say, write_document, write_line
from semble_cli.commands.ui.tables import shown_day
from semble_cli.errors import BadUsage, CardError, Sentence
from semble_cli.services.insurance import teleservices
from semble_cli.settings.table import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.services.insurance.certificates import CertificateStatus, ClockStatus


def status(
    ctx: typer.Context,
    *,
    offline: Annotated[
        bool, typer.Option("--offline", help="Send nothing, and so compare no clocks.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Show how ADRi and INSi are set, whose certificates are used, whether these do, and what is
    missing.

    The certificates are opened if their passphrase is at hand. The clock is compared with that of
    each service by an empty request; nothing else is sent. Where one of them is no good, or could
    not be looked at, the exit code is 8; what ends soon, or is not set up, is only told.

    Examples:
    semble adri status
    semble adri status --offline
    semble adri status -f json | jq '.services[] | select(.missing != [])'
    """
    context = context_of(ctx)
    found = _Found(context, offline=offline)
    match chosen(form):
        case Format.JSON:
            write_document(found.document())
        case Format.NDJSON:
            write_line(found.document())
        case Format.TABLE | Format.TSV:
            write_checks(found.checks())
            found.say_guesses()
        case _:
            raise BadUsage("The status is written as a table or as JSON.")
    if found.is_wrong:
        raise CardError(
            "A teleservice cannot be asked like this: the status says why, and what to do about it."
        )


class _Found:
    """What was found, as a document and as a check list."""

    def __init__(self, context: Context, *, offline: bool) -> None:
        from semble_cli.services.insurance.certificates import examined

        self._access = context.caller.access
        self._services = teleservices.services(context.caller)
        self._guesses = teleservices.guesses(context.caller)
        self._examined = examined(context.caller, offline=offline)

    @property
    def is_wrong(self) -> bool:
        """Whether what is set keeps a service from being asked, or could not be looked at."""
        is_set = any(not one.missing for one in self._services)
        return (
            bool(is_set and teleservices.missing_parts())
            or any(one.problem for one in self._examined.certificates)
            or any(not one.agrees for one in self._examined.clocks)
        )

    def document(self) -> dict[str, Any]:
        return {
            "environment": self._access.environment,
            "bridge": self._access.bridge,
            "parts_missing": teleservices.missing_parts(),
            "services": [one._asdict() for one in self._services],
            "certificates": [
                {
                    "name": one.name,
                    "subject": one.subject,
                    "issuer": one.issuer,
                    "kind": one.kind,
                    "starts_on": one.starts_on.isoformat() if one.starts_on else None,
                    "ends_on": one.ends_on.isoformat() if one.ends_on else None,
                    "problem": _told(one.problem),
                    "warnings": [tr(warning) for warning in one.warnings],
                }
                for one in self._examined.certificates
            ],
            "clocks": [
                {"host": one.host, "seconds_ahead": one.seconds, "problem": _told(_of_clock(one))}
                for one in self._examined.clocks
            ],
            "guesses": [
                {"what": one.what, "inferred_from": tr(one.inferred_from)} for one in self._guesses
            ],
            "untried": tr(teleservices.UNTRIED),
        }

    def checks(self) -> Iterator[Check]:
        set_to = self._access.environment or tr("none: own addresses or a bridge")
        yield Check(True, tr("environment"), set_to)
        if missing := teleservices.missing_parts():
            way = "python3 -m pip install 'semble-cli[teleservices]'"
            yield Check(False, ", ".join(missing), tr("not installed: {way}", way=way))
        yield from (service_check(*one) for one in self._services)
        for one in self._examined.certificates:
            yield from _certificate_checks(one)
        for clock in self._examined.clocks:
            said = _of_clock(clock) or Sentence("as {host} has it", host=clock.host)
            yield Check(clock.agrees, tr("clock"), tr(said))

    def say_guesses(self) -> None:
        for one in self._guesses:
            say("A guess: {what} ({source}).", what=one.what, source=one.inferred_from)
        say(teleservices.UNTRIED)


def service_check(service: str, address: str | None, missing: list[str], is_guess: bool) -> Check:
    """A teleservice on a line of a check list."""
    if missing:
        ways = ", ".join(_way(f"teleservices.{name}") for name in missing)
        return Check(False, service, tr("not configured → {ways}", ways=ways))
    if is_guess:
        return Check(True, service, tr("{address} (a guess)", address=address))
    return Check(True, service, address or "")


def _way(name: str) -> str:
    """The command that sets a setting."""
    kind = BY_NAME[name].kind
    value = "|".join(kind.words) or tr("FILE" if kind.is_file else "VALUE")
    return f"semble config set {name} {value}"


def _certificate_checks(found: CertificateStatus) -> Iterator[Check]:
    """A certificate on a line, what is wrong with it or deserves a look on lines of their own."""
    name = f"teleservices.{found.name}"
    if found.subject:
        day = shown_day(found.ends_on.isoformat()) if found.ends_on else ""
        parts = [found.subject, tr("issued by {issuer}", issuer=found.issuer)]
        parts += [tr("kind {kind}", kind=found.kind)] if found.kind else []
        parts += [tr("until {day}", day=day)]
        yield Check(found.problem is None, name, ", ".join(parts))
    if found.problem:
        yield Check(False, name, tr(found.problem))
    for warning in found.warnings:
        yield Check(False, name, tr(warning))


def _of_clock(found: ClockStatus) -> Sentence | None:
    """What is wrong with this machine's clock, or why that is not known."""
    if found.agrees:
        return None
    if found.seconds is None:
        return Sentence("not compared: {problem}", problem=found.problem)
    wrong = _AHEAD if found.seconds > 0 else _BEHIND
    return Sentence(wrong.text, count=abs(found.seconds), host=found.host)


_AHEAD = Sentence("{count} second(s) ahead of {host}'s: set it right, or no assertion is believed")
_BEHIND = Sentence("{count} second(s) behind {host}'s: set it right, or no assertion is believed")


def _told(sentence: Sentence | None) -> str | None:
    return tr(sentence) if sentence else None
