"""Conditions on keys, as SQL with its values: equality, beginnings, and what a patient bears."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL that holds or not for a row of `patient`, and the values of its marks."""

    sql: str
    values: tuple[object, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        return Condition(f"{self.sql} AND {other.sql}", self.values + other.values)


def any_of(*conditions: Condition) -> Condition:
    """At least one of the conditions holds."""
    return Condition(
        "(" + " OR ".join(condition.sql for condition in conditions) + ")",
        tuple(value for condition in conditions for value in condition.values),
    )


def equals(column: str, value: object) -> Condition:
    return Condition(f"{column} = ?", (value,))


def begins(column: str, prefix: str) -> Condition:
    """The key begins with *prefix*: a range, which an index serves on both databases."""
    return Condition(f"({column} >= ? AND {column} < ?)", (prefix, after(prefix)))


def after(prefix: str) -> str:
    """The first key, byte by byte, that comes after all that begin with *prefix*."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def has_word(prefix: str) -> Condition:
    """A word of the patient, inside a name or the e-mail, begins with *prefix*."""
    inner = begins("word", prefix)
    return Condition(
        f"EXISTS (SELECT 1 FROM word WHERE patient_id = patient.id AND {inner.sql})", inner.values
    )


def has_phone(reversed_end: str) -> Condition:
    """A phone of the patient ends with the digits that *reversed_end* gives from the last."""
    inner = begins("reversed", reversed_end)
    return Condition(
        f"id IN (SELECT patient_id FROM phone WHERE {inner.sql})", inner.values
    )


def has_tag(tag_id: int) -> Condition:
    return Condition(
        "EXISTS (SELECT 1 FROM patient_tag WHERE patient_id = patient.id AND tag_id = ?)",
        (tag_id,),
    )
