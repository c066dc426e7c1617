"""Changes of the lists in a record: one set in place of the one of its kind, added, taken away, or
all replaced. What is not named stays as it is, in the way it was once written.

| list | items of one kind | the same item |
|---|---|---|
| phones | one type | one type, and the same digits |
| numbers | one name | one name and value |
| tags, flags | each is one by itself | one name |
| birth given names | (set as a whole) | one name in its strict form |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.identity.names import first_given_name_fits, fold, strict_given_names
from semble_cli.identity.phone.phones import phone_digits
from semble_cli.identity.status import IdentityFlag
from semble_cli.patient.fields import FLAGS, parse_flags
from semble_cli.patient.intake import read_field
from semble_cli.patient.reading.phones import find_phone_type
from semble_cli.patient.tags import tag_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping
    from datetime import date

    from semble_cli.patient.record import ExtraNumber, Patient, Phone

    Items = tuple[Any, ...]
    Parse = Callable[[Any], Items]

GIVEN_NAMES = "birth_given_names"


class ListChange(NamedTuple):
    """What becomes of one list, as people typed it: first all is *replaced*, then items are taken
    away, then each of *put* takes the place of the one of its kind, then others are added."""

    put: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    replaced: tuple[str, ...] | None = None


class _List(NamedTuple):
    """How the items of one list are told apart, and which of them a word names."""

    kind: Callable[[Any], Hashable]
    key: Callable[[Any], Hashable]
    named: Callable[[str], Callable[[Any], bool]]


def changed_lists(
    patient: Patient, wanted: Mapping[str, ListChange], given: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """The fields of a `Patient` that changes of its lists settle; *given* are the other fields that
    change with them.

    Raises:
        InvalidRecord: every list with an item that cannot be taken, or that is not there to be
            taken away, or whose kind several items have.
    """
    settled: dict[str, Any] = {}
    problems: list[InvalidInput] = []
    for field, change in wanted.items():
        try:
            settled |= _settled(patient, field, change, given, today)
        except InvalidInput as problem:
            problems.append(problem)
    if problems:
        raise InvalidRecord(tuple(problems))
    return settled


def joined(field: str, held: Items, new: Items) -> Items:
    """A list with the items that another record of the same person has: each takes the place of
    the only one of its kind, else it is one more; nothing else goes."""
    how, items = _LISTS[field], list(held)
    for item in new:
        if how.key(item) in map(how.key, items):
            continue
        is_only = sum(how.kind(each) == how.kind(item) for each in new) == 1
        places = [place for place, each in enumerate(items) if how.kind(each) == how.kind(item)]
        if is_only and len(places) == 1:
            items[places[0]] = item
        else:
            items.append(item)
    return tuple(items)


def list_after_first_name(patient: Patient, first_given_name: str) -> str:
    """The list of birth given names once the first of them is another: it takes the place of the
    one with which the list began, unless the list begins with it already.

    >>> from semble_cli.patient.record import Patient, Sex
    >>> from datetime import date
    >>> zoe = Patient("ADRUN", "ZOE MARIE", "ZOE", date(1975, 12, 31), Sex.FEMALE, "63220", "")
    >>> list_after_first_name(zoe, "Chloé")
    'Chloé MARIE'
    """
    names, former = patient.birth_given_names, patient.first_given_name
    if first_given_name_fits(first_given_name, names) or not first_given_name_fits(former, names):
        return names
    rest = names.split()[len(former.split()) :]
    return " ".join((first_given_name, *rest))


def _settled(
    patient: Patient, field: str, change: ListChange, given: Mapping[str, Any], today: date
) -> dict[str, Any]:
    if field == GIVEN_NAMES:
        return {field: _given_names(patient, change, given, today)}
    address = {"postal_code": patient.postal_code, "country": patient.country, **given}

    def parse(items: Any) -> Items:
        if field == FLAGS:
            return tuple(sorted(parse_flags(field, items)))
        read: Items = read_field(field, items, today, address)[field] if items else ()
        return read

    after = _changed(_LISTS[field], field, _held(patient, field), change, parse)
    if field == FLAGS:
        return {flag.value: flag in after for flag in IdentityFlag}
    return {field: after}


def _held(patient: Patient, field: str) -> Items:
    if field == FLAGS:
        return tuple(flag for flag in IdentityFlag if flag in patient.standing.flags)
    held: Items = getattr(patient, field)
    return held


def _changed(how: _List, field: str, held: Items, change: ListChange, parse: Parse) -> Items:
    if any(not item.strip() for item in (*change.put, *change.add, *change.remove)):
        raise InvalidInput(
            field,
            "an empty text is no item: take one away, or replace the whole list by an empty text.",
        )
    items = list(held if change.replaced is None else parse(list(change.replaced)))
    for word in change.remove:
        items.remove(_one_named(how, field, items, word))
    new = parse(list(change.put))
    for kind in dict.fromkeys(map(how.kind, new)):
        _put(how, field, items, [item for item in new if how.kind(item) == kind])
    for item in parse(list(change.add)):
        if how.key(item) not in map(how.key, items):
            items.append(item)
    return tuple(items)


def _put(how: _List, field: str, items: list[Any], new: list[Any]) -> None:
    """Let new items of one kind stand where those of it stood."""
    places = [place for place, item in enumerate(items) if how.kind(item) == how.kind(new[0])]
    if len(places) > len(new) and len(places) > 1:
        raise InvalidInput(
            field, "the record has several of this kind: take one away and add one, or replace all."
        )
    former = {how.key(items[place]): items[place] for place in places}
    start = places[0] if places else len(items)
    for place in reversed(places):
        del items[place]
    items[start:start] = [former.get(how.key(item), item) for item in new]


def _one_named(how: _List, field: str, items: list[Any], word: str) -> Any:
    is_meant = how.named(word)
    found = [item for item in items if is_meant(item)]
    if not found:
        raise InvalidInput(field, "the record has none such to be taken away. Look at it first.")
    if found[1:]:
        raise InvalidInput(field, "the record has several such: name the one with its value.")
    return found[0]


def _given_names(
    patient: Patient, change: ListChange, given: Mapping[str, Any], today: date
) -> str:
    held = given.get(GIVEN_NAMES) or patient.birth_given_names
    names = str(held).split()
    for word in change.remove:
        start = _place_of(strict_given_names(word).split(), names)
        del names[start : start + len(word.split())]
    whole = " ".join((*names, *change.add))
    if not whole.strip():
        raise InvalidInput(GIVEN_NAMES, "it is missing, and every patient must have it.")
    read: str = read_field(GIVEN_NAMES, whole, today)[GIVEN_NAMES]
    return read


def _place_of(wanted: list[str], names: list[str]) -> int:
    strict = [strict_given_names(name) for name in names]
    for start in range(len(names)):
        if wanted and strict[start : start + len(wanted)] == wanted:
            return start
    raise InvalidInput(GIVEN_NAMES, "the record has none such to be taken away. Look at it first.")


def _named_phone(word: str) -> Callable[[Phone], bool]:
    """The phone of a type, with a number, or with both as `TYPE:NUMBER`."""
    kind, _, number = word.rpartition(":") if ":" in word else ("", "", word)
    if not kind and (only := find_phone_type(number)):
        return lambda phone: phone.type is only
    digits, wanted = phone_digits(number), find_phone_type(kind)
    return lambda phone: phone_digits(phone.number) == digits and (not kind or phone.type is wanted)


def _named_number(word: str) -> Callable[[ExtraNumber], bool]:
    """The number of a name, or of a name and a value as `NAME=VALUE`."""
    name, equals, value = word.partition("=")
    return lambda number: (
        fold(number.name) == fold(name) and (not equals or number.value == value.strip())
    )


def _itself(key: Callable[[Any], Hashable]) -> _List:
    """A list in which each item is the only one of its kind."""
    return _List(key, key, lambda word: lambda item: key(item) == key(word))


_LISTS = {
    "phones": _List(
        lambda phone: phone.type,
        lambda phone: (phone.type, phone_digits(phone.number)),
        _named_phone,
    ),
    "numbers": _List(
        lambda number: fold(number.name),
        lambda number: (fold(number.name), number.value),
        _named_number,
    ),
    "tags": _itself(tag_key),
    FLAGS: _itself(lambda flag: str(flag).strip().lower()),
}
