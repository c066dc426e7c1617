"""Find patients: by the bar, by separate fields, or all of them in order."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import BadUsage, InvalidInput, Sentence
from semble_cli.identity.dates import likely_dates
from semble_cli.identity.ins import parse_matricule
from semble_cli.identity.names import compact
from semble_cli.identity.phones import dialled
from semble_cli.identity.search_bar import Bar, read_bar
from semble_cli.patient.insurance import RightsState
from semble_cli.patient.order import Order
from semble_cli.store import ledger
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.attached import allergies_of
from semble_cli.store.search.conditions import (
    ALL_NAMES,
    GIVEN_NAMES,
    SURNAMES,
    any_of,
    equals,
    has_phone,
)
from semble_cli.store.search.insurance_rights import rights_condition
from semble_cli.store.search.name_strategies import BarNames, FieldNames, Name
from semble_cli.store.search.near_names import is_known, near_names
from semble_cli.store.search.run import Found, Scope, Strategy, find
from semble_cli.store.search.strategies import (
    Filtered,
    Selective,
    birth_condition,
    email_condition,
    figures_strategies,
    number_condition,
    tag_condition,
)
from semble_cli.store.tags import tag_ids

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.patient.record import Patient
    from semble_cli.services.unit_of_work import Register
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.search.run import Search

_AT_ONCE = 500
_FEWEST_PHONE_DIGITS = 4

_MOST_READINGS = 8
"""How many corrected readings of a bar are tried."""

_MOST_NAMES = 6
"""How many names of a bar are corrected; a longer one is no name."""


class SearchFields(NamedTuple):
    """The fields of the advanced search, as typed; `None` is not asked for."""

    last_name: str | None = None
    first_name: str | None = None
    birth_date: str | None = None
    number: str | None = None
    phone: str | None = None
    email: str | None = None
    tags: tuple[str, ...] = ()
    patient_id: int | None = None
    rights: RightsState | None = None

    def __bool__(self) -> bool:
        return self != SearchFields()


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
        BadUsage: the bar holds a whole NIR or INS, or nothing to search by.
        InvalidInput: a number that is not whole, an unknown tag.
    """
    bar = read_bar(asked.bar, register.today)
    if not bar and not asked.fields:
        raise BadUsage("Say what to search for: a name, a birth date, a phone, an e-mail, an id.")
    with register.reading() as connection:
        days = _days(asked.fields, register.today)
        found = _find(
            connection, _search(connection, bar, asked.fields, days, register.today), asked
        )
        names, near = bar.names, False
        if not found and bar.names:
            found, names = _find_near(connection, bar, days, register.today, asked)
            near = bool(found)
        hits = _hits(connection, found[: asked.limit or None])
        if asked.former:
            hits += _former(connection, bar, asked.fields, days, asked.limit)
        more = bool(asked.limit) and max(len(found), len(hits)) > asked.limit
        return SearchResult(hits[: asked.limit or None], more, names, near)


def _search(
    connection: Connection, bar: Bar, fields: SearchFields, days: Sequence[date], today: date
) -> Search:
    surname, given = compact(fields.last_name or ""), compact(fields.first_name or "")
    broad = [tag_condition(connection, tag) for tag in tag_ids(connection, fields.tags)]
    if fields.rights:
        broad.append(rights_condition(fields.rights, today))
    fielded = [Name(key, keys) for key, keys in ((surname, SURNAMES), (given, GIVEN_NAMES)) if key]
    checked = [*(name.condition for name in fielded), *broad]
    selective = [*_bar_strategies(bar), *_field_strategies(fields, days)]
    if selective:
        first, *others = selective
        checked += [any_of(*(strategy.condition for strategy in each)) for each in others]
        checked += [Name(word, ALL_NAMES).condition for word in bar.names]
        return Selective(first, checked)
    if bar.names:
        return BarNames(connection, bar.names, bar.maybe_email, checked)
    if fielded:
        return FieldNames(connection, fielded, broad)
    return Filtered(broad, Sentence("tag") if fields.tags else Sentence("rights"))


def _bar_strategies(bar: Bar) -> list[list[Strategy]]:
    """For each word of the bar that few patients have, the ways to read it."""
    return [
        *(figures_strategies(figures) for figures in bar.figures),
        *([Strategy(Sentence("e-mail"), email_condition(email))] for email in bar.emails),
    ]


def _days(fields: SearchFields, today: date) -> tuple[date, ...]:
    """The days that the birth date asked for may mean."""
    if fields.birth_date is None:
        return ()
    days = likely_dates(fields.birth_date, today)
    if not days:
        raise InvalidInput("birth_date", "it is no date. Write it as 31/12/1975 or 1975-12-31.")
    return days


def _field_strategies(fields: SearchFields, days: Sequence[date]) -> list[list[Strategy]]:
    """For each field that few patients have, the way to read it.

    Raises:
        InvalidInput: too little to search by, or a number that is not whole.
    """
    found: list[Strategy] = []
    if fields.patient_id is not None:
        found.append(Strategy(Sentence("id"), equals("id", fields.patient_id)))
    if fields.number is not None:
        number = parse_matricule(fields.number)
        found.append(Strategy(Sentence("matricule INS"), number_condition(number)))
    if fields.phone is not None:
        digits = dialled(fields.phone)
        if len(digits) < _FEWEST_PHONE_DIGITS:
            raise InvalidInput("phone", "write its last 4 digits at least.")
        found.append(Strategy(Sentence("phone"), has_phone(digits)))
    if fields.email is not None:
        start = fields.email.strip("@ ").casefold()
        if not start:
            raise InvalidInput("email", "write its beginning at least.")
        found.append(Strategy(Sentence("e-mail"), email_condition(start)))
    if days:
        found.append(Strategy(Sentence("birth date"), birth_condition(days)))
    return [[strategy] for strategy in found]


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
        if found := _find(connection, _search(connection, near, asked.fields, days, today), asked):
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
