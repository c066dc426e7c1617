"""The keys of JSON documents as fields of patients: our own, and those of anybody, or of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.exchange.headers import FILE_FIELDS
from semble_cli.exchange.mapping import IGNORED
from semble_cli.exchange.placement import Placement
from semble_cli.patient.document import DERIVED, OBJECTS, RECORD_KEYS, flatten
from semble_cli.patient.reading.items import escaped, pair_text
from semble_cli.patient.reading.states import STATE_READERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from semble_cli.errors import Sentence
    from semble_cli.exchange.mapping import GivenMap, Reading

_STATES = {key: names for key, names in OBJECTS.items() if set(names.values()) <= {*STATE_READERS}}
"""The objects of a document that hold states."""

_OURS = frozenset((*RECORD_KEYS, *DERIVED, *FILE_FIELDS, *IGNORED, "ins"))
_PLAIN_FIELDS = frozenset(FILE_FIELDS)


class DocumentFields:
    """Reads the documents of one file. *ahead* are the first of them: `unknown` are their keys that
    no field is found for, and their dates decide whether the month comes first.

    Raises:
        InvalidInput: two keys of them hold one field.
        UndecidedDates: their dates do not tell.
    """

    def __init__(
        self, given: GivenMap | None, reading: Reading, ahead: Iterable[Mapping[str, Any]]
    ) -> None:
        self._map = given
        self._reading = reading
        self._is_plain = not given and not reading.nothing and not reading.date_form
        self._placements: dict[tuple[str, ...], Placement] = {}
        named: dict[str, list[str]] = {}
        for document in ahead:
            if not self._is_ours(document):
                for name, text in _texts(document, self._mapped).items():
                    named.setdefault(name, []).append(text)
        rows = max((len(texts) for texts in named.values()), default=0)
        self._ahead = {name: [*texts, *[""] * (rows - len(texts))] for name, texts in named.items()}
        first = self._placed(tuple(self._ahead)) if self._ahead else None
        if first and first.dates.is_month_first:
            self._reading = reading._replace(month_first=True)
            self._placements.clear()
        self.names = tuple(self._ahead)
        self.unknown = first.columns.unknown if first else []
        self.placed = first.columns.placed if first else {}

    @property
    def _mapped(self) -> frozenset[str]:
        return frozenset(self._map.columns if self._map else ())

    def _is_ours(self, document: Mapping[str, Any]) -> bool:
        return self._is_plain and _OURS.issuperset(document)

    def fields_of(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that a document gives, by the flat names of a patient's fields.

        Raises:
            InvalidInput: an object is expected where another value stands, or two of its keys hold
                one field.
        """
        return self._read(document)[0]

    def left_out(self, document: Mapping[str, Any]) -> list[str]:
        """The keys of a document that no field is found for, but those told already."""
        return [name for name in self._read(document)[1] if name not in self.unknown]

    def said(self, document: Mapping[str, Any]) -> list[Sentence]:
        """What people should know of how the texts of a document are taken, as of a row."""
        return self._read(document)[2]

    def _read(
        self, document: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[str], list[Sentence]]:
        if self._is_ours(document):
            return *_known(_spread(flatten(document))), []
        texts = _texts(document, self._mapped)
        whole = {key: value for key, value in document.items() if _is_whole(key, self._mapped)}
        fields, unknown = _known(_spread(flatten(whole)))
        placement = self._placed(tuple(texts))
        placement.restoring.said.clear()
        placed = placement.given(list(texts.values()))
        if twice := [name for name in placed if fields.get(name)]:
            raise InvalidInput("file", "two keys hold {field}; leave one out.", field=twice[0])
        said = list(placement.restoring.said.elements())
        return fields | placed, [*unknown, *placement.columns.unknown], said

    def _placed(self, names: tuple[str, ...]) -> Placement:
        """Where the keys of a document go; how they are read is found out once for all that have
        the same."""
        placement = self._placements.get(names)
        if placement is None:
            values = [self._ahead.get(name, ()) for name in names]
            ahead = list(zip(*values, strict=True)) if all(values) else ()
            placement = Placement(names, self._map, self._reading, ahead)
            placement.settle_dates()
            self._placements[names] = placement
        return placement


def _is_whole(key: str, mapped: frozenset[str]) -> bool:
    """Whether a key is one of ours that holds more than a text, or that nobody fills in."""
    return key in _OURS and key not in mapped and (key in _LISTS or key not in _PLAIN_FIELDS)


_LISTS = frozenset(("phones", "numbers", "tags", "address_lines"))


def _texts(document: Mapping[str, Any], mapped: frozenset[str]) -> dict[str, str]:
    """What a document holds as the cells of a row; an object takes a cell for each of its keys."""
    found: dict[str, str] = {}
    for key, value in document.items():
        if _is_whole(key, mapped):
            continue
        if isinstance(value, dict):
            found |= {f"{key} {inner}": _text(part) for inner, part in value.items()}
        else:
            found[key] = _text(value)
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(_item, value))
    return str(value).strip()


def _item(item: Any) -> str:
    """An item of a list: a text, or an object that says what kind it is and then itself."""
    if not isinstance(item, dict):
        return escaped(str(item))
    parts = [str(part) for part in item.values() if part is not None]
    if "type" in item and len(parts) > 1:
        kind = str(item["type"])
        return f"{kind}:{' '.join(part for part in parts if part != kind)}"
    return pair_text(parts[0], " ".join(parts[1:])) if parts[1:] else escaped("".join(parts))


def _spread(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with those of a block or an archive by themselves."""
    for key, names in _STATES.items():
        state = fields.pop(key, None)
        if isinstance(state, dict):
            fields |= {names.get(inner, f"{key}.{inner}"): part for inner, part in state.items()}
        elif state:
            fields[key] = state
    return fields


def _known(fields: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The fields that there are, and the names of the others."""
    unknown = [name for name in fields if name not in _OURS]
    return {
        name: None if isinstance(value, str) and value.isspace() else value
        for name, value in fields.items()
        if name in _OURS
    }, unknown


def names_of(documents: Iterable[Mapping[str, Any]]) -> Sequence[str]:
    """The keys of some documents as the columns of a table, in order."""
    return list(dict.fromkeys(name for each in documents for name in _texts(each, frozenset())))
