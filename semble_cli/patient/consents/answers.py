"""Yes and no, and the answers to a question of consent, as people, files and stores write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.patient.record import Answer

if TYPE_CHECKING:
    from typing import Literal

    Given = Answer | Literal[False] | None
    """`False` is a bare no: not accepted, and not asked either for all that it says."""

NOT_ASKED = "not_asked"
"""How a document calls an answer that is not there."""

NULL_WHERE_NOT_ASKED = "dmp_consent"
"""The one preference of a document that is null, and not false, where it was not asked."""


def parse_answer(field: str, given: Any) -> Given:
    """The answer to a question of consent, in English or French; `None` for not asked.

    Yes accepts. A bare no, as in the columns and the preferences of files, is no refusal: it says
    that nothing was accepted, and a refusal is never inferred.

    Raises:
        InvalidInput: anything else.
    """
    from semble_cli.patient.choices.of_patients import (  # a table of all words
        CONSENT_ANSWERS,
        SWITCH,
    )

    text = str(given) if isinstance(given, str | int) else ""
    if bare := SWITCH.meanings(text):
        return Answer.ACCEPTED if bare[0] else False
    answer = CONSENT_ANSWERS.read(field, text)
    return answer if isinstance(answer, Answer) else None


def is_acceptance(given: Any) -> bool:
    """Whether what is given to a question of consent accepts; what cannot be read does not.

    >>> is_acceptance("oui"), is_acceptance("refused"), is_acceptance(True), is_acceptance("?")
    (True, False, True, False)
    """
    try:
        return parse_answer("", given) is Answer.ACCEPTED
    except InvalidInput:
        return False


def kept_answer(plain: Any) -> Answer | None:
    """The answer that a store or a journal keeps. Programs of before wrote true and false: what
    they kept as true was accepted, and what they kept as false may never have been asked.

    Raises:
        ValueError: it is no answer.
    """
    if plain in (None, True, False):
        return Answer.ACCEPTED if plain else None
    return Answer(plain)


def truth_of(name: str, answer: Answer | str | None) -> bool | None:
    """An answer as the preferences of a document have it; JSON-ready ones are taken too."""
    if answer is None and name == NULL_WHERE_NOT_ASKED:
        return None
    return answer == Answer.ACCEPTED
