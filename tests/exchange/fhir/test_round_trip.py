"""What is written as FHIR reads back as it was, whatever a patient has that FHIR has a word for."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from semble_cli.exchange import fictitious
from semble_cli.exchange.fhir.reading import read_patient
from semble_cli.exchange.fhir.writing import NO_WORD, resource_of
from semble_cli.identity.status import IdentityFlag
from semble_cli.patient.catalogue import TYPED
from semble_cli.patient.intake import amended, new_patient
from semble_cli.patient.reading.states import STATE_READERS
from semble_cli.patient.record import ArchiveReason, Sex
from tests.exchange.fhir.reading_resources import TODAY, patient_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from semble_cli.patient.record import Patient
    from tests.conftest import Semble

KEPT = (
    *(name for name in (*TYPED, *STATE_READERS) if name not in NO_WORD),
    *(flag.value for flag in IdentityFlag),
)


@cache
def people() -> list[Patient]:
    """Some patients of the project's generator."""
    rows = (dict(zip(fictitious.COLUMNS, row, strict=True)) for row in fictitious.patients(400, 19))
    return [
        new_patient(
            {key: text for key, text in row.items() if text and key != "tags"}, TODAY
        ).patient
        for row in rows
    ]


NAMES = st.sampled_from(["", "DURAND", "d’Œuvré", "Marie-Ève", "ZOE"])
LINES = st.sampled_from(["", "1 rue", "1  rue\n\nBâtiment B", "chez\n\n\nMme X", "Lieu-dit; n°=1"])
NUMBERS = st.lists(st.tuples(*[st.sampled_from(["NH", "INS-NIR", "P;1", "a=b", "urn:oid:1"])] * 2))
PHONES = st.lists(st.sampled_from(["06 39 98 00 01", "+33 1 99 00 00 01", "01.99.00.00.02"]))
KINDS = st.sampled_from(["mobile", "home", "work", "other"])
DAYS = st.none() | st.integers(0, 300).map(lambda days: TODAY - timedelta(days))


@st.composite
def varied(draw: st.DrawFn) -> Patient:
    """A patient of the generator with other values in the fields that FHIR has a word for."""
    base = draw(st.sampled_from(people()))
    changes: dict[str, Any] = {
        "used_name": draw(NAMES | st.just(base.birth_name)),
        "used_given_name": draw(NAMES | st.just(base.first_given_name)),
        "title": draw(st.sampled_from(["", "Mme", "Dr Pr"])),
        "birth_rank": draw(st.sampled_from(["", 1, 2, 3])),
        "address_lines": draw(LINES),
        "billing_address": draw(LINES),
        "phones": [{"type": draw(KINDS), "number": number} for number in draw(PHONES)],
        "numbers": [{"name": name, "value": value} for name, value in draw(NUMBERS)],
        "preferred_language": draw(st.sampled_from(["", "fr", "kab"])),
        "religion": draw(st.sampled_from(["", "sans"])),
        "identity_flags": draw(st.sampled_from(["", "homonym", "doubtful; homonym", "fictitious"])),
        "email": draw(st.sampled_from([base.email, "zoe@patient.mssante.fr"])),
    }
    archived = draw(DAYS)
    return amended(base, changes, TODAY).patient._replace(
        birth_date_fictive=draw(st.booleans()),
        sex=draw(st.sampled_from(Sex)),
        deceased_on=draw(DAYS) if base.birth_date < date(2025, 1, 1) else None,
        archived_on=archived,
        archive_reason=draw(st.none() | st.sampled_from(ArchiveReason)) if archived else None,
    )


@given(varied())
def test_whatever_fhir_has_a_word_for_comes_back_as_it_was(patient: Patient) -> None:
    resource = json.loads(json.dumps(resource_of(patient)))
    back = patient_of(resource)
    assert {name: getattr(back, name) for name in KEPT} == {
        name: getattr(patient, name) for name in KEPT
    }
    assert read_patient(resource, TODAY).left_out == ()
    assert resource_of(back) == resource


def test_a_list_goes_into_another_register_and_comes_out_of_it_the_same(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    semble("demo", "--load", "--patients", 80)
    odd = {
        "birth_name": "ADRUN",
        "first_given_name": "Zoé",
        "birth_date": "1975",
        "sex": "I",
        "birth_place": "63220",
        "identity_flags": ["doubtful"],
        "used_name": "ADRUN",
        "coverage": {"birth_rank": 1},
        "billing": {"address": "2 rue\n\nLyon"},
    }
    patient = semble("patient", "add", "--json", "-", stdin=json.dumps(odd)).out.strip()
    assert semble("patient", "deceased", patient, "--on", "01/02/2026").code == 0
    assert semble("patient", "archive", patient, "--reason", "deceased").code == 0
    how = ("patient", "list", "-f", "fhir", "--reveal", "--archived")
    written = semble(*how).out
    file = tmp_path / "patients.ndjson"
    file.write_text(written, "utf-8")
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    semble("init")
    said = semble("patient", "import", file, "--on-duplicate", "create")
    assert said.code == 0, said.err
    assert "not taken" not in said.err
    assert list(map(of_any_register, semble(*how).out.splitlines())) == list(
        map(of_any_register, written.splitlines())
    )


def of_any_register(line: str) -> dict[str, Any]:
    """A resource but for what is its register's own: the id, and how it came by the identity."""
    resource: dict[str, Any] = json.loads(line)
    assert resource.pop("id").isdecimal()
    for each in resource["extension"]:
        each["extension"] = [
            part for part in each.get("extension", ()) if part["url"] != "methodCollection"
        ]
    return resource
