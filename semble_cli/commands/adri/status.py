"""`semble adri status`: how the teleservices are set, and what is missing to ask them."""

from __future__ import annotations

from typing import Any

import typer

from semble_cli.commands.ui.checks import Check, write_checks
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import Format, chosen, say, write_document, write_line
from semble_cli.commands.ui.tables import shown_day
from semble_cli.errors import BadUsage
from semble_cli.services.insurance import teleservices
from semble_cli.settings.table import BY_NAME


def status(ctx: typer.Context, *, form: FormatOption = None) -> None:
    """Show how ADRi and INSi are set, whose certificates are used, and what is missing.

    The certificates are opened if their passphrase is at hand. Nothing is sent.

    Examples:
    semble adri status
    semble adri status -f json | jq '.services[] | select(.missing != [])'
    """
    context = context_of(ctx)
    found = _status(context)
    match chosen(form):
        case Format.JSON:
            write_document(found)
        case Format.NDJSON:
            write_line(found)
        case Format.TABLE | Format.TSV:
            _write_status(found)
        case _:
            raise BadUsage("The status is written as a table or as JSON.")


def _status(context: Context) -> dict[str, Any]:
    caller = context.caller
    return {
        "environment": caller.access.environment,
        "bridge": caller.access.bridge,
        "parts_missing": teleservices.missing_parts(),
        "services": [one._asdict() for one in teleservices.services(caller)],
        "certificates": [
            {
                "name": one.name,
                "subject": one.subject,
                "ends_on": one.ends_on.isoformat() if one.ends_on else None,
                "problem": tr(one.problem) if one.problem else None,
            }
            for one in teleservices.certificates(caller)
        ],
        "untried": tr(teleservices.UNTRIED),
    }


def _write_status(found: dict[str, Any]) -> None:
    checks = [
        Check(
            True, tr("environment"), found["environment"] or tr("none: own addresses or a bridge")
        )
    ]
    if found["parts_missing"]:
        way = "python3 -m pip install 'semble-cli[teleservices]'"
        names = ", ".join(found["parts_missing"])
        checks.append(Check(False, names, tr("not installed: {way}", way=way)))
    checks += [service_check(**one) for one in found["services"]]
    checks += [_certificate_check(**one) for one in found["certificates"]]
    write_checks(checks)
    say(found["untried"])


def service_check(service: str, address: str | None, missing: list[str]) -> Check:
    """A teleservice on a line of a check list."""
    if missing:
        ways = ", ".join(_way(f"teleservices.{name}") for name in missing)
        return Check(False, service, tr("not configured → {ways}", ways=ways))
    return Check(True, service, address or "")


def _way(name: str) -> str:
    """The command that sets a setting."""
    kind = BY_NAME[name].kind
    value = "|".join(kind.words) or tr("FILE" if kind.is_file else "VALUE")
    return f"semble config set {name} {value}"


def _certificate_check(
    name: str, subject: str | None, ends_on: str | None, problem: str | None
) -> Check:
    detail = problem or f"{subject}, {tr('until {day}', day=shown_day(ends_on or ''))}"
    return Check(problem is None, f"teleservices.{name}", detail)
