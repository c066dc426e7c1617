"""A list on the terminal whose words may be typed: they move to the first choice that begins so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.identity.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


class Typed:
    """What a person has typed so far in front of a list, each of whose choices has some words."""

    def __init__(self, words: Sequence[Sequence[str]]) -> None:
        self._words = [[fold(word) for word in each] for each in words]
        self._text = ""

    def after(self, character: str) -> int | None:
        """The place of the first choice that begins with what is typed; what begins none is typed
        anew from its last character on."""
        for text in (self._text + character, character):
            for place, words in enumerate(self._words):
                if fold(text) and any(word.startswith(fold(text)) for word in words):
                    self._text = text
                    return place
        self._text = ""
        return None


def follow_typing(question: Any, words: Sequence[Sequence[str]]) -> None:
    """Let the list of a questionary question be answered by the words of its choices."""
    from prompt_toolkit.keys import Keys
    from questionary.prompts.common import InquirerControl

    application = question.application
    controls = application.layout.find_all_controls()
    shown = next(control for control in controls if isinstance(control, InquirerControl))
    typed = Typed(words)

    def move(event: Any) -> None:
        place = typed.after(event.data)
        if place is not None:
            shown.pointed_at = place

    application.key_bindings.add(Keys.Any)(move)
