"""Printers as values: what is known of one, and what is sent to it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from semble_cli.errors import Sentence, listed


class PrinterState(StrEnum):
    """What a printer does."""

    IDLE = "idle"
    PRINTING = "printing"
    STOPPED = "stopped"


class Printer(NamedTuple):
    """A printer of the print server, or a class of several.

    Attributes:
        info: what its owner calls it.
        accepts: whether its queue takes jobs.
        reasons: why it is as it is, in the words of IPP (RFC 8011, 5.4.12) without their weight:
            `media-empty`, `offline`.
        message: what it says itself.
        sizes: the papers that it has, in mm: those of one size, and those between two.
        kinds: the media types of the files that it prints. What is empty is not told.
    """

    name: str
    state: PrinterState
    accepts: bool
    reasons: tuple[str, ...] = ()
    message: str = ""
    info: str = ""
    location: str = ""
    sizes: tuple[PaperSizes, ...] = ()
    kinds: frozenset[str] = frozenset()

    @property
    def trouble(self) -> Sentence | None:
        """What keeps it from printing; `None` where it says nothing of the kind."""
        said = list(dict.fromkeys(_TROUBLES[each] for each in self.reasons if each in _TROUBLES))
        return listed(said) if said else None

    def has_paper(self, width: float, height: float) -> bool:
        """Whether it has a paper of a size, as far as it says what papers it has."""
        return not self.sizes or any(each.holds(width, height) for each in self.sizes)


_NO_PAPER, _OPEN = Sentence("no paper"), Sentence("its cover is open")
_AWAY = Sentence("it is off, or out of reach")
_TROUBLES = {
    "media-empty": _NO_PAPER,
    "media-needed": _NO_PAPER,
    "media-jam": Sentence("the paper is jammed"),
    "cover-open": _OPEN,
    "door-open": _OPEN,
    "interlock-open": _OPEN,
    "input-tray-missing": Sentence("the paper tray is missing"),
    "output-area-full": Sentence("the output tray is full"),
    "toner-empty": Sentence("no toner"),
    "marker-supply-empty": Sentence("no ink"),
    "offline": _AWAY,
    "shutdown": _AWAY,
    "connecting-to-device": _AWAY,
    "timed-out": _AWAY,
}
"""What keeps a printer from printing (RFC 8011, 5.4.12), and how it is said."""


class PaperSizes(NamedTuple):
    """The papers from a least size to a largest, in mm."""

    least: tuple[float, float]
    most: tuple[float, float]

    def holds(self, width: float, height: float) -> bool:
        """Whether a size is one of them, either way round: printers turn pages."""
        return any(
            self.least[0] - _PLAY <= across <= self.most[0] + _PLAY
            and self.least[1] - _PLAY <= along <= self.most[1] + _PLAY
            for across, along in ((width, height), (height, width))
        )


_PLAY = 1.0
"""Millimetres by which the sizes of drivers are off: they count in points."""


class PaperToPrint(NamedTuple):
    """What is told of the bytes that are sent to a printer.

    Attributes:
        title: stands in the logs of the print server for long: it never names a patient.
        media_type: as `application/pdf`.
        page: the width and height of all its pages in mm, to be printed in that size; `None` where
            that is for the printer to see to.
    """

    title: str
    media_type: str
    page: tuple[float, float] | None = None
    copies: int = 1


class PrintedJob(NamedTuple):
    """A job that a printer has: its number is the print server's."""

    printer: str
    number: int
