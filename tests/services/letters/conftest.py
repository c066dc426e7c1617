"""A practice that writes letters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.patients.create import create_patient
from semble_cli.services.record.contacts import add_contact
from semble_cli.services.record.relations import relate
from tests.conftest import PAT_TROIS, a_patient
from tests.services.invoices.practice import set_up_practice
from tests.services.letters.people import at_home

if TYPE_CHECKING:
    from semble_cli.services.register import Register


@pytest.fixture
def practice(register: Register) -> Register:
    """Two patients; the first has a school, whose address is known."""
    set_up_practice(register, practice__phone="01 99 00 00 01")
    create_patient(register, at_home(a_patient(birth_date=date(2015, 7, 4))))
    create_patient(register, at_home(a_patient(PAT_TROIS), address_lines="10 rue de la Paix"))
    home = {"address_lines": "25 rue X", "postal_code": "63000", "city": "Riom"}
    add_contact(register, {"kind": "organisation", "name": "École Jaurès", **home})
    relate(register, 1, {"type": "school", "contact_id": 1})
    return register
