"""`semble patient print summary` and `treatments`: what stands on the pages, for whom, and what is
refused. The pages are read back by pdftotext."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.ui.language import in_use, speaking, tr
from semble_cli.errors import BadUsage
from semble_cli.identity.ins import InsOid
from semble_cli.patient.catalogue import CATALOGUE
from semble_cli.services.patients.create import create_patient
from semble_cli.store.database import sqlite
from semble_cli.store.database.open import connected
from tests.conftest import ADRUN, PAT_TROIS
from tests.full_patient import FULL

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


@pytest.fixture
def people(semble: Semble) -> Semble:
    """A register of two patients: of the first, much is known; of the second, nothing more."""
    semble("patient", "add", "--json", "-", stdin=json.dumps(PAT_TROIS))
    semble("patient", "add", "--json", "-", stdin=json.dumps(ADRUN))
    for words in (
        ("patient", "edit", "1", "--used-name", "Œuvré-d’Hauteville", "--address", "1 rue de Foix"),
        ("patient", "edit", "1", "--comment", "aime les 😀"),
        ("patient", "allergy", "add", "1", "--substance", "Latex", "--severity", "mild"),
        ("patient", "allergy", "add", "1", "--substance", "Noix", "--severity", "severe"),
        ("patient", "allergy", "add", "1", "--substance", "Gluten", "--certainty", "refuted"),
        ("treatment", "add", "1", "--drug", "Essai 1 g", "--frequency", "le soir"),
        ("treatment", "add", "1", "--drug", "Ancien", "--until", "2020-01-02"),
        ("treatment", "add", "1", "--drug", "Futur", "--from", "2099-01-02"),
        (
            *("consultation", "add", "1", "--title", "Suivi", "--on", "2026-01-02 10:00"),
            *("--section", "Motif=Toux 😀", "--section", "Observation=Poumons clairs"),
        ),
        ("consultation", "add", "1", "--on", "2026-02-03 11:00", "--section", "Conclusion=Guérie"),
        (
            "patient",
            "relate",
            "1",
            "--type",
            "gp",
            "--new",
            "ROUSSEL Alix",
            "--since",
            "2020-01-01",
        ),
        ("patient", "relate", "1", "--type", "school", "--new", "École", "--until", "2000-01-01"),
        ("patient", "prefs", "1", "--email"),
        ("patient", "block", "1", "--reason", "impayés"),
    ):
        assert semble(*words, "--no-input").code == 0, words
    return semble


def qualify(store: StoreAddress) -> None:
    with connected(store) as connection:
        connection.run(
            "UPDATE patient SET identity_retrieved = 1, identity_checked = 1,"
            " identity_source = 'insi', ins_matricule = '279035121518989', ins_oid = ?"
            " WHERE id = 1",
            (str(InsOid.TEST),),
        )
        connection.run(
            "INSERT INTO ins_history (patient_id, matricule, oid, valid_until)"
            " VALUES (1, '279035121518990', ?, '2025-01-01')",
            (str(InsOid.TEST),),
        )


def printed(semble: Semble, file: Path, *words: str) -> str:
    """What stands on the pages of a command."""
    said = semble("patient", "print", *words, "-o", file)
    assert (said.code, said.out) == (0, ""), said.err
    read = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    file.unlink()
    return read.stdout.decode()


def missing(text: str, *parts: str) -> str | None:
    """The first of some parts that does not stand behind the one before it."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return part
        at += len(part)
    return None


def test_a_summary_tells_all_of_it_with_the_allergies_first(people: Semble, tmp_path: Path) -> None:
    page = printed(people, tmp_path / "s.pdf", "summary", "1")
    assert (
        missing(
            page,
            *("Synthèse du dossier", "Œuvré-d’Hauteville", "Féminin, née le 28/03/1979"),
            *("ALLERGIES", "Noix, sévère", "Latex, légère", "Allergies réfutées : Gluten"),
            *("Identité", "provisoire", "PAT-TROIS", "DOMINIQUE MARIE-LOUISE", "Bloquée le"),
            *("Couverture et droits", "ADRi n'a jamais été interrogé"),
            *("Contacts et relations", "1 rue de Foix", "Médecin traitant", "ROUSSEL Alix"),
            *("Traitements en cours", "Essai 1 g", "le soir"),
            *("Traitements à venir", "Futur"),
            *("Consultations", "Allergie : Latex", "03/02/2026", "Conclusion : Guérie"),
            *("02/01/2026", "Suivi", "Motif : Toux [U+1F600]", "Noté aussi : Observation"),
            *("Préférences", "Politique de confidentialité", "Messages par e-mail", "acceptés"),
            *("Non demandés", "messages par SMS"),
        )
        is None
    )
    for left_out in ("impayés", "École", "Ancien", "Poumons", "aime les"):
        assert left_out not in page


