"""Several files in one command: all of them are looked at before the first row is written, and what
was not taken of them is in one file, and in one report."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.patient.importing.running import run_file
from semble_cli.errors import StoreError
from tests.services.imports.importing_commands import ADRUN, CORSE, HEADER, everybody

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.services.imports.importing_commands import Semble

BAD = "TCHITCHI;Catarina;31/02/1936;F;63220;;D4;\n"
WORSE = "ECETINSI;Pierre-Alain;14/07/2009;?;63220;Évry;D5;\n"


def nothing_is_written(semble: Semble) -> bool:
    commands = json.loads(semble("undo", "--list", "-f", "json").out)
    return everybody(semble) == [] and "import" not in str(commands)


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", 4, "it is empty"),
        (HEADER.encode("cp1252"), 4, "there are no patients in it: nothing stands below"),
        (b"[]", 4, "there are no patients in it."),
        (b'{"resourceType": "Bundle"}', 4, "there are no patients in it."),
        (b"\x00\x01\x02" * 50, 4, "it is no text and no workbook"),
        (b"a;b\n1;2\n", 4, "no column is recognised"),
        (b"Nom;Sexe\nADRUN;F\n", 4, "no column is placed for what every patient needs"),
        (b"\x1f\x8bxxxxxxxxxxxxxxxxxxxxx", 4, "the archive is damaged or cut off"),
        (b"PK\x05\x06" + bytes(18), 4, "the archive is empty"),
        (None, 2, "cannot be opened"),
    ],
)
def test_a_file_that_cannot_be_imported_is_told_by_its_name_before_anything_is_written(
    semble: Semble,
    write: Callable[..., Path],
    tmp_path: Path,
    content: bytes | None,
    code: int,
    said: str,
) -> None:
    good, bad, rejects, report = (
        write(ADRUN, BAD),
        tmp_path / "second.csv",
        tmp_path / "rejects.csv",
        tmp_path / "report.json",
    )
    if content is not None:
        bad.write_bytes(content)
    outputs = ("--rejects", rejects, "--report", report)
    for files in ((good, bad), (bad, good)):
        answer = semble("patient", "import", *files, *outputs)
        assert (answer.code, answer.out) == (code, "")
        assert answer.err.count("Error") == 1
        assert "second.csv" in answer.err.splitlines()[-1]
        assert said in answer.err
    alone = semble("patient", "import", bad, *outputs)
    assert (alone.code, said in alone.err) == (code, True)
    assert not rejects.exists()
    assert not report.exists()
    assert nothing_is_written(semble)


def test_a_directory_is_no_file(semble: Semble, write: Callable[..., Path], tmp_path: Path) -> None:
    said = semble("patient", "import", write(ADRUN), tmp_path)
    assert (said.code, "cannot be opened" in said.err) == (2, True)
    assert nothing_is_written(semble)


@pytest.mark.parametrize("option", ["--rejects", "--report"])
def test_a_result_is_never_written_over_what_is_read(
    semble: Semble, write: Callable[..., Path], tmp_path: Path, option: str
) -> None:
    first, second = write(ADRUN), write(CORSE, name="second.csv")
    link = tmp_path / "link.csv"
    link.symlink_to(second)
    for target in (second, link, tmp_path / "." / "second.csv"):
        for more in ((), ("--dry-run",), ("--commit-every", 1, "--resume")):
            said = semble("patient", "import", first, second, option, target, *more)
            assert said.code == 2
            assert "would be read and written, or written twice" in said.err
    assert second.read_text("cp1252") == HEADER + CORSE
    assert nothing_is_written(semble)


def test_files_of_which_one_has_the_month_first_do_not_tell_it_of_the_others(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    first = write(ADRUN.replace("31/12", "12/31"), BAD.replace("31/02", "02/31"))
    first = first.rename(tmp_path / "first.csv")
    rejects = tmp_path / "rejects.csv"
    said = semble("patient", "import", first, write(CORSE, BAD), "--rejects", rejects)
    assert said.code == 9, said.err
    assert rejects.read_text("utf-8").splitlines()[0].endswith("motif")


def test_rejects_and_report_are_two_files(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    there = tmp_path / "there"
    said = semble("patient", "import", write(BAD), "--rejects", there, "--report", there)
    assert (said.code, "written twice" in said.err) == (2, True)
    assert not there.exists()


def test_one_file_has_the_rejected_rows_of_all_each_with_the_name_of_its_file(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    first, second = write(ADRUN, BAD, name="a.csv"), write(WORSE, CORSE, name="b.csv")
    rejects = tmp_path / "rejects.csv"
    said = semble("patient", "import", first, second, "--rejects", rejects)
    assert (said.code, len(everybody(semble))) == (9, 2)
    assert said.err.index(f"{first}:") < said.err.index("Batch") < said.err.index(f"{second}:")
    assert said.err.endswith("Rows not taken: 2.\n")
    lines = rejects.read_bytes().decode("cp1252").splitlines()
    assert lines[0] == HEADER.strip() + ";motif"
    assert lines[1].startswith(f'{BAD.strip()};"{first}: birth date: no calendar')
    assert lines[2].startswith(f"{WORSE.strip()};{second}: sex: ")
    text = rejects.read_text("cp1252").replace("31/02", "28/02").replace("2009;?;", "2009;M;")
    rejects.write_text(text, "cp1252")
    assert semble("patient", "import", rejects).code == 0
    assert len(everybody(semble)) == 4


def test_files_of_one_header_that_are_written_otherwise_share_one_in_utf_8(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    first, second = write(BAD, name="a.csv"), tmp_path / "b.csv"
    second.write_text((HEADER + WORSE).replace(";", ","), "utf-8")
    rejects = tmp_path / "rejects.csv"
    assert semble("patient", "import", first, second, "--rejects", rejects).code == 9
    lines = rejects.read_text("utf-8").splitlines()
    assert lines[0] == HEADER.strip() + ";motif"
    assert lines[2].startswith("ECETINSI;Pierre-Alain;14/07/2009;?;63220;Évry;D5;;")


def test_files_of_other_columns_or_kinds_share_none(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    first = write(ADRUN, BAD)
    other = write(CORSE, name="other.csv", header=HEADER.replace("Ville", "Profession"))
    documents = tmp_path / "patients.ndjson"
    person = {"birth_name": "CORSE", "first_given_name": "Léa", "birth_date": "1980-12-31"}
    documents.write_text(json.dumps(person | {"sex": "F", "birth_place": "63220"}), "utf-8")
    for second, what in ((other, "has others"), (documents, "is another")):
        said = semble("patient", "import", first, second, "--rejects", tmp_path / "r.csv")
        assert said.code == 2
        assert f"and {second} {what}: import it by itself." in said.err
    assert not (tmp_path / "r.csv").exists()
    assert nothing_is_written(semble)
    assert semble("patient", "import", first, other, "--dry-run").code == 9


def test_cards_in_two_encodings_share_none(semble: Semble, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nN:LEFÈVRE;Zoé\nFN:Zoé\nBDAY:1975-12-31\nEND:VCARD\n"
    files = [tmp_path / "first.vcf", tmp_path / "second.vcf"]
    for file, encoding in zip(files, ("utf-8", "cp1252"), strict=True):
        file.write_bytes(card.encode(encoding))
    rejects = tmp_path / "rejects.vcf"
    said = semble("patient", "import", *files, "--accept-incomplete", "--rejects", rejects)
    assert said.code == 2
    assert f"files of one kind and encoding, and {files[1]} is another" in said.err
    assert not rejects.exists()


def test_one_report_tells_all_files_together_and_each(
    semble: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    first = write(ADRUN, BAD, name="a.csv", header=f"Liste\n{HEADER}")
    second = write(WORSE, BAD, CORSE, name="b.csv", header=HEADER.replace("Ville", "Solde"))
    report = tmp_path / "report.json"
    said = semble("patient", "import", first, second, "--report", report, "-f", "json")
    told: dict[str, Any] = json.loads(report.read_text("utf-8"))
    assert (told["read"], told["created"], told["rejected"]) == (5, 2, 3)
    assert (told["first_id"], told["last_id"], told["batch"]) == (1, 2, 3)
    day = "birth date: no calendar has this day; check the day and the month."
    assert {"cause": day, "rows": 2} in told["causes"]
    assert [(each["file"], each["line"]) for each in told["rejects"]] == [
        *((str(first), 4), (str(second), 2), (str(second), 3)),
    ]
    assert told["remarks"] == [
        {
            "file": str(first),
            "remark": "The table begins on line 2: what stands above is not taken.",
        }
    ]
    assert [(each["file"], each["read"], each["batch"]) for each in told["files"]] == [
        *((str(first), 2, 2), (str(second), 3, 3)),
    ]
    assert [each["unknown_columns"] for each in told["files"]] == [[], ["Solde"]]
    assert "read_as" not in told
    assert [(each["file"], each["created"]) for each in json.loads(said.out)] == [
        *((str(first), 1), (str(second), 1)),
    ]


def test_the_page_has_them_too(semble: Semble, write: Callable[..., Path], tmp_path: Path) -> None:
    first, second = write(ADRUN, BAD, name="a.csv", header=f"<b>\n{HEADER}"), write(CORSE)
    page = tmp_path / "report.html"
    semble("patient", "import", first, second, "--report", page)
    text = page.read_text("utf-8")
    for said in (f"<h2>{first}</h2>", "<h2>all files</h2>", "The table begins on line 2"):
        assert said in text
    alone = tmp_path / "alone.html"
    semble("patient", "import", first, "--report", alone)
    assert "The table begins on line 2" in alone.read_text("utf-8")
    assert "<h2>" not in alone.read_text("utf-8")


def test_what_was_told_of_the_files_before_one_that_fails_is_kept(
    semble: Semble, write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def second_fails(context: Any, file: Any, *more: Any) -> Any:
        if file.name.endswith("b.csv"):
            raise StoreError("The store is gone.")
        return run_file(context, file, *more)

    monkeypatch.setattr("semble_cli.commands.patient.importing.all_files.run_file", second_fails)
    first, second = write(ADRUN, BAD, name="a.csv"), write(CORSE, name="b.csv")
    rejects, report = tmp_path / "rejects.csv", tmp_path / "report.json"
    outputs = ("--rejects", rejects, "--report", report)
    said = semble("patient", "import", first, second, *outputs, "-f", "json")
    assert (said.code, len(everybody(semble))) == (7, 1)
    assert said.err.endswith("The store is gone.\nCommand 2 is written.\n")
    assert "TCHITCHI" in rejects.read_text("cp1252")
    assert json.loads(report.read_text("utf-8"))["created"] == 1
    assert len(json.loads(said.out)) == 1


def test_an_archive_of_several_files_is_those_in_it(semble: Semble, tmp_path: Path) -> None:
    archive, rejects = tmp_path / "export.zip", tmp_path / "rejects.csv"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("mars/__MACOSX/._a.csv", "x")
        for name, rows in (("a.csv", ADRUN + BAD), ("b.csv", CORSE)):
            packed.writestr(f"mars/{name}", (HEADER + rows).encode("cp1252"))
    said = semble("patient", "import", archive, "--rejects", rejects)
    assert said.code == 9, said.err
    assert f"{archive}/mars/a.csv:" in said.err
    assert f"{archive}/mars/b.csv:" in said.err
    assert "mars/a.csv" in rejects.read_text("cp1252").splitlines()[1]
    assert [each["birth_name"] for each in everybody(semble)] == ["ADRUN", "CORSE"]
    again = semble("patient", "import", archive, "--commit-every", 1, "--resume", "-f", "json")
    assert [each["file"] for each in json.loads(again.out)] == [
        f"{archive}/mars/{name}" for name in ("a.csv", "b.csv")
    ]


def test_of_an_archive_with_a_bad_file_nothing_is_written(semble: Semble, tmp_path: Path) -> None:
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.csv", HEADER + ADRUN)
        packed.writestr("lisez-moi.txt", "Bonjour.\n")
    said = semble("patient", "import", archive)
    assert said.code == 4
    assert f"{archive}/lisez-moi.txt" in said.err
    assert nothing_is_written(semble)
    archive.write_bytes(archive.read_bytes().replace(b"Bonjour", b"Bonsoir"))
    assert "damaged" in semble("patient", "import", archive).err
