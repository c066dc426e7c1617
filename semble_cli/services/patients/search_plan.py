"""What a search asks for, as the strategies by which it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.identity.dates import likely_dates
from semble_cli.identity.ins import parse_matricule
from semble_cli.identity.names import compact
from semble_cli.identity.phone.phones import dialled
from semble_cli.patient.insurance import RightsState
from semble_cli.store.search.conditions import (
    ALL_NAMES,
    BROAD_FROM,
    GIVEN_NAMES,
    SURNAMES,
    any_of,
    equals,
    has_email,
    has_phone,
)
from semble_cli.store.search.insurance_rights import rights_condition
from semble_cli.store.search.name_searches import BarNames, FieldNames
from semble_cli.store.search.name_strategies import Name
from semble_cli.store.search.run import Strategy
from semble_cli.store.search.strategies import (
    Emails,
    Filtered,
    Selective,
    birth_condition,
    emails_up_to,
    figures_strategies,
    has_rare_tag,
    is_broad_tag,
    number_condition,
    tag_condition,
)
from semble_cli.store.tags import tag_ids

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.identity.search_bar import Bar
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.search.run import Search

_FEWEST_PHONE_DIGITS = 4


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


def plan(
    connection: Connection, bar: Bar, fields: SearchFields, days: Sequence[date], today: date
) -> Search:
    """The search for a bar and some fields, of which *days* are those of the birth date: what few
    patients have is looked up, and the rest checked on those who are found.

    Raises:
        InvalidInput: too little to search by, a number that is not whole, an unknown tag.
    """
    tags = tag_ids(connection, fields.tags)
    broad = [tag_condition(connection, tag) for tag in tags]
    if fields.rights:
        broad.append(rights_condition(fields.rights, today))
    fielded = _field_names(fields)
    names = [name.condition for name in (*fielded, *(Name(word, ALL_NAMES) for word in bar.names))]
    emails = [*bar.emails, *_email(fields)]
    checked_emails = [has_email(email) for email in emails]
    selective = [
        *map(figures_strategies, bar.figures),
        *_field_strategies(connection, fields, days),
    ]
    if selective:
        first, *others = selective
        checked = [any_of(*(strategy.condition for strategy in each)) for each in others]
        return Selective(first, [*checked, *names, *broad, *checked_emails])
    if emails:
        few = [tag for tag in tags if not is_broad_tag(connection, tag)]
        if emails_up_to(connection, BROAD_FROM, emails[0]) < BROAD_FROM or not (few or names):
            return Emails(connection, emails[0], [*checked_emails[1:], *names, *broad])
        broad += checked_emails
        if few:
            return Selective([Strategy(Sentence("tag"), has_rare_tag(few[0]))], [*names, *broad])
    if bar.names:
        checked = [*(name.condition for name in fielded), *broad]
        return BarNames(connection, bar.names, bar.maybe_email, checked)
    if fielded:
        return FieldNames(connection, fielded, broad)
    return Filtered(broad, Sentence("tag") if fields.tags else Sentence("rights"))


def days_of(fields: SearchFields, today: date) -> tuple[date, ...]:
    """The days that the birth date asked for may mean.

    Raises:
        InvalidInput: it is no date.
    """
    if fields.birth_date is None:
        return ()
    days = likely_dates(fields.birth_date, today)
    if not days:
        raise InvalidInput("birth_date", "it is no date. Write it as 31/12/1975 or 1975-12-31.")
    return days


def _field_names(fields: SearchFields) -> list[Name]:
    asked = (
        ("last_name", fields.last_name, SURNAMES),
        ("first_name", fields.first_name, GIVEN_NAMES),
    )
    return [Name(_name_key(field, name), keys) for field, name, keys in asked if name is not None]


def _name_key(field: str, name: str) -> str:
    """What a name is searched by.

    Raises:
        InvalidInput: there is no letter in it.
    """
    key = compact(name)
    if not key:
        raise InvalidInput(field, "write its first letters at least.")
    return key


def _email(fields: SearchFields) -> list[str]:
    """The beginning of the e-mail that is asked for, if any.

    Raises:
        InvalidInput: it is empty.
    """
    if fields.email is None:
        return []
    start = fields.email.strip("@ ").casefold()
    if not start:
        raise InvalidInput("email", "write its beginning at least.")
    return [start]


def _field_strategies(
    connection: Connection, fields: SearchFields, days: Sequence[date]
) -> list[list[Strategy]]:
    """For each field that few patients have, the way to read it.

    Raises:
        InvalidInput: too little to search by, or a number that is not whole.
    """
    found: list[Strategy] = []
    if fields.patient_id is not None:
        found.append(Strategy(Sentence("id"), equals("id", fields.patient_id)))
    if fields.number is not None:
        number = parse_matricule(fields.number)
        found.append(Strategy(Sentence("matricule INS"), number_condition(connection, number)))
    if fields.phone is not None:
        digits = dialled(fields.phone)
        if len(digits) < _FEWEST_PHONE_DIGITS:
            raise InvalidInput("phone", "write its last 4 digits at least.")
        found.append(Strategy(Sentence("phone"), has_phone(digits)))
    if days:
        found.append(Strategy(Sentence("birth date"), birth_condition(days)))
    return [[strategy] for strategy in found]
