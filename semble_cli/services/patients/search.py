"""Find patients: by the bar, by separate fields, or all of them in order."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from semble_cli.errors import BadUsage, Sentence
from semble_cli.identity.patterns import pattern
from semble_cli.identity.search.bar import Bar, has_digits, read_bar
from semble_cli.patient.order import Order
from semble_cli.patient.record import Patient
from semble_cli.services.audit.noting import NotedReading, noted_reading
from semble_cli.services.patients.close_matches import Near, close, matches
from semble_cli.services.patients.search_plan import Asked, SearchFields, births_of, take_apart
from semble_cli.services.register import Register
from semble_cli.store.database.connection import Connection
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.attached import allergies_of
from semble_cli.store.search.run import Found, Scope
from semble_cli.store.tags import ids_by_key

_AT_ONCE = 500
_LONGEST = 300
"""Characters of what is typed to search by."""

_NO_TEXT = pattern("[\x00\ud800-\udfff]")
"""What no database takes: halves of characters stand for bytes that are no UTF-8."""

_MOST_ELSEWHERE = 100
"""How many archived, merged and former patients who match are counted."""


USUAL_LIMIT = 20
"""How many a search gives unless told otherwise."""


class SearchQuery(NamedTuple):
    """A search: the bar, the fields, or both; in which order, how many, and who beside."""

    bar: str = ""
    fields: SearchFields = SearchFields()
    order: Order | None = None
    limit: int = USUAL_LIMIT
    archived: bool = False
    merged: bool = False
    former: bool = False


class Hit(NamedTuple):
    """A patient found, and why. `state` is present, archived, merged or former; `near` is one who
    does not match, but nearly does."""

    patient: Patient
    reason: Sentence | None
    state: str
    allergies: Sequence[dict[str, Any]] = ()
    near: bool = False


class SearchResult(NamedTuple):
    """What a search found. `more` says that the limit cut it; `names` are the folded names that
    were searched; `near` says that nobody matches, and those found do nearly; `elsewhere` are the
    states in which others match who were not asked for, with how many there are."""

    hits: list[Hit]
    more: bool
    names: tuple[str, ...] = ()
    near: bool = False
    elsewhere: Mapping[str, int] = {}


def search_patients(register: Register, asked: SearchQuery) -> SearchResult:
    """Find patients, the best match first unless an order is asked for. Those who match come before
    those who do nearly.

    Raises:
        BadUsage: the bar holds a whole NIR or INS, nothing to search by, or what is no text.
        InvalidInput: a number that is not whole, an unknown tag.
    """
    _refuse_unusable(asked)
    with noted_reading(register) as reading:
        connection = reading.connection
        tags = ids_by_key(connection) if has_digits(asked.bar) else ()
        bars = read_bar(asked.bar, register.today, tags)
        if not bars and not asked.fields:
            raise BadUsage(
                "Say what to search for: a name, a birth date, a phone, an e-mail, an id."
            )
        births = births_of(asked.fields, register.today)
        readings = [
            take_apart(connection, bar, asked.fields, births, register.today)
            for bar in bars or [Bar()]
        ]
        # One more than asked for tells whether there are more.
        limit = asked.limit + 1 if asked.limit else 0
        scope = Scope(asked.archived, asked.merged)
        found = matches(connection, readings, scope, limit, asked.order)
        former = _former(connection, readings, asked.limit) if asked.former else []
        near = Near([])
        if found or not former:
            near = close(connection, readings, scope, limit, asked.order, found)
        hits = _hits(connection, [*found, *near.found][: asked.limit or None], set(found))
        hits += former
        elsewhere = {} if found else _elsewhere(connection, readings, asked)
        more = bool(asked.limit) and max(len(found) + len(near.found), len(hits)) > asked.limit
        names = (*(name for bar in bars for name in bar.names), *near.names)
        is_near = bool(hits) and all(hit.near for hit in hits)
        _note(reading, asked, hits[: asked.limit or None])
        return SearchResult(hits[: asked.limit or None], more, names, is_near, elsewhere)


def _note(reading: NotedReading, asked: SearchQuery, hits: Sequence[Hit]) -> None:
    """A search by number is noted, without the number; and one that gives more than a screen of
    patients, as every list is."""
    by_number = asked.fields.number is not None
    if not by_number and len(hits) <= USUAL_LIMIT:
        return
    from semble_cli.patient.actions import Action

    if by_number:
        found = [hit.patient.id for hit in hits if hit.state != "former"]
        whom = found[0] if len(found) == 1 else None
        reading.tells(Action.PATIENT_SEARCH, {"by": "number", "patients": len(hits)}, whom)
    else:
        reading.tells(Action.PATIENT_SEARCH, {"by": "words", "patients": len(hits)})


def _refuse_unusable(asked: SearchQuery) -> None:
    typed = [asked.bar, *(each for each in asked.fields if type(each) is str), *asked.fields.tags]
    if any(len(text) > _LONGEST for text in typed):
        raise BadUsage("At most {longest} characters are searched. Type fewer.", longest=_LONGEST)
    if any(_NO_TEXT.search(text) for text in typed):
        raise BadUsage("What is searched holds a character that no text has. Type it again.")


def _hits(connection: Connection, found: Sequence[Found], matching: Collection[Found]) -> list[Hit]:
    hits: list[Hit] = []
    near = {match.patient_id for match in found if match not in matching}
    for start in range(0, len(found), _AT_ONCE):
        reasons = {match.patient_id: match.reason for match in found[start : start + _AT_ONCE]}
        allergies = allergies_of(connection, list(reasons))
        hits += [
            Hit(
                patient,
                reasons[patient.id or 0],
                state_of(patient),
                allergies.get(patient.id or 0, ()),
                patient.id in near,
            )
            for patient in patients.get_many(connection, list(reasons))
        ]
    return hits


def _former(connection: Connection, readings: Sequence[Asked], limit: int) -> list[Hit]:
    """The deleted who match, in the first reading that finds any."""
    from semble_cli.store import ledger

    for asked in readings:
        ids = [figures.patient_id for figures in asked.figures if figures.patient_id is not None]
        found = ledger.search(
            connection,
            [name.word for name in asked.names],
            [span for figures in asked.figures for span in figures.births],
            [*ids, *asked.ids],
            limit,
        )
        if found:
            return [Hit(former.patient, None, "former") for former in found]
    return []


def _elsewhere(
    connection: Connection, readings: Sequence[Asked], asked: SearchQuery
) -> dict[str, int]:
    """Nobody who was asked for matches: how many others do, by their state."""
    found = matches(connection, readings, Scope(archived=True, merged=True), _MOST_ELSEWHERE, None)
    states = Counter(hit.state for hit in _hits(connection, found, found))
    if not asked.former:
        states["former"] = len(_former(connection, readings, _MOST_ELSEWHERE))
    return {state: count for state, count in states.items() if count}


def state_of(patient: Patient) -> str:
    """Whether a patient of the register is present, archived or merged into another."""
    if patient.merged_into is not None:
        return "merged"
    return "archived" if patient.archived_on else "present"
