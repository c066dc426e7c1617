"""Conditions on keys, as SQL with its values: equality, beginnings, and what a patient bears."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Self

from semble_cli.identity.dates import Span
from semble_cli.identity.phone.phones import phone_ends
from semble_cli.store.database.connection import Connection

BROAD_FROM = 2000
"""From how many patients on a tag is checked patient by patient instead of being looked up."""

SCANNED_FROM = 6_000
"""From how many matches on an order is served by scanning its index; fewer are looked up."""

Keys = tuple[tuple[str, str], ...]
"""Where a word is looked for: tables, and their keys."""

SURNAMES: Keys = (("patient", "birth_key"), ("patient", "used_key"))
GIVEN_NAMES: Keys = (("patient", "given_key"), ("patient", "used_given_key"))
INNER_WORDS: Keys = (("word", "word"),)
ALL_NAMES: Keys = (*SURNAMES, *GIVEN_NAMES, *INNER_WORDS)


class Condition(NamedTuple):
    """SQL that holds or not for a row of `patient`, and the values of its placeholders."""

    sql: str
    values: tuple[object, ...] = ()

    def __and__(self, other: Self) -> Self:
        return self._replace(sql=f"{self.sql} AND {other.sql}", values=self.values + other.values)


def any_of(*conditions: Condition) -> Condition:
    """At least one of the conditions holds."""
    return Condition(
        "(" + " OR ".join(condition.sql for condition in conditions) + ")",
        tuple(value for condition in conditions for value in condition.values),
    )


def all_of(conditions: Sequence[Condition]) -> Condition:
    """Every condition holds; there is at least one."""
    whole = conditions[0]
    for condition in conditions[1:]:
        whole = whole & condition
    return whole


def equals(column: str, value: object) -> Condition:
    return Condition(f"{column} = ?", (value,))


def begins(column: str, prefix: str) -> Condition:
    """The key begins with *prefix*: a range, which an index serves on both databases."""
    return Condition(f"({column} >= ? AND {column} < ?)", (prefix, after(prefix)))


def after(prefix: str) -> str:
    """The first key, byte by byte, that comes after all that begin with *prefix*."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def has_word(prefix: str) -> Condition:
    """A word inside one of the patient's names begins with *prefix*."""
    return Condition("inner_key LIKE ?", (f"% {prefix}%",))


def kept_from_index(condition: Condition) -> Condition:
    """The same condition on a text, in a form that no index serves: another is looked up first."""
    column, _, rest = condition.sql.partition(" ")
    return Condition(f"({column} || '') {rest}", condition.values)


def born_within(spans: Sequence[Span]) -> Condition:
    """The patient was born on one of the days."""
    return any_of(
        *(
            equals("birth_date", span.first.isoformat())
            if span.is_day
            else Condition(
                "birth_date BETWEEN ? AND ?", (span.first.isoformat(), span.last.isoformat())
            )
            for span in spans
        )
    )


def has_initials(initials: str) -> Condition:
    """The given name begins with the first letter, and others of the names with the next."""
    return all_of([has_name(initials[0], GIVEN_NAMES), *map(has_word, initials[1:])])


def has_email(start: str) -> Condition:
    """The patient's e-mail, or the e-mail from one of its words or its domain on, begins so."""
    inner = begins("word", start)
    return any_of(
        begins("email_key", start),
        begins("domain_key", start),
        Condition(
            f"EXISTS (SELECT 1 FROM word WHERE patient_id = patient.id AND {inner.sql})",
            inner.values,
        ),
    )


def has_phone(end: str) -> Condition:
    """A phone of the patient ends with the digits *end*, as people dial them."""
    inner = phone_ending(end)
    return Condition(f"id IN (SELECT patient_id FROM phone WHERE {inner.sql})", inner.values)


def phone_ending(end: str) -> Condition:
    """The same of a row of `phone`."""
    return any_of(*(begins("reversed", digits[::-1]) for digits in phone_ends(end)))


def has_tag(tag_id: int) -> Condition:
    return Condition(
        "EXISTS (SELECT 1 FROM patient_tag WHERE patient_id = patient.id AND tag_id = ?)",
        (tag_id,),
    )


@lru_cache(64)
def has_name(word: str, keys: Keys) -> Condition:
    """One of the patient's keys begins with *word*."""
    return any_of(
        *(begins(key, word) for table, key in keys if table == "patient"),
        *(has_word(word) for table, _ in keys if table == "word"),
    )


def has_facts(retrieved: bool, checked: bool) -> Condition:
    """The identity counts as retrieved, or not, and as checked, or not: a doubtful or fictitious
    one as neither (RNIV)."""
    facts = (
        f"{'' if retrieved else 'NOT '}identity_retrieved"
        f" AND {'' if checked else 'NOT '}identity_checked"
    )
    if retrieved or checked:
        return Condition(f"({facts} AND NOT doubtful AND NOT fictitious)")
    return Condition(f"(({facts}) OR doubtful OR fictitious)")


ROW_WEIGHT = 16
"""How much longer a patient's row is read from the table than what an index holds of it."""

WITH_BIRTHS = ("birth_key", "used_key")
"""The keys whose indexes have the birth date too."""


def count_up_to(connection: Connection, most: int, table: str, condition: Condition) -> int:
    """How many rows of a table meet a condition, counted no further than *most*."""
    return int(
        connection.value(
            "SELECT count(*) FROM"
            f" (SELECT 1 FROM {table} WHERE {condition.sql} LIMIT {most}) AS counted",
            condition.values,
        )
    )


def reaches(connection: Connection, number: int, table: str, condition: Condition) -> bool:
    """Whether so many rows of a table meet a condition, or more."""
    sql = f"SELECT 1 FROM {table} WHERE {condition.sql} LIMIT 1 OFFSET {number - 1}"
    return connection.row(sql, condition.values) is not None


def are_more_born(connection: Connection, born: Condition, called: int) -> bool:
    """Whether more were born so than are called so, and these are fewer than `SCANNED_FROM`."""
    return called < SCANNED_FROM and reaches(connection, called + 1, "patient", born)
