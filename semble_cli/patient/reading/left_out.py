"""A record read without what cannot be taken in its optional fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.patient.choices.of_patients import ARCHIVE_REASONS
from semble_cli.patient.consents.rules import CONSENT_OF, VISIBILITIES
from semble_cli.patient.reading.items import texts_of
from semble_cli.patient.reading.phones import phone_texts
from semble_cli.patient.record import ArchiveReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

T = TypeVar("T")

NEEDED = frozenset(
    (
        *("birth_name", "first_given_name", "birth_date", "sex"),
        *("birth_place", "birth_place_code", "deceased_on"),
    )
)
"""The fields that are never left out: the five traits, and a death, for nobody who died is to be
taken for living; nor is the day of an archive whose reason is one."""

_DMP_CONSENT = "dmp_consent"
_SEVERAL = ("numbers", "tags", "identity_flags")
_BETWEEN = {"address_lines": "\n"}
_REASON_OF = {"blocked_on": "blocked_reason", "archived_on": "archive_reason"}


def read_rest(
    read: Callable[[Mapping[str, Any]], T],
    given: Mapping[str, Any],
    check: Callable[[str, Any], object],
) -> tuple[T, tuple[InvalidInput, ...]]:
    """What *read* makes of the fields of a record, without those of which it says that they cannot
    be taken; and why they were left out. Of a field with several items, only those are left out
    that *check* refuses.

    Raises:
        InvalidRecord: a field cannot be taken that is needed; every problem there is.
    """
    problems: list[InvalidInput] = []
    whole = given
    while True:
        try:
            return read(given), tuple(problems)
        except InvalidRecord as refused:
            problems += refused.problems
            rest = dict(given)
            for field in {problem.field for problem in refused.problems}:
                names = [name for name in dict.fromkeys(_bound_to(field)) if name in given]
                if field in NEEDED or not names or _may_tell_a_death(field, whole):
                    raise InvalidRecord(tuple(problems)) from None
                for name in names:
                    rest.pop(name, None)
                if readable := _readable(field, given.get(field), check):
                    rest[field] = readable
            given = rest


def _may_tell_a_death(field: str, given: Mapping[str, Any]) -> bool:
    """Whether a field is the day of an archive whose reason is, or may be, a death."""
    reason = given.get("archive_reason") if field == "archived_on" else None
    meant = ARCHIVE_REASONS.meanings(str(reason)) if reason else (ArchiveReason.OTHER,)
    return not meant or ArchiveReason.DECEASED in meant


def _bound_to(field: str) -> Iterator[str]:
    """The fields that mean nothing without a field, itself the first."""
    yield field
    if field in CONSENT_OF and CONSENT_OF[field] in (field, field.removesuffix("_answer")):
        yield from (name for name, consent in CONSENT_OF.items() if consent == CONSENT_OF[field])
        if CONSENT_OF[field] == _DMP_CONSENT:
            yield from VISIBILITIES
    if field in _REASON_OF:
        yield _REASON_OF[field]


def _readable(name: str, value: Any, check: Callable[[str, Any], object]) -> Any:
    """The items of a field that can be read by themselves; nothing where it has but one, or where
    it is all of them together that cannot be."""
    if isinstance(value, str):
        texts = _texts(name, value)
        kept = [text for text in texts if _is_readable(name, text, check)]
        return _BETWEEN.get(name, "; ").join(kept) if len(kept) < len(texts) else None
    if not isinstance(value, list):
        return None
    items = [item for item in value if _is_readable(name, [item], check)]
    return items if len(items) < len(value) else None


def _texts(name: str, value: str) -> list[str]:
    if name == "phones":
        return phone_texts(name, value)
    if name in _BETWEEN:
        return value.splitlines()
    return texts_of(value) if name in _SEVERAL else []


def _is_readable(name: str, item: Any, check: Callable[[str, Any], object]) -> bool:
    try:
        check(name, item)
    except InvalidInput:
        return False
    return True
