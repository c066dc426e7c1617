"""Many patients column by column: so they are read, compared and written a whole column at once."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.record import FIELDS, Patient

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEFAULTS = Patient._field_defaults


class PatientColumns(NamedTuple):
    """So many patients, by the names of a patient's fields. A field without a column has the
    default in all of them."""

    size: int
    columns: dict[str, list[Any]]

    @classmethod
    def of(cls, patients: Sequence[Patient]) -> PatientColumns:
        columns = zip(FIELDS, map(list, zip(*patients, strict=True)), strict=False)
        return cls(
            len(patients), {name: column for name, column in columns if _tells(name, column)}
        )

    def patients(self) -> list[Patient]:
        """The patients one by one."""
        return list(map(Patient._make, zip(*map(self.column, FIELDS), strict=True)))

    def column(self, name: str) -> Sequence[Any]:
        """The values of a field, as many as there are patients."""
        found = self.columns.get(name)
        return [_DEFAULTS.get(name)] * self.size if found is None else found

    def where(self, chosen: Sequence[bool]) -> PatientColumns:
        """Only the patients that are chosen."""
        if all(chosen):
            return self
        return PatientColumns(
            sum(chosen),
            {name: list(compress(column, chosen)) for name, column in self.columns.items()},
        )

    def put(self, place: int, patient: Patient) -> None:
        """Set one patient in the place of whatever stands there."""
        for name, value in zip(FIELDS, patient, strict=True):
            column = self.columns.get(name)
            if column is None:
                if name in _DEFAULTS and value == _DEFAULTS[name]:
                    continue
                column = self.columns[name] = [_DEFAULTS.get(name)] * self.size
            column[place] = value


def _tells(name: str, column: list[Any]) -> bool:
    """Whether a column says more than the default."""
    return name not in _DEFAULTS or column.count(_DEFAULTS[name]) < len(column)
