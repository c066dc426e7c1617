"""What a shell asks for: which value, option or command the word being typed is to become."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.completion.command_tree import COMMANDS, ROOT
from semble_cli.commands.ui.completion.tree import KnownOption, KnownValue, ValueKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.commands.ui.completion.tree import KnownCommand

_ANYWHERE = ("--store", "--key-file", "--lang", "--no-input")
"""The options of the root that may stand behind any command."""


class AskedWord(NamedTuple):
    """What is to be completed.

    `kept` is the part of the word that stays, as `--sort=` or `id,`; `typed` the rest of it.
    `value` is what it may become, or `None` for the `members` of a group and the `options` of a
    command. `given` are the words that stand there already. `store`, `key_file` and `lang` are what
    the line says of them.
    """

    typed: str
    kept: str = ""
    value: KnownValue | None = None
    members: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    given: tuple[str, ...] = ()
    store: str | None = None
    key_file: str | None = None
    lang: str | None = None


class _Reading:
    """A line that is read word by word."""

    def __init__(self) -> None:
        self.path = ROOT
        self.command: KnownCommand | None = COMMANDS[ROOT]
        self.options = {name: each for each in self.command.options for name in each.names}
        self.given: list[str] = []
        self.used: list[str] = []
        self.values: dict[str, str] = {}
        self.pending: str | None = None
        self.only_words = False

    def take(self, word: str) -> None:
        if self.pending is not None:
            self.values[self.pending] = word
            self.pending = None
        elif self.only_words or not word.startswith("-") or word == "-":
            self._take_word(word)
        elif word == "--":
            self.only_words = True
        else:
            name, equals, value = word.partition("=")
            self.used.append(name)
            option = self.options.get(name)
            if option and option.value:
                if equals:
                    self.values[name] = value
                else:
                    self.pending = name

    def _take_word(self, word: str) -> None:
        if self.command is None or not self.command.members:
            self.given.append(word)
            return
        self.path = f"{self.path} {word}"
        self.command = COMMANDS.get(self.path)
        self.options = {name: self.options[name] for name in _ANYWHERE}
        for option in self.command.options if self.command else ():
            self.options |= dict.fromkeys(option.names, option)

    def argument(self) -> KnownValue | None:
        """What the next word is to be, where it is no option."""
        arguments = self.command.arguments if self.command else ()
        if len(self.given) < len(arguments):
            return arguments[len(self.given)]
        return arguments[-1] if arguments and arguments[-1].several else None

    def unused(self) -> tuple[tuple[str, str], ...]:
        """The long names of the options that may still be given, with their help."""
        own = self.command.options if self.command else ()
        return tuple(
            (name, option.help)
            for option in own
            if not set(option.names) & set(self.used) or (option.value and option.value.several)
            for name in option.names
            if name.startswith("--")
        )


def what_is_asked(words: Sequence[str], typed: str) -> AskedWord:
    """What the word *typed* may become behind *words*, those after the program's name."""
    reading = _Reading()
    for word in words:
        reading.take(word)
    asked = AskedWord(
        typed,
        given=tuple(reading.given),
        store=reading.values.get("--store"),
        key_file=reading.values.get("--key-file"),
        lang=reading.values.get("--lang"),
    )
    if reading.pending is not None:
        return _with_value(asked, reading.options[reading.pending])
    if typed.startswith("-") and not reading.only_words:
        name, equals, rest = typed.partition("=")
        option: KnownOption | None = reading.options.get(name)
        if equals:
            kept = asked._replace(kept=f"{name}=", typed=rest)
            return _with_value(kept, option) if option else kept
        return asked._replace(options=reading.unused())
    if reading.command and reading.command.members:
        return asked._replace(members=tuple(reading.command.members.items()))
    if value := reading.argument():
        return asked._replace(value=value)
    return asked._replace(options=() if typed else reading.unused())


def _with_value(asked: AskedWord, option: KnownOption) -> AskedWord:
    """The value of an option; of a list, its last word."""
    value = option.value
    if value and value.kind in (ValueKind.LIST, ValueKind.FIELDS):
        before, comma, last = asked.typed.rpartition(",")
        given = tuple(before.split(","))
        return asked._replace(
            value=value, kept=f"{asked.kept}{before}{comma}", typed=last, given=given
        )
    return asked._replace(value=value, given=())
