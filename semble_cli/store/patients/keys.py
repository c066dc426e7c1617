"""The folded keys by which a patient is found: written beside the record, compared by searches.

Names are keyed in capitals without spaces (`PAT-TROIS` -> `PATTROIS`), e-mails in small letters,
so that the two never meet; phones by their digits from the last.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

from semble_cli.identity.names import compact, words
from semble_cli.identity.patterns import pattern
from semble_cli.identity.phone.phones import phone_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from semble_cli.patient.record import Patient

_BETWEEN_WORDS = pattern(r"[._+-]+(?=.)")
_REMEMBERED = 1 << 14


def patient_keys(patient: Patient) -> dict[str, Any]:
    """The key columns of a patient's row."""
    one = {name: (getattr(patient, name),) for name in KEYED}
    return {name: keys[0] for name, keys in key_columns(one).items()}


def key_columns(fields: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The key columns of the rows of many patients, whose `KEYED` fields are given column by
    column."""
    own: list[list[Any]] = [
        list(map(compact, fields["birth_name"])),
        list(map(compact, fields["first_given_name"])),
        list(map(name_key, fields["used_name"])),
        list(map(name_key, fields["used_given_name"])),
    ]
    names = [fields[name] for name in KEYED if name != "email"]
    return {
        **dict(zip(OWN_KEYS, own, strict=True)),
        "email_key": list(map(email_key, fields["email"])),
        "domain_key": list(map(domain_key, fields["email"])),
        "inner_key": list(map(inner_key, zip(*own, strict=True), *names)),
    }


OWN_KEYS = ("birth_key", "given_key", "used_key", "used_given_key")
"""The keys of whole names."""

KEY_COLUMNS = (*OWN_KEYS, "email_key", "domain_key", "inner_key")
"""All the key columns of a patient's row."""

KEYED = (
    *("birth_given_names", "birth_name", "first_given_name", "used_name", "used_given_name"),
    "email",
)
"""The fields that the key columns are made of."""


def name_key(name: str | None) -> str | None:
    """The key of a name that not everybody has."""
    return compact(name) if name else None


def email_key(email: str | None) -> str | None:
    """The key of an e-mail address."""
    return email.casefold() if email else None


def domain_key(email: str | None) -> str | None:
    """The key of an e-mail address's domain."""
    return email.casefold().partition("@")[2] or None if email else None


def inner_key(own: Iterable[str | None], birth_given_names: str, *names: str | None) -> str | None:
    """The words in a patient's names that none of their *own* keys begins with, a space before
    each.

    >>> inner_key(("DELATOUR", "ZOE"), "Zoé Anne-Marie", "de la Tour", "Zoé")
    ' ANNEMARIE LATOUR MARIE TOUR'
    """
    inner: set[str] = set().union(*map(_all_words, birth_given_names.split()))
    for name in names:
        if name:
            inner.update(_inner_words(name))
    inner.difference_update(own)
    return " " + " ".join(sorted(inner)) if inner else None


def name_words(keys: Mapping[str, Sequence[str | None]]) -> set[str]:
    """Every key by which one of some patients' names may begin, from their key columns: whole, or
    from an inner word on.

    `DE LA TOUR` gives `DELATOUR`, `LATOUR` and `TOUR`: typed with or without spaces, it is found.
    """
    whole = (keys[name] for name in OWN_KEYS)
    inner = map(str.split, filter(None, keys["inner_key"]))
    return set(filter(None, chain(*whole, *inner)))


def email_words(email: str) -> list[str]:
    """An e-mail's key from each of its words on before the @, but the first:
    `zoe.adrun@example.org` from `adrun@`."""
    key = email.casefold()
    ends = _BETWEEN_WORDS.finditer(key, 0, len(key.partition("@")[0]))
    return [key[end.end() :] for end in ends]


def trio(*words: str) -> str:
    """The key of three given names of one patient, in whatever order they are told."""
    return " ".join(("", *sorted(words)))


MANY_GIVEN_NAMES = " "
"""The word of a patient who has so many given names that their trios are not kept."""

_MOST_IN_TRIOS = 7


def trios(given: str, used_given: str | None, inner: str | None) -> list[str]:
    """Each three of a patient's given names, and of the words inside all the names, from the key
    columns: each name alone may be a hundredth of the register's, three are hardly anybody's."""
    words = {given, used_given or given, *(inner or "").split()}
    if len(words) > _MOST_IN_TRIOS:
        return [MANY_GIVEN_NAMES]
    return [trio(*three) for three in combinations(words, 3)]


def other_words(
    given: str, used_given: str | None, inner: str | None, email: str | None
) -> list[str]:
    """The words that need a row of their own, since no key column begins with them: those inside
    the names and the e-mail, and three names together."""
    found = email_words(email) if email else []
    if inner:
        found += inner.split()
        found += trios(given, used_given, inner)
    return found


def phone_key(number: str) -> str:
    """A phone's digits from the last: the end of a number is its beginning."""
    return phone_digits(number)[::-1]


@lru_cache(_REMEMBERED)
def _all_words(name: str) -> tuple[str, ...]:
    """A name from each of its words on."""
    parts = words(name)
    return tuple("".join(parts[start:]) for start in range(len(parts)))


@lru_cache(_REMEMBERED)
def _inner_words(name: str) -> tuple[str, ...]:
    """A name from each of its words on, but the first."""
    return _all_words(name)[1:]
