"""What a table lacks, said before its rows: needed fields without a column, and the columns that
may be meant for them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput, Sentence, field_id, listed
from semble_cli.exchange.headers import SYNONYMS
from semble_cli.identity.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_NEEDED: dict[str, tuple[str, ...]] = {
    "birth_name": ("birth_name",),
    "first_given_name": ("first_given_name",),
    "birth_date": ("birth_date",),
    "sex": ("sex", "title"),  # a title tells it too
    "birth_place": ("birth_place", "birth_place_code"),
}
"""The fields that every patient needs, and those that can tell each."""

MAY_BE_UNKNOWN = ("sex", "birth_place")
"""Of these, what is stored as unknown if that is asked for."""

_CLOSE = 0.75
_SHORTEST = 3
_MOST = 3


def check_needed(
    fields: Collection[str], unplaced: Sequence[str], *, accept_incomplete: bool
) -> None:
    """See that a table with these fields can hold patients; *unplaced* are its other columns.

    Raises:
        InvalidInput: a needed field has no column: each is named, with the columns that may be it.
    """
    missing = missing_fields(fields, accept_incomplete=accept_incomplete)
    if not missing:
        return
    said = listed([_with_nearest(field, unplaced) for field in missing])
    if fields:
        raise InvalidInput(
            "file",
            "no column is placed for what every patient needs: {fields}. Place it with --map, which"
            " --map-template begins.",
            fields=said,
        )
    raise InvalidInput(
        "file",
        "no column is recognised; every patient needs: {fields}. If the names of the columns stand"
        " on another line, say which with --header-line; else place them with --map.",
        fields=said,
    )


def missing_fields(fields: Collection[str], *, accept_incomplete: bool) -> list[str]:
    """What every patient needs and none of these fields can tell."""
    return [
        field
        for field, tellers in _NEEDED.items()
        if not (accept_incomplete and field in MAY_BE_UNKNOWN) and set(tellers).isdisjoint(fields)
    ]


def nearest(words: Sequence[str], names: Sequence[str]) -> list[str]:
    """The names that are most like one of some words, the nearest first; none that is quite
    another."""
    wanted = {part for word in words for part in _parts(word)}
    scores = {
        name: max(map(_likeness, product(wanted, _parts(name))), default=0.0)
        for name in dict.fromkeys(names)
    }
    close = [name for name, score in scores.items() if score >= _CLOSE]
    return sorted(close, key=lambda name: -scores[name])[:_MOST]


def _parts(name: str) -> list[str]:
    """A name and the words in it that say something."""
    words = fold(name).split()
    return [" ".join(words), *(word for word in words if len(word) >= _SHORTEST)] if words else []


def _likeness(pair: tuple[str, str]) -> float:
    from difflib import SequenceMatcher  # loaded for what is wrong only

    return SequenceMatcher(None, *pair, autojunk=False).ratio()


def _with_nearest(field: str, unplaced: Sequence[str]) -> Sentence:
    said = Sentence(field_id(field))
    close = nearest([word for teller in _NEEDED[field] for word in SYNONYMS[teller]], unplaced)
    if not close:
        return said
    return Sentence("{field} (perhaps {names})", field=said, names=", ".join(close))
