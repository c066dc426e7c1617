"""Questions to the person at the terminal, on standard error, so that results stay alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import explain, tr
from semble_cli.commands.ui.safe_text import safe
from semble_cli.commands.ui.words.typing import follow_typing
from semble_cli.errors import InvalidInput
from semble_cli.patient.choices.words import SWITCH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from prompt_toolkit.completion import Completer

_NONE: Mapping[str, Sequence[str]] = {}


def ask_text(
    question: str,
    check: Callable[[str], Any] | None = None,
    completer: Completer | None = None,
    default: str = "",
) -> str:
    """A line of text; *check* raises `InvalidInput` for one that cannot be taken, *default* stands
    there to be accepted.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    import questionary

    def problem(text: str) -> bool | str:
        if check is None:
            return True
        try:
            check(text)
        except InvalidInput as error:
            return explain(error)[0]
        return True

    return str(
        questionary.text(
            safe(question),
            default,
            validate=problem,
            validate_while_typing=False,
            completer=completer,
            complete_while_typing=completer is not None,
            output=_to_stderr(),
        ).unsafe_ask()
    )


def ask_secret(question: str) -> str:
    """A line of text that is not shown while it is typed.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    import questionary

    return str(questionary.password(safe(question), output=_to_stderr()).unsafe_ask())


def choose(
    question: str, choices: Sequence[tuple[str, str]], words: Mapping[str, Sequence[str]] = _NONE
) -> str:
    """One of some choices, given as values and what to show for them; what is shown may be typed,
    and so may the values and their *words*.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    import questionary

    shown = [questionary.Choice(safe(title), value=value) for value, title in choices]
    asked = questionary.select(
        safe(question), choices=shown, instruction=" ", use_jk_keys=False, output=_to_stderr()
    )
    follow_typing(asked, [(title, value, *words.get(value, ())) for value, title in choices])
    answer: str = asked.unsafe_ask()
    return answer


def confirm(question: str) -> bool:
    """Yes or no; no unless the person says yes."""
    words = {"no": SWITCH.words(False), "yes": SWITCH.words(True)}
    return choose(question, [("no", tr("no")), ("yes", tr("yes"))], words) == "yes"


def completer_of(search: Callable[[str], Iterable[str]]) -> Completer:
    """Proposals for the whole line, from what is typed so far."""
    from prompt_toolkit.completion import Completer, Completion

    class Proposals(Completer):
        def get_completions(self, document: Any, complete_event: Any) -> Any:  # noqa: ARG002
            typed = document.text_before_cursor
            for proposal in search(typed):
                yield Completion(proposal, start_position=-len(typed))

    return Proposals()


def _to_stderr() -> Any:
    from prompt_toolkit.output import create_output

    return create_output(stdout=sys.stderr)
