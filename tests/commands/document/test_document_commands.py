"""`semble document`: what is said and written of documents."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.document import get as get_module
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.store.database.open import connected
from tests.conftest import a_patient, register_on, tamper
from tests.services.record.documents import with_two_patients

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

SCAN = b"%PDF-1.7\n" + bytes(range(256)) * 40
WHO = "ADRUN Zoé, born 1975-12-31 (1)"
OTHER = "ADRUN AGATHE, born 1975-12-31 (2)"


@pytest.fixture
def people(sqlite_store: StoreAddress) -> Register:
    return with_two_patients(register_on(sqlite_store))


@pytest.fixture
def scan(people: Register, tmp_path: Path) -> Path:
    """A file; the register has two patients."""
    del people
    file = tmp_path / "courrier.pdf"
    file.write_bytes(SCAN)
    return file


def record(said: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said.out)
    return found


def test_a_document_is_added_under_its_number_and_said_to_be(semble: Semble, scan: Path) -> None:
    said = semble("document", "add", "1", scan, "--kind", "courrier", "--on", "4/11/2026")
    assert (said.code, said.out) == (0, "1\n")
    assert said.err == (
        f"Document added: {WHO}, document 1 “courrier”, application/pdf, 10 KB. Undo: semble undo\n"
    )
    said = semble("document", "show", "1", "-f", "json")
    assert record(said) == {
        "id": 1,
        "patient_id": 1,
        "title": "courrier",
        "kind": "letter",
        "dated_on": "2026-11-04",
        "file_name": "courrier.pdf",
        "media_type": "application/pdf",
        "size": len(SCAN),
        "sha256": hashlib.sha256(SCAN).hexdigest(),
        "added_at": record(said)["added_at"],
        "added_by": record(said)["added_by"],
        "version": 1,
    }


def test_each_write_gives_the_document_as_json(semble: Semble, scan: Path) -> None:
    form = ("-f", "json")
    added = record(semble("document", "add", "1", scan, "--title", "Courrier", *form))
    assert (added["id"], added["title"], added["version"]) == (1, "Courrier", 1)
    edited = record(semble("document", "edit", "1", "--title", "Compte rendu", *form))
    assert (edited["id"], edited["title"], edited["version"]) == (1, "Compte rendu", 2)
    moved = record(semble("document", "move", "1", "2", *form))
    assert (moved["id"], moved["patient_id"]) == (1, 2)
    assert record(semble("document", "delete", "1", *form))["id"] == 1
    erased = semble("document", "delete", "1", "--for-good", "--reason", "doublon", *form)
    assert record(erased)["id"] == 1


def test_what_was_done_is_said_with_the_patient_and_the_way_back(
    semble: Semble, scan: Path
) -> None:
    semble("document", "add", "1", scan)
    assert semble("document", "edit", "1", "--kind", "report", "--on", "4/11/2026").err == (
        f"Document changed: {WHO}, document 1 “courrier”. Undo: semble undo\n"
        "  kind: – → report\n"
        "  dated on: – → 2026-11-04\n"
    )
    assert semble("document", "edit", "1", "--on", "").err.endswith("dated on: 2026-11-04 → –\n")
    same = semble("document", "edit", "1", "--kind", "report")
    assert same.err == f"{WHO}: it was so already. Nothing was written.\n"
    moved = semble("document", "move", "1", "2")
    assert (moved.code, moved.out, moved.err) == (
        0,
        "",
        f"Document moved to: {OTHER}, document 1 “courrier”, from {WHO}. Undo: semble undo\n",
    )
    assert "Nothing was written" in semble("document", "move", "1", "2").err
    assert semble("document", "delete", "1").err == (
        f"Document deleted: {OTHER}, document 1 “courrier”. Undo: semble undo\n"
    )
    assert semble("document", "delete", "1", "--for-good", "--reason", "doublon").err == (
        f"Document erased for good: {OTHER}, document 1 “courrier”.\n"
    )


def test_what_stays_as_it_is_is_given_as_json_too(semble: Semble, scan: Path) -> None:
    semble("document", "add", "1", scan, "--kind", "letter")
    for words in (("edit", "1", "--kind", "letter"), ("move", "1", "1")):
        said = semble("document", *words, "-f", "json")
        assert (record(said)["id"], record(said)["version"]) == (1, 1)


def test_the_same_file_twice_is_told(semble: Semble, scan: Path) -> None:
    semble("document", "add", "1", scan)
    said = semble("document", "add", "1", scan)
    assert said.code == 0
    assert "Warning: the patient has the very same file already: document 1.\n" in said.err


def test_the_documents_of_a_patient_are_listed(semble: Semble, scan: Path) -> None:
    semble("document", "add", "1", scan, "--title", "Premier")
    semble("document", "add", "1", scan, "--title", "Second")
    semble("document", "add", "2", scan)
    semble("document", "delete", "1")
    listed = json.loads(semble("document", "list", "1", "-f", "json").out)
    assert [(each["id"], each["title"], each["size"]) for each in listed] == [
        (2, "Second", len(SCAN))
    ]
    assert semble("document", "list", "1", "--fields", "id,title").out == "id\ttitle\n2\tSecond\n"


def test_that_there_is_no_document_is_said(semble: Semble, scan: Path) -> None:
    del scan
    said = semble("document", "list", "2", "-f", "table")
    assert (said.code, said.out, said.err) == (0, "", f"{OTHER}: no document is noted.\n")
    assert semble("document", "list", "2", "-f", "json").out == "[]\n"


def test_people_read_titles_and_sizes(semble: Semble, scan: Path) -> None:
    semble("document", "add", "1", scan, "--kind", "letter")
    table = semble("document", "list", "1", "-f", "table").out
    assert "document" in table.splitlines()[0]
    assert "10 KB" in table
    assert "sha256" not in table
    french = semble("--lang", "fr", "document", "list", "1", "-f", "table").out
    assert "titre" in french
    assert "civilité" not in french
    assert "10 Ko" in french
    one = semble("--lang", "fr", "document", "show", "1", "-f", "table", "--fields", "title").out
    assert one.split() == ["titre", "courrier"]
    only = semble("document", "list", "1", "-f", "table", "--fields", "title,sha256").out
    assert hashlib.sha256(SCAN).hexdigest() in only.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("size", "english", "french"),
    [(1, "1 byte", "1 octet"), (640, "640 bytes", "640 octets"), (1 << 20, "1.0 MB", "1,0 Mo")],
)
def test_sizes_are_said_so(
    semble: Semble, people: Register, tmp_path: Path, size: int, english: str, french: str
) -> None:
    del people
    file = tmp_path / "x"
    file.write_bytes(b"x" * size)
    assert english in semble("document", "add", "1", file).err
    assert french in semble("--lang", "fr", "document", "add", "2", file).err


@pytest.fixture(params=[len(SCAN), 0])
def check_first(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the document is small enough to be read a second time."""
    monkeypatch.setattr(get_module, "_CHECKED_FIRST", request.param)
    return bool(request.param)


