"""Yes and no, and the answers to a question of consent, as people, files and stores write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import fold
from semble_cli.patient.record import Answer

if TYPE_CHECKING:
    from typing import Literal

    Given = Answer | Literal[False] | None
    """`False` is a bare no: not accepted, and not asked either for all that it says."""

_YES = {"TRUE", "VRAI", "YES", "OUI", "1"}
_NO = {"FALSE", "FAUX", "NO", "NON", "0"}
_ACCEPTED = {"ACCEPTED", "ACCEPTE", "ACCEPTEE"}
_REFUSED = {"REFUSED", "REFUSE", "REFUSEE", "OPPOSITION", "OPPOSED", "OPPOSE", "OPPOSEE"}
_NOT_ASKED = {
    *("NOT ASKED", "UNKNOWN", "NON DEMANDE", "NON DEMANDEE", "PAS DEMANDE", "PAS DEMANDEE"),
    "INCONNU",
}


def parse_switch(field: str, given: Any) -> bool:
    """Yes or no.

    Raises:
        InvalidInput: anything else.
    """
    word = fold(str(given))
    if word not in _YES | _NO:
        raise InvalidInput(field, "write yes or no.")
    return word in _YES


def parse_answer(field: str, given: Any) -> Given:
    """The answer to a question of consent, in English or French; `None` for not asked.

    Yes accepts. A bare no, as in the columns and the preferences of files, is no refusal: it says
    that nothing was accepted, and a refusal is never inferred.

    Raises:
        InvalidInput: anything else.
    """
    word = fold(str(given)) if isinstance(given, str | int) else ""
    if word in _ACCEPTED or word in _YES:
        return Answer.ACCEPTED
    if word in _REFUSED:
        return Answer.REFUSED
    if word in _NOT_ASKED:
        return None
    if word in _NO:
        return False
    raise InvalidInput(field, "write accepted, refused or not_asked.")


def kept_answer(plain: Any) -> Answer | None:
    """The answer that a store or a journal keeps. Programs of before wrote true and false: what
    they kept as true was accepted, and what they kept as false may never have been asked.

    Raises:
        ValueError: it is no answer.
    """
    if plain in (None, True, False):
        return Answer.ACCEPTED if plain else None
    return Answer(plain)