def test_the_whole_record_has_what_the_summary_leaves_out(people: Semble, tmp_path: Path) -> None:
    page = printed(people, tmp_path / "w.pdf", "summary", "1", "--whole")
    assert (
        missing(
            page,
            *(
                "Dossier complet",
                "ALLERGIES",
                "Identité",
                "Contacts et relations",
                "ROUSSEL",
                "École",
            ),
            *("Préférences", "Administratif", "aime les [U+1F600]", "impayés"),
            *("Traitements en cours", "Essai", "Traitements à venir", "Futur"),
            *("Traitements passés", "Ancien", "Consultations", "03/02/2026 11:00", "Guérie"),
            *("Suivi", "02/01/2026 10:00", "Toux [U+1F600]", "Poumons clairs"),
            *("Documents", "Aucun document n'est conservé."),
        )
        is None
    )


def test_treatments_alone_stand_under_the_allergies(people: Semble, tmp_path: Path) -> None:
    page = printed(people, tmp_path / "t.pdf", "treatments", "1")
    assert missing(page, "Traitements en cours", "ALLERGIES", "Noix", "Essai 1 g", "Futur") is None
    for left_out in ("Ancien", "Toux", "rue de Foix"):
        assert left_out not in page
    page = printed(people, tmp_path / "t.pdf", "treatments", "2")
    assert (
        missing(page, "Allergies : NON DEMANDÉES", "Aucun traitement en cours n'est noté.") is None
    )


def test_allergies_that_are_none_known_and_not_asked_are_told_apart(
    people: Semble, tmp_path: Path
) -> None:
    assert "Allergies : NON DEMANDÉES" in printed(people, tmp_path / "s.pdf", "summary", "2")
    people("patient", "allergy", "none", "2")
    page = printed(people, tmp_path / "s.pdf", "summary", "2")
    assert "Aucune allergie connue" in page
    assert "NON DEMANDÉES" not in page
    assert "Aucune consultation n'est notée." in page


