"""Options that take a word of a fixed list: how they are read, and how their help writes them.

The words of patients are in `patient.choices`; here are those of lists of commands.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import typer

from semble_cli.commands.ui.language import in_agreement, in_use, tr
from semble_cli.commands.ui.output import Format
from semble_cli.errors import InvalidInput
from semble_cli.patient.choices.reader import Choices

T = TypeVar("T")

FORMATS: Choices[Format] = Choices(
    {form: ("table", "tableau") if form is Format.TABLE else () for form in Format}
)

LANGUAGES = Choices({"en": ("English", "anglais"), "fr": ("French", "français")})


class NoChoice(typer.BadParameter):
    """A word that is none of a list, or may be several of it."""

    def __init__(self, problem: InvalidInput) -> None:
        super().__init__(str(problem.sentence))
        self.sentence = problem.sentence


class Reader(Generic[T]):
    """What typer reads an option's word with."""

    __name__ = "choice"

    def __init__(self, choices: Choices[T]) -> None:
        self.choices = choices

    def __call__(self, text: str) -> T:
        try:
            return self.choices.read("", text)
        except InvalidInput as problem:
            raise NoChoice(problem) from None


class RecordReader(Reader[str]):
    """What an id of a patient is read with that may be a word of a list as well."""

    def __call__(self, text: str) -> str:
        return next(iter(self.choices.meanings(text)), text)


class ClearingReader(Reader[T]):
    """What an option's word is read with that an empty one clears."""

    def __call__(self, text: str) -> Any:
        return super().__call__(text) if text else ""


def written(choices: Choices[Any], value: Any) -> str:
    """The word for a value that help shows, as a shell takes it: its code in English, its word in
    French, without the brackets of the other gender."""
    if in_use() == "en":
        return str(value)
    return in_agreement(tr(choices.name(value)), "M").replace(" ", "-")


def choice_option(
    choices: Choices[Any],
    *names: str,
    help_text: str,
    metavar: str | None = None,
    panel: str | None = None,
    default: str = "",
    clears: bool = False,
    **more: Any,
) -> Any:
    """An option that takes one word of a list, or several, each with the option's name.

    Args:
        panel: of the help, where it stands in one of its own.
        default: what is done without it, where that depends.
        clears: whether an empty word is taken too.
    """
    reader = (ClearingReader if clears else Reader)(choices)
    return typer.Option(
        *names,
        metavar=metavar or "|".join(map(str, choices.values)),
        help=help_text,
        rich_help_panel=panel,
        show_default=default or True,
        parser=reader,
        **more,
    )
