"""Which printers there are, what each says of itself, and whether it can be printed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import PrinterError, Sentence
from semble_cli.identity.patterns import pattern
from semble_cli.paper.printers.ipp import IppAttribute, IppGroup, IppOperation, IppTag, request
from semble_cli.paper.printers.server import ask
from semble_cli.patient.printing.printers import PaperSizes, Printer, PrinterState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.paper.printers.ipp import IppAttributes
    from semble_cli.paper.printers.server import PrintServer


class NoSuchPrinter(PrinterError):
    """The print server has no printer of a name."""


NOT_FOUND, NOT_ACCEPTING = 0x0406, 0x0506
_OF_PRINTERS = (
    *("printer-name", "printer-info", "printer-location", "printer-state"),
    *("printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs"),
    *("media-supported", "document-format-supported"),
)
_STATES = {
    3: PrinterState.IDLE,
    4: PrinterState.PRINTING,
    5: PrinterState.STOPPED,
}


def beginning(server: PrintServer, printer: str | None = None) -> list[IppAttribute]:
    """What every request begins with: of a printer, or of all."""
    attributes = [
        IppAttribute("attributes-charset", IppTag.CHARSET, ["utf-8"]),
        IppAttribute("attributes-natural-language", IppTag.LANGUAGE, ["en"]),
    ]
    if printer is not None:
        attributes.append(IppAttribute("printer-uri", IppTag.URI, [server.uri(printer)]))
    return [*attributes, IppAttribute("requesting-user-name", IppTag.NAME, [server.user])]


def all_printers(server: PrintServer) -> list[Printer]:
    """All printers of a print server, by name.

    Raises:
        PrinterError: it cannot be asked.
    """
    wanted = IppAttribute("requested-attributes", IppTag.KEYWORD, _OF_PRINTERS)
    asked = [(IppGroup.OPERATION, [*beginning(server), wanted])]
    reply = ask(server, "/", [request(IppOperation.GET_PRINTERS, asked)])
    if not reply.is_success and reply.status != NOT_FOUND:
        raise refusal(reply.message)
    found = [_printer(each) for each in reply.of(IppGroup.PRINTER)]
    return sorted(found, key=lambda printer: printer.name.casefold())


def find_printer(server: PrintServer, name: str) -> Printer:
    """The printer of a name.

    Raises:
        NoSuchPrinter: there is none. PrinterError: as `all_printers`.
    """
    wanted = IppAttribute("requested-attributes", IppTag.KEYWORD, _OF_PRINTERS)
    asked = [(IppGroup.OPERATION, [*beginning(server, name), wanted])]
    reply = ask(server, "/", [request(IppOperation.GET_PRINTER_ATTRIBUTES, asked)])
    found = reply.of(IppGroup.PRINTER)
    if reply.status == NOT_FOUND or (reply.is_success and not found):
        raise _no_such(name, all_printers(server))
    if not reply.is_success:
        raise refusal(reply.message)
    return _printer(found[0])


def _no_such(name: str, known: Iterable[Printer]) -> NoSuchPrinter:
    names = [each.name for each in known]
    if not names:
        return NoSuchPrinter(
            "There is no printer {printer}, nor any other: have one set up in CUPS.", printer=name
        )
    return NoSuchPrinter(
        "There is no printer {printer}. There are: {known}.", printer=name, known=", ".join(names)
    )


def refusal(message: str) -> PrinterError:
    """The error for what a print server refuses in words of its own."""
    return PrinterError(
        "The print server refuses: {why}.", why=as_said(message) or Sentence("it does not say why")
    )


def refuse_unready(printer: Printer) -> None:
    """Go on only with a printer that prints.

    Raises:
        PrinterError: its queue takes nothing, or it is stopped.
    """
    if not printer.accepts:
        raise PrinterError(
            "The printer {printer} takes no jobs: {why}. Nothing was sent. Have it accept them, or"
            " choose another: --printer '?' lists them.",
            printer=printer.name,
            why=_said(printer) or Sentence("its queue is closed"),
        )
    if printer.state is PrinterState.STOPPED:
        raise PrinterError(
            "The printer {printer} is stopped: {why}. Nothing was sent. Have it started, or choose"
            " another: --printer '?' lists them.",
            printer=printer.name,
            why=why_stopped(printer),
        )


def why_stopped(printer: Printer) -> Sentence:
    """Why a printer is stopped: what is wrong with it, what it says, or that it was stopped."""
    said = _said(printer) or Sentence("somebody stopped it")
    return printer.trouble or said


def _said(printer: Printer) -> Sentence | None:
    """The message of a printer, unless it is CUPS's own for one that is stopped or closed."""
    return as_said(printer.message) if printer.message not in _SAYS_NOTHING else None


def as_said(message: str) -> Sentence | None:
    """What a printer or a server says in its own words, within a sentence."""
    text = message.strip(". ")
    return Sentence("“{message}”", message=text) if text else None


_SAYS_NOTHING = ("Paused", "Rejecting Jobs")
"""Messages of CUPS of which the state says as much."""

_WEIGHT = pattern(r"-(?:error|warning|report)$")


def _printer(found: IppAttributes) -> Printer:
    reasons = [_WEIGHT.sub("", each) for each in found.texts("printer-state-reasons")]
    return Printer(
        found.text("printer-name"),
        _STATES.get(found.number("printer-state"), PrinterState.STOPPED),
        bool(found.number("printer-is-accepting-jobs")),
        tuple(each for each in reasons if each != "none" and not each.startswith("cups-")),
        found.text("printer-state-message"),
        found.text("printer-info"),
        found.text("printer-location"),
        _sizes(found.texts("media-supported")),
        frozenset(found.texts("document-format-supported")),
    )


_SIZE = pattern(r"_([0-9.]+)x([0-9.]+)(mm|in)$")
_MM = {"mm": 1.0, "in": 25.4}


def _sizes(names: Iterable[str]) -> tuple[PaperSizes, ...]:
    """The papers of their names (PWG 5101.1): `iso_a4_210x297mm`, and `custom_min_...` with
    `custom_max_...` for all between."""
    found = {}
    for name in names:
        if size := _SIZE.search(name):
            unit = _MM[size[3]]
            found[name] = (float(size[1]) * unit, float(size[2]) * unit)
    least = next((size for name, size in found.items() if name.startswith("custom_min_")), None)
    most = next((size for name, size in found.items() if name.startswith("custom_max_")), None)
    sizes = [PaperSizes(size, size) for name, size in found.items() if "custom_m" not in name]
    if least and most:
        sizes.append(PaperSizes(least, most))
    return tuple(sizes)


def paper_name(width: float, height: float) -> str:
    """What IPP calls a paper of a size in mm (PWG 5101.1)."""
    if (round(width), round(height)) == _A4:
        return "iso_a4_210x297mm"
    size = f"{width:g}x{height:g}mm"
    return f"custom_{size}_{size}"


_A4 = (210, 297)
