"""What lies in a register never drives a terminal, never runs in a spreadsheet, and no NIR is shown
by chance: whoever put it there, and whatever command shows it in whatever format."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING

from tests.commands import outputs
from tests.planted import planted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.commands.outputs import Output
    from tests.conftest import Semble

HOSTILE = "=1+1\x1b]0;t\x07\x9b2J\x7f\u202e\u2066\u2028\u200f[red]\\N\r\n@\t[/red]\x85'%s{0}"
"""A formula, control and bidirectional characters, markup of the terminal's library, escapes."""

_BIDIRECTIONAL = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS = set("\u200e\u200f\u061c\u2028\u2029")
_FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")

NIR = "279035121518989"
"""Of an official fictitious patient."""


def test_every_command_has_its_outputs_looked_at() -> None:
    named = {*outputs.READING, *outputs.WRITING, *outputs.NOTHING_OF_THE_REGISTER}
    assert set(outputs.commands()) == named


def test_no_output_drives_a_terminal_or_runs_in_a_spreadsheet(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path
) -> None:
    del semble_on_both  # the commands work on the same store
    planted(store, HOSTILE)
    written = outputs.everything(tmp_path, HOSTILE)
    assert set(chain.from_iterable(map(wrong_with, written))) == set()


def wrong_with(output: Output) -> Iterator[str]:
    """What drives a terminal or runs in a spreadsheet."""
    for whole in output.texts():
        found = sorted({ascii(each) for each in whole if drives_a_terminal(each)})
        if found and not output.is_rejects:  # rows are given back as they came
            yield f"{output.command}: {', '.join(found)}"
        if output.form == "xlsx" and "<f>" in whole:
            yield f"{output.command}: a formula"
        if output.form in ("csv", "tsv"):
            delimiter = "," if output.form == "csv" else "\t"
            for line in csv.reader(io.StringIO(whole, newline=""), delimiter=delimiter):
                yield from (
                    f"{output.command}: {cell!a}" for cell in line if cell.startswith(_FORMULA)
                )


def drives_a_terminal(character: str) -> bool:
    """Whether a character does anything but show itself."""
    return character not in "\n\t" and (
        unicodedata.category(character) in ("Cc", "Cs")
        or unicodedata.bidirectional(character) in _BIDIRECTIONAL
        or character in _MARKS
    )


def test_no_output_shows_a_nir_that_nobody_revealed(
    semble_on_both: Semble, store: StoreAddress, tmp_path: Path
) -> None:
    del semble_on_both
    planted(store, NIR)
    written = outputs.everything(tmp_path, NIR)
    assert {each.command for each in written if shows_nir(each)} == set()


def shows_nir(output: Output) -> bool:
    """Whether the figures of the NIR stand together anywhere, however they are spaced."""
    return not output.is_rejects and any(
        NIR[:13] in re.sub(r"[^0-9]", "", whole) for whole in output.texts()
    )
