"""The parts of a document as strips, of the width that they have."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from semble_cli.paper.pages import prose, tables, window
from semble_cli.paper.pages.lines import fitted
from semble_cli.paper.pages.sheet import SIDE, TOP
from semble_cli.paper.pages.strips import BoxMark, Stay, Strip, moved
from semble_cli.paper.pages.styles import (
    ACCENT,
    ACCENT_GROUND,
    AT_THE_EDGE,
    BODY,
    HEADING,
    LEAST_TITLE,
    MINOR_HEADING,
    NAME,
    RED,
    RED_GROUND,
    RULE,
    SMALL,
    TITLE,
    Cell,
    Letters,
    Style,
    side_by_side,
    white,
)
from semble_cli.patient.pages import parts
from semble_cli.patient.pages.parts import Align

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from semble_cli.paper.pages.strips import Mark

_ABOVE_HEADING, _BELOW_HEADING = 5.0, 1.6
_ABOVE_MINOR, _BELOW_MINOR = 2.6, 0.8
_BELOW_PARAGRAPH = 1.8
_BELOW_PAIR = 0.9
_PADDING, _BAR, _HANGING = 2.0, 1.2, 4.0
_GUTTER = 6.0
_THIN, _THICK = 0.2, 0.35
_FOLD_X, _FOLD_WIDTH = 4.5, 4.0
"""Where the marks of folds begin, beyond what printers leave white, and how wide they are."""
_LEAST_NAMES, _WIDEST_NAMES = 36.0, 0.3
"""How wide the names of values stand, so that they stand under each other: mm at least, and of the
width at most."""


class Setter:
    """Sets parts in a width."""

    def __init__(self, letters: Letters, width: float) -> None:
        self.letters = letters
        self.width = width

    def strips(self, given: Iterable[parts.Part]) -> list[Strip]:
        """The strips of some parts, from top to bottom.

        Raises:
            CannotBePrinted: something is in letters that paper has not.
        """
        return list(chain.from_iterable(self._set(part) for part in given))

    def at_the_foot(self, left: str, right: str) -> list[Strip]:
        """The foot of a page: a text, and at the right end one that stays whole."""
        room = self.width - AT_THE_EDGE.width(right) - _GUTTER
        lines = self.letters.lines(left, room, AT_THE_EDGE)
        return side_by_side(
            [
                Cell(0, room, lines, AT_THE_EDGE),
                Cell(0, self.width, [right], AT_THE_EDGE, Align.RIGHT),
            ]
        )

    def at_the_head(self, left: str, right: str) -> list[Strip]:
        """The head of a page, as its foot, with a rule below."""
        rule = Strip(1.2, (BoxMark(0, 1.2, self.width, _THIN, RULE),))
        return [*self.at_the_foot(left, right), rule]

    def _set(self, part: parts.Part) -> Sequence[Strip]:
        match part:
            case parts.Title():
                return self._title(part)
            case parts.Heading():
                return self._heading(part)
            case parts.Paragraph():
                return self._paragraph(part)
            case parts.Prose():
                return [*prose.strips(self.letters, self.width, part), white(prose.below(part))]
            case parts.Rule():
                return [white(2), Strip(0.4, (BoxMark(0, 0, self.width, _THIN, RULE),)), white(3)]
            case parts.Notice():
                return self._notice(part)
            case parts.Pairs():
                return self._pairs(part)
            case parts.Table():
                return [*tables.strips(self.letters, self.width, part), white(2)]
            case parts.Space():
                return [white(part.height)]
            case parts.Together():
                return _kept(self.strips(part.parts), Stay.WISHED)
            case parts.Beside():
                return self._beside(part)
            case parts.AddressWindow():
                return window.strips(self.letters, self.width, part)
            case parts.Placed():
                return self._placed(part)

    def _title(self, part: parts.Title) -> Sequence[Strip]:
        (text, *_) = self.letters.plain(part.text)
        points, lines = fitted(text, self.width, TITLE.face, TITLE.points, LEAST_TITLE)
        strips = self._text(lines, TITLE._replace(points=points))
        if part.under:
            strips += self._text(self.letters.lines(part.under, self.width, NAME), NAME)
        return [*_kept(strips, Stay.NEEDED), white(3)]

    def _heading(self, part: parts.Heading) -> Sequence[Strip]:
        self.letters.where = part.text
        style = MINOR_HEADING if part.minor else HEADING
        room = self.width - (NAME.width(part.note) + _GUTTER if part.note else 0)
        cells = [Cell(0, room, self.letters.lines(part.text, room, style), style)]
        if part.note:
            (note, *_) = self.letters.plain(part.note)
            cells.append(Cell(0, self.width, [note], NAME, Align.RIGHT))
        lines = _kept(side_by_side(cells), Stay.NEEDED, last=True)
        if part.minor:
            return [white(_ABOVE_MINOR), *lines, Strip(_BELOW_MINOR, stays=Stay.NEEDED)]
        rule = BoxMark(0, 0.4, self.width, _THICK, ACCENT)
        below = Strip(0.4 + _THICK + _BELOW_HEADING, (rule,), Stay.NEEDED)
        return [white(_ABOVE_HEADING), *lines, below]

    def _paragraph(self, part: parts.Paragraph) -> Sequence[Strip]:
        style = BODY.toned(part.tone)
        lines = self.letters.lines(part.text, self.width, style)
        return [*self._text(lines, style, part.align), white(_BELOW_PARAGRAPH)]

    def _notice(self, part: parts.Notice) -> Sequence[Strip]:
        ink, ground = (RED, RED_GROUND) if part.is_alert else (ACCENT, ACCENT_GROUND)
        room = self.width - _BAR - 2 * _PADDING
        strong = Style(11, bold=True, colour=ink)
        first, *others = self.letters.plain(part.text)
        x = _BAR + _PADDING
        cells = [Cell(x, room, [each], strong) for each in self.letters.lines(first, room, strong)]
        for line in others:
            begin, *more = self.letters.lines(line, room - _HANGING, BODY)
            cells.append(Cell(x, room, [begin], BODY))
            # What is wrapped hangs, so that it is not taken for another item.
            cells += [Cell(x + _HANGING, room - _HANGING, [each], BODY) for each in more]
        inner = [strip for cell in cells for strip in side_by_side([cell])]
        inside = [Strip(_PADDING * 0.7), *inner, Strip(_PADDING * 0.8)]
        grounded = [
            strip._replace(
                marks=(
                    BoxMark(0, 0, self.width, strip.height, ground),
                    BoxMark(0, 0, _BAR, strip.height, ink),
                    *strip.marks,
                )
            )
            for strip in inside
        ]
        # It begins and ends with a line of its own, and is parted only where no page has its room.
        kept = _kept(grounded, Stay.WISHED)
        for at in (0, len(kept) - 2):
            kept[at] = kept[at]._replace(stays=Stay.NEEDED)
        return [*kept, white(3)]

    def _pairs(self, part: parts.Pairs) -> Sequence[Strip]:
        most = self.width * _WIDEST_NAMES
        names = [self.letters.plain(pair.name)[0] for pair in part.pairs]
        own = max(map(NAME.width, names), default=0) + 0.01  # what rounding takes
        wide = min(most, max(_LEAST_NAMES, own))
        strips: list[Strip] = []
        for name, pair in zip(names, part.pairs, strict=True):
            x = wide + _GUTTER * 0.7
            style = SMALL.toned(pair.tone)
            lines = self.letters.lines(pair.text, self.width - x, style, name)
            cells = [
                Cell(0, wide, self.letters.lines(name, wide, NAME), NAME),
                Cell(x, self.width - x, lines, style),
            ]
            strips += side_by_side(cells, _BELOW_PAIR)
        return [*strips, white(1)]

    def _beside(self, part: parts.Beside) -> Sequence[Strip]:
        wide = (self.width - _GUTTER) * part.share
        sides = [(0.0, wide, part.left), (wide + _GUTTER, self.width - _GUTTER - wide, part.right)]
        marks, height = [], 0.0
        for x, width, inner in sides:
            down = 0.0
            for strip in Setter(self.letters, width).strips(inner):
                marks += [moved(mark, x, down) for mark in strip.marks]
                down += strip.height
            height = max(height, down)
        return [Strip(height, tuple(marks))]

    def _placed(self, part: parts.Placed) -> Sequence[Strip]:
        marks: list[Mark] = [
            BoxMark(_FOLD_X - SIDE, fold - TOP, _FOLD_WIDTH, _THIN, RULE) for fold in part.folds
        ]
        height = part.until - TOP
        for place in part.places:
            down = place.y - TOP
            for strip in Setter(self.letters, place.width).strips(place.parts):
                marks += [moved(mark, place.x - SIDE, down) for mark in strip.marks]
                down += strip.height
            height = max(height, down)
        return [Strip(height, tuple(marks))]

    def _text(self, lines: Sequence[str], style: Style, align: Align = Align.LEFT) -> list[Strip]:
        return side_by_side([Cell(0, self.width, list(lines), style, align)])


def _kept(strips: Sequence[Strip], stays: Stay, *, last: bool = False) -> list[Strip]:
    """Strips that are not parted from each other; with *last*, nor from what follows."""
    end = len(strips) - (0 if last else 1)
    return [
        strip._replace(stays=max(strip.stays, stays)) if number < end else strip
        for number, strip in enumerate(strips)
    ]
