"""The ways to read a search: arms of SQL from names, figures, e-mails and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.store.ranges import (
    ALL_NAMES,
    BROAD,
    GIVEN_NAMES,
    INNER_WORDS,
    SURNAMES,
    Condition,
    all_of,
    any_of,
    begins,
    count_up_to_broad,
    equals,
    has_name,
    has_phone,
    has_tag,
)
from semble_cli.store.search import BY_BIRTH_NAME, BY_GIVEN_NAME, Arm, Search
from semble_cli.store.tags import tag_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from semble_cli.identity.search_bar import Figures
    from semble_cli.store.connection import Connection
    from semble_cli.store.ranges import Keys

_ORDERS = {
    "birth_key": BY_BIRTH_NAME,
    "used_key": "used_key, given_key, id",
    "given_key": BY_GIVEN_NAME,
    "used_given_key": "used_given_key, birth_key, id",
}
"""For each key, the order of its index."""


class Name(NamedTuple):
    """The beginning of a name, folded, and the keys in which it is looked for."""

    word: str
    keys: Keys

    @property
    def condition(self) -> Condition:
        """One of the patient's keys begins so."""
        return has_name(self.word, self.keys)


def selective_search(arms: Sequence[Arm], names: Sequence[Name]) -> Search:
    """A search for few patients, such as those born on a day: the names are checked on each."""
    checked = [name.condition for name in names]
    return Search(tuple(arm.checked(checked) for arm in arms))


def bar_search(connection: Connection, words: Sequence[str], tags: Sequence[Condition]) -> Search:
    """The words of a search bar: all of them must hold, whichever way they are read."""
    names = [Name(word, ALL_NAMES) for word in words]
    joined = "".join(words)
    spreads = [_spread(connection, name) for name in names]
    arms = [*_surname_arms(joined), *_given_arms(joined)]
    if min(spreads):
        for cut in range(1, len(words)):
            left, right = "".join(words[:cut]), "".join(words[cut:])
            arms += [*_exact_pair_arms(left, right), *_exact_pair_arms(right, left)]
    tagged, broad_tag = _tag_arms(connection, words)
    arms += tagged
    if len(words) == 1:
        arms.append(Arm(Sentence("a word of the names"), _bearers(Name(joined, INNER_WORDS))))
        arms.append(Arm(Sentence("e-mail"), email_condition(joined.casefold())))
    else:
        arms += _together(names, spreads)
    walked = None
    if min(spreads) >= BROAD or broad_tag:
        readings = [all_of([name.condition for name in names])]
        if len(words) > 1:
            readings.append(has_name(joined, ALL_NAMES))
        walked = all_of([any_of(*readings, *(arm.condition for arm in tagged)), *tags])
    return Search(tuple(arm.checked(tags) for arm in arms), walked)


def field_search(
    connection: Connection, surname: str, given: str, tags: Sequence[Condition]
) -> Search:
    """The separate fields of the advanced search: names may be beginnings, all must hold.

    *surname* and *given* are compact keys, or empty.
    """
    names = [Name(key, keys) for key, keys in ((surname, SURNAMES), (given, GIVEN_NAMES)) if key]
    if not names:
        both = all_of(tags)
        return Search((Arm(Sentence("tag"), both),), both)
    spreads = [_spread(connection, name) for name in names]
    if len(names) == 2:
        arms = [*_exact_pair_arms(surname, given), *_together(names, spreads)]
    else:
        arms = list(_surname_arms(surname) if surname else _given_arms(given))
    walked = None
    if min(spreads) >= BROAD:
        walked = all_of([*(name.condition for name in names), *tags])
    return Search(tuple(arm.checked(tags) for arm in arms), walked)


def figures_condition(figures: Figures) -> Condition:
    """Some digits mean the birth date, the end of a phone, or the id."""
    return any_of(*(arm.condition for arm in figures_arms(figures)))


def birth_condition(days: Sequence[date]) -> Condition:
    """The patient was born on one of the days."""
    return any_of(*(equals("birth_date", day.isoformat()) for day in days))


def email_condition(start: str) -> Condition:
    """The e-mail, or the e-mail from one of its words on, begins so."""
    inner = begins("word", start)
    inside = Condition(f"id IN (SELECT patient_id FROM word WHERE {inner.sql})", inner.values)
    return any_of(begins("email_key", start), inside)


def number_condition(number: str) -> Condition:
    """The matricule INS, one had before, or the NIR is this whole number."""
    return any_of(
        equals("ins_matricule", number),
        equals("nir", number),
        Condition("id IN (SELECT patient_id FROM ins_history WHERE matricule = ?)", (number,)),
    )


def tag_condition(connection: Connection, tag_id: int) -> Condition:
    """The patient bears the tag: read from the tag where few do, checked one by one else."""
    return has_tag(tag_id) if _is_broad_tag(connection, tag_id) else _borne(tag_id)


def _surname_arms(key: str) -> Iterator[Arm]:
    yield Arm(Sentence("birth name"), equals("birth_key", key), "given_key, id")
    yield Arm(Sentence("used name"), equals("used_key", key), "given_key, id")
    yield Arm(Sentence("beginning of the birth name"), begins("birth_key", key))
    yield Arm(
        Sentence("beginning of the used name"), begins("used_key", key), "used_key, given_key, id"
    )