@pytest.mark.usefixtures("check_first")
def test_a_document_comes_out_byte_for_byte(semble: Semble, scan: Path, tmp_path: Path) -> None:
    semble("document", "add", "1", scan)
    out = tmp_path / "out.pdf"
    said = semble("document", "get", "1", "-o", out)
    assert (said.code, said.err) == (0, f"Document 1 is written to {out}.\n")
    assert out.read_bytes() == SCAN
    assert out.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_not_written_over(semble: Semble, scan: Path) -> None:
    semble("document", "add", "1", scan)
    said = semble("document", "get", "1", "-o", scan)
    assert (said.code, "is there already" in said.err) == (2, True)
    assert scan.read_bytes() == SCAN


def test_a_damaged_document_is_never_written_to_a_file(
    semble: Semble, people: Register, scan: Path, tmp_path: Path
) -> None:
    semble("document", "add", "1", scan)
    tamper(people, "UPDATE document_chunk SET data = x'00'")
    said = semble("document", "get", "1", "-o", tmp_path / "out.pdf")
    assert said.code == 7
    assert said.err.startswith("Error: Document 1 is damaged in the store")
    assert said.err.splitlines()[1:] == ["The journal notes what was read all the same."]
    assert sorted(each.name for each in tmp_path.glob("out*")) == []


