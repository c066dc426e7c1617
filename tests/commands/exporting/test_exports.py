"""`semble patient export` and `export verify`: what is said and written."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from semble_cli.store.database.errors import full
from tests.conftest import tamper
from tests.services.record.documents import keep

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Semble


def text_of(archive: zipfile.ZipFile, name: str) -> str:
    pages = pypdfium2.PdfDocument(archive.read(name))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    return " ".join(text.split())


def test_an_export_is_kept_under_its_number_and_said_to_be(
    semble: Semble, people: Register
) -> None:
    del people
    said = semble("patient", "export", "1")
    assert (said.code, said.out) == (0, "2\n")
    assert said.err == (
        "Document added: ADRUN Zoé, born 1975-12-31 (1), document 2 “Export du dossier”,"
        " 1 document in it. Undo: semble undo\n"
    )


def test_the_page_says_in_french_what_is_not_in_it_and_within_which_delays(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    del people
    file = tmp_path / "dossier.zip"
    semble("patient", "export", "1")
    assert semble("patient", "export", "1", "-o", file).code == 0
    with zipfile.ZipFile(file) as archive:
        text = text_of(archive, "LISEZ-MOI.pdf")
        for said in (
            "Les ordonnances hors d'une note de consultation : le registre ne les conserve pas.",
            "L'historique : qui a changé quoi",
            "Ce qui a été partagé, avec qui et quand.",
            "Les exports antérieurs conservés parmi les documents (1)",
            "ils sont masqués",
            "L1111-7",
            "huit jours",
            "deux mois si elles datent de plus de cinq ans",
            "R1111-1",
            "RGPD (articles 12 et 15)",
        ):
            assert said in text, said
    semble("patient", "export", "1", "--everything", "--reveal", "-o", tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        text = text_of(archive, "LISEZ-MOI.pdf")
        assert "L'historique : qui" not in text
        assert "ils sont masqués" not in text
        assert "document ajouté" in text_of(archive, "historique.pdf")


def test_pages_speak_the_language_that_is_asked_for(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    del people
    file = tmp_path / "record.zip"
    semble("--lang", "fr", "patient", "export", "1", "--page-language", "en", "-o", file)
    with zipfile.ZipFile(file) as archive:
        assert "Right of access" in text_of(archive, "LISEZ-MOI.pdf")
        assert "Complete record" in text_of(archive, "dossier.pdf")


@pytest.mark.parametrize(("level", "part"), [("1B", "1"), ("2B", "2")])
def test_pages_keep_to_the_level_that_is_asked_for(
    semble: Semble, people: Register, tmp_path: Path, level: str, part: str
) -> None:
    del people
    semble("patient", "export", "1", "--pdf-a", level, "-o", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        for name in ("LISEZ-MOI.pdf", "dossier.pdf"):
            assert f"<pdfaid:part>{part}".encode() in archive.read(name) or (
                f'pdfaid:part="{part}"'.encode() in archive.read(name)
            )


def test_no_name_stands_in_what_is_told_outside_the_archive(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    del people
    semble("patient", "export", "1", "-o", tmp_path / "a.zip")
    document = json.loads(semble("document", "show", "2", "-f", "json").out)
    assert "ADRUN" not in f"{document['title']}{document['file_name']}".upper()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "ADRUN" not in archive.read("manifest.json").decode().upper()
        for name in ("LISEZ-MOI.pdf", "dossier.pdf"):
            with pikepdf.open(io.BytesIO(archive.read(name))) as pdf:
                assert pdf.open_metadata()["dc:title"] in ("Lisez-moi", "Dossier complet")


def test_a_damaged_document_is_told_with_its_exit_code(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    tamper(people, "DELETE FROM document_chunk")
    said = semble("patient", "export", "1", "-o", tmp_path / "a.zip")
    assert said.code == 9
    assert "not in the export: 1." in said.err
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "DOCUMENTS MANQUANTS" in text_of(archive, "LISEZ-MOI.pdf")
    said = semble("export", "verify", tmp_path / "a.zip", "-f", "json")
    assert (said.code, json.loads(said.out)["damaged"]) == (9, [1])
    said = semble("export", "all", "-o", tmp_path / "all")
    assert said.code == 9
    assert "so left out: 1" in said.err


def test_a_damaged_document_is_named_whatever_letters_its_title_is_in(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    tamper(people, "DELETE FROM document_chunk")
    tamper(people, "UPDATE document SET title = 'أمل 😀' WHERE id = 1")
    said = semble("patient", "export", "1", "-o", tmp_path / "a.zip")
    assert said.code == 9, said.err
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "1 - [U+0623][U+0645][U+0644] [U+1F600]" in text_of(archive, "LISEZ-MOI.pdf")


def test_a_record_that_no_page_can_be_made_of_is_exported_without_pages(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    tamper(people, "UPDATE patient SET city = 'שלום' WHERE id = 1")
    said = semble("patient", "export", "1", "-o", tmp_path / "a.zip")
    assert (said.code, said.out) == (4, "")
    assert "HEBREW is not among the letters" in said.err
    assert "--no-pdf exports the record without its pages.\n" in said.err
    assert not (tmp_path / "a.zip").exists()
    said = semble("patient", "export", "1", "--no-pdf", "-o", tmp_path / "a.zip")
    assert said.code == 0, said.err
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist()[:2] == ["dossier.json", "dossier-fhir.json"]
        assert json.loads(archive.read("dossier.json"))["address"]["city"] == "שלום"
    assert semble("export", "verify", tmp_path / "a.zip").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--encrypt",),
        ("--passphrase-file", "p"),
        ("-o", "-", "-f", "json"),
        ("--encrypt", "-o", "a.zip"),
        ("--pdf-a", "3B"),
    ],
)
def test_what_does_not_go_together_is_refused_and_nothing_kept(
    semble: Semble, people: Register, words: tuple[str, ...]
) -> None:
    del people
    assert semble("patient", "export", "1", *words).code == 2
    assert semble("document", "list", "1", "-f", "ndjson").out.count("\n") == 1


def test_a_file_that_is_there_is_not_written_over(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    del people
    (tmp_path / "a.zip").write_bytes(b"mine")
    assert semble("patient", "export", "1", "-o", tmp_path / "a.zip").code == 2
    assert (tmp_path / "a.zip").read_bytes() == b"mine"
    assert semble("document", "list", "1", "-f", "ndjson").out.count("\n") == 1


def test_a_passphrase_comes_from_a_file_that_is_ones_own(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    del people
    secret = tmp_path / "phrase"
    secret.write_text("cinq mots à retenir\n")
    out = ("--encrypt", "--passphrase-file", secret, "-o", tmp_path / "a.zip")
    secret.chmod(0o644)
    assert semble("patient", "export", "1", *out).code == 6
    secret.chmod(0o600)
    assert semble("patient", "export", "1", *out).code == 0
    said = semble("export", "verify", tmp_path / "a.zip", "--passphrase-file", secret, "-f", "json")
    assert (said.code, json.loads(said.out)["is_encrypted"]) == (0, True)
    assert semble("export", "verify", tmp_path / "a.zip").code == 2
    secret.write_text("une autre phrase\n")
    said = semble("export", "verify", tmp_path / "a.zip", "--passphrase-file", secret)
    assert said.code == 4
    secret.write_text("court\n")
    said = semble("patient", "export", "1", *out[:-1], tmp_path / "b.zip")
    assert (said.code, "12 characters" in said.err, "court" in said.err) == (2, True, False)


def test_an_archive_goes_through_a_pipe_and_ends_with_its_reader(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path, b"%PDF" + bytes(4 << 20))
    words = [sys.executable, "-m", "semble_cli", "--store", people.store.location]
    done = subprocess.run(
        [*words, "patient", "export", "1", "-o", "-"], capture_output=True, check=True
    )
    (tmp_path / "a.zip").write_bytes(done.stdout)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
    with subprocess.Popen(
        [*words, "patient", "export", "1", "-o", "-"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.read(2) == b"PK"
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()
        assert running.wait() == 0


def test_verify_tells_what_is_wrong(semble: Semble, people: Register, tmp_path: Path) -> None:
    del people
    semble("patient", "export", "1", "-o", tmp_path / "a.zip")
    assert (
        semble("export", "verify", tmp_path / "a.zip").err == "All 5 files are as they were made.\n"
    )
    with zipfile.ZipFile(tmp_path / "a.zip", "a") as archive:
        archive.writestr("../../.bashrc\x1b[31m", "x")
    said = semble("export", "verify", tmp_path / "a.zip", "-f", "json")
    assert said.code == 4
    assert json.loads(said.out) == {
        "format": "semble-record",
        "made_at": json.loads(said.out)["made_at"],
        "patient": 1,
        "is_encrypted": False,
        "files": 5,
        "size": json.loads(said.out)["size"],
        "missing": [],
        "changed": [],
        "extra": [],
        "duplicate": [],
        "unsafe_names": ["../../.bashrc[31m"],
        "damaged": [],
    }
    assert said.err == "Error: file: it is not as it was made: 1 with a dangerous name.\n"


@pytest.mark.parametrize(
    ("raised", "code", "told"),
    [
        (
            KeyboardInterrupt(),
            130,
            "Error: Interrupted. Nothing was written but the note in the journal of what was"
            " read.\n",
        ),
        (
            full("store.db"),
            7,
            "Error: There is no room left for store.db. Nothing was written.\nThe journal notes"
            " what was read all the same.\n",
        ),
    ],
)
def test_of_an_export_that_was_cut_short_the_note_is_told(
    semble: Semble,
    people: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    raised: BaseException,
    code: int,
    told: str,
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr("semble_cli.services.exports.record._sealed", failing)
    said = semble("patient", "export", "1", "-o", tmp_path / "a.zip")
    assert (said.code, said.err) == (code, told)
    assert not (tmp_path / "a.zip").exists()
    log = semble("audit", "log", "--patient", "1", "-f", "ndjson").out
    assert json.loads(log.splitlines()[0])["action"] == "patient.export"
    monkeypatch.setattr("semble_cli.services.exports.practice.read_record", failing)
    said = semble("export", "all", "-o", tmp_path / "out")
    assert (said.code, "the same command goes on" in said.err) == (code, True)
    monkeypatch.setattr("semble_cli.services.exports.practice.all_ids", failing)
    said = semble("export", "all", "-o", tmp_path / "other")
    assert "goes on" not in said.err
    del people
