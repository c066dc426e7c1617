"""A list on the terminal whose words may be typed: they move to the first choice that begins so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.safe_text import safe
from semble_cli.identity.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Typed:
    """What a person has typed so far in front of a list, each of whose choices has some words.

    Attributes:
        text: what is typed, character by character.
    """

    def __init__(self, words: Sequence[Sequence[str]]) -> None:
        self._words = [[fold(word) for word in each] for each in words]
        self._is_refused = False
        self.text = ""

    def type(self, character: str) -> None:
        """Add a character; after a refusal, to nothing."""
        self.text = character if self._is_refused else self.text + character
        self._is_refused = False

    def erase(self, count: int | None = None) -> None:
        """Take back the last characters, or all."""
        self.text = self.text[:-count] if count and not self._is_refused else ""
        self._is_refused = False

    def refuse(self) -> None:
        """Keep what is typed for what it is, until something else is typed."""
        self._is_refused = True

    def place(self) -> int | None:
        """The place of the first choice that begins with what is typed, if any does."""
        typed = fold(self.text)
        for place, words in enumerate(self._words):
            if typed and any(word.startswith(typed) for word in words):
                return place
        return None

    @property
    def is_unknown(self) -> bool:
        """Whether something is typed that no choice begins with, and so says not what is meant."""
        return bool(self.text.strip()) and self.place() is None


def follow_typing(question: Any, words: Sequence[Sequence[str]]) -> None:
    """Let the list of a questionary question be answered by the words of its choices. Enter takes
    nothing after a word that is none of theirs: that is said, and the
    next word is typed anew."""
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.keys import Keys
    from questionary.prompts.common import InquirerControl

    application = question.application
    controls = application.layout.find_all_controls()
    shown = next(control for control in controls if isinstance(control, InquirerControl))
    typed = Typed(words)
    is_unknown = Condition(lambda: typed.is_unknown)

    def show() -> None:
        place = typed.place()
        if place is not None:
            shown.pointed_at = place
        said = tr("No choice begins with “{text}”.", text=safe(typed.text))
        bar = [("class:validation-toolbar", said)]
        shown.error_message = bar if typed.is_unknown else None  # type: ignore[assignment]  # any text

    def bind(key: Keys | str, act: Callable[[Any], None], **options: Any) -> None:
        def run(event: Any) -> None:
            act(event)
            show()

        application.key_bindings.add(key, **options)(run)

    bind(Keys.Any, lambda event: typed.type(event.data))
    bind("backspace", lambda _: typed.erase(1))
    bind("c-u", lambda _: typed.erase())
    bind("enter", lambda _: typed.refuse(), filter=is_unknown, eager=True)
    for arrow in ("up", "down"):
        bind(arrow, lambda _: typed.erase(), filter=is_unknown, eager=True)
