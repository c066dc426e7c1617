"""Cells that are no text, or have lost a character: never in the register, and what they cost."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from tests.conftest import tamper
from tests.services.imports.importing_commands import everybody, imported

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.services.imports.importing_commands import Semble

HEADER = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Tél;Tél 2;Ville;Commentaire;Dossier;Solde\n"
ROW = "ADRUN;Zoé;31/12/1975;F;63220;0639980001;0199000001;Orléans;Née à Évry;Père;é\n"
LOST, BYTES = b"\xef\xbf\xbd", b"\xe9"
PLACES = {"phones": 6, "city": 7, "comments": 8, "numbers": 9}


def row_with(bad: bytes, place: int) -> bytes:
    """The row with a bad cell."""
    cells = ROW.encode().split(b";")
    end = b"\n" if cells[place].endswith(b"\n") else b""
    cells[place] = b"a" + bad + b"b" + end
    return b";".join(cells)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


@pytest.mark.parametrize(("field", "place"), PLACES.items())
@pytest.mark.parametrize(
    ("bad", "said"),
    [(LOST, "has lost a character, shown as"), (BYTES, "holds bytes that are no text")],
)
def test_one_in_an_optional_field_costs_its_row_or_if_asked_itself_alone(
    semble: Semble, file: Path, tmp_path: Path, field: str, place: int, bad: bytes, said: str
) -> None:
    content = HEADER.encode() + row_with(bad, place)
    file.write_bytes(content)
    column = HEADER.strip().split(";")[place]
    report = imported(semble, file)
    assert (report["created"], report["rejected"]) == (0, 1)
    assert f"the column {column} {said}" in report["said"]
    trial = imported(semble, file, "--dry-run")
    assert trial["taken_by_dropping"] == 1
    rejects = tmp_path / "rejects.csv"
    report = imported(semble, file, "--drop-bad-cells", "--rejects", rejects)
    assert (report["created"], report["rejected"], report["dropped_cells"]) == (1, 0, 1)
    shown = semble("patient", "show", 1, "-f", "json").out
    kept = {"phones": "0199000001", "city": "Orléans", "comments": "Évry", "numbers": "Père"}
    assert {name: text in shown for name, text in kept.items()} == {
        name: name != field for name in kept
    }
    assert "\ufffd" not in shown
    assert rejects.read_bytes().splitlines()[1].startswith(row_with(bad, place).rstrip(b"\n"))


@pytest.mark.parametrize("bad", [LOST, BYTES])
def test_of_several_phones_the_good_one_stays(semble: Semble, file: Path, bad: bytes) -> None:
    file.write_bytes(HEADER.encode() + row_with(bad, PLACES["phones"]))
    imported(semble, file, "--drop-bad-cells")
    assert [each["number"] for each in everybody(semble)[0]["phones"]] == ["0639980001"]


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("bad", [LOST, BYTES])
def test_one_in_a_trait_costs_its_row_whatever_is_asked(
    semble: Semble, file: Path, place: int, bad: bytes
) -> None:
    file.write_bytes(HEADER.encode() + row_with(bad, place) + row_with(bad, 10))
    report = imported(semble, file, "--drop-bad-cells")
    assert (report["created"], report["rejected"]) == (1, 1)
    assert f"Line 2: {'birth ' if place in (0, 2, 4) else ''}" in report["said"]


def test_one_in_a_column_that_is_not_taken_costs_nothing(semble: Semble, file: Path) -> None:
    file.write_bytes(HEADER.encode() + row_with(LOST, 10))
    assert imported(semble, file)["created"] == 1


def test_an_update_does_without_it_as_well(semble: Semble, file: Path) -> None:
    file.write_bytes((HEADER + ROW).encode())
    assert imported(semble, file)["created"] == 1
    moved = row_with(LOST, PLACES["comments"]).replace("Orléans".encode(), b"Lyon")
    file.write_bytes(HEADER.encode() + moved)
    assert imported(semble, file, "--on-duplicate", "update")["rejected"] == 1
    report = imported(semble, file, "--on-duplicate", "update", "--drop-bad-cells")
    assert (report["updated"], report["dropped_cells"]) == (1, 1)
    (patient,) = everybody(semble)
    assert patient["address"]["city"] == "Lyon"
    assert "Née à Évry" in semble("patient", "show", 1, "-f", "json").out


def test_a_workbook_may_have_one_too(semble: Semble, tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER.strip().split(";"))
        sheet.write_row(1, 0, ROW.replace("Née", "N\ufffde").strip().split(";"))
    file = tmp_path / "export.xlsx"
    file.write_bytes(out.getvalue())
    said = imported(semble, file)["said"]
    assert "comments: the column Commentaire has lost a character, shown as \ufffd" in said
    assert imported(semble, file, "--drop-bad-cells")["created"] == 1


def test_so_may_documents_and_who_types(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "patients.ndjson"
    text = (
        '{"birth_name": "ADRUN", "first_given_name": "Zoé", "birth_date": "1975-12-31",'
        ' "sex": "F", "birth_place_code": "63220", "comments": "N\ufffde"}\n'
    )
    file.write_text(text, "utf-8")
    assert "comments: its character 2 was lost by another" in imported(semble, file)["said"]
    assert imported(semble, file, "--drop-bad-cells")["created"] == 1
    said = semble("patient", "edit", 1, "--city", "Orl\ufffdans")
    assert (said.code, "city: its character 4 was lost" in said.err) == (4, True)


def test_a_record_that_has_one_from_before_can_be_edited(
    semble: Semble, file: Path, sqlite_register: Register
) -> None:
    file.write_bytes((HEADER + ROW).encode())
    imported(semble, file)
    tamper(sqlite_register, "UPDATE patient SET comments = ?", ("N\ufffde",))
    assert semble("patient", "edit", 1, "--city", "Lyon").code == 0
    assert semble("patient", "edit", 1, "--comment", "Née").code == 0
