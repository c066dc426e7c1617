"""What is known of allergies is one thing, whoever wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.services.patients.create import create_patient
from semble_cli.services.record.allergies import add_allergy, say_none_known
from tests.conftest import a_patient
from tests.store.soundness.practice import run, said_of

if TYPE_CHECKING:
    from semble_cli.services.register import Register


def test_a_patient_with_an_allergy_of_whom_none_is_said_to_be_known_is_found(
    register: Register,
) -> None:
    create_patient(register, a_patient())
    say_none_known(register, 1, "drug")
    add_allergy(register, 1, {"substance": "Latex", "certainty": "refuted"})
    assert said_of(register) == []
    run(register, "UPDATE allergy SET certainty = 'unconfirmed'")
    assert said_of(register)[1:] == [
        "patient 1: an allergy is noted, and none is said to be known. See semble patient allergy"
        " list 1."
    ]
