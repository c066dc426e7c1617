"""Each example of the page on exports is run as it stands, and said what it says."""

from __future__ import annotations

import csv
import io
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Semble

PAGE = Path(__file__).parent.parent / "docs" / "exports.md"
FRENCH = "# Exports de logiciels courants"
_BLOCK = re.compile(r"^## ([^\n]+)$|^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = "$ semble "


class Example(NamedTuple):
    """A command of a section, the files it finds, and lines that are said, in their order."""

    lang: str
    section: str
    files: dict[str, str]
    words: list[str]
    said: list[str]


def examples() -> Iterator[Example]:
    for lang, half in zip(("en", "fr"), PAGE.read_text("utf-8").split(FRENCH), strict=True):
        section = ""
        files: dict[str, str] = {}
        found: list[Example] = []
        for heading, kind, name, text in _BLOCK.findall(half):
            if heading:
                section, files = heading, {}
            elif kind != "console":
                if name in files:
                    files = {}
                files[name] = text
            for line in text.splitlines() if kind == "console" else ():
                if line.startswith(_COMMAND):
                    words = shlex.split(line.removeprefix(_COMMAND))
                    found.append(Example(lang, section, files, words, []))
                else:
                    found[-1].said.append(line)
        yield from found


EXAMPLES = list(examples())


def write(file: Path, text: str) -> None:
    """A file of an example: a table as it stands, or as the cells of a workbook."""
    if file.suffix != ".xlsx":
        file.write_text(text, "utf-8")
        return
    with xlsxwriter.Workbook(str(file), {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=";")):
            sheet.write_row(number, 0, row)


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda each: f"{each.lang}: {each.section}: {' '.join(each.words[2:])}"
)
def test_an_example_says_what_the_page_says(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: Example
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in example.files.items():
        write(tmp_path / name, text)
    said = semble("--lang", example.lang, *example.words).err.splitlines()
    rest = iter(said)
    missing = [line for line in example.said if not any(each.startswith(line) for each in rest)]
    assert missing == [], said


def test_both_languages_have_the_same_examples() -> None:
    english, french = (
        [(each.files, each.words) for each in EXAMPLES if each.lang == lang]
        for lang in ("en", "fr")
    )
    assert english == french
    assert len(english) > 10