def test_a_damaged_document_is_told_with_its_exit_code_on_standard_output(
    semble: Semble, people: Register, scan: Path, check_first: bool
) -> None:
    semble("document", "add", "1", scan)
    tamper(people, "UPDATE document_chunk SET data = x'41'")
    said = semble("document", "get", "1", "-o", "-")
    assert said.code == 7
    assert "Document 1 is damaged in the store" in said.err
    assert said.out == ("" if check_first else "A")


def test_bytes_are_nothing_for_a_terminal(
    semble: Semble, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    semble("document", "add", "1", scan)
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    said = semble("document", "get", "1", "-o", "-")
    assert (said.code, said.out) == (2, "")
    assert "A document is nothing for a terminal" in said.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "1", "{nowhere}"), 4, "file: it cannot be read; look whether it is there"),
        (("add", "1", "{directory}"), 4, "file: it is a directory"),
        (("add", "1", "{pipe}"), 4, "file: it is no file but a pipe or a device"),
        (("add", "1", "/dev/null"), 4, "file: it is no file but a pipe or a device"),
        (("add", "1", "{empty}"), 4, "file: it is empty"),
        (("add", "1", "-"), 4, "file: it cannot be read"),
        (("add", "1", "a\0b"), 4, "file: it cannot be read"),
        (("add", "1", "\ud800"), 4, "file: it cannot be read"),
        (("add", "9", "{scan}"), 3, "9"),
        (("add", "1", "{scan}", "--title", " "), 4, "document title: it is empty"),
        (("add", "1", "{scan}", "--title", "a\x1b"), 4, "control character"),
        (("add", "1", "{scan}", "--kind", "roman"), 2, "--kind"),
        (("add", "1", "{scan}", "--on", "31/02/2026"), 4, "dated on: no calendar has this day"),
        (("add", "1", "{scan}", "--on", "1/1/2999"), 4, "dated on: this day is still to come"),
        (("edit", "1"), 2, "Say what to change: --title, --kind or --on."),
        (("edit", "7", "--kind", "letter"), 3, "No document has the number 7."),
        (("edit", "1", "--title", ""), 4, "document title: it is empty"),
        (("show", "7"), 3, "No document has the number 7."),
        (("show", "x"), 2, "DOC"),
        (("show", "0"), 2, "DOC"),
        (("show", "1", "--fields", "nir"), 2, "nir"),
        (("list", "9"), 3, "9"),
        (("get", "7", "-o", "-"), 3, "No document has the number 7."),
        (("get", "1"), 2, "The option -o / --output is missing."),
        (("get", "1", "-o", "{directory}"), 2, "is there already"),
        (("move", "1", "9"), 3, "9"),
        (("move", "7", "1"), 3, "No document has the number 7."),
        (("delete", "7"), 3, "No document has the number 7."),
        (("delete", "7", "--for-good", "--reason", "x"), 3, "No document has the number 7."),
        (("delete", "1", "--for-good"), 2, "Say with --reason why the document is erased"),
        (("delete", "1", "--for-good", "--reason", " "), 2, "Say with --reason"),
        (("delete", "1", "--for-good", "--reason", "a\x1b"), 4, "reason: "),
        (("delete", "1", "--reason", "x"), 2, "--reason goes with --for-good."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_writes_nothing(
    semble: Semble, scan: Path, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    semble("document", "add", "1", scan)
    before = semble("undo", "--list", "-f", "json").out
    places = {"scan": scan, "nowhere": tmp_path / "nowhere", "directory": tmp_path}
    places |= {"pipe": tmp_path / "pipe", "empty": tmp_path / "empty"}
    os.mkfifo(places["pipe"])
    places["empty"].touch()
    answer = semble("document", *(word.format(**places) for word in words))
    assert (answer.code, answer.out) == (code, ""), answer.err
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert "defect" not in answer.err
    assert semble("undo", "--list", "-f", "json").out == before


def test_how_large_a_document_may_be_is_a_setting(
    semble: Semble, people: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del people
    file = tmp_path / "x"
    file.write_bytes(b"x" * (1 << 20) + b"x")
    monkeypatch.setenv("SEMBLE_DOCUMENT_LIMIT", "1")
    said = semble("document", "add", "1", file)
    assert (said.code, said.out) == (4, "")
    assert said.err == (
        "Error: file: it has 2 MB, and at most 1 MB are taken; make it smaller, or set"
        " document_limit.\n"
    )
    monkeypatch.setenv("SEMBLE_DOCUMENT_LIMIT", "2")
    assert semble("document", "add", "1", file).code == 0
    for wrong in ("0", "2048", "x", "1.5", "-1", "²", "9" * 5000):
        monkeypatch.setenv("SEMBLE_DOCUMENT_LIMIT", wrong)
        said = semble("document", "add", "1", file)
        assert said.code == 2
        assert "SEMBLE_DOCUMENT_LIMIT cannot be taken: it is a whole number from 1 to" in said.err


def test_how_large_a_document_may_be_the_practice_says_and_each_user_before_it(
    semble_on_both: Semble,
    register: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    create_patient(register, a_patient())
    file = tmp_path / "x"
    file.write_bytes(b"x" * (1 << 20) + b"x")
    assert semble_on_both("config", "set", "document_limit", "1").code == 0
    assert "at most 1 MB are taken" in semble_on_both("document", "add", "1", file).err
    monkeypatch.setenv("SEMBLE_DOCUMENT_LIMIT", "2")
    assert semble_on_both("document", "add", "1", file).code == 0
    monkeypatch.delenv("SEMBLE_DOCUMENT_LIMIT")
    with connected(register.store) as connection:
        connection.run("UPDATE practice_setting SET value = '0'")
    said = semble_on_both("document", "add", "1", file)
    assert said.code == 2
    assert "The practice's setting document_limit cannot be taken: it is a whole" in said.err


def test_a_hostile_name_is_kept_as_what_is_seen_of_it(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    del people
    file = tmp_path / "a\x1b[2J\n..\\b\u202e.pdf"
    file.write_bytes(SCAN)
    kept = record(semble("document", "add", "1", file, "-f", "json"))
    assert (kept["file_name"], kept["title"]) == ("b_.pdf", "b_")


def test_a_deletion_of_the_patient_counts_what_goes_with_it(
    semble: Semble, people: Register, scan: Path
) -> None:
    for _ in range(2):
        semble("document", "add", "1", scan)
    semble("document", "add", "2", scan)
    edit_fields(people, 1, {"city": "Lyon"})
    tamper(people, "INSERT INTO treatment (patient_id, drug, version) VALUES (1, 'x', 1)")
    tamper(
        people,
        "INSERT INTO allergy (patient_id, substance, certainty, noted_at, noted_by, version)"
        " VALUES (1, 'Latex', 'confirmed', '2026-01-02T03:04:05Z', 'zoe', 1)",
    )
    said = semble("patient", "delete", "1", "--confirm", "ADRUN Zoé")
    assert f"{WHO}, 2 documents, 1 treatment, 1 allergy record." in said.err
    french = semble("--lang", "fr", "patient", "delete", "2", "--confirm", "ADRUN AGATHE")
    assert "1 document." in french.err


def test_history_tells_each_step_and_a_reader_of_no_medical_content_that_it_was_done(
    semble: Semble, people: Register, scan: Path
) -> None:
    semble("document", "add", "1", scan)
    semble("document", "delete", "1")
    told = json.loads(semble("patient", "history", "1", "-f", "json").out)
    assert [each["action"] for each in told[1:]] == ["document.add", "document.delete"]
    assert told[1]["changes"]["title"] == [None, "courrier"]
    tamper(people, "UPDATE app_user SET role = 'secretary'")
    told = json.loads(semble("patient", "history", "1", "-f", "json").out)
    assert [each["changes"] for each in told[1:]] == [{}, {}]
