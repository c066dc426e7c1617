"""A patient as other programs read it: the NIR only where it was revealed, the INS by its rules."""

from __future__ import annotations

import json
from typing import Any

import pytest

from semble_cli.exchange.export import exported
from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.patient.interchange import Interchange
from semble_cli.patient.record import ExtraNumber
from tests.conftest import PAT_TROIS, a_patient

NIR = "279035121518989"
SPACED = "2 79 03 51 215 189 89"
MASKED = "2 79 •• •• ••• ••• ••"
OID = "1.2.250.1.213.1.4.8"
INS: dict[str, Any] = {"ins_matricule": NIR, "ins_oid": OID}


def identifiers(document: dict[str, Any]) -> dict[str, str]:
    """The kinds of a resource's identifiers, and their values."""
    return {
        each["type"].get("text") or each["type"]["coding"][0]["code"]: each["value"]
        for each in document.get("identifier", ())
    }


def test_fhir_has_the_nir_only_where_it_was_revealed() -> None:
    patient = a_patient(PAT_TROIS)
    assert identifiers(exported(patient, Interchange.FHIR)) == {}
    assert exported(patient, Interchange.FHIR)["active"] is True
    assert identifiers(exported(patient, Interchange.FHIR, reveal=True)) == {"NH": NIR}


def test_semble_has_the_nir_only_where_it_was_revealed() -> None:
    patient = a_patient(PAT_TROIS)
    assert "socialSecurityNumber" not in exported(patient, Interchange.SEMBLE)
    shown = exported(patient, Interchange.SEMBLE, reveal=True)
    assert shown["socialSecurityNumber"] == NIR


@pytest.mark.parametrize("form", [Interchange.FHIR, Interchange.SEMBLE])
def test_a_nir_in_another_text_is_masked_unless_it_was_revealed(form: Interchange) -> None:
    patient = a_patient(PAT_TROIS)._replace(
        city=f"Lyon {NIR}",
        address_lines=f"chez {SPACED}",
        comments=f"mère {SPACED}",
        numbers=(ExtraNumber("mère", NIR),),
    )
    hidden = json.dumps(exported(patient, form), ensure_ascii=False)
    assert NIR not in hidden.replace(" ", "")
    assert f"Lyon {MASKED}" in hidden
    assert f"chez {MASKED}" in hidden
    shown = json.dumps(exported(patient, form, reveal=True), ensure_ascii=False)
    assert f"Lyon {NIR}" in shown
    assert f"chez {SPACED}" in shown


@pytest.mark.parametrize("reveal", [True, False])
@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"identity_retrieved": True, "identity_checked": True}, {"INS-NIR": NIR}),
        ({"identity_retrieved": True}, {}),
        ({"identity_checked": True}, {}),
    ],
)
def test_the_matricule_leaves_for_a_qualified_identity_alone(
    facts: dict[str, Any], shown: dict[str, str], reveal: bool
) -> None:
    patient = a_patient(PAT_TROIS)._replace(nir=None, **INS, **facts)
    assert identifiers(exported(patient, Interchange.FHIR, reveal=reveal)) == shown


def test_the_matricules_of_before_leave_with_that_in_use() -> None:
    past = PastIns("275126322074974", InsOid.NIR)
    facts: dict[str, Any] = {"identity_retrieved": True, "identity_checked": True}
    patient = a_patient(PAT_TROIS)._replace(nir=None, former_ins=(past,), **INS, **facts)
    document = exported(patient, Interchange.FHIR)
    assert [each["value"] for each in document["identifier"]] == [NIR, "275126322074974"]


def test_a_matricule_that_may_not_be_shown_is_masked_where_it_stands_elsewhere() -> None:
    patient = a_patient(PAT_TROIS)._replace(**INS, city=NIR)
    address = exported(patient, Interchange.FHIR)["address"]
    assert address == [{"city": MASKED}]
