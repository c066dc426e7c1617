"""Groups that load a command only when it is called, and help in the language of the user."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.guide.suggestions import meant, no_such_command
from semble_cli.commands.ui.help import write_help
from semble_cli.commands.ui.patients.argument import PatientWord, patient_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Command(TyperCommand):
    """A command whose help is written by `commands.help`, and which gets patients by their ids."""

    def invoke(self, ctx: Any) -> Any:
        for name, value in ctx.params.items():
            ctx.params[name] = _settled(ctx, value)
        return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        write_help(self, ctx, formatter)


def _settled(ctx: Any, value: Any) -> Any:
    """The value of a parameter; of words that mean patients, the ids."""
    if isinstance(value, PatientWord):
        return patient_id(context_of(ctx), value)
    if isinstance(value, list | tuple):
        return [_settled(ctx, each) for each in value]
    return value


class Group(TyperGroup):
    """A group of commands, each imported when it is called or when the group's help lists it.

    `members` gives, for each name, where the command is: `package.module:attribute`, a function
    (a command) or a `Group`.
    """

    members: Mapping[str, str] = {}

    def list_commands(self, _: Any) -> list[str]:
        return list(self.members)

    def get_command(self, _: Any, cmd_name: str) -> Any:
        return load(self.members[cmd_name], cmd_name) if cmd_name in self.members else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in self.members and not name.startswith("-"):
            return self.resolve_unknown(ctx, args)
        return super().resolve_command(ctx, args)

    def resolve_unknown(self, ctx: Any, args: list[str]) -> Any:
        """What to do where the first word is no command of this group.

        Raises:
            BadUsage: nothing but to say so.
        """
        raise no_such_command(args[0], meant(args[0], self.members), ctx.command_path)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        write_help(self, ctx, formatter)


def verbs_of(members: Mapping[str, str]) -> dict[str, list[str]]:
    """Commands, and of each that is a group its own commands."""
    groups = {name: where for name, where in members.items() if where.endswith(":group")}
    return {
        name: list(load(groups[name], name).members) if name in groups else [] for name in members
    }


def group(help_text: str, members: Mapping[str, str]) -> Group:
    """A group of commands: what it is for, and where each command is."""
    made = Group(help=help_text, no_args_is_help=True, rich_markup_mode=None)
    made.members = members
    return made


def load(where: str, name: str) -> Any:
    """The command or group at `package.module:attribute`, under *name*."""
    module, _, attribute = where.partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, Group):
        found.name = name
        return found
    return command_from(found, name)


def command_from(function: Callable[..., None], name: str) -> Any:
    """The command that a function is: its parameters are the options, its docstring the help."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=Command)(function)
    return typer.main.get_command(app)
