"""Find patients: by the bar, by separate fields, or all of them in order."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import BadUsage, Sentence
from semble_cli.identity.names import compact
from semble_cli.identity.patterns import pattern
from semble_cli.identity.search_bar import Bar, read_bar
from semble_cli.patient.order import Order
from semble_cli.services.patients.search_plan import SearchFields, days_of, plan
from semble_cli.store import ledger
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.attached import allergies_of
from semble_cli.store.search.near_names import is_known, near_names
from semble_cli.store.search.run import Found, Scope, find

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.patient.record import Patient
    from semble_cli.services.unit_of_work import Register
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.search.run import Search

_AT_ONCE = 500
_FEWEST_PHONE_DIGITS = 4

_LONGEST = 300
"""Characters of what is typed to search by."""

_NO_TEXT = pattern("[\x00\ud800-\udfff]")
"""What no database takes: halves of characters stand for bytes that are no UTF-8."""

_MOST_READINGS = 8
"""How many corrected readings of a bar are tried."""

_MOST_NAMES = 6
"""How many names of a bar are corrected; a longer one is no name."""


class SearchQuery(NamedTuple):
    """A search: the bar, the fields, or both; in which order, how many, and who beside."""

    bar: str = ""
    fields: SearchFields = SearchFields()
    order: Order | None = None
    limit: int = 20
    archived: bool = False
    merged: bool = False
    former: bool = False


class Hit(NamedTuple):
    """A patient found, and why. `state` is present, archived, merged or former."""

    patient: Patient
    reason: Sentence | None
    state: str
    allergies: Sequence[dict[str, Any]] = ()


class SearchResult(NamedTuple):
    """What a search found. `more` says that the limit cut it; `names` are the folded names that
    were searched; `near` says that they were corrected, for nobody bears what was typed."""

    hits: list[Hit]
    more: bool
    names: tuple[str, ...] = ()
    near: bool = False


def search_patients(register: Register, asked: SearchQuery) -> SearchResult:
    """Find patients, the best match first unless an order is asked for.

    Raises:
        BadUsage: the bar holds a whole NIR or INS, nothing to search by, or what is no text.
        InvalidInput: a number that is not whole, an unknown tag.
    """
    _refuse_unusable(asked)
    bar = read_bar(asked.bar, register.today)
    if not bar and not asked.fields:
        raise BadUsage("Say what to search for: a name, a birth date, a phone, an e-mail, an id.")
    with register.reading() as connection:
        days = days_of(asked.fields, register.today)
        found = _find(connection, plan(connection, bar, asked.fields, days, register.today), asked)
        names, near = bar.names, False
        if not found and bar.names:
            found, names = _find_near(connection, bar, days, register.today, asked)
            near = bool(found)
        hits = _hits(connection, found[: asked.limit or None])
        if asked.former:
            hits += _former(connection, bar, asked.fields, days, asked.limit)
        more = bool(asked.limit) and max(len(found), len(hits)) > asked.limit
        return SearchResult(hits[: asked.limit or None], more, names, near)


def _refuse_unusable(asked: SearchQuery) -> None:
    typed = [asked.bar, *(each for each in asked.fields if type(each) is str), *asked.fields.tags]
    if any(len(text) > _LONGEST for text in typed):
        raise BadUsage("At most {longest} characters are searched. Type fewer.", longest=_LONGEST)
    if any(_NO_TEXT.search(text) for text in typed):
        raise BadUsage("What is searched holds a character that no text has. Type it again.")


def _find(connection: Connection, wanted: Search, asked: SearchQuery) -> list[Found]:
    # One more than asked for tells whether there are more.
    limit = asked.limit + 1 if asked.limit else 0
    return find(connection, wanted, Scope(asked.archived, asked.merged), limit, asked.order)


def _find_near(
    connection: Connection, bar: Bar, days: Sequence[date], today: date, asked: SearchQuery
) -> tuple[list[Found], tuple[str, ...]]:
    """Nobody bears these names: try those that are one typing error away."""
    choices = [
        [name] if is_known(connection, name) else near_names(connection, name)
        for name in bar.names[:_MOST_NAMES]
    ]
    for names in islice(product(*choices), _MOST_READINGS):
        near = bar._replace(names=names)
        if found := _find(connection, plan(connection, near, asked.fields, days, today), asked):
            return found, names
    return [], bar.names


def _hits(connection: Connection, found: Sequence[Found]) -> list[Hit]:
    hits: list[Hit] = []
    for start in range(0, len(found), _AT_ONCE):
        reasons = {match.patient_id: match.reason for match in found[start : start + _AT_ONCE]}
        allergies = allergies_of(connection, list(reasons))
        hits += [
            Hit(
                patient,
                reasons[patient.id or 0],
                state_of(patient),
                allergies.get(patient.id or 0, ()),
            )
            for patient in patients.get_many(connection, list(reasons))
        ]
    return hits


def _former(
    connection: Connection, bar: Bar, fields: SearchFields, days: Sequence[date], limit: int
) -> list[Hit]:
    born = {*days, *(day for figures in bar.figures for day in figures.days)}
    ids = {fields.patient_id, *(figures.patient_id for figures in bar.figures)} - {None}
    names = [*bar.names, compact(fields.last_name or ""), compact(fields.first_name or "")]
    found = ledger.search(
        connection,
        [name for name in names if name],
        born,
        [former_id for former_id in ids if former_id is not None],
        limit,
    )
    return [Hit(former.patient, None, "former") for former in found]


def state_of(patient: Patient) -> str:
    """Whether a patient of the register is present, archived or merged into another."""
    if patient.merged_into is not None:
        return "merged"
    return "archived" if patient.archived_on else "present"
