"""The ways to read a search: arms of SQL from names, figures, e-mails and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from semble_cli.store.search import BY_GIVEN_NAME, Arm, Search
from semble_cli.store.tags import tag_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.identity.search_bar import Bar, Figures
    from semble_cli.store.connection import Connection
    from semble_cli.store.ranges import Keys

    Asked = tuple[str, Keys]


def bar_search(connection: Connection, bar: Bar, conditions: Sequence[Condition]) -> Search:
    """A search bar: every word of it must hold, whichever way it is read, and the conditions."""
    rest = [
        *conditions,
        *(figures_condition(figures) for figures in bar.figures),
        *(email_condition(email) for email in bar.emails),
    ]
    whole = all_of([*(has_name(word, ALL_NAMES) for word in bar.names), *rest])
    if bar.names:
        arms = _name_arms(connection, bar.names)
        if len(bar.names) == 1 and not rest:
            arms.append(Arm(Sentence("e-mail"), email_condition(bar.names[0].casefold())))
    elif bar.figures:
        arms = _figures_arms(bar.figures[0])
    else:
        arms = [Arm(Sentence("e-mail"), email_condition(bar.emails[0]))]
    return Search(tuple(_with_all(arm, rest) for arm in arms), whole)


def field_search(
    connection: Connection, surname: str, given: str, conditions: Sequence[Condition]
) -> Search:
    """The separate fields of the advanced search: names may be beginnings, all must hold.

    *surname* and *given* are compact keys, or empty.
    """
    asked = [(key, keys) for key, keys in ((surname, SURNAMES), (given, GIVEN_NAMES)) if key]
    whole = all_of([*(has_name(*name) for name in asked), *conditions])
    if not asked:
        return Search((Arm(Sentence("fields"), whole),), whole)
    if len(asked) == 2:
        arms = [*_exact_pair_arms(surname, given), *_together(connection, asked)]
    else:
        arms = list(_surname_arms(surname) if surname else _given_arms(given))
    return Search(tuple(_with_all(arm, conditions) for arm in arms), whole)


def figures_condition(figures: Figures) -> Condition:
    """Some digits mean the birth date, the end of a phone, or the id."""
    meanings = [equals("birth_date", day.isoformat()) for day in figures.days]
    if figures.phone_end:
        meanings.append(has_phone(figures.phone_end[::-1]))
    if figures.patient_id is not None:
        meanings.append(equals("id", figures.patient_id))
    return any_of(*meanings)


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
    if count_up_to_broad(connection, "patient_tag", equals("tag_id", tag_id)) < BROAD:
        return Condition("id IN (SELECT patient_id FROM patient_tag WHERE tag_id = ?)", (tag_id,))
    return has_tag(tag_id)


def _name_arms(connection: Connection, names: Sequence[str]) -> list[Arm]:
    whole = "".join(names)
    arms = [*_surname_arms(whole), *_given_arms(whole)]
    for cut in range(1, len(names)):
        left, right = "".join(names[:cut]), "".join(names[cut:])
        arms += [*_exact_pair_arms(left, right), *_exact_pair_arms(right, left)]
    arms += _tag_arms(connection, names)
    if len(names) == 1:
        arms.append(Arm(Sentence("a word of the names"), _bearers(whole, INNER_WORDS)))
    else:
        arms += _together(connection, [(word, ALL_NAMES) for word in names])
    return arms


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


def _together(connection: Connection, asked: Sequence[Asked]) -> Iterator[Arm]:
    """Each word begins one of the keys it is looked for in, whichever.

    The rarest word is looked up, and the others are checked on the patients that bear it. Where
    every word is broad, many patients bear them all: the index of birth names is walked in order.
    """
    spreads = [_spread(connection, *name) for name in asked]
    rarest = min(range(len(asked)), key=spreads.__getitem__)
    others = [has_name(*name) for place, name in enumerate(asked) if place != rarest]
    if spreads[rarest] < BROAD:
        yield Arm(Sentence("words of the names"), all_of([_bearers(*asked[rarest]), *others]))
        return
    (surname, _), (given, _), *more = asked
    for left, right in ((surname, given), (given, surname)):
        both = begins("birth_key", left) & begins("given_key", right)
        yield Arm(
            Sentence("beginnings of both names"),
            all_of([both, *(has_name(*name) for name in more)]),
        )


def _bearers(word: str, keys: Keys) -> Condition:
    """The patients one of whose keys begins with the word, looked up key by key."""
    parts = [(table, begins(key, word), patient) for table, key, patient in keys]
    union = " UNION ".join(
        f"SELECT {patient} FROM {table} WHERE {part.sql}" for table, part, patient in parts
    )
    values = tuple(value for _, part, _ in parts for value in part.values)
    return Condition(f"id IN ({union})", values)


def _spread(connection: Connection, word: str, keys: Keys) -> int:
    """How many keys begin with a word, each key counted up to `BROAD`."""
    return sum(count_up_to_broad(connection, table, begins(key, word)) for table, key, _ in keys)


def _tag_arms(connection: Connection, names: Sequence[str]) -> Iterator[Arm]:
    """The words, or some that stand together, are a tag; the others are names."""
    known: dict[str, int] = dict(connection.rows("SELECT key, id FROM tag"))
    for start in range(len(names)):
        for end in range(len(names), start, -1):
            tag_id = known.get(tag_key(" ".join(names[start:end])))
            if tag_id is not None:
                others = [has_name(word, ALL_NAMES) for word in (*names[:start], *names[end:])]
                tag = tag_condition(connection, int(tag_id))
                yield Arm(Sentence("tag"), all_of([tag, *others]))


def _figures_arms(figures: Figures) -> list[Arm]:
    arms = []
    if figures.patient_id is not None:
        arms.append(Arm(Sentence("id"), equals("id", figures.patient_id)))
    if figures.days:
        days = any_of(*(equals("birth_date", day.isoformat()) for day in figures.days))
        arms.append(Arm(Sentence("birth date"), days))
    if figures.phone_end:
        arms.append(Arm(Sentence("phone"), has_phone(figures.phone_end[::-1])))
    return arms


def _with_all(arm: Arm, conditions: Sequence[Condition]) -> Arm:
    return Arm(arm.reason, all_of([arm.condition, *conditions]), arm.order)
