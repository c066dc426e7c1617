"""Which kind of file somebody gives: told by how it begins, else by its name."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, BinaryIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange.unpacking import looked_at, not_read
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from re import Pattern

_BEGINNING = 512
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_PACKING = (".gz", ".zip")


class FileKind(Enum):
    """What a file holds."""

    DOCUMENTS = auto()
    """JSON, of ours or of others."""
    CARDS = auto()
    """vCards."""
    MESSAGES = auto()
    """HL7 v2."""
    TABLE = auto()
    """Anything else."""


_BEGINS: dict[FileKind, Pattern[str]] = {
    FileKind.DOCUMENTS: pattern(r"[{\[]"),
    FileKind.CARDS: pattern(r"(?i)BEGIN:VCARD"),
    FileKind.MESSAGES: pattern(
        r"(?:MSH|FHS|BHS)(?P<mark>[^\w\s])(?:(?!(?P=mark))[^\w\s]){2,5}(?P=mark)"
    ),
}
_NOT_READ: dict[str, Pattern[str]] = {
    "HTML": pattern(r"(?i)<(?:!doctype html|html|head|meta|body|table|style)\b|MIME-Version:"),
    "XML": pattern(r"(?i)<(?:\?xml|bundle|patient|workbook)\b"),
    "PDF": pattern("%PDF-"),
    "RTF": pattern(r"\{\\rtf"),
}
"""What programs write under the name of a workbook as well: pages, and what else is no table."""

_PACKED = {
    b"\x1f\x8b": "gzip",  # in gzip or zip
    **{b"BZh%d1AY&SY" % level: "bzip2" for level in range(1, 10)},
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"\x28\xb5\x2f\xfd": "zstd",
}
"""How what is packed in a way that is not read begins."""
_TAR, _IN_TAR = b"ustar", slice(257, 262)

_NAMES = {
    **dict.fromkeys((".vcf", ".vcard"), FileKind.CARDS),
    **dict.fromkeys((".hl7", ".er7"), FileKind.MESSAGES),
}


def kind_of(source: BinaryIO) -> FileKind:
    """The kind of a source, which is then where it was.

    Raises:
        InvalidInput: it is an archive that is not taken, or of a kind that is not read.
    """
    with looked_at(source) as unpacked:
        start = b"" if unpacked.workbook else unpacked.stream.read(_BEGINNING)
    if unpacked.workbook:
        return FileKind.TABLE
    _refuse_packed(start)
    text = _text(start)
    for kind, begins in _NOT_READ.items():
        if begins.match(text):
            raise not_read(kind)
    told = (kind for kind, begins in _BEGINS.items() if begins.match(text))
    return next(told, _named(str(getattr(source, "name", ""))))


def _refuse_packed(start: bytes) -> None:
    packing = next((kind for begins, kind in _PACKED.items() if start.startswith(begins)), None)
    if start[_IN_TAR] == _TAR:
        packing = "tar"
    if packing:
        raise InvalidInput("file", "it is packed as {kind}; unpack it first.", kind=packing)


def _text(start: bytes) -> str:
    """The first characters of a file, from the first that is to be seen."""
    text = start.decode(_WIDE.get(start[:2], "utf-8"), "replace")
    return text.lstrip("\ufeff\x0b \t\r\n")


def _named(name: str) -> FileKind:
    """The kind that the name of a file tells."""
    name = name.lower()
    for packing in _PACKING:
        name = name.removesuffix(packing)
    return next((kind for ending, kind in _NAMES.items() if name.endswith(ending)), FileKind.TABLE)
