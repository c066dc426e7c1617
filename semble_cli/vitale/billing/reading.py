"""A reading of a carte Vitale as billing software writes it, in whichever of the known forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.patient.reading.json_texts import NO_JSON, read_json
from semble_cli.vitale.billing.dvf import CARD, READ_ON, read_card_data
from semble_cli.vitale.billing.ssv import PEOPLE, read_groups
from semble_cli.vitale.teleservices.answers import day_of
from semble_cli.vitale.teleservices.trees import NoTree, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.vitale.billing.people import BilledCard

LARGEST = 2 << 20
"""Bytes of a reading: far more than the nineteen people of a card take."""

_DEEPEST = 5
_MEDSHAKE, _DATA = "vitale", "data"


def read_billed(content: bytes) -> BilledCard:
    """The card that a document of billing software describes.

    Raises:
        InvalidInput: it is too large, no JSON, holds no reading or several, or one that is none.
    """
    if len(content) > LARGEST:
        raise InvalidInput("file", "it is too large for the reading of one card.")
    try:
        document = read_json(content.decode("utf-8-sig"))
    except NO_JSON:  # no text in UTF-8 either
        raise InvalidInput(
            "file", "it is no JSON in UTF-8, or it has one key twice; read the card again."
        ) from None
    try:
        return _read(document)
    except NoTree as problem:
        if problem.field:
            raise InvalidInput(
                "file",
                "the field {name} of the reading is none of its kind; read the card again.",
                name=problem.field,
            ) from None
        raise InvalidInput(
            "file", "a field of the reading is none of its kind: a date, or a text."
        ) from None


def _read(document: Any) -> BilledCard:
    found = [*_holding(document, CARD), *_holding(document, PEOPLE)]
    if not found:
        found = [each for each in _holding(document, _DATA) if isinstance(each[_DATA], list)]
        found = [{PEOPLE: each[_DATA]} for each in found if _is_of_medshake(document, each)]
    if not found:
        raise InvalidInput(
            "file",
            "it holds no reading of a carte Vitale: neither SSV groups (101, 104 to 108) nor"
            " DVF-lire (donneescv).",
        )
    if len(found) > 1:
        raise InvalidInput("file", "it holds several readings; give the one of the card.")
    (data,) = found
    if CARD not in data:
        return read_groups(data, _read_on(document, data))
    card = data[CARD]
    if not isinstance(card, Mapping):
        raise NoTree(CARD)
    return read_card_data(card, _read_on(document, data, card))


def _is_of_medshake(document: Any, data: Mapping[str, Any]) -> bool:
    return any(each[_MEDSHAKE] is data for each in _holding(document, _MEDSHAKE))


def _read_on(*places: Any) -> date | None:
    """The day of the reading, where one of these objects tells it."""
    for place in places:
        if isinstance(place, Mapping) and (figures := text(place, READ_ON)):
            return day_of(figures[:8] if figures.isdecimal() else figures[:10])
    return None


def _holding(document: Any, key: str, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The objects within a document that have a key, the outer ones alone."""
    if not isinstance(document, Mapping) or depth > _DEEPEST:
        return
    if key in document:
        yield document
        return
    for value in document.values():
        yield from _holding(value, key, depth + 1)
