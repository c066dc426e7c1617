"""`semble config list` and `semble config get`: what holds, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from semble_cli.commands.config.options import SettingName, flags_of
from semble_cli.commands.ui.confirmations.settings import in_brief
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption
from semble_cli.commands.ui.output import NOTHING, Format, chosen, say, warn, write
from semble_cli.commands.ui.safe_text import safe
from semble_cli.commands.ui.screen.pager import paged
from semble_cli.commands.ui.tables import console, text, write_all, write_one
from semble_cli.errors import BadUsage, NothingFound, SembleError, Sentence
from semble_cli.settings.families import every_setting
from semble_cli.settings.in_force import InForce, SettingOrigin, in_force
from semble_cli.settings.naming import setting_named
from semble_cli.settings.secrets import secret_value
from semble_cli.settings.setting import Home
from semble_cli.settings.table import SECRETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.text import Text

    from semble_cli.commands.ui.context import Context
    from semble_cli.settings.in_force import Layer

COLUMNS = ("name", "value", "origin", "place", "below", "home", "problem")


def list_settings(
    ctx: typer.Context, form: FormatOption = None, fields: FieldsOption = None
) -> None:
    """List the settings: what holds, where it comes from, and over what it goes.

    A flag goes before a variable, a variable before your file, the file before what the practice
    set, and that before the default. Of a secret it is only said whether its variable is set.

    Examples:
    semble config list
    semble config list -f json | jq '.[] | select(.origin == "practice")'
    """
    context = context_of(ctx)
    if context.settings.problem:
        warn([context.settings.problem.sentence])
    flags = flags_of(ctx)
    practice = _practice(context)
    settings = context.settings
    told = {*settings.variables, *settings.in_file, *(practice or ())}
    found = [in_force(each, settings, flags, practice) for each in every_setting(told)]
    how = chosen(form)
    with paged(context, how):
        if how is Format.TABLE and fields is None:
            _write_table(context, found)
        else:
            records = [*(_record(context, each) for each in found), *_secrets()]
            write_all(records, COLUMNS, how, fields)


def get(ctx: typer.Context, setting: SettingName, form: FormatOption = None) -> None:
    """Print what holds of one setting: the value alone, or with its origin as JSON.

    What is not set and has no default ends with 1.

    Examples:
    semble config get labels.size
    semble config get practice.name -f json | jq -r .origin
    """
    wanted = setting_named(setting)
    context = context_of(ctx)
    found = in_force(wanted, context.settings, flags_of(ctx), {})
    if wanted.home is Home.PRACTICE and not found.layers:
        from semble_cli.services.practice.settings import practice_settings_of

        practice = practice_settings_of(context.register)
        found = in_force(wanted, context.settings, {}, practice)
    if found.problem:
        raise BadUsage("{name}: {problem}", name=wanted.name, problem=found.problem)
    if form is not None:
        write_one(_record(context, found), form)
    elif found.value is None:
        raise NothingFound(
            "{name} is not set; without it: {otherwise}.",
            name=wanted.name,
            otherwise=Sentence(wanted.otherwise),
        )
    else:
        for line in wanted.kind.show(found.value).splitlines():
            write(safe(line))


def _practice(context: Context) -> Mapping[str, str] | None:
    """What the practice set, or `None`, and a word about it, where that cannot be read."""
    from semble_cli.services.practice.settings import practice_settings_of

    try:
        return practice_settings_of(context.register)
    except SembleError as error:
        warn([Sentence("The practice's settings are not known: {why}", why=error.sentence)])
        return None


def _record(context: Context, found: InForce) -> dict[str, Any]:
    show = found.setting.kind.show
    return {
        "name": found.setting.name,
        "value": None if found.value is None else show(found.value),
        "origin": found.origin.value,
        "place": _place(context, found),
        "below": [f"{each.origin.value}={show(each.text)}" for each in found.layers[1:]],
        "home": found.setting.home.value,
        "problem": tr(found.problem) if found.problem else None,
    }


def _place(context: Context, found: InForce) -> str | None:
    """Where the value that holds is written, if anywhere."""
    match found.origin:
        case SettingOrigin.VARIABLE:
            return found.setting.variable
        case SettingOrigin.FILE:
            return context.settings.file
        case SettingOrigin.PRACTICE:
            return str(context.register.store)
        case _:
            return None


def _secrets() -> Iterator[dict[str, Any]]:
    for secret in SECRETS:
        is_set = secret_value(secret.name) is not None
        told = {
            "name": secret.name,
            "origin": SettingOrigin.VARIABLE.value if is_set else None,
            "place": secret.variable,
        }
        yield dict.fromkeys(COLUMNS) | told | {"below": []}


def _write_table(context: Context, found: list[InForce]) -> None:
    from semble_cli.commands.ui.screen.drawing import TableColumn, draw

    columns = (
        TableColumn(tr("setting"), whole=True),
        TableColumn(tr("value"), 1),
        TableColumn(tr("where from"), 2),
        TableColumn(tr("goes before"), 3),
    )
    rows = [_cells(context, each) for each in found]
    rows += [
        [
            text(secret.name),
            text(NOTHING),
            text(tr("not set") if secret_value(secret.name) is None else secret.variable),
            text(NOTHING),
        ]
        for secret in SECRETS
    ]
    draw(console(), columns, rows)
    say("Set one with semble config set, for the practice or, with --mine, for yourself.")
    say(
        "MSSanté was never tried against a real server. Its operator gives server, address and"
        " token, the ANS the product number and the certificate: see docs/mssante.md."
    )


def _cells(context: Context, found: InForce) -> list[Text]:
    setting = found.setting
    if found.problem:
        value = text(tr(found.problem), "yellow")
    elif found.value is None:
        is_unread = found.origin is SettingOrigin.UNREAD
        value = text(NOTHING if is_unread else tr(setting.otherwise), "dim")
    else:
        value = text("\n".join(in_brief(setting.kind.show(found.value))))
    origin = _place(context, found) if found.origin is SettingOrigin.VARIABLE else None
    return [
        text(setting.name),
        value,
        text(origin or tr(ORIGINS[found.origin]), "dim" if not found.layers else ""),
        text(", ".join(_below(found, each) for each in found.layers[1:]) or NOTHING),
    ]


def _below(found: InForce, layer: Layer) -> str:
    shown = "\n".join(in_brief(found.setting.kind.show(layer.text)))
    return f"{tr(ORIGINS[layer.origin])} ({shown})"


ORIGINS = {
    SettingOrigin.FLAG: "the command line",
    SettingOrigin.VARIABLE: "a variable",
    SettingOrigin.FILE: "your file",
    SettingOrigin.PRACTICE: "the practice",
    SettingOrigin.UNREAD: "not known",
    SettingOrigin.DEFAULT: "default",
}
"""What people call the places of settings."""
