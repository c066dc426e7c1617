"""Archives as systems make them: just the file in them, whatever the system put beside it."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
import xlsxwriter

from semble_cli.errors import InvalidInput
from semble_cli.exchange import unpacking
from semble_cli.exchange.tables.table_file import TableFile
from semble_cli.exchange.unpacking import files_of_archive

TEXT = "Nom;Prénom\nLefèvre;Zoé\n"
ROWS = [["Lefèvre", "Zoé"]]


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nom", "Prénom"])
        sheet.write_row(1, 0, ROWS[0])
    return out.getvalue()


def rows_of(content: bytes) -> list[list[str]]:
    return [list(row.raw) for row in TableFile(io.BytesIO(content)).rows()]


@pytest.mark.parametrize("folder", ["", "export/", "Mes patients/2024/"])
def test_what_a_system_puts_beside_a_file_is_no_file(folder: str) -> None:
    files = {
        f"{folder}.DS_Store": b"\x00\x00\x00\x01Bud1",
        f"__MACOSX/{folder}._export.csv": b"\x00\x05\x16\x07",
        f"__MACOSX/{folder}.DS_Store": b"x",
        f"{folder}._other.csv": b"\x00\x05\x16\x07",
        f"{folder}Thumbs.db": b"x",
        f"{folder}desktop.ini": b"x",
        folder: b"",
        f"{folder}export.csv": TEXT.encode(),
    }
    files.pop("", None)
    assert rows_of(zipped(**files)) == ROWS


def test_a_workbook_in_an_archive_is_one() -> None:
    macos = {"__MACOSX/._export.xlsx": b"\x00\x05\x16\x07"}
    for content in (zipped(**{"export.xlsx": workbook()}, **macos), gzip.compress(workbook())):
        file = TableFile(io.BytesIO(content))
        assert (file.kind, [list(row.raw) for row in file.rows()]) == ("xlsx", ROWS)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped(), "the archive is empty"),
        (zipped(**{"__MACOSX/._a.csv": b"x", ".DS_Store": b"x"}), "the archive is empty"),
        (zipped(**{"a.csv": b"x", "b.csv": b"y"}), "holds several files"),
        (zipped(**{"a.zip": zipped(**{"a.csv": TEXT.encode()})}), "holds another archive"),
        (zipped(**{"a.csv": TEXT.encode() * 99})[:60], "damaged or encrypted"),
        (gzip.compress(TEXT.encode() * 99)[:-12], "damaged or cut off"),
        (b"\x1f\x8b" + b"x" * 50, "damaged or cut off"),
    ],
    ids=("empty", "of_a_system", "several", "another", "cut_zip", "cut_gzip", "no_gzip"),
)
def test_an_archive_without_one_whole_file_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        rows_of(content)


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_that_was_damaged_inside_is_refused(how: int) -> None:
    out = io.BytesIO()
    lines = "".join(f"Lefèvre{number};Zoé\n" for number in range(5000))
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr("a.csv", f"Nom;Prénom\n{lines}")
    content = bytearray(out.getvalue())
    content[len(content) // 2] ^= 0xFF
    with pytest.raises(InvalidInput, match="damaged"):
        rows_of(bytes(content))


def test_a_disk_that_fails_is_told() -> None:
    class Failing(io.BytesIO):
        def read(self, _: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(InvalidInput, match="could not read it to its end"):
        TableFile(Failing())


def test_all_that_an_archive_holds_is_weighed_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_SPARED", 1000)
    large = b"a" * 500_000
    sheets = zipped(**{"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": large})
    with pytest.raises(InvalidInput, match="200 times its size"):
        TableFile(io.BytesIO(sheets))
    several = zipped(**{f"{number}.csv": large for number in range(3)})
    with pytest.raises(InvalidInput, match="200 times its size"):
        files_of_archive(io.BytesIO(several))
