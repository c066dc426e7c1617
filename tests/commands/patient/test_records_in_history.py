"""What was done to records around a patient is told in words: by history, by undo and redo, and by
the summary of the patient; and a recovery says what does not come back."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.ui import language
from semble_cli.commands.ui.confirmations.records import record_lines
from semble_cli.commands.ui.confirmations.sentences import GONE_WITH_PATIENT
from semble_cli.commands.ui.labels import ACTIONS
from semble_cli.patient.actions import Action
from semble_cli.patient.around.consultation import Consultation, NoteSection
from semble_cli.patient.around.contact import Contact, ContactPhone
from semble_cli.patient.around.kinds import CONSULTATION, CONTACT
from semble_cli.services.access import Permission, Role
from semble_cli.services.patients.show import show_patient
from semble_cli.services.record import keeping
from semble_cli.services.record.treatments import add_treatment
from semble_cli.store import ledger
from semble_cli.store.database.address import parse_address
from tests.acting import acting_as
from tests.conftest import ADRUN, NOW, register_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.services.changes import Changes
    from semble_cli.services.register import Register
    from tests.conftest import Semble


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use("en")


@pytest.fixture
def register(semble: Semble, monkeypatch: pytest.MonkeyPatch) -> Register:
    """A register with the patient 1, on a wide screen."""
    monkeypatch.setenv("COLUMNS", "200")
    assert semble("patient", "add", "--json", "-", stdin=json.dumps(ADRUN)).code == 0
    return register_on(parse_address(os.environ["SEMBLE_STORE"]))


def consult(register: Register) -> None:
    """Note a consultation, and change one of its two sections."""
    sections = NoteSection("Motif", "Toux"), NoteSection("Conclusion", "Repos")
    with register.writing(Permission.EDIT_CARE) as work:
        note = Consultation(1, NOW, work.actor, sections=sections)
        made = keeping.add(work, CONSULTATION, note, Action.CONSULTATION_ADD)
    with register.writing(Permission.EDIT_CARE) as work:
        after = made._replace(sections=(NoteSection("Motif", "Toux et fièvre"), sections[1]))
        keeping.change(work, CONSULTATION, made, after, Action.CONSULTATION_EDIT)


def french(semble: Semble, *words: object) -> str:
    said = semble("--lang", "fr", *words)
    assert said.code == 0, said.err
    return " ".join((said.out + said.err).split())


def test_every_event_has_its_words() -> None:
    assert {*ACTIONS} == {*Action}


def test_a_history_tells_field_by_field_and_of_a_list_what_changed(
    semble: Semble, register: Register
) -> None:
    semble("treatment", "add", 1, "--drug", "Essai 1 g")
    semble("treatment", "stop", 1, "--on", "2026-01-02", "--reason", "end")
    consult(register)
    table = french(semble, "patient", "history", 1, "-f", "table")
    assert "traitement noté · traitement 1" in table
    assert "médicament : – → Essai 1 g" in table
    assert "arrêté le : – → 02/01/2026" in table
    assert "motif de l'arrêt : – → fin du traitement" in table
    assert "sections : – → Motif : Toux · Conclusion : Repos" in table
    assert "sections : Motif : Toux → Motif : Toux et fièvre" in table
    assert "identifiant du patient" not in table
    events = json.loads(semble("patient", "history", 1, "-f", "json").out)
    assert events[1]["record"] == {"kind": "treatment", "id": 1}
    assert events[1]["changes"]["drug"] == [None, "Essai 1 g"]
    assert {event["hidden"] for event in events} == {False}


def test_whoever_may_not_read_it_is_told_that_it_was_done(
    semble: Semble, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_treatment(register, 1, {"drug": "Essai 1 g"})
    consult(register)
    acting_as(register, Role.SECRETARY, monkeypatch)
    table = french(semble, "patient", "history", 1, "-f", "table")
    assert "traitement noté · traitement 1 (données médicales : pour les soignants)" in table
    assert "Essai" not in table
    assert "Toux" not in table
    event = json.loads(semble("patient", "history", 1, "-f", "json").out)[1]
    assert (event["record"], event["changes"]) == ({"kind": "treatment", "id": 1}, {})
    assert event["hidden"] is True
    summary = french(semble, "patient", "show", 1, "--whole", "-f", "table")
    assert "consultations : 1 (en dernier le 23/11/2026) · traitements : 1" in summary
    assert "Essai" not in summary
    assert semble("undo", 3).code == 6
    assert "nor read them" in semble("undo", 3).err


def test_an_undoing_says_what_it_takes_back_of_which_record(
    semble: Semble, register: Register
) -> None:
    del register
    semble("treatment", "add", 1, "--drug", "Essai 1 g")
    semble("treatment", "stop", 1, "--on", "2026-01-02", "--reason", "end")
    listed = json.loads(semble("undo", "--list", "-f", "json").out)
    assert listed[0]["records"] == [{"kind": "treatment", "id": 1}]
    assert "treatment stopped · treatment 1" in semble("undo", "--list", "-f", "table").out
    said = semble("undo").err.splitlines()
    assert said[0].startswith(
        "Command 4 is taken back: treatment stopped, ADRUN Zoé, born 1975-12-31 (1), treatment 1."
    )
    assert said[1:] == [
        "  treatment 1: stopped on: 2026-01-02 → –",
        "  treatment 1: stop reason: end of treatment → –",
    ]
    said = semble("redo").err.splitlines()
    assert "  treatment 1: stopped on: – → 2026-01-02" in said
    semble("undo")
    said = semble("undo", 3).err.splitlines()
    assert said[1:] == ["  treatment 1: drug: Essai 1 g → –"]


def test_a_list_of_commands_tells_all_of_each_and_names_contacts(
    semble: Semble, register: Register
) -> None:
    del register
    martin = ("--kind", "person", "--name", "MARTIN", "--first-name", "Claire")
    semble("contact", "add", *martin, "--title", "Dr")
    semble("patient", "relate", 1, "--type", "parent", "--contact", 1)
    semble("consultation", "add", 1, "--section", "Allergie=Latex", "--title", "Suivi")
    listed = french(semble, "undo", "--list", "-f", "table")
    assert "contact ajouté · contact 1 (MARTIN Claire)" in listed
    assert "allergie notée, consultation notée · allergie 1 · consultation 1" in listed
    (last, *_) = json.loads(semble("undo", "--list", "-f", "json").out)
    assert last["action"] == "allergy.add"
    assert last["actions"] == ["allergy.add", "consultation.add"]
    table = french(semble, "patient", "history", 1, "-f", "table")
    assert "type : – → parent ou représentant(e) légal(e)" in table
    assert "titre : – → Suivi" in table
    assert "civilité" not in table
    sister = json.dumps(ADRUN | {"first_given_name": "Agathe"})
    semble("patient", "add", "--json", "-", "--relation", "gp:1", stdin=sister)
    semble("contact", "delete", 1)
    said = french(semble, "undo")
    assert "contact supprimé, contact 1 (MARTIN Claire), patients : 2" in said
    assert "civilité : – → Dr" in said
    assert "nom du supprimé : MARTIN Claire → –" in said
    assert "genre du supprimé" not in said
    # A contact whose addition is taken back is named as it was.
    semble("contact", "add", "--kind", "organisation", "--name", "Mutuelle Essai")
    semble("undo")
    assert "contact 2 (Mutuelle Essai)" in french(semble, "undo", "--list", "-f", "table")


def test_keywords_and_kinds_are_told_in_the_language_of_who_reads(
    semble: Semble, register: Register, tmp_path: Path
) -> None:
    del register
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF-1.7")
    semble("document", "add", 1, scan, "--kind", "letter", "--title", "Bilan")
    section = "Allergie=Latex; severity: severe; reaction: urticaire; depuis l'enfance"
    semble("consultation", "add", 1, "--section", section, "--section", "Ordonnance=Repos")
    whole = french(semble, "patient", "show", 1, "--whole", "-f", "table")
    assert "Allergie : Latex, sévère, non confirmée, urticaire depuis l'enfance" in whole
    assert "1 : Bilan · courrier · a.pdf" in whole
    english = semble("--lang", "en", "patient", "show", 1, "--whole", "-f", "table").out
    assert "Prescription: Repos" in english
    assert "Prescription: Repos" in semble("patient", "history", 1, "-f", "table").out


def test_a_record_of_nobody_is_named_where_it_is_taken_back(
    semble: Semble, register: Register
) -> None:
    with register.writing(Permission.EDIT_PATIENTS) as work:
        contact = Contact(
            "person", last_name="PAT-UN", phones=(ContactPhone("work", "01 99 00 00 01"),)
        )
        keeping.add(work, CONTACT, contact, Action.CONTACT_ADD)
    said = semble("undo").err.splitlines()
    assert said[0].startswith("Command 3 is taken back: contact added, contact 1 (PAT-UN).")
    assert "  contact 1: phones: work: 01 99 00 00 01 → –" in said


def test_lists_whose_order_alone_changed_are_told_whole_and_signatures_not() -> None:
    one, other = {"keyword": "A", "body": "x"}, {"keyword": "B", "body": None}
    changes: Changes = {
        "sections": [[one, other], [other, one]],
        "author": [None, "zoe"],
        "noted_by": ["zoe", "martine"],
        "sha256": [None, "0"],
        "severity": [None, "severe"],
        "comment": [None, "x" * 200],
    }
    assert list(record_lines(changes, CONSULTATION, shorten=True)) == [
        "sections: A: x · B → B · A: x",
        "noted by: zoe → martine",
        "severity: – → severe",
        f"comment: – → {'x' * 120}…",
    ]


def test_a_summary_shows_what_is_taken_and_the_whole_what_was(
    semble: Semble, register: Register
) -> None:
    semble("treatment", "add", 1, "--drug", "Essai 1 g", "--comment", "matin\nsoir")
    semble("treatment", "add", 1, "--drug", "Ancien", "--until", "2026-01-02")
    consult(register)
    usual = french(semble, "patient", "show", 1, "-f", "table")
    assert "Traitements Essai 1 g matin soir" in usual
    assert "Ancien" not in usual
    assert "consultations : 1 (en dernier le 23/11/2026) · traitements : 2" in usual
    whole = french(semble, "patient", "show", 1, "--whole", "-f", "table")
    assert "Traitements passés Ancien (jusqu'au 02/01/2026)" in whole
    assert "Motif : Toux et fièvre" in whole
    fields = ("--whole", "--fields", "past_treatments", "-f", "json")
    assert len(json.loads(semble("patient", "show", 1, *fields).out)["past_treatments"]) == 1


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_recovery_says_what_does_not_come_back_and_how_much_that_is(
    semble: Semble, register: Register, tmp_path: Path, options: tuple[str, ...]
) -> None:
    del register
    (letter := tmp_path / "lettre.txt").write_text("bonjour")
    semble("patient", "relate", 1, "--type", "gp", "--new", "MARTIN-TEST")
    semble("patient", "relate", 1, "--type", "school", "--new", "École")
    semble("treatment", "add", 1, "--drug", "Essai 1 g")
    semble("consultation", "add", 1, "--section", "Motif=Toux", "--section", "Allergie=Latex")
    semble("document", "add", 1, letter)
    report = tmp_path / "report.csv"
    semble("patient", "delete", 1, "--confirm", "ADRUN Zoé")
    semble("patient", "report", "-o", report)
    for words in (("1",), ("--from-report", str(report), "--all")):
        said = semble("patient", "recover", *words, "--dry-run", "-f", "json")
        counts = {"documents": 1, "consultations": 1, "treatments": 1, "allergies": 1}
        assert json.loads(said.out)[0]["lost"] == counts | {"relations": 2}
    said = semble("patient", "recover", 1, *options)
    *_, generally, counted = said.err.splitlines()
    assert generally == str(GONE_WITH_PATIENT)
    assert counted == (
        "As the journal tells, that was: 1 document, 1 consultation, 1 treatment,"
        " 1 allergy record, 2 relations."
    )
    for kind in ("relations", "allergies", "consultations", "treatments", "documents"):
        assert kind in generally


def test_a_recovery_of_whom_a_program_of_before_deleted_says_no_counts(
    semble: Semble, register: Register
) -> None:
    patient = show_patient(register, 1).patient
    with register.writing(Permission.DELETE) as work:
        digest = ledger.insert(work.connection, ledger.Former(patient, work.at, work.actor, None))
        work.connection.run("DELETE FROM patient")
        erased = work.journal.erase(1)
        content = {"reason": None, "erased": erased, ledger.DIGEST: digest}
        work.journal.append(Action.PATIENT_DELETE, 1, content)
    said = semble("patient", "recover", 1, "-f", "json")
    assert json.loads(said.out)[0]["lost"] is None
    assert said.err.endswith(f"{GONE_WITH_PATIENT}\n")


def test_a_sex_is_a_word_in_the_past_of_a_record(semble: Semble) -> None:
    semble("patient", "add", "--json", "-", stdin=json.dumps(ADRUN))
    shown = semble("--lang", "en", "patient", "history", "1", "-f", "table").out
    assert "sex: – → female" in " ".join(shown.split())
    assert '"F"' in semble("patient", "history", "1", "-f", "json").out
