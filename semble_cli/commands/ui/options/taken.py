"""The options of a patient's fields given to commands, and what they give, as fields."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import typer

from semble_cli.commands.ui.options.fields import CONSENT_PANELS, PANELS, DmpAnswer, FieldOption
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.choices import of_patients as words
from semble_cli.patient.consents.answers import NOT_ASKED
from semble_cli.patient.consents.rules import VISIBILITIES
from semble_cli.patient.record import Answer

_MEANT = {
    DmpAnswer.YES: Answer.ACCEPTED.value,
    DmpAnswer.NO: Answer.REFUSED.value,
    DmpAnswer.UNKNOWN: NOT_ASKED,
}


def takes_fields(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `FIELD_OPTIONS`: it gets those given, by field, as `given`."""
    return takes(command, PANELS)


def takes_consents(command: Callable[..., None]) -> Callable[..., None]:
    """As `takes_fields`, of `CONSENT_PANELS` alone."""
    return takes(command, CONSENT_PANELS)


def takes_options(
    options: Sequence[FieldOption],
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As `takes_fields`, of some other options, which stand among the command's own."""
    return lambda command: takes(command, {None: options})


def takes(
    command: Callable[..., None], panels: Mapping[Any, Sequence[FieldOption]]
) -> Callable[..., None]:
    """Give a command some options, by the panel of the help, or `None`: it gets those given, by
    field, as `given`."""

    def run(*arguments: Any, **options: Any) -> None:
        taken = [option.field for of_panel in panels.values() for option in of_panel]
        given = {field: options.pop(field) for field in taken}
        command(*arguments, given=_given(given), **options)

    signature = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name != "given"]
    others = [_parameter(option, panel) for panel, of in panels.items() for option in of]
    run.__signature__ = inspect.Signature([*own, *others])  # type: ignore[attr-defined]  # typer reads it
    run.__doc__ = command.__doc__
    return run


def _parameter(option: FieldOption, panel: str | None) -> inspect.Parameter:
    kind: Any = list[str] | None if option.several else bool | None if option.is_switch else None
    if option.choices is not None:
        return inspect.Parameter(
            option.field,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                str | None,
                choice_option(option.choices, option.name, help_text=option.help, panel=panel),
            ],
        )
    return inspect.Parameter(
        option.field,
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[
            kind or str | None,
            typer.Option(
                option.name,
                metavar=option.metavar or None,
                help=option.help,
                rich_help_panel=panel,
            ),
        ],
    )


def _given(options: dict[str, Any]) -> dict[str, Any]:
    given = {field: value for field, value in options.items() if value not in (None, [])}
    if given.get("nir") == "-":
        given["nir"] = read_line()
    return consents_as_given(given)


def consents_as_given(options: dict[str, Any]) -> dict[str, Any]:
    """The fields that options give, with answers for consents: a no that is typed is a refusal.

    Raises:
        BadUsage: `--dmp-visible` takes no such word.
    """
    given = dict(options)
    if "dmp_consent" in given:
        given["dmp_consent"] = _MEANT[given["dmp_consent"]]
    if "dmp_visible_patient" in given:
        given |= _visibility(given.pop("dmp_visible_patient"))
    for name in CONSENTS:
        if isinstance(given.get(name), bool):
            given[name] = Answer.ACCEPTED if given[name] else Answer.REFUSED
    return given


def _visibility(text: str) -> dict[str, bool]:
    try:
        names = {
            words.DMP_VISIBLE_TO.read("", name) for name in text.split(",") if name.strip()
        } - {"none"}
    except InvalidInput:
        raise BadUsage("--dmp-visible takes patient, pro, both with a comma, or none.") from None
    return {field: name in names for name, field in _VISIBLE_TO.items()}


_VISIBLE_TO = dict(zip(("patient", "pro"), VISIBILITIES, strict=True))


def read_line() -> str:
    """One line of standard input, for a value too private for a command line.

    Raises:
        BadUsage: there is none.
    """
    line = sys.stdin.readline().strip()
    if not line:
        raise BadUsage("- reads from standard input, which is empty.")
    return line
