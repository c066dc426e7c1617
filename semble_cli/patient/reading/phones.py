"""The phones of a patient from what people and files give: the one reader of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern
from semble_cli.identity.phone.phones import is_national, national_digits
from semble_cli.identity.phone.reading import parse_column_phone, parse_phone
from semble_cli.identity.phone.several import WrittenPhone, of_kind, texts_within, written_phones
from semble_cli.patient.choices.of_patients import PHONE_TYPES
from semble_cli.patient.reading.items import items_of, not_too_many
from semble_cli.patient.record import Phone, PhoneType

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAY_BE_NOTE = pattern(r"\(|[^\W\d_](?![^;,/\n]*:)|\s:|:\s")
"""A bracket, a letter that is not of the type before a number, or a colon as people write it."""

NumberReader = Callable[[str, str], str]
"""A phone number, the field -> the number as it is kept."""


def parse_phones(
    field: str, given: Any, read_number: NumberReader = parse_phone
) -> tuple[Phone, ...]:
    """Phones as `{type, number}` objects, as `TYPE:NUMBER` texts, or as texts of several, as
    `written_phones` parts them.

    A number without a type is of the one that a note beside it names; else it is a mobile or a
    home phone in France by its first digits, or other.

    Raises:
        InvalidInput: an unknown type, or what is no phone number.
    """
    return tuple(_phone(field, each, read_number) for each in _written(field, given, read_number))


def phone_texts(field: str, given: str) -> list[str]:
    """The phones in one text, a text of each."""
    found: list[str] = []
    for item in texts_within(given):
        try:
            found += map(_written_again, _written(field, item, parse_column_phone))
        except InvalidInput:
            found.append(item)
    return found


def _written_again(phone: WrittenPhone) -> str:
    kind = f"{phone.kind}:" if phone.kind else ""
    return f"{kind}{phone.number} ({phone.note})" if phone.note else f"{kind}{phone.number}"


def leaves_a_note(field: str, given: Any) -> bool:
    """Whether phones that can be read have a note beside them that no field of a phone holds."""
    may_be = _MAY_BE_NOTE.search(given) if isinstance(given, str) else given
    return bool(may_be) and any(
        written.note and find_phone_type(written.note) is not _phone(field, written, _as_it_is).type
        for written in _written(field, given, parse_column_phone)
    )


def _written(field: str, given: Any, read_number: NumberReader) -> list[WrittenPhone]:
    """The phones in what was given for them."""

    def is_phone(text: str) -> bool:
        try:
            return bool(read_number(text, field))
        except InvalidInput:
            return False

    def all_written() -> Iterator[WrittenPhone]:
        for item in [given] if isinstance(given, str) else items_of(field, given):
            yield from written_phones(_text_of(item), is_phone, field, _is_type)

    return not_too_many(field, all_written())


def _text_of(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    kind, number = str(item.get("type") or ""), str(item.get("number", ""))
    return of_kind(kind, number) if kind else number


_OTHER_LINES = pattern(r"(?i)\b(?:fax|t[ée]l[ée]cop\w*|t[ée]l[ée]fax|pager)\b")
"""What a note says of a number on which nobody can be called."""


def _is_type(word: str) -> bool:
    return find_phone_type(word) is not None


def _phone(field: str, written: WrittenPhone, read_number: NumberReader) -> Phone:
    if _OTHER_LINES.search(written.note):
        raise InvalidInput(field, "a fax or pager number has no field; take it out.")
    number = read_number(written.number, field)
    if not written.kind:
        return Phone(find_phone_type(written.note) or _likely_type(number), number)
    return Phone(PHONE_TYPES.read(field, written.kind), number)


def _as_it_is(number: str, _: str) -> str:
    return number


def find_phone_type(word: str) -> PhoneType | None:
    """The type of a phone that a word names, in English or French; `None` for any other word."""
    meant = PHONE_TYPES.meanings(word)
    return meant[0] if len(meant) == 1 else None


def _likely_type(number: str) -> PhoneType:
    digits = national_digits(number)
    if not is_national(digits) or digits.startswith("08"):  # 08 is no home, but a service
        return PhoneType.OTHER
    return PhoneType.MOBILE if digits.startswith(("06", "07")) else PhoneType.HOME
