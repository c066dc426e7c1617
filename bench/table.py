"""A table that is printed as it is measured, and the ratios of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.cost import Cost

_QUIET = 0.1
"""The part of the cores that others may have before a row is marked."""


class Table:
    """Rows of what was measured with files of `count` patients."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._costs: dict[str, Cost] = {}
        print("| | s | rows/s | MB | others |\n|---|---:|---:|---:|---:|")

    def row(self, name: str, cost: Cost, count: int | None = None) -> None:
        """Print a row; `count` where its file is another."""
        self._costs[name] = cost
        rate = f"{(count or self._count) / cost.seconds:,.0f}"
        memory = f"{cost.memory:.0f}" if cost.memory else ""
        others = f"{cost.others * 100:.0f} %{' !' if cost.others > _QUIET else ''}"
        print(f"| {name} | {cost.seconds:.1f} | {rate} | {memory} | {others} |", flush=True)

    def notes(self) -> None:
        """What the table's last column means."""
        print("\nothers: the part of the cores' time that other processes had meanwhile")
        if any(cost.others > _QUIET for cost in self._costs.values()):
            print(f"!: others had more than {_QUIET * 100:.0f} % of the cores: measure again")

    def times(self, name: str, *peers: str) -> None:
        """How many times what each peer takes it takes."""
        for peer in peers:
            ratio = self._costs[name].seconds / self._costs[peer].seconds
            print(f"| {name} | {peer} | {ratio:.2f} |")

    def times_memory(self, name: str, peer: str) -> None:
        """How many times the memory of another row it takes."""
        ratio = self._costs[name].memory / self._costs[peer].memory
        print(f"| memory: {name} | {peer} | {ratio:.2f} |")
