"""What every write says: to whom, what, what changed, and how it is taken back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.patient.delete import _ask_name
from semble_cli.commands.ui import language, prompts
from semble_cli.commands.ui.confirmations.changes import changes_shown
from semble_cli.commands.ui.confirmations.sentences import GONE_WITH_PATIENT
from semble_cli.patient.catalogue import CATALOGUE, SECRET
from semble_cli.services.changes import difference
from semble_cli.services.patients.delete import Deletion
from semble_cli.store.database import sqlite
from tests.commands.patient.test_one_patient import added
from tests.conftest import a_patient
from tests.full_patient import FULL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Said

    Semble = Callable[..., Said]

ZOE = "ADRUN Zoé, born 1975-12-31 (1)"
HINT = "Undo: semble undo"
NIR = "275126322074974"

SAID: dict[tuple[str, ...], tuple[str, ...]] = {
    ("patient", "block", "1", "--reason", "impayés"): (f"Blocked: {ZOE}, reason: impayés. {HINT}",),
    ("patient", "block", "1", "--reason", "autre"): (
        f"Blocked: {ZOE}. {HINT}",
        "  blocked reason: impayés → autre",
    ),
    ("patient", "unblock", "1"): (
        f"Unblocked: {ZOE}. {HINT}",
        "  blocked on: {today} → –",
        "  blocked reason: autre → –",
    ),
    ("patient", "archive", "1", "--reason", "moved_away", "--tag", "ald"): (
        f"Archived: {ZOE}, reason: moved away, tags: ALD. {HINT}",
    ),
    ("patient", "unarchive", "1"): (
        f"Unarchived: {ZOE}. {HINT}",
        "  archived on: {today} → –",
        "  archive reason: moved away → –",
    ),
    ("patient", "deceased", "1", "--on", "01/02/2026"): (
        f"Death noted: {ZOE}, on 2026-02-01. {HINT}",
    ),
    ("patient", "deceased", "1", "--on", "02/02/2026"): (
        f"Death noted: {ZOE}. {HINT}",
        "  deceased on: 2026-02-01 → 2026-02-02",
    ),
    ("patient", "deceased", "1", "--undo"): (
        f"Death taken back: {ZOE}. {HINT}",
        "  deceased on: 2026-02-02 → –",
    ),
    ("patient", "untag", "1", "ald"): (f"Tag taken: {ZOE}: ALD. {HINT}",),
    ("patient", "tag", "1", "ald"): (f"Tag given: {ZOE}: ALD. {HINT}",),
    ("patient", "tag", "1", "ALD", "suivi", "diabete"): (
        f"Tags given: {ZOE}: Diabète, Suivi. {HINT}",
    ),
    ("patient", "untag", "1", "suivi", "diabete"): (f"Tags taken: {ZOE}: Diabète, Suivi. {HINT}",),
    ("patient", "tag", "1", "ALD"): (f"{ZOE}: it was so already. Nothing was written.",),
    ("patient", "prefs", "1", "--sms"): (
        f"Preferences changed: {ZOE}. {HINT}",
        "  messages by SMS: not asked → accepted",
    ),
    ("patient", "edit", "1", "--city", "Lyon", "--phone", "mobile:0639980001"): (
        f"Changed: {ZOE}. {HINT}",
        "  phones: – → 06 39 98 00 01 (mobile)",
        "  city: – → Lyon",
    ),
    ("patient", "edit", "1", "--city", "Reims"): (
        f"Changed: {ZOE}. {HINT}",
        "  city: Lyon → Reims",
    ),
    ("undo",): (
        "Command {last} is taken back: edited, " + ZOE + ". Do it again: semble redo",
        "  city: Reims → Lyon",
    ),
    ("redo",): (
        "Command {before} is done again: edited, " + ZOE + f". {HINT}",
        "  city: Lyon → Reims",
    ),
    ("patient", "edit", "1", "--sex", "M", "--birth-place", "51215"): (
        f"Changed: {ZOE}. {HINT}",
        "  sex: female → male",
        "  birth place: Mazoires (63220, Puy-de-Dôme) → Dompremy (51215, Marne)",
    ),
    ("patient", "identity", "1", "--document", "CN", "-f", "json"): (
        f"Identity changed: {ZOE}. {HINT}",
        "  identity status: provisional → validated",
        "  identity document: – → CN",
        "  identity checked on: – → {today}",
    ),
    ("tag", "add", "Bilan"): (f"The tag Bilan is added. {HINT}",),
    ("tag", "rename", "bilan", "Contrôle", "--color", "#3366CC"): (
        f"The tag Contrôle is changed. Patients who bear it: 0. {HINT}",
        "  name: Bilan → Contrôle",
        "  colour: – → #3366cc",
    ),
    ("tag", "delete", "ALD"): (f"The tag ALD is deleted. Patients who bore it: 1. {HINT}",),
    ("user", "add", "martine"): ("martine is a user, as secretary.",),
    ("user", "role", "martine", "--role", "clinician", "--may", "delete"): (
        "martine is a user, as clinician; may: delete.",
        "  role: secretary → clinician",
        "  may delete: no → yes",
    ),
    ("user", "remove", "martine"): ("martine, clinician until now, is no user any more.",),
    ("treatment", "add", "1", "--drug", "Essai 1 g", "--dose", "1", "--from", "2026-01-02"): (
        f"Treatment noted: {ZOE}, Essai 1 g, 1, from 2026-01-02 (treatment 1). {HINT}",
    ),
    ("treatment", "edit", "1", "--dose", "2", "--comment", "matin"): (
        f"Treatment changed: {ZOE}, Essai 1 g, 2 (treatment 1). {HINT}",
        "  dose: 1 → 2",
        "  comment: – → matin",
    ),
    ("treatment", "stop", "1", "--on", "2026-02-03", "--reason", "fin"): (
        f"Treatment stopped: {ZOE}, Essai 1 g, 2 (treatment 1). {HINT}",
        "  stopped on: – → 2026-02-03",
        "  stop reason: – → end of treatment",
    ),
    ("treatment", "delete", "1"): (
        f"Treatment deleted: {ZOE}, Essai 1 g, 2, from 2026-01-02, stopped on 2026-02-03:"
        f" end of treatment (treatment 1). {HINT}",
    ),
    ("patient", "report-event", "1"): (
        f"Noted in the journal: {ZOE}, adverse event reported.",
        "There is no browser here. The page for reporting has this address:",
    ),
    ("patient", "delete", "1", "--confirm", "ADRUN Zoé"): (
        f"Deleted: {ZOE}.",
        "Identity and contact data can come back: semble patient recover 1",
    ),
    ("patient", "recover", "1"): (
        f"Recovered: {ZOE}. {HINT}",
        str(GONE_WITH_PATIENT),
    ),
}
"""What is said of each command, one after the other, on a register with one patient."""


def test_every_write_says_to_whom_and_what_and_how_it_is_taken_back(semble: Semble) -> None:
    for name in ("ALD", "Suivi", "Diabète"):
        semble("tag", "add", name)
    added(semble)
    today = semble("patient", "show", "1", "-f", "json").out
    today = today[today.index("created_at") :][14:24]
    for words, expected in SAID.items():
        number = int(
            semble("undo", "--list", "--limit", "1", "-f", "tsv").out.splitlines()[1].split()[0]
        )
        said = semble(*words)
        assert said.code == 0, said.err
        values = {"today": today, "last": number, "before": number - 1}
        lines = [line.format_map(values) for line in expected]
        told = [line for line in said.err.splitlines() if not line.startswith("Warning")]
        assert told == lines, words


def test_no_number_of_a_patient_is_told(semble: Semble) -> None:
    added(semble)
    for nir, told in ((NIR, "noted"), ("279035121518989", "replaced by another"), ("", "cleared")):
        said = semble("patient", "edit", "1", "--nir", nir, "--comment", f"voir {NIR}")
        assert f"  nir: {told}" in said.err.lower()
        assert "2 75" not in said.err.replace("voir 2 75", "")
        assert NIR not in said.err.replace(" ", "")


@pytest.mark.parametrize("field", [field.name for field in CATALOGUE])
def test_every_field_can_be_told_before_and_after(field: str) -> None:
    one = a_patient()._replace(id=1)
    if getattr(one, field) == getattr(FULL, field):
        return
    value = getattr(FULL, field)
    for before, after in (
        (one, one._replace(**{field: value})),
        (one._replace(**{field: value}), one),
    ):
        changes = difference(before, after)
        for change in changes_shown(after, changes):
            assert "→" in change.line or change.line.count(":") == 1
            if field in SECRET:
                assert not re.search("[0-9]", change.line), change.line


def test_of_a_long_text_the_beginning_is_told(semble: Semble) -> None:
    added(semble, "--comment", "court\nsur deux lignes")
    said = semble("patient", "edit", "1", "--comment", "long " * 1000)
    (line,) = [line for line in said.err.splitlines() if "comments" in line]
    assert "court sur deux lignes → long long" in line
    assert line.endswith("…")
    assert len(line) < 200


def test_what_went_with_a_change_is_told_as_such(semble: Semble) -> None:
    added(semble)
    semble("patient", "prefs", "1", "--dmp", "yes", "--dmp-visible", "patient,pro")
    said = semble("patient", "prefs", "1", "--dmp", "no")
    assert said.err.splitlines()[1:] == [
        "  consent to sharing in the DMP: accepted → refused",
        "  with it, DMP documents visible to the patient and legal representatives: yes → no",
        "  with it, DMP documents visible to other health professionals: yes → no",
    ]
    semble("patient", "identity", "1", "--document", "CN")
    said = semble("patient", "edit", "1", "--birth-name", "ADRIN")
    assert "  birth name: ADRUN → ADRIN" in said.err
    assert "  with it, identity status: validated → provisional" in said.err


def test_versions_are_told_in_json_alone(semble: Semble) -> None:
    added(semble)
    said = semble("patient", "edit", "1", "--city", "Lyon", "-f", "json")
    assert '"version": 2' in said.out
    assert "version" not in said.err


@pytest.mark.parametrize(
    ("sex", "said"),
    [
        ("F", "Bloquée : ADRUN Zoé, née le 31/12/1975 (1), motif : impayés."),
        ("M", "Bloqué : ADRUN Zoé, né le 31/12/1975 (1), motif : impayés."),
        ("I", "Bloqué(e) : ADRUN Zoé, né(e) le 31/12/1975 (1), motif : impayés."),
    ],
)
def test_a_confirmation_in_french_agrees(semble: Semble, sex: str, said: str) -> None:
    added(semble, "--sex", sex)
    told = semble("--lang", "fr", "patient", "block", "1", "--reason", "impayés").err
    assert told == f"{said} Annuler : semble undo\n"
    language.use("en")


def test_the_way_back_leads_to_the_store_that_was_named(
    semble: Semble, sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    other = tmp_path / "the other.db"
    assert semble("--store", other, "init").code == 0
    semble("--store", other, "tag", "add", "ALD")
    added(semble)
    semble("patient", "add", "--store", other, "--birth-name", "X")
    assert semble("patient", "block", "1").err.endswith("semble undo\n")
    address = f"sqlite:///{sqlite_store.location}"
    for words in (("patient", "unblock", "1"), ("patient", "block", "1")):
        told = semble(*words, "--store", sqlite_store.location).err.splitlines()[0]
        assert told.endswith(f"semble undo --store {address}")
    said = semble("tag", "delete", "ald", "--store", other)
    assert said.err.endswith(f"semble undo --store 'sqlite:///{other}'\n")


def test_what_cannot_be_taken_back_by_who_did_it_has_no_way_back(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    semble("user", "add", "martine", "--role", "secretary")
    semble("user", "add", "zoe", "--role", "secretary", "--may", "delete")
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "martine")
    born = ("--birth-date", "1979-03-28", "--birth-place", "51215")
    new = ("patient", "add", *born, "--sex", "F", "--first-name", "Dominique", "--birth-name")
    assert HINT not in semble(*new, "PAT-UN").err
    assert HINT in semble("patient", "block", "1").err
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "zoe")
    assert HINT in semble(*new, "PAT-DEUX", "--on-duplicate", "create").err
    said = semble("undo")
    assert "is taken back: created, PAT-DEUX Dominique, born 1979-03-28 (2)." in said.err
    assert "Do it again" not in said.err


def test_an_import_names_the_one_patient_it_wrote(semble: Semble, tmp_path: Path) -> None:
    header = "birth_name,first_given_name,birth_date,sex,birth_place_code,city\n"
    file = tmp_path / "one.csv"
    file.write_text(f"{header}ADRUN,Zoé,1975-12-31,F,63220,Reims\n", "utf-8")
    said = semble("patient", "import", file)
    assert said.err.splitlines()[-2:] == [
        "Batch 2: patients created: 1, updated: 0. Undo: semble undo 2",
        f"  {ZOE}",
    ]
    file.write_text(f"{header}ADRUN,Zoé,1975-12-31,F,63220,Lyon\n", "utf-8")
    said = semble("patient", "import", file, "--on-duplicate", "update")
    assert said.err.splitlines()[-1] == f"  {ZOE}"
    assert ZOE in semble("undo").err
    said = semble("undo", "2")
    assert f"is taken back: imported, {ZOE}." in said.err
    assert "Do it again" not in said.err


def test_undoing_names_the_tag_or_counts_the_patients(semble: Semble) -> None:
    semble("tag", "add", "ALD")
    for name in ("ADRUN", "PAT-TROIS"):
        added(semble, "--birth-name", name, "--tag", "ald", "--on-duplicate", "create")
    semble("tag", "delete", "ald")
    assert "tag deleted, ALD (patients: 2)." in semble("undo").err
    assert "tag deleted, ALD (patients: 2)." in semble("redo").err


def test_a_tag_typed_in_another_case_can_be_taken_back(semble_on_both: Semble) -> None:
    semble = semble_on_both
    for name in ("Suivi annuel", "ALD"):
        semble("tag", "add", name)
    added(semble, "--tag", "suivi ANNUEL")
    semble("patient", "edit", "1", "--tag", "ald")
    events = json.loads(semble("patient", "history", "1", "-f", "json").out)
    assert events[0]["changes"]["tags"] == [None, ["Suivi annuel"]]
    assert events[1]["changes"]["tags"] == [["Suivi annuel"], ["ALD", "Suivi annuel"]]
    for _ in range(2):
        assert semble("undo").code == 0
    assert semble("patient", "show", "1").code == 3


def test_an_undoing_tells_the_status_it_brings_back(semble: Semble) -> None:
    added(semble)
    semble("patient", "identity", "1", "--document", "CN")
    semble("patient", "edit", "1", "--birth-name", "ADRIN")
    said = semble("undo")
    assert f"edited, {ZOE}." in said.err
    assert "  identity status: provisional → validated" in said.err


def test_bringing_back_who_is_there_writes_nothing_and_says_so(semble: Semble) -> None:
    added(semble)
    said = semble("patient", "recover", "1")
    assert (said.code, said.err) == (0, "Nothing was written.\n")


def test_a_deletion_says_that_the_record_goes_and_what_goes_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prompts, "ask_text", lambda *_: "")
    one = a_patient()._replace(id=1)
    _ask_name(Deletion(one, {}))
    _ask_name(Deletion(one, {"relations": 2}))
    alone, with_others = capsys.readouterr().err.splitlines()
    assert alone.endswith(" (1): the record will be deleted for good.")
    assert with_others.endswith(" (1): the record and 2 relations will be deleted for good.")
