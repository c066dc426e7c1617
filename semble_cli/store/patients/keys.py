"""The folded keys by which a patient is found: written beside the record, compared by searches.

Names are keyed in capitals without spaces (`PAT-TROIS` -> `PATTROIS`), e-mails in small letters,
so that the two never meet; phones by their digits from the last.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from semble_cli.identity.names import compact, words
from semble_cli.identity.patterns import pattern
from semble_cli.identity.phones import phone_digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from semble_cli.patient.record import Patient

_EMAIL_WORDS = pattern(r"[^._+@-]+")
_REMEMBERED = 1 << 14


def patient_keys(patient: Patient) -> dict[str, Any]:
    """The key columns of a patient's row."""
    one = {name: (getattr(patient, name),) for name in (*_NAMES, "email")}
    return {name: keys[0] for name, keys in key_columns(one).items()}


def key_columns(fields: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The key columns of the rows of many patients, whose fields are given column by column."""
    names = [fields[name] for name in _NAMES]
    return {
        "birth_key": list(map(compact, fields["birth_name"])),
        "given_key": list(map(compact, fields["first_given_name"])),
        "used_key": list(map(name_key, fields["used_name"])),
        "used_given_key": list(map(name_key, fields["used_given_name"])),
        "email_key": list(map(email_key, fields["email"])),
        "inner_key": list(map(inner_key, *names)),
    }


_NAMES = ("birth_name", "first_given_name", "used_name", "used_given_name", "birth_given_names")


def name_key(name: str | None) -> str | None:
    """The key of a name that not everybody has."""
    return compact(name) if name else None


def email_key(email: str | None) -> str | None:
    """The key of an e-mail address."""
    return email.casefold() if email else None


def inner_key(
    birth_name: str,
    first_given_name: str,
    used_name: str | None,
    used_given_name: str | None,
    birth_given_names: str,
) -> str | None:
    """The words in the names that no name's own key begins with, a space before each."""
    inner = _words_of_list(birth_given_names)
    own = [compact(birth_name), compact(first_given_name)]
    for name in (birth_name, first_given_name, used_name, used_given_name):
        if name and (words_inside := _inner_words(name)):
            inner |= words_inside
    own += [compact(name) for name in (used_name, used_given_name) if name]
    inner = inner.difference(own)
    return "".join([f" {word}" for word in sorted(inner)]) or None


def name_words(keys: dict[str, Any]) -> set[str]:
    """Every key by which one of a patient's names may begin, from the key columns: whole, or from
    an inner word on.

    `DE LA TOUR` gives `DELATOUR`, `LATOUR` and `TOUR`: typed with or without spaces, it is found.
    """
    whole = {keys[name] for name in ("birth_key", "given_key", "used_key", "used_given_key")}
    return {*(keys["inner_key"] or "").split(), *filter(None, whole)}


def email_words(email: str | None) -> set[str]:
    """The e-mail from each of its words on: `zoe.adrun@example.org` from `adrun@`, `example`."""
    if not email:
        return set()
    key = email.casefold()
    local = key.partition("@")[0]
    starts = [match.start() for match in _EMAIL_WORDS.finditer(local)]
    return {key[start:] for start in (*starts, len(local) + 1)}


def words_beside(inner: str | None, email: str | None) -> list[str]:
    """The words that need a row of their own, since no key column begins with them: those of an
    `inner_key` and of an e-mail."""
    found = inner.split() if inner else []
    if email:
        found += sorted(email_words(email) - {email.casefold()})
    return found


def phone_key(number: str) -> str:
    """A phone's digits from the last: the end of a number is its beginning."""
    return phone_digits(number)[::-1]


@lru_cache(_REMEMBERED)
def _inner_words(name: str) -> frozenset[str]:
    """A name from each of its words on, but the first."""
    parts = words(name)
    return frozenset("".join(parts[start:]) for start in range(1, len(parts)))


@lru_cache(_REMEMBERED)
def _words_of_list(given_names: str) -> frozenset[str]:
    """Each given name of a list, whole and from each of its words on."""
    names = given_names.split()
    return frozenset(map(compact, names)).union(*map(_inner_words, names)) - {""}