def _given_arms(key: str) -> Iterator[Arm]:
    yield Arm(Sentence("given name"), equals("given_key", key), "birth_key, id")
    yield Arm(Sentence("used given name"), equals("used_given_key", key), "birth_key, id")
    yield Arm(Sentence("beginning of the given name"), begins("given_key", key), BY_GIVEN_NAME)
    yield Arm(
        Sentence("beginning of the used given name"),
        begins("used_given_key", key),
        "used_given_key, birth_key, id",
    )


def _exact_pair_arms(surname: str, given: str) -> Iterator[Arm]:
    reason = Sentence("name and given name")
    for name_key in ("birth_key", "used_key"):
        for first_key in ("given_key", "used_given_key"):
            condition = equals(name_key, surname) & begins(first_key, given)
            yield Arm(reason, condition, f"{first_key}, id")


def _together(names: Sequence[Name], spreads: Sequence[int]) -> Iterator[Arm]:
    """Each name begins one of the keys it is looked for in, whichever.

    The rarest is looked up, and the others are checked on the patients that bear it. Where all of
    them are broad, those of whom two are the birth name and the given name mostly suffice.
    """
    rarest = min(range(len(names)), key=spreads.__getitem__)
    if not spreads[rarest]:
        return
    others = [name.condition for place, name in enumerate(names) if place != rarest]
    if spreads[rarest] >= BROAD:
        (surname, _), (given, _), *more = names
        checked = [name.condition for name in more]
        for left, right in ((surname, given), (given, surname)):
            both = begins("birth_key", left) & begins("given_key", right)
            yield Arm(Sentence("beginnings of both names"), all_of([both, *checked]))
    yield Arm(Sentence("words of the names"), all_of([_bearers(names[rarest]), *others]))


def _bearers(name: Name) -> Condition:
    """The patients one of whose keys begins with the name, looked up key by key."""
    parts = [(table, begins(key, name.word), patient) for table, key, patient in name.keys]
    union = " UNION ".join(
        f"SELECT {patient} FROM {table} WHERE {part.sql}" for table, part, patient in parts
    )
    values = tuple(value for _, part, _ in parts for value in part.values)
    return Condition(f"id IN ({union})", values)


def _spread(connection: Connection, name: Name) -> int:
    """How many keys begin with a name, each key counted up to `BROAD`."""
    return sum(
        count_up_to_broad(connection, table, begins(key, name.word)) for table, key, _ in name.keys
    )


def _tag_arms(connection: Connection, words: Sequence[str]) -> tuple[list[Arm], bool]:
    """The arms that read some words that stand together as a tag, the others as names; and
    whether one of the tags is broad."""
    known: dict[str, int] = dict(connection.rows("SELECT key, id FROM tag"))
    arms: list[Arm] = []
    broad = False
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            tag_id = known.get(tag_key(" ".join(words[start:end])))
            if tag_id is None:
                continue
            others = [Name(word, ALL_NAMES) for word in (*words[:start], *words[end:])]
            if _is_broad_tag(connection, tag_id):
                arms += _broad_tag_arms(connection, tag_id, others)
                broad = True
            else:
                checked = [name.condition for name in others]
                arms.append(Arm(Sentence("tag"), _borne(tag_id)).checked(checked))
    return arms, broad


def _broad_tag_arms(connection: Connection, tag_id: int, names: Sequence[Name]) -> Iterator[Arm]:
    """Many bear the tag: it is checked on those who bear the names, or walked in order."""
    reason = Sentence("tag")
    if not names:
        yield Arm(reason, has_tag(tag_id))
        return
    spreads = [_spread(connection, name) for name in names]
    first = min(range(len(names)), key=spreads.__getitem__)
    checked = [name.condition for place, name in enumerate(names) if place != first]
    checked.append(has_tag(tag_id))
    if spreads[first] < BROAD:
        yield Arm(reason, _bearers(names[first])).checked(checked)
        return
    for _, key, _ in (*SURNAMES, *GIVEN_NAMES):
        yield Arm(reason, begins(key, names[first].word), _ORDERS[key]).checked(checked)
    yield Arm(reason, _bearers(Name(names[first].word, INNER_WORDS))).checked(checked)


def _is_broad_tag(connection: Connection, tag_id: int) -> bool:
    return count_up_to_broad(connection, "patient_tag", equals("tag_id", tag_id)) >= BROAD


def _borne(tag_id: int) -> Condition:
    return Condition("id IN (SELECT patient_id FROM patient_tag WHERE tag_id = ?)", (tag_id,))


def figures_arms(figures: Figures) -> list[Arm]:
    """Some digits are an id, a birth date or the end of a phone: an arm for each meaning."""
    arms = []
    if figures.patient_id is not None:
        arms.append(Arm(Sentence("id"), equals("id", figures.patient_id)))
    if figures.days:
        arms.append(Arm(Sentence("birth date"), birth_condition(figures.days)))
    if figures.phone_end:
        arms.append(Arm(Sentence("phone"), has_phone(figures.phone_end[::-1])))
    return arms
