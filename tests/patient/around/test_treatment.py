"""Treatments: where each stands on a day, what may be noted of one, and what its drug holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.around.substances import holds_substance, substance_in
from semble_cli.patient.around.treatment import StopReason, Treatment, TreatmentState
from semble_cli.patient.around.treatment_fields import READERS, check_treatment, read_treatment
from semble_cli.patient.choices.of_records import STOP_REASONS

TODAY = date(2026, 11, 23)
BEFORE, AFTER = date(2026, 11, 22), date(2026, 11, 24)
BORN = date(1975, 12, 31)
CURRENT, TO_COME, PAST = TreatmentState.CURRENT, TreatmentState.TO_COME, TreatmentState.PAST


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "stopped_on", "state"),
    [
        (None, None, None, CURRENT),
        (TODAY, None, None, CURRENT),
        (AFTER, None, None, TO_COME),
        (BEFORE, TODAY, None, CURRENT),
        (BEFORE, BEFORE, None, PAST),
        (None, AFTER, TODAY, PAST),
        (None, None, AFTER, CURRENT),
        (None, None, BEFORE, PAST),
        (TODAY, TODAY, None, CURRENT),
        (AFTER, AFTER, None, TO_COME),
    ],
)
def test_a_treatment_stands_where_its_days_say(
    starts_on: date | None, ends_on: date | None, stopped_on: date | None, state: TreatmentState
) -> None:
    treatment = Treatment(1, "x", starts_on=starts_on, ends_on=ends_on, stopped_on=stopped_on)
    assert treatment.state_on(TODAY) is state


@pytest.mark.parametrize(
    ("drug", "substance"),
    [
        ("Amoxicilline 1 g", "amoxicilline"),
        ("AMOXICILLINE/ACIDE CLAVULANIQUE 1 g/125 mg", "Acide clavulanique"),
        ("Pénicilline G 1 MUI", "penicilline"),
        ("PENICILLINES", "Pénicilline"),
        ("Pénicilline V", "pénicillines"),
        ("Benzylpénicilline", "pénicilline"),
        ("Pénicilline V", "à la pénicilline"),
        ("Ibuprofène 400 mg", "aspirine, ibuprofène"),
        ("Codéine 30 mg", "morphine et codéine"),
        ("Codéine 30 mg", "morphine / codéine"),
        ("Codéine 30 mg", "codéine (sirop pour la toux)"),
        ("Gluconate de fer", "fer"),
        ("Vaccin L'Essai", "essai"),
    ],
)
def test_a_drug_whose_name_holds_a_substance_is_found(drug: str, substance: str) -> None:
    assert holds_substance(drug, substance)


@pytest.mark.parametrize(
    ("drug", "substance"),
    [
        ("Ibuprofène 200 mg", "Ibuprofène"),
        ("Pénicilline V, 1 MUI", "Pénicilline V"),
        ("Amoxicilline 1 g/125 mg comprimé", "Amoxicilline"),
        ("Vitamine B12", "Vitamine B12"),
        ("5-FU 50 mg", "5-FU"),
        ("5-FU", "5-FU"),
        ("Essai", "Essai"),
    ],
)
def test_the_substance_that_a_drug_proposes_is_held_by_every_dose(
    drug: str, substance: str
) -> None:
    assert substance_in(drug) == substance
    assert holds_substance(f"{substance_in(drug)} 7 mg", substance_in(drug))


@pytest.mark.parametrize(
    ("drug", "substance"),
    [
        ("Paracétamol 1 g", "amoxicilline"),
        ("Interféron alfa", "fer"),
        ("Amoxicilline 1 g", "acide clavulanique"),
        ("Acide folique", "acide clavulanique"),
        ("Paracétamol de l'essai", "de l'"),
        ("Paracétamol", ""),
        ("Paracétamol", "(paracétamol)"),
        ("Paracétamol", "paracétamol codéine"),
    ],
)
def test_a_drug_whose_name_holds_none_is_not(drug: str, substance: str) -> None:
    assert not holds_substance(drug, substance)


def test_fields_are_read_and_what_says_nothing_clears() -> None:
    given = {"drug": " Essai  1 g ", "dose": "", "starts_on": "4/11/2026", "comment": "a\r\nb"}
    assert read_treatment(given) == {
        "drug": "Essai 1 g",
        "dose": None,
        "starts_on": date(2026, 11, 4),
        "comment": "a\nb",
    }


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("starts_on", "1/2/27", "year"),
        ("ends_on", "31/02/2026", "no calendar has this day"),
        ("drug", "x" * 201, "at most 200"),
        ("dose", "a\x07b", "control character"),
        ("comment", "a\x00b", "control character"),
    ],
)
def test_what_cannot_be_taken_is_refused(field: str, text: str, problem: str) -> None:
    with pytest.raises(InvalidInput, match=problem) as refused:
        read_treatment({field: text})
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"drug": ""}, "drug"),
        ({"drug": None}, "drug"),
        ({"starts_on": date(1975, 12, 30)}, "starts_on"),
        ({"starts_on": TODAY, "ends_on": BEFORE}, "ends_on"),
        ({"ends_on": date(1975, 1, 1)}, "ends_on"),
        ({"starts_on": TODAY, "stopped_on": BEFORE}, "stopped_on"),
        ({"stopped_on": date(1975, 1, 1)}, "stopped_on"),
    ],
)
def test_a_treatment_without_a_drug_or_with_days_out_of_order_is_refused(
    fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_treatment(Treatment(1, "x")._replace(**fields), BORN)
    assert refused.value.field == field


def test_days_in_order_pass() -> None:
    days: dict[str, Any] = {"starts_on": BORN, "ends_on": BORN, "stopped_on": BORN}
    check_treatment(Treatment(1, "x")._replace(**days), BORN)


def test_every_field_that_people_fill_in_is_read() -> None:
    kept = {"patient_id", "stopped_on", "stop_reason", "author", "id", "version"}
    assert {*READERS} == {*Treatment._fields} - kept


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Intolérance", StopReason.INTOLERANCE),
        ("inefficacité", StopReason.INEFFICACY),
        ("fin", StopReason.END),
        ("terminé", StopReason.END),
        ("Autre", StopReason.OTHER),
    ],
)
def test_reasons_are_read_in_french(text: str, reason: StopReason) -> None:
    assert STOP_REASONS.read("reason", text) is reason
