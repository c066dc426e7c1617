"""Many new patients from a table, column by column: what a text means is worked out once.

The rules are those of `intake`, and whatever is out of the ordinary is left to it: here are read
the rows that need no second look, at a fifth of the time.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.status import IdentityFlag
from semble_cli.patient.fields import COLUMN_READERS, settled_by
from semble_cli.patient.intake import REQUIRED
from semble_cli.patient.record import FIELDS, Patient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

_REMEMBERED = 1 << 15
"""Texts of one column whose meaning is kept at hand."""

_ITS_OWN = frozenset(("nir", "member_number", "numbers", "phones", "email", "comments"))
"""Fields whose texts seldom come again: one row's, or one family's."""
_ITS_OWN_REMEMBERED = 1 << 12

_DEFAULTS = Patient._field_defaults
_SECOND_LOOK = frozenset(
    (
        *(flag.value for flag in IdentityFlag),
        *("birth_date_fictive", "dmp_visible_patient", "dmp_visible_professionals"),
    )
)
"""What has rules beyond its own field, where it is anything but the default."""


class ColumnIntake:
    """Reads the rows of one table, which has the same *fields* in every row.

    *clean* makes of a cell the text that is meant, empty for nothing.
    """

    def __init__(self, fields: Iterable[str], today: date, clean: Callable[[str], str]) -> None:
        present = dict.fromkeys(field for field in fields if field in COLUMN_READERS)
        if "birth_place_code" in present:  # the code says all: a label beside it is not read
            present.pop("birth_place", None)
        self._columns = {field: _Column(field, today, clean) for field in present}
        settled = {name for field in present for name in settled_by(field)}
        self._is_whole = settled.issuperset(REQUIRED)

    def read(
        self, texts: Mapping[str, Sequence[str]], settled: Mapping[str, Sequence[Any]], count: int
    ) -> list[Patient | None]:
        """Read *count* rows.

        Args:
            texts: each field's texts, by its flat name.
            settled: values that are no texts any more, by the names of a patient's fields.

        Returns:
            the patients in order; `None` for a row that `intake.new_patient` has to look at.
        """
        if not self._is_whole:
            return [None] * count
        values: dict[str, Iterable[Any]] = dict(settled)
        left: set[int] = set()
        for field, column in self._columns.items():
            read = column.read(texts[field])
            if field != "birth_date_fictive":  # the date tells it; where both do, a second look
                values.update(read)
            left.update(column.left(texts[field]))
        values["birth_given_names"] = _filled(
            values.get("birth_given_names"), values["first_given_name"]
        )
        rows = zip(*(values.get(name) or repeat(_DEFAULTS[name], count) for name in FIELDS))  # noqa: B905
        patients: list[Patient | None] = list(map(Patient._make, rows))
        for place in left:
            patients[place] = None
        return patients


class _Column(dict[str, Any]):
    """One field: for each text that was met, the value, or the values of all it settles."""

    def __init__(self, field: str, today: date, clean: Callable[[str], str]) -> None:
        super().__init__()
        self._field = field
        self._today = today
        self._clean = clean
        self._reader = COLUMN_READERS[field]
        self._names = settled_by(field)
        self._is_single = len(self._names) == 1
        nothing = tuple(_DEFAULTS.get(name) for name in self._names)
        self._nothing = nothing[0] if self._is_single else nothing
        self._is_needed = field in _NEEDED
        self._second_looks = _SECOND_LOOK.intersection(self._names)
        self._left: set[str] = set()
        self._room = _ITS_OWN_REMEMBERED if field in _ITS_OWN else _REMEMBERED

    def read(self, texts: Sequence[str]) -> Iterable[tuple[str, Sequence[Any]]]:
        """The columns of a patient that the field settles."""
        if len(self) > self._room:
            self.clear()
            self._left.clear()
        values = list(map(self.__getitem__, texts))
        if self._is_single:
            return ((self._field, values),)
        return zip(self._names, zip(*values, strict=True), strict=True)

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
            self[text] = self._nothing
            return self._nothing
        try:
            settled = self._reader(self._field, meant, self._today)
        except InvalidInput:
            self._left.add(text)
            settled = {}
        for name in self._second_looks:
            if settled.get(name):
                self._left.add(text)
        if self._is_single:
            value = settled.get(self._field, self._nothing)
        else:
            value = tuple(settled.values()) or self._nothing
        self[text] = value
        return value


_NEEDED = frozenset((*REQUIRED, "birth_place_code"))


def _filled(lists: Iterable[Any] | None, firsts: Iterable[Any]) -> list[Any]:
    """The lists of given names; the first given name where there is none."""
    if lists is None:
        return list(firsts)
    return [names or first for names, first in zip(lists, firsts, strict=True)]
