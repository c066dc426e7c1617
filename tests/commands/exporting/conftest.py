"""A register with records to export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.services.record.allergies import add_allergy
from semble_cli.services.record.relations import relate
from tests.conftest import register_on
from tests.services.record.documents import keep, with_two_patients

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress


@pytest.fixture
def people(sqlite_store: StoreAddress, tmp_path: Path) -> Register:
    register = with_two_patients(register_on(sqlite_store))
    keep(register, tmp_path)
    add_allergy(register, 1, {"substance": "Latex", "severity": "mild", "reaction": "urticaire"})
    relate(register, 1, {"type": "gp", "new": {"kind": "person", "name": "MARTIN"}})
    return register
