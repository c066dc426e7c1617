"""What a search asks for, as the strategies by which it is found."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Self

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.identity.dates import Span, likely_births
from semble_cli.identity.ins import parse_matricule
from semble_cli.identity.names import compact
from semble_cli.identity.phone.phones import dialled
from semble_cli.identity.search.bar import Bar, Figures
from semble_cli.patient.insurance import RightsState
from semble_cli.store.database.connection import Connection
from semble_cli.store.search.conditions import (
    ALL_NAMES,
    BROAD_FROM,
    GIVEN_NAMES,
    SURNAMES,
    Condition,
    any_of,
    born_within,
    equals,
    has_email,
    has_initials,
    has_phone,
)
from semble_cli.store.search.figures import figures_beside, figures_strategies
from semble_cli.store.search.name_strategies import Name, are_rarer
from semble_cli.store.search.run import Search, Strategy
from semble_cli.store.search.strategies import (
    Emails,
    Filtered,
    Selective,
    Several,
    emails_up_to,
    has_rare_tag,
    is_broad_tag,
    number_condition,
    tag_condition,
)
from semble_cli.store.tags import ids_by_key, tag_ids

_FEWEST_PHONE_DIGITS = 4
_BIRTH = Sentence("birth date")


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


class Asked(NamedTuple):
    """What is searched for, taken apart: names, births and other figures, and what is checked on
    each patient whom these find."""

    names: tuple[Name, ...]
    bar: Bar
    figures: tuple[Figures, ...]
    looked_up: tuple[list[Strategy], ...]
    tags: tuple[int, ...]
    emails: tuple[str, ...]
    checked: tuple[Condition, ...]
    ids: tuple[int, ...] = ()

    def without_names(self) -> Self:
        """The same but for the names, which are looked for in another way."""
        return self._replace(names=(), bar=self.bar._replace(names=()))

    def without_name(self, at: int) -> Self:
        """The same but for one of the bar's names."""
        place = len(self.names) - len(self.bar.names) + at
        words = (*self.bar.names[:at], *self.bar.names[at + 1 :])
        names = (*self.names[:place], *self.names[place + 1 :])
        return self._replace(names=names, bar=self.bar._replace(names=words))

    @property
    def born(self) -> Condition | None:
        """The month, the year or the age that is asked for, if any."""
        spans = [span for figures in self.figures for span in _broad_births(figures)]
        return born_within(spans) if spans else None

    def each_meaning(self) -> tuple[Self, ...]:
        """The same with what may be a month, a year or an age taken for that, and then for what
        else it may be: each is found in another way."""
        broad = [_broad_births(figures) for figures in self.figures]
        if not any(broad):
            return (self,)
        by_birth, otherwise = [], []
        for spans, figures in zip(broad, self.figures, strict=True):
            by_birth.append(Figures(tuple(spans)) if spans else figures)
            days = tuple(span for span in figures.births if span not in spans)
            otherwise.append(figures._replace(births=days))
        first = self._replace(figures=tuple(by_birth))
        return (first, self._replace(figures=tuple(otherwise))) if all(otherwise) else (first,)

    @property
    def is_for_few(self) -> bool:
        """Whether a day of birth, a phone, an id or a number is asked for."""
        return bool(self.looked_up) or any(not _broad_births(each) for each in self.figures)


def take_apart(
    connection: Connection, bar: Bar, fields: SearchFields, births: Sequence[Span], today: date
) -> Asked:
    """What a reading of the bar and some fields ask for; *births* are those of the field.

    Raises:
        InvalidInput: too little to search by, a number that is not whole, an unknown tag.
    """
    checked = []
    if fields.rights:
        from semble_cli.store.search.insurance_rights import rights_condition

        checked.append(rights_condition(fields.rights, today))
    if bar.sex:
        checked.append(equals("sex", bar.sex))
    if bar.initials:
        checked.append(has_initials(bar.initials))
    tags = tag_ids(connection, fields.tags)
    if bar.tag:
        tags.append(ids_by_key(connection)[bar.tag])
    names = (*_field_names(fields), *(Name(word, ALL_NAMES) for word in bar.names))
    figures = (*bar.figures, *([Figures(tuple(births))] if births else []))
    return Asked(
        names,
        bar,
        figures,
        tuple(_field_strategies(connection, fields)),
        tuple(tags),
        (*bar.emails, *_email(fields)),
        tuple(checked),
        () if fields.patient_id is None else (fields.patient_id,),
    )


