"""Fictitious patients, written to a file or loaded into an empty register."""

from __future__ import annotations

import csv
import io
import tempfile
from typing import TYPE_CHECKING, TextIO

from semble_cli.errors import Refused
from semble_cli.exchange import fictitious
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.services.imports.report import Policy, Report
from semble_cli.services.imports.run import import_patients
from semble_cli.store.patients.rows import is_empty

if TYPE_CHECKING:
    from semble_cli.services.register import Register


def write_fictitious(file: TextIO, count: int, seed: int) -> None:
    """Write fictitious patients as a CSV file that `import_patients` reads."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(fictitious.COLUMNS)
    writer.writerows(fictitious.patients(count, seed))


def load_fictitious(register: Register, count: int, seed: int) -> Report:
    """Import fictitious patients into a register that has none.

    Raises:
        Refused: the register holds patients: fictitious ones must not stand among them.
    """
    with register.reading() as connection:
        if not is_empty(connection):
            raise Refused(
                "The register holds patients. Fictitious ones are loaded into an empty one only."
            )
    with tempfile.TemporaryFile() as file:
        text = io.TextIOWrapper(file, "utf-8", newline="")
        write_fictitious(text, count, seed)
        text.detach()
        file.seek(0)
        source = TableRecords(file, None, Reading())
        return import_patients(register, source, Policy(OnDuplicate.CREATE, create_tags=True))
