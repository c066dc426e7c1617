"""Every argument and option of text says what it takes, and completion knows the commands as they
are."""

from __future__ import annotations

from typing import Annotated

import pytest
import typer

import command_tree
import reference
from semble_cli.commands.ui.completion import completers
from semble_cli.commands.ui.completion.command_tree import COMMANDS
from semble_cli.commands.ui.completion.declared import FREE_TEXT, Undeclared, value_of
from semble_cli.commands.ui.completion.tree import KnownValue, ValueKind
from semble_cli.commands.ui.framework import command_from


def test_completion_knows_every_command_as_it_is() -> None:
    made = command_tree.module_of(reference.commands())  # fails where text is not declared
    assert command_tree.FILE.read_text("utf-8") == made, "run `make docs`"
    assert set(COMMANDS) == dict(reference.commands()).keys()


def test_text_that_is_neither_completed_nor_listed_as_free_is_refused() -> None:
    def command(word: str, *, shade: Annotated[str, typer.Option(metavar="SHADE")] = "") -> None:
        del word, shade

    for parameter in command_from(command, "try").params:
        if parameter.name != "help":
            with pytest.raises(Undeclared, match=r"word|shade"):
                value_of("semble try", parameter)


def test_no_name_stands_among_free_text_for_nothing() -> None:
    names = {
        name
        for _, command in reference.commands()
        for parameter in command.params
        for name in parameter.opts
    }
    assert FREE_TEXT - names == set()


def test_every_kind_has_a_completer_or_is_the_shells_own() -> None:
    kinds = {
        *completers.OF_REGISTER,
        *completers.OF_TABLES,
        *completers.OF_BOTH,
        *completers.WITHOUT_CANDIDATES,
    }
    assert kinds | {ValueKind.CHOICE, ValueKind.LIST, ValueKind.FIELDS, ValueKind.BEGINNING} == set(
        ValueKind
    )


def test_a_nir_and_the_name_that_confirms_are_never_proposed() -> None:
    for command in COMMANDS.values():
        for option in command.options:
            if {"--nir", "--ins", "--confirm"} & set(option.names):
                assert option.value == KnownValue(ValueKind.FREE)
