"""Files to import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.services.patients.create import create_patient
from semble_cli.services.record.allergies import add_allergy
from semble_cli.services.record.relations import relate
from semble_cli.services.record.treatments import add_treatment
from tests.conftest import a_patient
from tests.services.imports.importing_commands import HEADER
from tests.services.imports.whole_records import file_of, resources
from tests.services.record.documents import SMALL, keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Said

    Semble = Callable[..., Said]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of rows as French software does: cp1252, semicolons."""

    def to_file(*rows: str, name: str = "export.csv", header: str = HEADER) -> Path:
        file = tmp_path / name
        file.write_bytes("".join((header, *rows)).encode("cp1252"))
        return file

    return to_file


@pytest.fixture
def one_of_each(sqlite_register: Register, tmp_path: Path) -> list[dict[str, Any]]:
    """A patient, and one resource of each kind around."""
    create_patient(sqlite_register, a_patient())
    relate(sqlite_register, 1, {"type": "gp", "new": "DURAND"})
    add_allergy(sqlite_register, 1, {"substance": "Latex", "severity": "mild"})
    add_treatment(sqlite_register, 1, {"drug": "Essai", "starts_on": "2026-01-01"})
    keep(sqlite_register, tmp_path, SMALL)
    return resources(file_of(sqlite_register))
