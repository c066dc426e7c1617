"""The line of a document with its bytes, written and read some at a time: it may have any length.

The base64 of the bytes is the one text of the line that may be long: `"data":"..."`. No text within
a JSON document holds these characters, for quotation marks in a text are escaped.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64encode
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.exchange.around.document_bytes import CHUNK, Bytes
from semble_cli.exchange.around.source import TYPES
from semble_cli.exchange.tables.text_table import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_END = "}}]}"
"""How the line of a document ends: its attachment is the last element."""
_KIND = re.compile(rb'"resourceType"\s*:\s*"DocumentReference"')
_READ = "|".join(("Patient", "Bundle", *TYPES))
_UNREAD = re.compile(rb'(\s*\{\s*"resourceType"\s*:\s*"(?!(?:%b)")[A-Za-z]+")' % _READ.encode())
_DATA = re.compile(rb'"data"\s*:\s*"')
_FOUR = 4


def pieces_with_data(line: str, chunks: Iterable[bytes]) -> Iterator[str]:
    """The line of a document (`exchange.around.documents`) with its bytes in it, piece by piece."""
    yield f'{line.removesuffix(_END)},"data":"'
    rest = b""
    for chunk in chunks:
        some = rest + chunk
        whole = len(some) - len(some) % 3
        yield b64encode(some[:whole]).decode()
        rest = some[whole:]
    yield f'{b64encode(rest).decode()}"{_END}'


class DocumentLine(NamedTuple):
    """A line of a file; of one that is too long to be held, the base64 of a document stands apart,
    where it is wanted at all."""

    text: bytes
    data: Bytes | InvalidInput | None = None

    def close(self) -> None:
        """Let go of what stands apart."""
        if isinstance(self.data, Bytes):
            self.data.held.close()


def read_line(stream: BinaryIO, number: int, *, is_data_wanted: bool) -> DocumentLine | None:
    """The next line of a file, or `None` at its end; of a long one about something that nobody
    reads, as a scan of another program is, only what it is.

    Raises:
        InvalidInput: it is too long, and that is not for the bytes of a document.
    """
    text = stream.readline(LONGEST_LINE)
    if len(text) < LONGEST_LINE:
        return DocumentLine(text) if text else None
    if unread := _UNREAD.match(text):
        while not text.endswith(b"\n") and text:
            text = stream.readline(CHUNK)
        return DocumentLine(unread[1] + b"}")
    begins = _DATA.search(text) if _KIND.search(text) else None
    if begins is None:
        raise _too_long(number)
    base64 = _Base64(text[begins.end() :], stream)
    data = decoded(base64) if is_data_wanted else None
    for _ in base64:  # what was not wanted, or is no base64
        pass
    tail = base64.tail + (b"" if base64.tail.endswith(b"\n") else stream.readline(LONGEST_LINE))
    line = DocumentLine(text[: begins.end()] + b'"' + tail, data)
    if len(tail) >= LONGEST_LINE:
        line.close()
        raise _too_long(number)
    return line


def decoded(base64: Iterable[bytes]) -> Bytes | InvalidInput:
    """The bytes of a base64 text that comes piece by piece, in a file without a name, to be closed
    by who asked; or why they cannot be had."""
    held = TemporaryFile()  # noqa: SIM115 - handed out
    try:
        sha256 = _decode(base64, held)
    except binascii.Error:
        held.close()
        return InvalidInput("file", "the bytes of the document are damaged.")
    return Bytes(held.tell(), sha256, held)


def _decode(base64: Iterable[bytes], out: IO[bytes]) -> str:
    """Write what a base64 text stands for; its digest.

    Raises:
        binascii.Error: it is none.
    """
    digest, rest = hashlib.sha256(), b""
    for piece in base64:
        some = rest + piece
        whole = len(some) - len(some) % _FOUR
        chunk = binascii.a2b_base64(some[:whole], strict_mode=True) if whole else b""
        out.write(chunk)
        digest.update(chunk)
        rest = some[whole:]
    if rest:
        raise binascii.Error
    return digest.hexdigest()


class _Base64:
    """The pieces of a text up to its quotation mark; `tail` is what was read beyond it."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._pieces = self._read(first, stream)
        self.tail = b""

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def _read(self, piece: bytes, stream: BinaryIO) -> Iterator[bytes]:
        while piece:
            text, mark, self.tail = piece.partition(b'"')
            yield text
            if mark:
                return
            if piece.endswith(b"\n"):  # the line breaks off: it is no JSON
                self.tail = b"\n"
                return
            piece = stream.readline(CHUNK)


def _too_long(number: int) -> InvalidInput:
    return InvalidInput(
        "file", "line {line} has more than {most} characters.", line=number, most=LONGEST_LINE
    )
