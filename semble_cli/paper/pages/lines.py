"""Texts in lines of a width. Lines end at a space or after a hyphen; what is wider than a line
without any is broken where the line is full: nothing is ever cut off."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.paper.font import Face

_UNITS = r"(?:[kmcµμ]?g|mcg|[mcdµμ]?[lL]|[kM]?UI|[mµμ]?mol|mEq|kcal|°C)\b"
_SPACES = pattern(rf"(?<!«) (?![:;?!»%€]|(?<=[0-9] ){_UNITS})")
"""Spaces at which a line may end: before the French double signs, inside « » and between a figure
and the unit of a dose none does."""
_HYPHENS = pattern(r"(?<=[^\W\d_]-)(?=[^\W\d_])")


class Fitted(NamedTuple):
    """Lines, and the size in which they have room."""

    points: float
    lines: list[str]


def wrapped(text: str, width: float, face: Face, points: float) -> list[str]:
    """One paragraph, of characters that the face has, in lines; one empty line for none."""
    if face.width(text, points) <= width:
        return [text]
    lines: list[str] = []
    line, room = "", width
    space = face.width(" ", points)
    for piece, is_new_word in _pieces(text):
        wide = face.width(piece, points)
        if line and wide + (space if is_new_word else 0) <= room:
            line += f" {piece}" if is_new_word else piece
            room -= wide + (space if is_new_word else 0)
            continue
        if line:
            lines.append(line)
        *full, line = _broken(piece, width, face, points) if wide > width else (piece,)
        lines += full
        room = width - face.width(line, points)
    return [*lines, line]


def fitted(text: str, width: float, face: Face, most: float, least: float) -> Fitted:
    """A line in the largest size, from *most* down to *least*, in which it stands on one line; in
    the least, it is wrapped."""
    wide = face.width(text, 1)
    points = min(most, width / wide // 0.5 * 0.5) if wide else most
    if points >= least:
        return Fitted(points, [text])
    return Fitted(least, wrapped(text, width, face, least))


def placed_pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where what stays on one line begins and ends in a text of single spaces."""
    at = 0
    for number, (piece, is_new_word) in enumerate(_pieces(text)):
        at += number > 0 and is_new_word
        yield at, at + len(piece)
        at += len(piece)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """What stays on one line, and whether it begins a word."""
    for word in _SPACES.split(text):
        ends = [match.start() for match in _HYPHENS.finditer(word)]
        for begin, end in pairwise([0, *ends, len(word)]):
            yield word[begin:end], begin == 0


def _broken(piece: str, width: float, face: Face, points: float) -> Iterator[str]:
    """A piece that is wider than a line, in as many as it needs."""
    begin, used = 0, 0.0
    for at, character in enumerate(piece):
        wide = face.width(character, points)
        if at > begin and used + wide > width:
            yield piece[begin:at].strip()
            begin, used = at, 0.0
        used += wide
    yield piece[begin:].strip()
