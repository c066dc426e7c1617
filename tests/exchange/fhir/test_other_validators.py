"""What other programs say of the FHIR that is written: fhir.resources (shapes), npm `fhir`
(required codes) and `@medplum/core` (invariants). For developers: none of them is needed to run or
to test the program.

    pip install 'fhir.resources>=8,<9'
    npm install --prefix tools/fhir_validators
    pytest -m developers tests/exchange/fhir/test_other_validators.py
"""

from __future__ import annotations

import json
import subprocess
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.exchange.around.consents import consent_resources
from semble_cli.exchange.fhir.writing import resource_of
from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.patient.interchange import Interchange
from semble_cli.services.patients.export_whole import WholeExport, whole_resources
from semble_cli.services.patients.list_all import Listing
from tests.exchange.fhir.test_tables import bundle_of, whole
from tests.full_patient import FULL
from tests.services.record.family import AGATHE, MOTHER, ZOE

if TYPE_CHECKING:
    from semble_cli.services.register import Register

__all__ = ["whole"]

pytestmark = pytest.mark.developers

ROOT = Path(__file__).resolve().parents[3]
VALIDATORS = ROOT / "tools" / "fhir_validators"


@pytest.fixture
def written(whole: Register) -> list[dict[str, Any]]:
    """Every kind of resource and bundle that is written."""
    found = [each.resource for each in whole_resources(whole, Listing(), WholeExport(reveal=True))]
    for whose in (ZOE, AGATHE, MOTHER):
        found += [bundle_of(whole, whose, form) for form in (Interchange.FHIR, Interchange.IPS)]
    past = PastIns("279035121518900", InsOid.NIA)
    ins: dict[str, Any] = {"ins_matricule": "279035121518989", "former_ins": (past,)}
    for oid in InsOid:
        qualified = FULL._replace(
            **ins, id=9, ins_oid=oid.value, identity_retrieved=True, identity_checked=True
        )
        found.append(resource_of(qualified))
    return [*found, *consent_resources(FULL._replace(id=9))]


def test_npm_fhir_and_medplum_find_nothing_wrong(written: list[dict[str, Any]]) -> None:
    assert (VALIDATORS / "node_modules").is_dir(), "run: npm install --prefix tools/fhir_validators"
    ruined = {"resourceType": "Patient", "gender": "banana"}
    lines = "".join(f"{json.dumps(each)}\n" for each in (*written, ruined))
    done = subprocess.run(
        ["node", "validate.mjs"],
        cwd=VALIDATORS,
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    *found, seen = map(json.loads, done.stdout.splitlines())
    assert seen, "the validators see nothing"
    assert [problem for problems in found for problem in problems] == []
    assert len(found) == len(written)


def test_fhir_resources_takes_the_shape_of_all_of_it(written: list[dict[str, Any]]) -> None:
    for resource in written:
        name = resource["resourceType"]
        module = import_module(f"fhir.resources.R4B.{name.lower()}")
        getattr(module, name).model_validate(resource)
