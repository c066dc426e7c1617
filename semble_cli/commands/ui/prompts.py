"""Questions to the person at the terminal, on standard error, so that results stay alone."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import explain, tr
from semble_cli.commands.ui.safe_text import safe
from semble_cli.commands.ui.words.proposed_end import is_proposed_end, keys_over_end
from semble_cli.commands.ui.words.typing import follow_typing
from semble_cli.errors import InvalidInput
from semble_cli.patient.choices.of_patients import SWITCH

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from prompt_toolkit.application import Application
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.validation import Validator
    from questionary import Question

    Leaving = Callable[[str], None]


class GoBack(Exception):
    """The person pressed the key that goes back to the question before."""


_ESCAPE_AFTER = 0.1
"""Seconds after which Escape is the key, and not the beginning of another's code."""

_NONE: Mapping[str, Sequence[str]] = {}


def ask_text(
    question: str,
    check: Callable[[str], Any] | None = None,
    completer: Completer | None = None,
    default: str = "",
    leaving: Leaving | None = None,
) -> str:
    """A line of text; *check* raises `InvalidInput` for one that cannot be taken, *default* stands
    there to be accepted, and to be completed or typed over where it is the end of a line
    (`proposed_end`). Where *leaving* is
    given, Escape goes back; it is told what stands in the line of a question that is left.

    Raises:
        KeyboardInterrupt: the person gave up. GoBack: the person went back.
    """
    import questionary

    asked = questionary.text(
        _wrapped(safe(question)),
        default,
        validate=_validator_of(check) if check else None,
        validate_while_typing=False,
        completer=completer,
        complete_while_typing=completer is not None,
        output=_to_stderr(),
    )
    application = asked.application
    application.current_buffer.cursor_position = _place_in(default)
    if is_proposed_end(default):
        _add_keys(application, keys_over_end())
    _show_whole_errors(application)
    return str(_answer_of(asked, leaving))


def ask_secret(question: str) -> str:
    """A line of text that is not shown while it is typed.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    import questionary

    return str(_answer_of(questionary.password(safe(question), output=_to_stderr())))


def choose(
    question: str,
    choices: Sequence[tuple[str, str]],
    default: str | None = None,
    leaving: Leaving | None = None,
    words: Mapping[str, Sequence[str]] = _NONE,
) -> str:
    """One of some choices, given as values and what to show for them; *default* is pointed at.
    What is shown may be typed, and so may the values and their *words*.

    Raises:
        KeyboardInterrupt: the person gave up. GoBack: as for `ask_text`.
    """
    import questionary

    shown = [questionary.Choice(safe(title), value=value) for value, title in choices]
    known = default if default and default in (value for value, _ in choices) else None
    asked = questionary.select(
        _wrapped(safe(question)),
        choices=shown,
        default=known,
        instruction=" ",
        use_jk_keys=False,
        output=_to_stderr(),
    )
    follow_typing(asked, [(title, value, *words.get(value, ())) for value, title in choices])
    return str(_answer_of(asked, leaving))


def choose_several(
    question: str,
    choices: Sequence[tuple[str, str]],
    ticked: Collection[str] = (),
    leaving: Leaving | None = None,
) -> list[str]:
    """Any of some choices, those that are *ticked* already among them.

    Raises:
        KeyboardInterrupt: the person gave up. GoBack: as for `ask_text`.
    """
    import questionary

    shown = [
        questionary.Choice(safe(title), value=value, checked=value in ticked)
        for value, title in choices
    ]
    asked = questionary.checkbox(
        safe(question),
        choices=shown,
        instruction=tr("(space ticks, Enter goes on)"),
        output=_to_stderr(),
    )
    asked.application.erase_when_done = True  # questionary would sum up in English
    chosen = list(_answer_of(asked, leaving))
    titles = ", ".join(title for value, title in choices if value in chosen)
    sys.stderr.write(f"? {safe(question)} {safe(titles) or '–'}\n")
    return chosen


def confirm(question: str) -> bool:
    """Yes or no; no unless the person says yes."""
    words = {"no": SWITCH.words(False), "yes": SWITCH.words(True)}
    return choose(question, [("no", tr("no")), ("yes", tr("yes"))], words=words) == "yes"


def _wrapped(question: str) -> str:
    """A question in lines that fit the terminal: above a list, what does not is cut."""
    return "\n  ".join(_lines_of(question))


def _lines_of(text: str) -> list[str]:
    """A text in lines that fit the terminal."""
    width = shutil.get_terminal_size().columns - 4
    return [part for line in text.splitlines() for part in textwrap.wrap(line, width)]


def _show_whole_errors(application: Application[str]) -> None:
    """Let what is wrong with an answer have the lines it needs: the bar below has one."""
    from prompt_toolkit.filters import to_filter

    for window in application.layout.find_all_windows():
        if window.height == 1:
            window.height = None
            window.dont_extend_height = to_filter(True)


def _validator_of(check: Callable[[str], Any]) -> Validator:
    from prompt_toolkit.validation import ValidationError, Validator

    class Checking(Validator):
        def validate(self, document: Any) -> None:
            try:
                check(document.text)
            except InvalidInput as error:
                place = _place_in(document.text)
                problem = "\n".join(_lines_of(explain(error)[0]))
                raise ValidationError(place, problem) from None

    return Checking()


def _place_in(text: str) -> int:
    """Where typing goes on in a text: at its end, but for one whose beginning is missing."""
    return 0 if is_proposed_end(text) else len(text)


def _answer_of(asked: Question, leaving: Leaving | None = None) -> Any:
    application = asked.application
    if leaving is not None:
        from prompt_toolkit.key_binding import KeyBindings

        def go_back(event: Any) -> None:
            event.app.erase_when_done = True
            event.app.exit(exception=GoBack())

        keys = KeyBindings()
        keys.add("escape", eager=True)(go_back)
        application.ttimeoutlen = _ESCAPE_AFTER
        _add_keys(application, keys)
    try:
        return asked.unsafe_ask()
    except (GoBack, KeyboardInterrupt, EOFError) as left:
        if leaving is not None:
            leaving(application.current_buffer.text)
        if isinstance(left, EOFError):  # Ctrl-D
            raise KeyboardInterrupt from None
        raise


def _add_keys(application: Application[Any], keys: KeyBindings) -> None:
    """Give a question keys that come before its own."""
    from prompt_toolkit.key_binding import merge_key_bindings

    application.key_bindings = merge_key_bindings([application.key_bindings or keys, keys])


def completer_of(search: Callable[[str], Iterable[str]]) -> Completer:
    """Proposals for the whole line, from what is typed so far."""
    from prompt_toolkit.completion import Completer, Completion

    class Proposals(Completer):
        def get_completions(self, document: Any, _: Any) -> Any:
            typed = document.text_before_cursor
            for proposal in search(typed):
                yield Completion(proposal, start_position=-len(typed))

    return Proposals()


def _to_stderr() -> Any:
    from prompt_toolkit.output import create_output

    return create_output(stdout=sys.stderr)