def test_the_ins_stands_on_every_page_of_a_qualified_identity_and_of_no_other(
    people: Semble, sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    assert "INS" not in printed(people, tmp_path / "s.pdf", "summary", "1").replace("MSSanté", "")
    qualify(sqlite_store)
    pages = printed(people, tmp_path / "s.pdf", "summary", "1", "--whole").split("\f")[:-1]
    assert len(pages) > 1
    for page in pages:
        assert "INS 279035121518989 [TEST]" in page.splitlines()[0]
    assert any("279035121518990 jusqu'au 01/01/2025" in page for page in pages)
    assert any("qualifiée · INSi · certifiée par INSi" in page for page in pages)
    with connected(sqlite_store) as connection:
        connection.run("UPDATE patient SET identity_checked = 0 WHERE id = 1")
    page = printed(people, tmp_path / "s.pdf", "summary", "1", "--whole")
    assert "2790351215189" not in page
    assert "récupérée" in page


def test_the_nir_is_masked_unless_it_is_revealed(people: Semble, tmp_path: Path) -> None:
    people("patient", "edit", "1", "--nir", "-", stdin="279035121518989\n")
    people("patient", "edit", "1", "--address", "NIR 2 79 03 51 215 189 89")
    page = printed(people, tmp_path / "s.pdf", "summary", "1", "--whole")
    assert page.count("2 79 •• •• ••• ••• ••") == 2
    assert "189" not in page
    page = printed(people, tmp_path / "s.pdf", "summary", "1", "--reveal")
    assert page.count("189") == 2
    log = people("audit", "log", "--patient", "1", "-f", "json").out
    assert "whole_record" in log


def test_who_may_not_read_medical_contents_is_told_what_is_left_out_on_the_page(
    people: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people("user", "add", "accueil", "--role", "secretary")
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "accueil")
    for words in (("summary", "1"), ("summary", "1", "--whole")):
        page = printed(people, tmp_path / "s.pdf", *words)
        assert missing(page, "Noix, sévère", "ROUSSEL", "le rôle de accueil ne les lit pas") is None
        assert missing(page, "consultations : 5", "traitements : 3") is None
        for left_out in ("Essai", "Toux", "Guérie", "Suivi", "Poumons"):
            assert left_out not in page
    said = people("patient", "print", "treatments", "1", "-o", tmp_path / "t.pdf")
    assert said.code == 6
    assert not (tmp_path / "t.pdf").exists()


def test_the_pages_are_french_unless_asked_otherwise_whatever_is_spoken(
    people: Semble, tmp_path: Path
) -> None:
    french = printed(people, tmp_path / "s.pdf", "summary", "1")
    english = printed(people, tmp_path / "s.pdf", "summary", "1", "--page-language", "english")
    assert (
        missing(english, "Summary of the record", "Female, born 1979-03-28", "Coverage and rights")
        is None
    )
    people("--lang", "fr", "patient", "print", "summary", "1", "-o", tmp_path / "f.pdf")
    said = people("patient", "print", "summary", "1", "-o", tmp_path / "e.pdf")
    assert said.err == f"Patients: 1, on pages: 2, in {tmp_path / 'e.pdf'}.\n"
    assert "Synthèse" in french
    assert "Summary" not in french


def test_a_language_is_spoken_for_a_while_only() -> None:
    assert in_use() == "en"
    with speaking("fr"):
        assert tr("Identity") == "Identité"
        with speaking("en"):
            assert tr("Identity") == "Identity"
        assert tr("Identity") == "Identité"
    assert in_use() == "en"
    with pytest.raises(BadUsage), speaking("de"):
        pass
    assert tr("Identity") == "Identity"


def test_several_patients_stand_in_one_file_each_from_page_one(
    people: Semble, tmp_path: Path
) -> None:
    pages = printed(people, tmp_path / "s.pdf", "summary", "2", "1", "2").split("\f")[:-1]
    assert [page.split("root")[-1].split() for page in pages] == [["1/1"], ["1/2"], ["2/2"]]


def test_a_file_is_for_its_owner_alone_and_is_not_written_over(
    people: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "s.pdf"
    assert people("patient", "print", "summary", "1", "-o", file).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    said = people("patient", "print", "summary", "1", "-o", file)
    assert said.code == 2
    assert "is there already" in said.err
    log = json.loads(people("audit", "log", "--kind", "read", "-f", "json").out)
    assert [each["action"] for each in log] == ["patient.export"], "nothing left the second time"


def test_a_pdf_goes_through_a_pipe_and_not_to_a_terminal(
    people: Semble, sqlite_store: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("patient", "print", "treatments", "1", "-o", "-")
    command = [sys.executable, "-m", "semble_cli", "--store", sqlite_store.location, *words]
    piped = subprocess.run(command, capture_output=True, check=True)
    assert piped.stdout.startswith(b"%PDF-1.7")
    assert piped.stderr == b""
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    said = people(*words)
    assert (said.code, said.out) == (2, "")
    assert "A PDF is nothing for a terminal" in said.err


@pytest.mark.parametrize(
    ("option", "value", "where"),
    [
        ("--city", "حلب", "Adresse"),
        ("--address", "נועה 1", "Adresse"),
        ("--occupation", "王", "Profession"),
    ],
)
def test_other_scripts_are_refused_by_name_with_the_id_and_no_file(
    people: Semble, tmp_path: Path, option: str, value: str, where: str
) -> None:
    assert people("patient", "edit", "2", option, value).code == 0
    file = tmp_path / "s.pdf"
    said = people("patient", "print", "summary", "1", "2", "--whole", "-o", file)
    assert (said.code, said.out) == (4, "")
    assert f"Patient 2: “{where}” cannot be printed: " in said.err
    assert "is not among the letters that paper has (Latin, Greek, Cyrillic)." in said.err
    assert value not in said.err
    assert not list(tmp_path.glob("s.pdf*"))


def test_greek_and_cyrillic_stand_on_the_page(people: Semble, tmp_path: Path) -> None:
    people("patient", "edit", "2", "--address", "Παπαδοπούλου 1", "--city", "Київ")
    page = printed(people, tmp_path / "s.pdf", "summary", "2")
    assert missing(page, "Παπαδοπούλου 1", "Київ") is None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("summary", "9"), 3, "No patient has the id 9."),
        (("summary",), 2, "PATIENT"),
        (("treatments", "1", "9"), 3, "No patient has the id 9."),
        (("summary", "1", "--page-language", "de"), 2, "--page-language"),
    ],
)
def test_what_is_refused_is_one_sentence_and_makes_no_file(
    people: Semble, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    file = tmp_path / "s.pdf"
    answer = people("patient", "print", *words, "-o", file)
    assert (answer.code, answer.out) == (code, ""), answer.err
    assert said in answer.err
    assert "PAT-TROIS" not in answer.err
    assert not list(tmp_path.glob("s.pdf*"))


def test_the_whole_record_leaves_no_field_of_a_patient_out(
    semble: Semble, sqlite_register: Register, tmp_path: Path
) -> None:
    create_patient(sqlite_register, FULL)
    text = printed(semble, tmp_path / "w.pdf", "summary", "1", "--whole", "--reveal")
    page = " ".join(text.split())
    lost = set()
    for field in CATALOGUE:
        value = getattr(FULL, field.name)
        if isinstance(value, date):
            value = value.strftime("%d/%m/%Y")
        if isinstance(value, str) and not isinstance(value, StrEnum):
            lost |= {field.name for line in value.splitlines() if line not in page}
    assert lost == {"identity_document"}
    for told in (
        *("carte nationale d'identité", "HOMONYME", "kabyle", "06 39 98 00 01 (mobile)"),
        *("Ancien logiciel", "P1", "Hôpital", "42", "ALD 15 depuis le 01/01/2020"),
        *("AMO depuis le 01/01/2026 jusqu'au 31/12/2026", "Bâtiment B", "impayés"),
    ):
        assert told in page, told
