"""What is shown in French is French: no codes, and in agreement with the person."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.patient.questions import choices_of
from semble_cli.commands.ui import language
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.rules import VISIBILITIES
from tests.conftest import ADRUN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Semble


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use("en")


def french(semble: Semble, *words: str) -> str:
    """What a command says and shows, on one line."""
    said = semble("--lang", "fr", *words)
    assert said.code == 0, said.err
    return " ".join(re.sub("[│╭╮╰╯─]", " ", said.out + said.err).split())


def add(semble: Semble, **changes: Any) -> None:
    said = semble("patient", "add", "--json", "-", stdin=json.dumps(ADRUN | changes))
    assert said.code == 0, said.err
    semble("patient", "block", "1", "--reason", "impayés")
    semble("patient", "archive", "1", "--reason", "discharged")
    semble("patient", "deceased", "1", "--on", "01/02/2026")


@pytest.mark.parametrize(("sex", "e"), [("F", "e"), ("M", ""), ("I", "(e)")])
def test_a_summary_agrees_with_the_sex_of_the_patient(semble: Semble, sex: str, e: str) -> None:
    answers = {"receive_sms": "refused", "mssante_patient": "accepted"}
    add(semble, sex=sex, privacy_policy="refused", **answers)
    shown = french(semble, "patient", "show", "1", "-f", "table")
    assert f"né{e} le 31/12/1975" in shown
    assert f"DÉCÉDÉ{e.upper()} le 01/02/2026" in shown
    assert f"BLOQUÉ{e.upper()} : pas de rendez-vous" in shown
    assert re.search(rf"ARCHIVÉ{re.escape(e.upper())} le \S+ · sorti{re.escape(e)}", shown)
    assert "politique de confidentialité refusée" in shown
    assert "messages par SMS refusés" in shown
    assert "MSSanté patient acceptée" in shown
    assert re.search("non demandés? : .*partage dans le DMP", shown)
    assert "non demandé(e)" not in shown


@pytest.mark.parametrize(("sex", "e"), [("F", "e"), ("M", ""), ("I", "(e)")])
def test_a_confirmation_agrees_with_the_sex_of_the_patient(
    semble: Semble, sex: str, e: str
) -> None:
    add(semble, sex=sex)
    told = french(semble, "patient", "unarchive", "1")
    assert f"Désarchivé{e} : ADRUN Zoé, né{e} le 31/12/1975 (1)" in told
    assert f" archivé{e} le : " in told
    assert f"motif d'archivage : sorti{e} → –" in told
    assert f"motif : décédé{e}." in french(
        semble, "patient", "archive", "1", "--reason", "deceased"
    )


@pytest.mark.parametrize("field", ["privacy_policy", *CONSENTS, *VISIBILITIES])
def test_the_answers_to_choose_from_agree_with_what_is_asked(field: str) -> None:
    language.use("fr")
    shown = " ".join(title for _, title in choices_of(field))
    assert "(e)" not in shown
    known = {"privacy_policy": "acceptée", "receive_sms": "acceptés", "mssante_patient": "acceptée"}
    assert known.get(field, "") in shown


def test_preferences_are_told_in_words_that_agree(semble: Semble) -> None:
    add(semble)
    told = french(semble, "patient", "prefs", "1", "-f", "table")
    assert "politique de confidentialité non demandée" in told
    assert "DMP : visible par le patient et les représentants légaux" in told


def test_tables_show_words_and_no_codes(semble: Semble) -> None:
    add(semble)
    semble("user", "add", "martine", "--role", "clinician")
    semble("patient", "add", "--json", "-", stdin=json.dumps(ADRUN | {"first_given_name": "Lou"}))
    semble("patient", "delete", "2", "--confirm", "ADRUN Lou")
    assert "état à jour" in french(semble, "store", "status", "-f", "table")
    assert "martine soignant" in french(
        semble, "user", "list", "-f", "table", "--fields", "login,role"
    )
    report = french(
        semble, "patient", "report", "-f", "table", "--fields", "id,state,identity_status"
    )
    assert "1 archivé provisoire" in report
    assert "2 ancien patient provisoire" in report
    identity = french(semble, "patient", "identity", "1", "--document", "passeport", "-f", "table")
    assert "validée" in identity
    assert "VALI" not in identity


def test_what_a_new_status_is_called_is_told(semble: Semble) -> None:
    add(semble)
    semble("patient", "identity", "1", "--document", "CN")
    said = semble("--lang", "fr", "patient", "edit", "1", "--first-name", "Max")
    assert "l'identité était validée et devient provisoire" in said.err
    assert not re.search("PROV|VALI|RECUP|QUAL", said.err)
    told = semble(
        "--lang",
        "fr",
        "patient",
        "add",
        "--json",
        "-",
        stdin=json.dumps(ADRUN | {"id": 9, "full_name": "x", "first_given_name": "Lou"}),
    )
    assert "identifiant, nom complet : le registre s'en charge" in told.err
