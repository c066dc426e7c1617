"""What a terminal shows of what programs write to it: as much of one as our programs use."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from wcwidth import wcwidth

_TOKEN = re.compile(
    r"\x1b\[(?P<numbers>[0-9;?]*)(?P<act>[A-Za-z])|\x1b\].*?(?:\x07|\x1b\\)|\x1b.|(?P<one>.)",
    re.DOTALL,
)


class _Cell(NamedTuple):
    character: str = " "
    style: str = ""


class TerminalScreen:
    """All the lines that a terminal of some columns has shown: none leaves at its top."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._lines: list[list[_Cell]] = [[]]
        self._row = self._column = 0
        self._style = ""

    def write(self, text: str) -> None:
        """Take what a program writes."""
        for token in _TOKEN.finditer(text):
            if token["one"]:
                self._put(token["one"])
            elif token["act"] and not token["numbers"].startswith("?"):
                self._act(token["act"], token["numbers"])

    def text(self) -> str:
        """What is shown, with the codes of its colours."""
        lines = map(_written, self._lines)
        return "\n".join(lines).rstrip("\n") + "\n"

    def _put(self, character: str) -> None:
        if character == "\r":
            self._column = 0
        elif character == "\n":
            self._to(self._row + 1)
        elif character == "\b":
            self._column = max(self._column - 1, 0)
        elif (width := wcwidth(character)) > 0:
            if self._column + width > self._columns:
                self._to(self._row + 1)
                self._column = 0
            cells = [_Cell(character, self._style), *[_Cell("", self._style)] * (width - 1)]
            line = self._lines[self._row]
            line += [_Cell()] * (self._column - len(line))
            line[self._column : self._column + width] = cells
            self._column += width

    def _to(self, row: int) -> None:
        self._row = max(row, 0)
        self._lines += [[] for _ in range(self._row + 1 - len(self._lines))]

    def _act(self, act: str, numbers: str) -> None:
        count = int(numbers.partition(";")[0] or 0)
        if act == "m":
            self._style = "" if numbers in ("", "0") else self._style + f"\x1b[{numbers}m"
            if numbers.startswith("0;"):
                self._style = f"\x1b[{numbers}m"
        elif act in "AB":
            self._to(self._row + (max(count, 1) if act == "B" else -max(count, 1)))
        elif act in "CD":
            step = max(count, 1) if act == "C" else -max(count, 1)
            self._column = min(max(self._column + step, 0), self._columns - 1)
        elif act == "G":
            self._column = max(count, 1) - 1
        elif act in "KJ":
            keeps = 0 if act == "K" and count == 2 else self._column
            del self._lines[self._row][keeps:]
            if act == "J":
                del self._lines[self._row + 1 :]


def _written(line: list[_Cell]) -> str:
    while line and line[-1] == _Cell():
        line = line[:-1]
    return "".join(
        f"{style}{''.join(cell.character for cell in cells)}" + ("\x1b[0m" if style else "")
        for style, cells in groupby(line, key=lambda cell: cell.style)
    )
