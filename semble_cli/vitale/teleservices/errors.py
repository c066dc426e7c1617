"""What a teleservice may fail with. No sentence holds a person's data."""

from __future__ import annotations

import re
from typing import Any

from semble_cli.errors import CardError, Sentence

_LONG_NUMBER = re.compile(r"[0-9AB](?:[ .-]?[0-9AB]){5,}")
_LONGEST_TEXT = 200
_LONGEST_CODE = 40


class TeleserviceError(CardError):
    """A teleservice could not be asked, or did not answer; `service` names it."""

    def __init__(self, text: str, /, service: str, **values: object) -> None:
        super().__init__(text, service=service, **values)
        self.service = service


class TeleserviceRefusal(TeleserviceError):
    """A teleservice answered with a fault; `code` is its own code of it, such as `desir_550`."""

    def __init__(self, text: str, /, service: str, code: str, **values: Any) -> None:
        super().__init__(text, service=service, code=code, **values)
        self.code = code


class OddAnswer(TeleserviceError):
    """A teleservice answered one question with what cannot be taken; the next may fare better."""


class NoAnswer(TeleserviceError):
    """A teleservice was asked, and its answer did not come, or not whole."""


class AnswerAboutSomebodyElse(OddAnswer):
    """A teleservice answered about another person than the one asked about."""


_LETS_NOBODY_IN = ("desir_550", "desir_560")


def lets_nobody_in(error: TeleserviceError) -> bool:
    """Whether a fault is about the practice that asks, whoever it asks about."""
    return isinstance(error, TeleserviceRefusal) and error.code.lower() in _LETS_NOBODY_IN


_SENTENCES = {
    "desir_550": Sentence(
        "{service} does not know this software's authorisation number ({code}). Check"
        " teleservices.authorization in the settings."
    ),
    "desir_560": Sentence(
        "{service} does not accept this certificate for this service ({code}). Ask for one of the"
        " kind it takes; docs/teleservices.md says which."
    ),
    "insi_102": Sentence("{service} has a technical failure ({code}). Try again in a few minutes."),
}
_OTHER = Sentence("{service} refused the question ({code}): {text}")


def refusal(service: str, code: str, text: str) -> TeleserviceRefusal:
    """The error for a fault: what is known of its code, or the words that came with it, without any
    number that could be somebody's."""
    code = _LONG_NUMBER.sub("…", "".join(filter(_is_of_a_code, code)))[:_LONGEST_CODE] or "–"
    words = " ".join(_LONG_NUMBER.sub("…", text).split())[:_LONGEST_TEXT]
    sentence = _SENTENCES.get(code.lower(), _OTHER)
    return TeleserviceRefusal(sentence.text, service=service, code=code, text=words or "–")


def _is_of_a_code(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "_.-")


def not_understood(service: str) -> OddAnswer:
    """The error for an answer that is none."""
    return OddAnswer(
        "{service} gave an answer that cannot be understood. Nothing was taken from it; try again,"
        " and tell whoever runs the service if it stays so.",
        service=service,
    )
