"""Files as they come: plain, gzip or zip, told by their first bytes, and never without bounds."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, BinaryIO

from semble_cli.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How a compound file begins: an XLS workbook, or a newer one that is encrypted."""
_SHEETS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
"""By a file in it, which kind of workbook an archive is."""

LARGEST_PACKED = 2 << 30
"""Bytes of a zip archive, or of a workbook, that are taken."""

_RATIO, _SPARED = 200, 64 << 20
"""How many times its size a file may unpack to; smaller results than the second are spared."""


class Unpacked:
    """A file without its packing: `stream` gives its bytes, `workbook` tells which kind of one it
    is, if any. Its digest is there unless it *is_looked_at* only.

    Raises:
        InvalidInput: an archive of several files, an encrypted or a damaged one, or a bomb.
    """

    def __init__(self, source: BinaryIO, *, is_looked_at: bool = False) -> None:
        self._digest = hashlib.sha256()
        raw = _Counting(source, (lambda _: None) if is_looked_at else self._digest.update)
        packed = io.BufferedReader(raw)
        start = packed.peek(4)[:4]
        self.workbook = ""
        if start.startswith(_GZIP):
            import gzip

            self.stream: BinaryIO = _bounded(gzip.GzipFile(fileobj=packed), raw)
        elif start == _ZIP:
            self.stream = self._unzipped(packed)
        else:
            self.stream = packed
            self.workbook = "xls" if start == _OLD_OFFICE else ""

    def digest(self) -> str:
        """SHA-256 of the bytes read so far, as they came, in hexadecimal."""
        return self._digest.hexdigest()

    def _unzipped(self, packed: BinaryIO) -> BinaryIO:
        import zipfile

        content = packed.read(LARGEST_PACKED + 1)
        if len(content) > LARGEST_PACKED:
            raise InvalidInput("file", "the archive is too large; unpack it first.")
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
            kinds = [kind for name, kind in _SHEETS.items() if name in archive.namelist()]
            if kinds:
                self.workbook = kinds[0]
                _refuse_bomb(sum(item.file_size for item in archive.infolist()), len(content))
                return io.BytesIO(content)
            files = [item for item in archive.infolist() if not item.is_dir()]
            if len(files) != 1:
                raise InvalidInput("file", "the archive holds several files; import one by one.")
            _refuse_bomb(files[0].file_size, len(content))
            return _bounded(archive.open(files[0]), _Fixed(len(content)))
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
            raise InvalidInput("file", "the archive is damaged or encrypted.") from None


class _Counting(io.RawIOBase):
    """Passes the bytes of a file on, counts them, and lets somebody see them."""

    def __init__(self, source: BinaryIO, see: Callable[[bytes], None]) -> None:
        self._source = source
        self._see = see
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        some = self._source.read(len(buffer))
        buffer[: len(some)] = some
        self._see(some)
        self.count += len(some)
        return len(some)


class _Fixed:
    """A packed size that is known beforehand."""

    def __init__(self, count: int) -> None:
        self.count = count


class _Unpacking(io.RawIOBase):
    """Passes unpacked bytes on, as long as they stay in proportion to the packed ones."""

    def __init__(self, unpacked: io.BufferedIOBase, packed: _Counting | _Fixed) -> None:
        self._unpacked = unpacked
        self._packed = packed
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        import zlib

        try:
            some = self._unpacked.read(len(buffer))
        except (OSError, EOFError, zlib.error):
            raise InvalidInput("file", "the archive is damaged or cut off.") from None
        buffer[: len(some)] = some
        self._count += len(some)
        _refuse_bomb(self._count, self._packed.count)
        return len(some)


def _bounded(unpacked: object, packed: _Counting | _Fixed) -> BinaryIO:
    return io.BufferedReader(_Unpacking(unpacked, packed))  # type: ignore[arg-type]


def _refuse_bomb(unpacked: int, packed: int) -> None:
    if unpacked > _SPARED and unpacked > _RATIO * packed:
        raise InvalidInput(
            "file", "it unpacks to more than {times} times its size; unpack it first.", times=_RATIO
        )
