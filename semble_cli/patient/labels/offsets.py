"""How far labels are to be moved on the paper, for a printer that is off: `right 1.5, down 2`."""

from __future__ import annotations

from typing import NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

_MOST = 20.0
_SIDES: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("right", "droite"), (1, 0)),
    **dict.fromkeys(("left", "gauche"), (-1, 0)),
    **dict.fromkeys(("down", "bas"), (0, 1)),
    **dict.fromkeys(("up", "haut"), (0, -1)),
}
"""The words, and which way each goes."""
_STEP = r"([a-z]+) ?([0-9]{1,2}(?:[.,][0-9]{1,2})?)(?: ?mm)?"
_OFFSET = pattern(rf"{_STEP}(?:,? {_STEP})?")


class LabelOffset(NamedTuple):
    """How far to the right and how far down, in mm."""

    right: float = 0.0
    down: float = 0.0

    @property
    def written(self) -> str:
        """The one way to write it."""
        across = f"{'left' if self.right < 0 else 'right'} {abs(self.right):g}"
        along = f"{'up' if self.down < 0 else 'down'} {abs(self.down):g}"
        return f"{across}, {along}"


def parse_label_offset(field: str, text: str) -> LabelOffset:
    """An offset as people write it: one way or two, in English or in French.

    Raises:
        InvalidInput: it is none, or more than two centimetres.

    >>> parse_label_offset("offset", "gauche 1,5").written
    'left 1.5, down 0'
    """
    found = _OFFSET.fullmatch(" ".join(text.casefold().split()))
    words = found.groups() if found else ()
    steps = [
        (_SIDES.get(way), float(length.replace(",", ".")))
        for way, length in zip(words[::2], words[1::2], strict=True)
        if way
    ]
    axes = [way and way[0] != 0 for way, _ in steps]
    if not steps or None in axes or axes in ([True, True], [False, False]) or _most(steps) > _MOST:
        raise InvalidInput(
            field,
            "it is how far labels are moved, in mm up to {most}, such as: right 1.5, down 2.",
            most=f"{_MOST:g}",
        )
    return LabelOffset(
        sum(way[0] * length for way, length in steps if way) + 0.0,
        sum(way[1] * length for way, length in steps if way) + 0.0,
    )


def _most(steps: list[tuple[tuple[int, int] | None, float]]) -> float:
    return max(length for _, length in steps)
