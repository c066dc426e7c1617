"""How a command explains itself: plain text, translated, in the order people read."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import typer

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.words import typers
from semble_cli.errors import DONE, BadUsage

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = "Examples:"
"""In a command's docstring, the line after which its examples stand, one a line."""


def write_help(command: Any, ctx: Any, formatter: Any) -> None:
    """Write the help of a command or a group."""
    about, examples = split_help(command.help or "")
    usage = typers.usage_of(command, ctx)
    formatter.write_usage(ctx.command_path, usage, prefix=f"{_bold(tr('Usage:'))} ")
    for paragraph in about:
        formatter.write_paragraph()
        formatter.write_text(typers.unbroken(tr(paragraph)))
    if examples:
        _section(formatter, tr("Examples"), examples)
    for title, rows in _panels(command, ctx).items():
        write_list(formatter, title, rows)
    if hasattr(command, "list_commands"):
        write_list(formatter, tr("Commands"), _members(command, ctx))


def explain_group(ctx: Any) -> int:
    """Show the help of a group that was named without a command; the exit code: that is no mistake
    of a person at a terminal."""
    at_terminal = sys.stdout.isatty()
    typer.echo(ctx.get_help(), err=not at_terminal)
    return DONE if at_terminal else BadUsage.exit_code


def split_help(text: str) -> tuple[list[str], list[str]]:
    """The paragraphs of a docstring, each on one line, and its examples."""
    about, _, examples = cleandoc(text).partition(EXAMPLES)
    paragraphs = [" ".join(part.split()) for part in about.split("\n\n") if part.strip()]
    return paragraphs, [line.strip() for line in examples.splitlines() if line.strip()]


def _panels(command: Any, ctx: Any) -> dict[str, list[tuple[str, str]]]:
    """Arguments, options, and those options that stand in a panel of their own."""
    panels: dict[str, list[tuple[str, str]]] = {tr("Arguments"): [], tr("Options"): []}
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is None or getattr(parameter, "hidden", False):
            continue
        is_argument = parameter.param_type_name == "argument"
        panel = getattr(parameter, "rich_help_panel", None)
        title = tr(panel) if panel else tr("Arguments") if is_argument else tr("Options")
        names = typers.parameter_names(parameter, record[0])
        panels.setdefault(title, []).append((names, described(parameter)))
    if len(panels[tr("Options")]) == 1:  # which is --help: nobody looks for it first
        panels[tr("Options")] = panels.pop(tr("Options"))
    return panels


def described(parameter: Any) -> str:
    """The help of a parameter: what it is for, whether it is needed, what it is else."""
    if parameter.name == "help":
        return tr("Show this message and exit.")
    text = tr(parameter.help) if parameter.help else ""
    return typers.unbroken(text + typers.about(parameter, default_of(parameter)))


def default_of(parameter: Any) -> str:
    """What a parameter is where it is not given; nothing, where that says nothing.

    A switch of two names is said by the name that holds, and what depends in words.
    """
    if isinstance(parameter.show_default, str):
        return tr(parameter.show_default)
    value = parameter.default
    if value is None or callable(value) or value in ((), []):
        return ""
    if isinstance(value, bool):
        names = parameter.opts if value else parameter.secondary_opts
        return str(names[0]) if parameter.secondary_opts else ""
    return typers.taken_by(parameter, str(getattr(value, "value", value)))


def _members(group: Any, ctx: Any) -> list[tuple[str, str]]:
    found = [(name, group.get_command(ctx, name)) for name in group.list_commands(ctx)]
    return [(name, tr(split_help(member.help or "")[0][0])) for name, member in found]


def write_list(formatter: Any, title: str, rows: list[tuple[str, str]]) -> None:
    """Write what some words mean, under a title; nothing, where there are none."""
    if rows:
        with _headed(formatter, title):
            formatter.write_dl(rows)


def _section(formatter: Any, title: str, lines: list[str]) -> None:
    with _headed(formatter, title):
        for line in lines:
            formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


@contextmanager
def _headed(formatter: Any, title: str) -> Iterator[None]:
    formatter.write_paragraph()
    formatter.write(f"{_bold(typers.heading(title))}\n")
    with formatter.indentation():
        yield


def _bold(text: str) -> str:
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return text if plain else typer.style(text, bold=True)
