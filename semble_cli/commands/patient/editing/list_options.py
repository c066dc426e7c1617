"""The options of `patient edit` that change lists: items that take the place of the one of their
kind, are added, taken away, or replace all."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from semble_cli.errors import BadUsage
from semble_cli.patient.edits.lists import GIVEN_NAMES, ListChange
from semble_cli.patient.fields import FLAGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class ListOption(NamedTuple):
    """An option: the list it changes, how (a field of `ListChange`), its name, what it takes, and
    its help."""

    field: str
    how: str
    name: str
    metavar: str
    help: str

    @property
    def parameter(self) -> str:
        return self.name.removeprefix("--").replace("-", "_")


LIST_OPTIONS = (
    ListOption("phones", "add", "--add-phone", "TYPE:NUMBER", "One more phone."),
    ListOption(
        "phones",
        "remove",
        "--remove-phone",
        "TYPE|NUMBER",
        "Take a phone away: its type or number.",
    ),
    ListOption(
        "phones", "replaced", "--replace-phones", "TYPE:NUMBER", "These phones, and no others."
    ),
    ListOption("numbers", "add", "--add-number", "NAME=VALUE", "One more number of your own."),
    ListOption(
        "numbers", "remove", "--remove-number", "NAME[=VALUE]", "Take a number of your own away."
    ),
    ListOption(
        "numbers", "replaced", "--replace-numbers", "NAME=VALUE", "These numbers, and no others."
    ),
    ListOption("tags", "add", "--add-tag", "TAG", "One more tag."),
    ListOption("tags", "remove", "--remove-tag", "TAG", "Take a tag away."),
    ListOption("tags", "replaced", "--replace-tags", "TAG", "These tags, and no others."),
    ListOption(FLAGS, "add", "--add-flag", "FLAG", "One more flag of the identity."),
    ListOption(FLAGS, "remove", "--remove-flag", "FLAG", "Take a flag of the identity away."),
    ListOption(FLAGS, "replaced", "--replace-flags", "FLAG", "These flags, and no others."),
    ListOption(
        GIVEN_NAMES, "add", "--add-given-name", "NAME", "One more birth given name, the last."
    ),
    ListOption(
        GIVEN_NAMES, "remove", "--remove-given-name", "NAME", "Take a birth given name away."
    ),
)
_PANEL = "Lists"

PUT = ("phones", "numbers", "tags", FLAGS)
"""The lists of which an option that `patient add` has too sets one item."""


def takes_lists(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `LIST_OPTIONS`: it gets the changes of lists, as `lists`."""

    def run(*arguments: Any, **options: Any) -> None:
        words = {option: options.pop(option.parameter) or [] for option in LIST_OPTIONS}
        command(*arguments, lists=_changes(words), **options)

    signature = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name != "lists"]
    run.__signature__ = inspect.Signature([*own, *_parameters()])  # type: ignore[attr-defined]  # typer reads it
    run.__doc__ = command.__doc__
    return run


def with_put(
    given: Mapping[str, Any], lists: Mapping[str, ListChange], document: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, ListChange]]:
    """The fields that are given whole, by options or by a *document*, and all changes of lists.

    Raises:
        BadUsage: of one list, all is given and something else changed.
    """
    changes = dict(lists)
    for field in PUT:
        if field in given:
            put = tuple(given[field])
            changes[field] = changes.get(field, ListChange())._replace(put=put)
    for field, change in changes.items():
        others = change.put or change.add or change.remove
        if field in document or (change.replaced is not None and others):
            raise BadUsage("What gives a whole list goes with no other change of that list.")
    fields = {name: value for name, value in given.items() if name not in PUT}
    return {**document, **fields}, changes


def _changes(words: Mapping[ListOption, list[str]]) -> dict[str, ListChange]:
    changes: dict[str, ListChange] = {}
    for option, given in words.items():
        if given:
            # An empty text is for clearing: the list is replaced by nothing.
            value = tuple(filter(None, given)) if option.how == "replaced" else tuple(given)
            before = changes.get(option.field, ListChange())
            changes[option.field] = before._replace(**{option.how: value})
    return changes


def _parameters() -> Iterator[inspect.Parameter]:
    for option in LIST_OPTIONS:
        yield inspect.Parameter(
            option.parameter,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                list[str] | None,
                typer.Option(
                    option.name,
                    metavar=option.metavar,
                    help=option.help,
                    rich_help_panel=_PANEL,
                ),
            ],
        )
