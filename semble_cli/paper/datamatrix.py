"""DataMatrix symbols (ECC 200, ISO/IEC 16022): always square, which every scanner reads."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

from semble_cli.parallel.interrupts import held_back

if TYPE_CHECKING:
    from typing_extensions import Buffer

QUIET = 2
"""Modules left white around a symbol; the norm asks for one."""


class Symbol(NamedTuple):
    """A symbol: for each row, which modules are dark."""

    rows: tuple[bytes, ...]
    """One byte a module, not 0 where it is dark."""

    @property
    def modules(self) -> int:
        """How many modules a side has, without the quiet zone."""
        return len(self.rows)

    @property
    def path(self) -> str:
        """The dark modules as rectangles of a PDF path, a module being the unit, rows downwards:
        one run of modules is one rectangle, one symbol one path."""
        found = []
        for y, row in enumerate(self.rows):
            x = 0
            for run in row.split(b"\0"):
                if run:
                    found.append(_rectangle(x, y, len(run)))
                x += len(run) + 1
        return " ".join(found)


@lru_cache(1 << 14)
def _rectangle(x: int, y: int, width: int) -> str:
    """There are as many as modules in a symbol, and few of them are different."""
    return f"{x} {y} {width} 1 re"


_DARK = bytes([1] + [0] * 255)
"""What the library gives for a dark module is 0, for a light one 255."""


def encoded(text: str) -> Symbol:
    """The symbol of a text of ASCII characters, control characters included."""
    with held_back():
        import zxingcpp

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    image = made.to_image(scale=1, add_quiet_zones=False)
    width = image.shape[1]
    flat = bytes(memoryview(cast("Buffer", image))).translate(_DARK)
    return Symbol(tuple(flat[at : at + width] for at in range(0, len(flat), width)))
