"""A form to fill in: a table whose columns an import knows, with one example."""

from __future__ import annotations

from typing import NamedTuple

from semble_cli.exchange.headers import FILE_FIELDS
from semble_cli.exchange.tables.form_example import EXAMPLE
from semble_cli.patient.catalogue import CATALOGUE
from semble_cli.patient.consents.rules import SIGNATURES
from semble_cli.patient.fields import FLAGS
from semble_cli.patient.intake import REQUIRED
from semble_cli.patient.record import PhoneType


class FormColumn(NamedTuple):
    """A column of the form: its field, of phones the type, and what stands there in the example."""

    field: str
    phone: PhoneType | None = None
    example: str = ""

    @property
    def is_needed(self) -> bool:
        return self.field in REQUIRED


_PHONES = (PhoneType.MOBILE, PhoneType.HOME, PhoneType.WORK)
_LEFT_TO_OTHER_COLUMNS = frozenset(("birth_place_code", *SIGNATURES))


def form_columns() -> list[FormColumn]:
    """The columns of the form, those that are needed first."""
    names = [field.name for field in CATALOGUE if field.name in FILE_FIELDS]
    others = [name for name in (*names, FLAGS) if name not in {*REQUIRED, *_LEFT_TO_OTHER_COLUMNS}]
    columns: list[FormColumn] = []
    for name in (*REQUIRED, *others):
        if name == "phones":
            columns += (
                FormColumn(name, kind, EXAMPLE.get(f"{name}:{kind}", "")) for kind in _PHONES
            )
        else:
            columns.append(FormColumn(name, None, EXAMPLE.get(name, "")))
    return columns
