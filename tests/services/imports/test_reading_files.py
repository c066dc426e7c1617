"""Files whose reading could be wrong: read right, or refused with what to do about it."""

from __future__ import annotations

import csv
import gzip
import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.identity.place_doubts import postal_warning
from tests.services.imports.importing_commands import ADRUN, CORSE, HEADER, everybody, imported

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Said

    Semble = Callable[..., Said]

BORN = "{name};Zoé;{born};F;51215;;;\n"


def rows_of(*born: str) -> list[str]:
    """Rows of people of as many names, born on these days as they are written."""
    return [
        BORN.format(name=f"ADRUN-{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[place]}", born=day)
        for place, day in enumerate(born)
    ]


def birth_dates(semble: Semble) -> list[str]:
    return [patient["birth_date"] for patient in everybody(semble)]


def test_an_accent_at_the_end_of_a_long_file_comes_whole_to_the_register_and_the_rejects(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    filler = "ADRUN;;;;;;;\n" * 4000
    bad = "ŒUVRÉ;Zoé;31/02/1975;F;51215;;;\n"
    ascii_only = HEADER.replace("é", "e").replace("°", "o")
    file = write(filler, "LEFÈVRE;Zoé;31/12/1975;F;51215;;;\n", bad, header=ascii_only)
    rejects = tmp_path / "rejects.csv"
    report = imported(semble, file, "--rejects", rejects)
    assert "Read as: csv, cp1252" in report["said"]
    assert [patient["birth_name"] for patient in everybody(semble)] == ["LEFÈVRE"]
    last = rejects.read_text("cp1252").splitlines()[-1]
    assert last.startswith("ŒUVRÉ;Zoé;31/02/1975;")


def test_bytes_that_are_no_text_go_to_the_rejects_as_they_came_and_not_to_the_register(
    semble: Semble, tmp_path: Path
) -> None:
    file, rejects = tmp_path / "mixed.csv", tmp_path / "rejects.csv"
    file.write_bytes((HEADER + ADRUN).encode() + b"LEF\xc8VRE;Zo\xe9;1/1/1975;F;51215;;;\n")
    assert imported(semble, file, "--rejects", rejects)["rejected"] == 1
    assert b"LEF\xc8VRE;Zo\xe9;1/1/1975;F;51215;;;," not in rejects.read_bytes()
    assert b"LEF\xc8VRE;Zo\xe9;1/1/1975;F;51215;;;" in rejects.read_bytes()
    assert imported(semble, rejects)["rejected"] == 1
    rejects.write_bytes(rejects.read_bytes().replace(b"\xc8", b"\xef\xbf\xbd"))
    assert "birth name: the column Nom has lost a character" in imported(semble, rejects)["said"]
    assert len(everybody(semble)) == 1


def test_a_form_of_dates_that_is_given_binds(semble: Semble, write: Callable[..., Path]) -> None:
    file = write(*rows_of("12/31/1975", "1/5/1960", "31/12/1975", "1975-12-31", "1975"))
    for form in ("MM/DD/YYYY", "M/D/YYYY", "mm/jj/aaaa"):
        report = imported(semble, file, "--date-format", form, "--dry-run")
        assert (report["created"], report["rejected"]) == (2, 3)
        assert "Line 4: birth date: no calendar has this day" in report["said"]
        assert f"it is not written as {form}, as --date-format says." in report["said"]
    imported(semble, file, "--date-format", "M/D/YYYY")
    assert birth_dates(semble) == ["1975-12-31", "1960-01-05"]


def test_a_form_of_dates_may_have_a_time(semble: Semble, write: Callable[..., Path]) -> None:
    file = write(*rows_of("05/01/1960 00:00", "31/12/1975 09:30", "31/12/1975"))
    report = imported(semble, file, "--date-format", "DD/MM/YYYY HH:MM")
    assert (report["created"], report["rejected"]) == (2, 1)
    assert birth_dates(semble) == ["1960-01-05", "1975-12-31"]


def test_a_date_out_of_form_is_told_with_every_other_reason(
    semble: Semble, write: Callable[..., Path]
) -> None:
    file = write("X2;Zoé;1975-12-31;?;51215;;;\n")
    said = imported(semble, file, "--date-format", "DD/MM/YYYY")["said"]
    assert said.count("birth date: ") == 1
    for field in ("birth name", "sex", "birth date: it is not written as DD/MM/YYYY"):
        assert field in said


def test_a_column_that_has_the_month_first_is_read_so_in_every_row(
    semble: Semble, write: Callable[..., Path]
) -> None:
    report = imported(semble, write(*rows_of("03/04/1960", "12/31/1975")))
    assert "MM/DD/YYYY" in report["said"]
    assert birth_dates(semble) == ["1960-03-04", "1975-12-31"]


def test_the_rejected_rows_of_a_file_with_the_month_first_stay_so_whatever_they_tell(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    known = rows_of(*(f"12/{13 + at % 19}/{1950 + at}" for at in range(20)))
    unknown = BORN.format(name="NESSI", born="03/04/1960").replace(";F;", ";?;")
    turned = BORN.format(name="ADRUN", born="31/12/1970")
    rejects, again = tmp_path / "rejects.csv", tmp_path / "again.csv"
    report = imported(semble, write(*known, unknown, turned), "--rejects", rejects)
    assert (report["created"], report["rejected"]) == (20, 2)
    assert "The rest of the file told" not in report["said"]
    content = rejects.read_bytes()
    assert content.splitlines()[0].endswith(b";motif (MM/DD/YYYY)")
    rejects.write_bytes(content.replace(b";?;", b";F;"))
    report = imported(semble, rejects, "--rejects", again)
    assert (report["created"], report["rejected"]) == (1, 1)
    assert "birth_date (MM/DD/YYYY)" in report["said"]
    assert "1960-03-04" in birth_dates(semble)
    assert again.read_bytes().splitlines()[0].endswith(b";motif (MM/DD/YYYY)")
    assert imported(semble, again, "--date-format", "DD/MM/YYYY")["created"] == 1
    assert "1970-12-31" in birth_dates(semble)


def test_so_they_do_where_it_was_told_and_is_not_told_again(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.csv"
    file = write(BORN.format(name="NESSI", born="03/04/1960").replace(";F;", ";?;"))
    imported(semble, file, "--date-format", "M/J/AAAA", "--rejects", rejects)
    rejects.write_bytes(rejects.read_bytes().replace(b";?;", b";F;"))
    assert imported(semble, rejects)["created"] == 1
    assert birth_dates(semble) == ["1960-03-04"]


def test_a_late_date_that_has_the_month_first_decides_for_those_before_it(
    semble: Semble, write: Callable[..., Path]
) -> None:
    many = "ADRUN;Zoé;03/04/1960;F;51215;;;\n" * 2100
    file = write(many, BORN.format(name="CORSE", born="12/31/1975"))
    report = imported(semble, file)
    assert "birth_date (MM/DD/YYYY)" in report["said"]
    assert birth_dates(semble) == ["1960-03-04", "1975-12-31"]


def test_dates_that_may_be_either_are_refused_until_their_form_is_told(
    semble: Semble, write: Callable[..., Path]
) -> None:
    file = write(BORN.format(name="CORSE", born="03/04/1960"))
    said = semble("patient", "import", file)
    assert said.code == 4
    assert "the dates of the column Né(e) le may have the day first or the month first" in said.err
    assert everybody(semble) == []
    imported(semble, file, "--date-format", "JJ/MM/AAAA")
    assert birth_dates(semble) == ["1960-04-03"]


def test_two_columns_of_one_field_are_refused_until_a_map_leaves_one_out(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    header = HEADER.replace("N° Sécu", "Date de naissance")
    file = write("ADRUN;Zoé;31/12/1975;F;51215;;;01/01/1970\n", header=header)
    said = semble("patient", "import", file)
    assert said.code == 4
    assert "columns Né(e) le and Date de naissance both hold birth_date" in said.err
    assert everybody(semble) == []
    leave_out = tmp_path / "map.toml"
    leave_out.write_text('[columns]\n"Date de naissance" = ""\n', "utf-8")
    assert imported(semble, file, "--map", leave_out)["created"] == 1
    assert birth_dates(semble) == ["1975-12-31"]


def test_cells_beyond_the_header_stay_with_their_row(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    long, short = ADRUN.replace("\n", ";beyond;\n"), "CORSE;Anthony\n"
    rejects, again = tmp_path / "rejects.csv", tmp_path / "again.csv"
    assert imported(semble, write(long, short), "--rejects", rejects)["rejected"] == 2
    with rejects.open(encoding="cp1252", newline="") as content:
        header, beyond, padded = csv.reader(content, delimiter=";")
    assert header == [*HEADER.strip().split(";"), "motif"]
    assert [*beyond[:8], *beyond[9:]] == long.rstrip("\n").split(";")
    assert "has 10 cells, the first line has 8" in beyond[8]
    assert padded[:8] == ["CORSE", "Anthony", *[""] * 6]
    imported(semble, rejects, "--rejects", again)
    with again.open(encoding="cp1252", newline="") as content:
        _, once_more, _ = csv.reader(content, delimiter=";")
    assert [*once_more[:8], *once_more[9:]] == long.rstrip("\n").split(";")


def test_a_row_that_is_known_already_is_given_back_as_it_came(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    quoted = ADRUN.replace("ADRUN;Zoé", '"ADRUN"; Zoé')
    file, rejects = write(quoted, CORSE), tmp_path / "rejects.csv"
    assert imported(semble, file)["created"] == 2
    assert imported(semble, file, "--rejects", rejects)["rejected"] == 2
    row = rejects.read_text("cp1252").splitlines()[1]
    assert row == f"{quoted.strip()};the register has patient 1 already."


def test_what_strict_did_not_write_is_not_reported(
    semble_on_both: Semble, write: Callable[..., Path]
) -> None:
    semble = semble_on_both
    assert imported(semble, write(CORSE))["created"] == 1
    update = CORSE.replace("63220", "51215").replace(";;D2", ";Nice;D2")
    file = write(ADRUN, update, "NESSI;;;;;;;\n", name="strict.csv")
    report = imported(semble, file, "--strict", "--on-duplicate", "update")
    told = ("read", "created", "updated", "rejected", "first_id", "last_id", "batch")
    assert [report[key] for key in told] == [3, 0, 0, 1, None, None, None]
    assert "Rows not taken: 3." in report["said"]
    assert len(everybody(semble)) == 1
    trial = imported(semble, file, "--dry-run", "--on-duplicate", "update")
    assert [trial[key] for key in told] == [3, 1, 1, 1, None, None, None]
    said = semble("patient", "import", file, "--strict", "--commit-every", 1)
    assert said.code == 2
    assert "--strict takes all or nothing" in said.err


def test_codes_that_may_be_postal_codes_are_taken_or_rejected_and_counted(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [
        row.replace("51215", place)
        for row, place in zip(
            rows_of(*["31/12/1975"] * 5), ("69003", "01400", "01400", "51215", "35000"), strict=True
        )
    ]
    words = ("--on-duplicate", "create", "--report", tmp_path / "report.json")
    report = imported(semble, write(*rows), *words)
    assert (report["created"], report["rejected"], report["birth_places_in_doubt"]) == (3, 2, 2)
    assert "2 × 01400, which is the postal code of Châtillon" in report["said"]
    assert "the postal code of Lyon 3e Arrondissement (69383, Rhône); give" in report["said"]
    told = json.loads((tmp_path / "report.json").read_text("utf-8"))["warnings"]
    assert [each["rows"] for each in told] == [2]
    codes = [row.replace("ADRUN", "NESSI") for row in rows[:4]]
    header = HEADER.replace("Lieu de naissance", "Code INSEE de naissance")
    report = imported(semble, write(*codes, name="codes.csv", header=header), *words[:2])
    assert (report["created"], report["rejected"], report["birth_places_in_doubt"]) == (4, 0, 3)
    assert "1 × 69003, which is the postal code of Lyon 3e" in report["said"]


def test_of_many_codes_that_may_be_postal_codes_some_are_said_and_all_reported(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    codes = [code for code in map("{:05}".format, range(1000, 4000)) if postal_warning(code)][:12]
    rows = [
        row.replace("51215", code)
        for row, code in zip(rows_of(*["31/12/1975"] * len(codes)), codes, strict=True)
    ]
    report = imported(semble, write(*rows), "--on-duplicate", "create", "--report", tmp_path / "r")
    assert report["said"].count("which is the postal code of") == 10
    assert "… and 2 more such remarks; --report names all." in report["said"]
    assert len(json.loads((tmp_path / "r").read_text("utf-8"))["warnings"]) == len(codes)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_documents_are_known_in_any_packing(
    semble: Semble, tmp_path: Path, pack: type[bytes]
) -> None:
    document = {"birth_name": "ADRUN", "first_given_name": "Zoé", "sex": "F"}
    document |= {"birth_date": "1975-12-31", "birth_place_code": "51215"}
    file = tmp_path / "patients.ndjson"
    file.write_bytes(pack(json.dumps(document).encode()))
    assert imported(semble, file)["created"] == 1
    said = semble("patient", "import", file, "--encoding", "cp1252")
    assert said.code == 4
    assert "it holds JSON documents; --encoding" in said.err


def test_a_document_with_a_key_twice_or_a_lost_character_is_rejected(
    semble: Semble, tmp_path: Path
) -> None:
    file, rejects = tmp_path / "patients.ndjson", tmp_path / "rejects.ndjson"
    lines = [
        b'{"birth_name": "ADRUN", "first_given_name": "Zo\xe9", "sex": "F"}',
        '{"birth_name": "Lef\ufffdvre", "sex": "F"}'.encode(),
        b'{"birth_name": "ADRUN", "birth_name": "CORSE", "sex": "F"}',
    ]
    no_sex = {"first_given_name": "Zoé", "birth_date": "1975-12-31", "birth_place": "63220"}
    first = json.dumps(no_sex | {"birth_name": "ADRUN", "sex": "?!"})
    file.write_bytes(first.encode() + b"\n" + b"\n".join(lines))
    report = imported(semble, file, "--rejects", rejects)
    assert report["rejected"] == 4
    assert "Line 3: birth name: its character 4 was lost by another program" in report["said"]
    kept = [
        json.loads(line.decode("utf-8", "surrogateescape"))
        for line in rejects.read_bytes().splitlines()
    ]
    assert [each.get("line", "").encode("utf-8", "surrogateescape").rstrip() for each in kept] == [
        b"",
        lines[0],
        b"",
        lines[2],
    ]
    assert kept[2]["birth_name"] == "Lef\ufffdvre"