def plan(connection: Connection, asked: Asked, *named: Condition) -> Search:
    """The search for what is asked: what few patients have is looked up, and the rest checked on
    those who are found. *named* are conditions on the names beside those that are looked up."""
    names = [name.condition for name in asked.names]
    broad = [*(tag_condition(connection, tag) for tag in asked.tags), *asked.checked, *named]
    few = [*asked.looked_up]
    many: list[Figures] = []
    for figures in asked.figures:
        if _broad_births(figures):
            many.append(figures)
        else:
            few.append(figures_beside(connection, figures, asked.names))
    broad += [_meant(figures) for figures in many[0 if few else 1 :]]
    emails = [has_email(email) for email in asked.emails]
    if few:
        first, *others = few
        met = [any_of(*(strategy.condition for strategy in each)) for each in others]
        return Selective(first, [*met, *names, *broad, *emails])
    if not many:
        return _plan_broadly(connection, asked, broad)
    born = born_within(_broad_births(many[0]))
    by_birth = _plan_by_birth(connection, asked, born, broad)
    strategies = figures_beside(connection, many[0], asked.names)
    if not strategies:
        return by_birth
    by_figures = Selective(strategies, [*names, *broad, *emails])
    is_beside = asked.names or asked.emails or asked.tags
    return Several([by_birth, by_figures] if is_beside else [by_figures, by_birth])


def checks(connection: Connection, asked: Asked) -> list[Condition]:
    """All that is asked for beside the names, to be checked on each patient."""
    return [
        *(any_of(*(strategy.condition for strategy in each)) for each in asked.looked_up),
        *map(_meant, asked.figures),
        *(tag_condition(connection, tag) for tag in asked.tags),
        *map(has_email, asked.emails),
        *asked.checked,
    ]


def _plan_by_birth(
    connection: Connection, asked: Asked, born: Condition, broad: Sequence[Condition]
) -> Search:
    """The search for those born in a month or a year: by the names where fewer are called so."""
    named = _plan_broadly(connection, asked, [*broad, born])
    if asked.emails:
        return named
    if asked.names and are_rarer(connection, asked.names, born):
        return named
    from semble_cli.store.search.birth_searches import Births

    return Births(connection, born, asked.names, named, broad)


def _plan_broadly(connection: Connection, asked: Asked, broad: list[Condition]) -> Search:
    """The search for what many patients may have: e-mails, names, tags, a year of birth."""
    names = [name.condition for name in asked.names]
    emails = [has_email(email) for email in asked.emails]
    if asked.emails:
        few = [tag for tag in asked.tags if not is_broad_tag(connection, tag)]
        first = asked.emails[0]
        if emails_up_to(connection, BROAD_FROM, first) < BROAD_FROM or not (few or names):
            return Emails(connection, first, [*emails[1:], *names, *broad])
        broad = [*broad, *emails]
        if few:
            return Selective([Strategy(Sentence("tag"), has_rare_tag(few[0]))], [*names, *broad])
    from semble_cli.store.search.name_searches import BarNames, FieldNames

    fielded = [name for name in asked.names if name.keys != ALL_NAMES]
    if asked.bar.names:
        checked = [*(name.condition for name in fielded), *broad]
        return BarNames(connection, asked.bar.names, asked.bar.maybe_email, checked)
    if fielded:
        return FieldNames(connection, fielded, broad)
    reason = Sentence("tag") if asked.tags else _BIRTH if asked.figures else Sentence("rights")
    return Filtered(broad, reason)


def _broad_births(figures: Figures) -> list[Span]:
    """The months, years and ages that some figures may mean."""
    return [span for span in figures.births if not span.is_day]


def _meant(figures: Figures) -> Condition:
    """What some figures mean, in whichever way."""
    met = [strategy.condition for strategy in figures_strategies(figures)]
    if births := _broad_births(figures):
        met.append(born_within(births))
    return any_of(*met)


def births_of(fields: SearchFields, today: date) -> tuple[Span, ...]:
    """What the birth date asked for may mean.

    Raises:
        InvalidInput: it is no date.
    """
    if fields.birth_date is None:
        return ()
    births = likely_births(fields.birth_date, today)
    if not births:
        raise InvalidInput("birth_date", "it is no date. Write it as 31/12/1975 or 1975-12-31.")
    return births


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


def _field_strategies(connection: Connection, fields: SearchFields) -> list[list[Strategy]]:
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
    return [[strategy] for strategy in found]
