"""What a command did to a patient is told with every number masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import NoSuchRecord
from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.patient.catalogue import SECRET
from semble_cli.patient.json_form import plain_value
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.history import _changes, changes_of, history_of
from semble_cli.store.journal import Event
from tests.conftest import NOW, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register

NIR = "279035121518989"
MASKED = "2 79 •• •• ••• ••• ••"


@pytest.mark.parametrize("name", [name for name in SECRET if name != "former_ins"])
def test_both_values_of_a_secret_field_are_masked(name: str) -> None:
    told = changes_of(a_patient(), {name: [NIR, None], "city": [None, "Lyon"]})
    assert told == {name: [MASKED, None], "city": [None, "Lyon"]}


def test_former_matricules_are_masked_each() -> None:
    past: Any = plain_value((PastIns(NIR, InsOid.NIR), PastIns(NIR[:13], InsOid.NIA)))
    told = changes_of(a_patient(), {"former_ins": [None, past]})
    assert told == {"former_ins": [[], [MASKED, MASKED[:-3]]]}


def test_of_a_new_patient_all_that_the_record_holds_is_told() -> None:
    told = changes_of(a_patient(PAT_TROIS), None)
    assert told["nir"] == [None, MASKED]
    assert told["birth_name"] == [None, "PAT-TROIS"]
    assert NIR not in str(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, None),
        ({}, {}),
        (
            {"created": {"nir": NIR, "city": "Lyon"}},
            {"nir": [None, MASKED], "city": [None, "Lyon"]},
        ),
        ({"changes": {"nir": [NIR, None]}}, {"nir": [MASKED, None]}),
        ({"created": {"city": "Lyon"}, "changes": {"city": ["a", "b"]}}, {"city": ["a", "b"]}),
    ],
)
def test_the_content_of_an_event_as_changes(
    content: dict[str, Any] | None, told: dict[str, Any] | None
) -> None:
    event = Event(1, NOW, "anne", "patient.edit", 1, 1, None, content)
    assert _changes(event) == told


def test_nobody_has_no_history(sqlite_register: Register) -> None:
    with pytest.raises(NoSuchRecord, match="No patient has the id 7"):
        history_of(sqlite_register, 7)


def test_a_former_patient_has_one(sqlite_register: Register) -> None:
    patient = create_patient(sqlite_register, a_patient())
    delete_patient(sqlite_register, patient.id or 0, patient.full_name, None)
    created, deleted = history_of(sqlite_register, patient.id or 0)
    assert (created.changes, deleted.action) == (None, "patient.delete")
