"""What a file lacks, said before its rows: needed fields without a column, or that nothing in it
tells, and the columns or keys that may be meant for them."""

from __future__ import annotations

from itertools import chain, product
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput, Sentence, field_id, listed
from semble_cli.exchange.header_dictionary import WORDS
from semble_cli.exchange.headers import FAMILY_NAME, SYNONYMS, target_of
from semble_cli.exchange.placing.shapes_of_values import DATE, is_email, is_nir, is_phone
from semble_cli.identity.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

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

_MOST_WITHOUT_COLUMN = 2
"""How many of them a table may lack, and still have names of columns."""

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
    if len(missing) > _MOST_WITHOUT_COLUMN and any(map(_is_value, unplaced)):
        raise InvalidInput(
            "file",
            "what stands where the names of the columns should looks like a patient; put a line"
            " with the names above the first one.",
        )
    said = listed(_with_nearest(missing, unplaced))
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


def _is_value(name: str) -> bool:
    """Whether what stands as the name of a column is a value of a patient."""
    return bool(DATE.fullmatch(name)) or is_nir(name) or is_phone(name) or is_email(name)


def nothing_tells(missing: Collection[str], unplaced: Sequence[str] = ()) -> InvalidInput:
    """What is wrong with a file without columns, none of whose patients has these fields;
    *unplaced* are keys in it that no field is found for."""
    found = _with_nearest(missing, unplaced)
    are_open = set(missing) <= set(MAY_BE_UNKNOWN)
    if any("names" in each.values for each in found) or (unplaced and not are_open):
        return InvalidInput(
            "file",
            "nothing in it tells what every patient needs: {fields}. Place its keys with --map,"
            " which --map-template begins.",
            fields=listed(found),
        )
    if are_open:
        return InvalidInput(
            "file",
            "nothing in it tells what every patient needs: {fields}. Take them as unknown with"
            " --accept-incomplete, or give one for all as a constant of a map.",
            fields=listed(found),
        )
    return InvalidInput(
        "file", "nothing in it tells what every patient needs: {fields}.", fields=listed(found)
    )


def missing_fields(fields: Collection[str], *, accept_incomplete: bool) -> list[str]:
    """What every patient needs and none of these fields can tell."""
    return [
        field
        for field, tellers in _NEEDED.items()
        if not (accept_incomplete and field in MAY_BE_UNKNOWN) and set(tellers).isdisjoint(fields)
    ]


def nearest(words: Iterable[str], names: Sequence[str]) -> list[str]:
    """The names that are most like one of some words, the nearest first; none that is quite
    another."""
    return _close(_scores(words, names))


def _scores(words: Iterable[str], names: Sequence[str]) -> dict[str, float]:
    """How much each name is like the nearest of some words."""
    wanted = [" ".join(fold(word).split()) for word in words]
    return {
        name: max(map(_likeness, product(wanted, parts_of(name))), default=0.0)
        for name in dict.fromkeys(names)
    }


def _close(scores: Mapping[str, float]) -> list[str]:
    close = [name for name, score in scores.items() if score >= _CLOSE]
    return sorted(close, key=lambda name: -scores[name])[:_MOST]


def parts_of(name: str) -> list[str]:
    """A name, folded, and the words in it that say something."""
    words = fold(name).split()
    return [" ".join(words), *(word for word in words if len(word) >= _SHORTEST)] if words else []


def _likeness(pair: tuple[str, str]) -> float:
    from difflib import SequenceMatcher  # loaded for what is wrong only

    matcher = SequenceMatcher(None, *pair, autojunk=False)
    if matcher.real_quick_ratio() < _CLOSE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio > _CLOSE or min(map(len, pair)) > _SHORTEST else 0.0


def _with_nearest(missing: Collection[str], unplaced: Sequence[str]) -> list[Sentence]:
    """Each of some fields with the columns that may be it: those that are more like another of them
    are named there alone."""
    scores = {field: _scores(_words_of(field), unplaced) for field in missing}
    most = {name: max(each[name] for each in scores.values()) for name in unplaced if scores}
    found = []
    for field, of_field in scores.items():
        own = {name: score for name, score in of_field.items() if score == most[name]}
        said, close = Sentence(field_id(field)), _close(own)
        if close:
            said = Sentence("{field} (perhaps {names})", field=said, names=", ".join(close))
        found.append(said)
    return found


def _words_of(field: str) -> set[str]:
    """What columns of a needed field are called: whole names, words that say it alone, and those
    in its names that stand in no other field's."""
    parts = {needed: set(chain(*map(parts_of, _names_of(needed)))) for needed in _NEEDED}
    others = set().union(*(words for needed, words in parts.items() if needed != field))
    spelled = (word for words in WORDS.values() for word in words.split())
    meant = {*_NEEDED[field], *((FAMILY_NAME,) if field == "birth_name" else ())}
    alone = {word for word in spelled if target_of(word) in meant}
    return {*_names_of(field), *(parts[field] - others), *alone}


def _names_of(field: str) -> list[str]:
    return [name for teller in _NEEDED[field] for name in SYNONYMS[teller]]
