"""The command line as completion reads it: written from typer's commands by `make docs`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.completion.declared import value_of
from semble_cli.commands.ui.completion.tree import KnownCommand, KnownOption, KnownValue
from semble_cli.commands.ui.help import split_help

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = Path(__file__).resolve().parent.parent / "semble_cli/commands/ui/completion/command_tree.py"

_HEAD = '''"""Made by `make docs` from the commands: change them there."""

# ruff: noqa
# fmt: off

from semble_cli.commands.ui.completion.tree import KnownCommand, ValueKind, KnownOption, KnownValue

ROOT = "semble"

'''


def module_of(commands: Iterable[tuple[str, Any]]) -> str:
    """The text of the module, from every command and group with its whole name.

    What several commands have is written once. Raises `declared.Undeclared`.
    """
    found = {name: _command(name, each) for name, each in commands}
    options = {option: None for each in found.values() for option in each.options}
    values = {option.value: None for option in options if option.value}
    value_names = {value: f"_V{place}" for place, value in enumerate(values)}
    option_names = {option: f"_O{place}" for place, option in enumerate(options)}
    lines = [f"{name} = {_value(value)}" for value, name in value_names.items()]
    for option, name in option_names.items():
        value = value_names[option.value] if option.value else None
        lines.append(f"{name} = KnownOption({option.names!r}, {option.help!r}, {value})")
    lines.append("COMMANDS = {")
    for name, each in found.items():
        arguments = "".join(f"{_value(value)}, " for value in each.arguments)
        known = "".join(f"{option_names[option]}, " for option in each.options)
        lines.append(
            f"    {name!r}: KnownCommand({dict(each.members)!r}, ({arguments}), ({known})),"
        )
    return _HEAD + "\n".join([*lines, "}"]) + "\n"


def _command(name: str, command: Any) -> KnownCommand:
    arguments: list[KnownValue] = []
    options: list[KnownOption] = []
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            arguments.append(value_of(name, parameter))
        elif not getattr(parameter, "hidden", False):
            value = None if parameter.is_flag else value_of(name, parameter)
            names = (*parameter.opts, *parameter.secondary_opts)
            options.append(KnownOption(names, parameter.help or "", value))
    options.append(KnownOption(("--help",), "Show this message and exit."))
    members = {
        member: split_help(command.get_command(None, member).help or "")[0][0]
        for member in getattr(command, "members", ())
    }
    return KnownCommand(members, tuple(arguments), tuple(options))


def _value(value: KnownValue) -> str:
    return f"KnownValue(ValueKind.{value.kind.name}, {value.words!r}, {value.several})"
