"""Tables in the package, one line a code: looked up in their bytes as they are.

Parsing 40,000 lines would take longer than all the rest of a command.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIRECTORY = os.path.join(os.path.dirname(__file__), "data")
WORTH_AN_INDEX = 200
"""Look-ups after which an index of all the codes is made: an import has thousands."""


class CodeTable:
    """A file of `identity/data`: its code and a tab begin each line; the first line is a remark."""

    def __init__(self, name: str) -> None:
        self._path = os.path.join(_DIRECTORY, name)
        self._looked_up = 0
        self._names_looked_up = 0

    @cached_property
    def data(self) -> bytes:
        with open(self._path, "rb") as file:
            return file.read()

    def line(self, code: str) -> bytes | None:
        """The line of a code, the first if it has several; `None` if it has none."""
        self._looked_up += 1
        if self._looked_up > WORTH_AN_INDEX:
            return self._index.get(code.encode())
        found = self.data.find(b"\n" + code.encode() + b"\t")
        return None if found < 0 else self._line(found + 1)

    def lines_named(self, name: bytes) -> Iterator[bytes]:
        """Every line that has the very name among those between `|`, in the order of the file."""
        self._names_looked_up += 1
        if self._names_looked_up > WORTH_AN_INDEX:
            return iter(self._lines_by_name.get(name, ()))
        return self.lines_with(b"|" + name + b"|")

    def lines_with(self, text: bytes) -> Iterator[bytes]:
        """Every line that holds the text, or begins with what stands behind a line feed in it;
        once, in the order of the file."""
        data = self.data
        found = data.find(text)
        while found >= 0:
            line = self._line(found + 1)
            yield line
            found = data.find(text, data.find(b"\n", found + 1))

    @cached_property
    def _index(self) -> dict[bytes, bytes]:
        lines = [line for line in self.data.split(b"\n") if line]
        return {line[: line.find(b"\t")]: line for line in reversed(lines)}

    @cached_property
    def _lines_by_name(self) -> dict[bytes, tuple[bytes, ...]]:
        found: dict[bytes, tuple[bytes, ...]] = {}
        for line in self.data.split(b"\n"):
            for name in set(line.split(b"|")[1:-1]):
                found[name] = (*found.get(name, ()), line)
        return found

    def _line(self, inside: int) -> bytes:
        data = self.data
        return data[data.rfind(b"\n", 0, inside) + 1 : data.find(b"\n", inside)]
