"""Many new patients from a table, column by column: what a text means is worked out once.

The rules are those of `intake`, and whatever is out of the ordinary is left to it: here are read
the rows that need no second look, at a fifth of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.status import IdentityFlag
from semble_cli.patient.columns.codes_in_doubt import CodesInDoubt
from semble_cli.patient.columns.consent_columns import settle_consents
from semble_cli.patient.columns.patient_columns import PatientColumns
from semble_cli.patient.columns.usual_texts import USUAL
from semble_cli.patient.fields import COLUMN_READERS, settled_by
from semble_cli.patient.intake import REQUIRED, holds_mask
from semble_cli.patient.reading.phones import leaves_a_note
from semble_cli.patient.reading.states import STATE_READERS
from semble_cli.patient.record import Patient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

_REMEMBERED = 1 << 14
"""Texts of one column whose meaning is kept at hand."""
_ALL_REMEMBERED = 1 << 16
"""The same where all of them come again and again: every commune, every day of a century."""
_SELDOM_REMEMBERED = 1 << 12
"""The same where they seldom do."""

_DEFAULTS = Patient._field_defaults
_READERS = COLUMN_READERS | STATE_READERS
_SECOND_LOOK = frozenset(
    (
        *(flag.value for flag in IdentityFlag),
        *("birth_date_fictive", "dmp_visible_patient", "dmp_visible_professionals"),
        *STATE_READERS,
    )
)
"""What has rules beyond its own field, where it is anything but the default."""


class ReadColumns(NamedTuple):
    """The *people* of some rows. What stands in the places that are *left* is no patient: these
    rows `intake.new_patient` has to look at. Of the others, `in_doubt` has the codes of birth
    places that may be postal codes instead, by the row's place."""

    people: PatientColumns
    left: set[int]
    in_doubt: dict[int, str]


class ColumnIntake:
    """Reads the rows of one table, which has the same *fields* in every row.

    *clean* makes of a cell the text that is meant, empty for nothing, as it does of the words
    *nothing*; a word in one of the usual forms of `usual_texts` it leaves as it is else.
    """

    def __init__(
        self,
        fields: Iterable[str],
        today: date,
        clean: Callable[[str], str],
        nothing: frozenset[str] = frozenset(),
    ) -> None:
        present = dict.fromkeys(field for field in fields if field in _READERS)
        self._codes_in_doubt = CodesInDoubt(present, clean)
        if "birth_place_code" in present:  # the code says all: a label beside it is not read
            present.pop("birth_place", None)
        self._today = today
        self._columns = {field: _Column(field, today, clean, nothing) for field in present}
        settled = {name for field in present for name in settled_by(field)}
        self._is_whole = settled.issuperset(REQUIRED)

    def read(self, texts: Mapping[str, Sequence[str]], count: int) -> ReadColumns:
        """Read *count* rows: each field's *texts*, by its flat name."""
        if not self._is_whole:
            return ReadColumns(PatientColumns(count, {}), set(range(count)), {})
        values: dict[str, list[Any]] = {}
        left: set[int] = set()
        for field, column in self._columns.items():
            read = column.read(texts[field])
            if field != "birth_date_fictive":  # the date tells it; where both do, a second look
                values.update(read)
            left.update(column.left(texts[field]))
        values["birth_given_names"] = _filled(
            values.get("birth_given_names"), values["first_given_name"]
        )
        left |= settle_consents(values, self._today)
        in_doubt = self._codes_in_doubt.find(texts)
        for place in left.intersection(in_doubt):
            del in_doubt[place]
        return ReadColumns(PatientColumns(count, values), left, in_doubt)


class _Column(dict[str, Any]):
    """One field: for each text that was met, the value, or the values of all it settles."""

    def __init__(
        self, field: str, today: date, clean: Callable[[str], str], nothing: frozenset[str]
    ) -> None:
        super().__init__()
        self._field = field
        self._today = today
        self._clean = clean
        self._reader = _READERS[field]
        self._names = settled_by(field)
        self._is_single = len(self._names) == 1
        default = tuple(_DEFAULTS.get(name) for name in self._names)
        self._default = default[0] if self._is_single else default
        self._words_for_nothing = nothing
        self._is_needed = field in _NEEDED
        self._second_looks = _SECOND_LOOK.intersection(self._names)
        self._left: set[str] = set()
        self._usual = USUAL.get(field)
        self._room = _room_of(field)

    def read(self, texts: Sequence[str]) -> Iterable[tuple[str, list[Any]]]:
        """The columns of a patient that the field settles."""
        if len(self) > self._room:
            self.clear()
            self._left.clear()
        values = self._values(texts)
        if self._is_single:
            return ((self._field, values),)
        return zip(self._names, map(list, zip(*values, strict=True)), strict=True)

    def _values(self, texts: Sequence[str]) -> list[Any]:
        """As each text is read where it is written the usual way, looked up where it is not."""
        if not self._usual or not self._words_for_nothing.isdisjoint(texts):
            return list(map(self.__getitem__, texts))
        values = list(map(self._usual, texts))
        if None not in values:
            return values
        return [
            self[text] if value is None else value
            for text, value in zip(texts, values, strict=True)
        ]

    def left(self, texts: Sequence[str]) -> list[int]:
        """The places of the texts that need a second look."""
        if not self._left or self._left.isdisjoint(texts):
            return []
        return [place for place, text in enumerate(texts) if text in self._left]

    def __missing__(self, text: str) -> Any:
        meant = self._clean(text)
        if not meant:
            if self._is_needed:
                self._left.add(text)
            self[text] = self._default
            return self._default
        try:
            settled = self._reader(self._field, meant, self._today)
        except InvalidInput:
            self._left.add(text)
            settled = {}
        if text not in self._left and (
            holds_mask(self._field, meant)
            or (self._field == "phones" and leaves_a_note(self._field, meant))
        ):
            self._left.add(text)
        for name in self._second_looks:
            if settled.get(name):
                self._left.add(text)
        if self._is_single:
            value = settled.get(self._names[0], self._default)
        else:
            value = tuple(settled.values()) or self._default
        self[text] = value
        return value


def _room_of(field: str) -> int:
    """How many texts of a field are kept at hand."""
    if field in ("birth_date", "birth_place_code"):
        return _ALL_REMEMBERED
    return _SELDOM_REMEMBERED if field in USUAL or field == "comments" else _REMEMBERED


_NEEDED = frozenset((*REQUIRED, "birth_place_code"))


def _filled(lists: Sequence[Any] | None, firsts: Sequence[Any]) -> list[Any]:
    """The lists of given names; the first given name where there is none."""
    if lists is None:
        return list(firsts)
    return [names or first for names, first in zip(lists, firsts, strict=True)]
