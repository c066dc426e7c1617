"""How a command explains itself: plain text, translated, in the order people read."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

import typer

from semble_cli.commands.ui.language import tr

EXAMPLES = "Examples:"
"""In a command's docstring, the line after which its examples stand, one a line."""


def write_help(command: Any, ctx: Any, formatter: Any) -> None:
    """Write the help of a command or a group."""
    about, examples = split_help(command.help or "")
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=f"{_heading(tr('Usage:'))} ")
    for paragraph in about:
        formatter.write_paragraph()
        formatter.write_text(tr(paragraph))
    if examples:
        _section(formatter, tr("Examples"), examples)
    arguments, options = _parameters(command, ctx)
    _list(formatter, tr("Arguments"), arguments)
    _list(formatter, tr("Options"), options)
    if hasattr(command, "list_commands"):
        _list(formatter, tr("Commands"), _members(command, ctx))


def split_help(text: str) -> tuple[list[str], list[str]]:
    """The paragraphs of a docstring, each on one line, and its examples."""
    about, _, examples = cleandoc(text).partition(EXAMPLES)
    paragraphs = [" ".join(part.split()) for part in about.split("\n\n") if part.strip()]
    return paragraphs, [line.strip() for line in examples.splitlines() if line.strip()]


def _parameters(command: Any, ctx: Any) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    arguments, options = [], []
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is None or getattr(parameter, "hidden", False):
            continue
        text = tr(parameter.help) if parameter.help else ""
        required = tr("required") if parameter.required else ""
        line = f"{text} [{required}]" if required else text
        if parameter.param_type_name == "argument":
            arguments.append((record[0], line))
        else:
            options.append((record[0], line))
    return arguments, options


def _members(group: Any, ctx: Any) -> list[tuple[str, str]]:
    found = [(name, group.get_command(ctx, name)) for name in group.list_commands(ctx)]
    return [(name, tr(split_help(member.help or "")[0][0])) for name, member in found]


def _list(formatter: Any, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(_heading(title)):
            formatter.write_dl(rows)


def _section(formatter: Any, title: str, lines: list[str]) -> None:
    with formatter.section(_heading(title)):
        for line in lines:
            formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


def _heading(text: str) -> str:
    return typer.style(text, bold=True)
