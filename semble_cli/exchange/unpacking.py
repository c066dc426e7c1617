"""Files as they come: plain, gzip or zip, told by their first bytes, and never without bounds."""

from __future__ import annotations

import hashlib
import io
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, BinaryIO

from semble_cli.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from gzip import GzipFile
    from zipfile import ZipInfo

    from _typeshed import WriteableBuffer

_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip begins, and an empty one."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How a compound file begins: an XLS workbook, or a newer one that is encrypted."""
_SHEETS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
"""By a file in it, which kind of workbook an archive is."""

_OF_OFFICE = {"word/": "Word", "ppt/": "PowerPoint", "Index/": "Numbers"}
"""By a folder in it, which program an archive is a document of that is no workbook we read."""

_OF_SYSTEM = (".DS_Store", "Thumbs.db", "desktop.ini")
"""Files that macOS and Windows keep in every folder."""

LARGEST_PACKED = 2 << 30
"""Bytes of a zip archive, or of a workbook, that are taken."""

_RATIO, _SPARED = 200, 64 << 20
"""How many times its size a file may unpack to; smaller results than the second are spared."""


@contextmanager
def looked_at(source: BinaryIO, start: int | None = None) -> Iterator[Unpacked]:
    """A file without its packing, from where its *source* is, or from its *start*; the source is
    then where it was.

    Raises:
        InvalidInput: as `Unpacked`.
    """
    place = source.tell()
    if start is not None:
        source.seek(start)
    try:
        yield Unpacked(source, is_looked_at=True)
    finally:
        source.seek(place)


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
        self.stream: BinaryIO = packed
        if start.startswith(_GZIP):
            import gzip

            self._unpack_workbook(_bounded(gzip.GzipFile(fileobj=packed), raw))
        elif start in _ZIP:
            self._unzip(packed)
        elif start == _OLD_OFFICE:
            self.workbook = "xls"

    def digest(self) -> str:
        """SHA-256 of the bytes read so far, as they came, in hexadecimal."""
        return self._digest.hexdigest()

    def _unzip(self, packed: BinaryIO) -> None:
        import zipfile

        content = _whole(packed)
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
            items = archive.infolist()
            names = [item.filename for item in items]
            if kinds := [kind for name, kind in _SHEETS.items() if name in names]:
                self.workbook = kinds[0]
                _refuse_bomb(sum(item.file_size for item in items), len(content))
                self.stream = io.BytesIO(content)
                return
            if program := _program_of(names):
                raise not_read(program)
            files = _own_files(items)
            if len(files) > 1:
                raise InvalidInput("file", "the archive holds several files; import one by one.")
            if not files:
                raise InvalidInput("file", "the archive is empty.")
            _refuse_bomb(files[0].file_size, len(content))
            self._unpack_workbook(_bounded(archive.open(files[0]), _Fixed(len(content))))
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
            raise InvalidInput("file", "the archive is damaged or encrypted.") from None

    def _unpack_workbook(self, unpacked: io.BufferedReader) -> None:
        """Take what was unpacked; if it is a workbook, that is unpacked as well."""
        start = unpacked.peek(4)[:4]
        self.stream = unpacked
        if start in _ZIP:
            self._unzip(unpacked)
            if not self.workbook:
                raise InvalidInput("file", "the archive holds another archive; unpack it first.")
        elif start == _OLD_OFFICE:
            self.workbook = "xls"


def files_of_archive(source: BinaryIO) -> list[tuple[str, BinaryIO]]:
    """The files of a zip archive that holds several and is no workbook, each with its name; none of
    anything else. The *source* can be read from any place, and is where it was.

    Raises:
        InvalidInput: it is encrypted, damaged, or a bomb.
    """
    import zipfile

    place = source.tell()
    start = source.read(4)
    size = source.seek(0, io.SEEK_END)
    try:
        archive = zipfile.ZipFile(source) if start in _ZIP else None
        items = archive.infolist() if archive else []
        files = _own_files(items)
        names = [item.filename for item in items]
        if not archive or len(files) < 2 or _SHEETS.keys() & {*names} or _program_of(names):
            return []
        _refuse_bomb(sum(item.file_size for item in files), size)
        return [(item.filename, _bounded(archive.open(item), _Fixed(size))) for item in files]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        raise InvalidInput("file", "the archive is damaged or encrypted.") from None
    finally:
        source.seek(place)


def _own_files(items: Sequence[ZipInfo]) -> list[ZipInfo]:
    """The files of an archive that are somebody's own."""
    return [item for item in items if not (item.is_dir() or _is_of_system(item.filename))]


def _program_of(names: Sequence[str]) -> str | None:
    """The office program that writes an archive with such files in it, if any does."""
    for name in names:
        for folder, program in _OF_OFFICE.items():
            if name.startswith(folder) and name.endswith((".xml", ".iwa")):
                return program
    return None


def not_read(kind: str) -> InvalidInput:
    """What is said of a file of a kind that is not read."""
    return InvalidInput(
        "file",
        "its format is {kind}, whatever its name says, which is not read; export it as CSV or XLSX,"
        " or open it in a spreadsheet and save it so.",
        kind=kind,
    )


def _whole(packed: BinaryIO) -> bytes:
    content = packed.read(LARGEST_PACKED + 1)
    if len(content) > LARGEST_PACKED:
        raise InvalidInput("file", "the archive is too large; unpack it first.")
    return content


def _is_of_system(name: str) -> bool:
    """Whether macOS or Windows put a file into an archive beside somebody's own.

    >>> _is_of_system("__MACOSX/._export.csv"), _is_of_system("export/export.csv")
    (True, False)
    """
    *folders, last = name.split("/")
    return "__MACOSX" in folders or last.startswith("._") or last in _OF_SYSTEM


class _Counting(io.RawIOBase):
    """Passes the bytes of a file on, counts them, and lets somebody see them."""

    def __init__(self, source: BinaryIO, see: Callable[[bytes], None]) -> None:
        self._source = source
        self._see = see
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer)
        try:
            some = self._source.read(len(room))
        except OSError:
            raise InvalidInput(
                "file", "the system could not read it to its end; check its disk."
            ) from None
        room[: len(some)] = some
        self._see(some)
        self.count += len(some)
        return len(some)


class _Fixed:
    """A packed size that is known beforehand."""

    def __init__(self, count: int) -> None:
        self.count = count


class _Unpacking(io.RawIOBase):
    """Passes unpacked bytes on, as long as they stay in proportion to the packed ones."""

    def __init__(self, unpacked: IO[bytes] | GzipFile, packed: _Counting | _Fixed) -> None:
        self._unpacked = unpacked
        self._packed = packed
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer)
        try:
            some = self._unpacked.read(len(room))
        except _signs_of_damage():
            raise InvalidInput("file", "the archive is damaged or cut off.") from None
        room[: len(some)] = some
        self._count += len(some)
        _refuse_bomb(self._count, self._packed.count)
        return len(some)


def _signs_of_damage() -> tuple[type[Exception], ...]:
    import zipfile
    import zlib

    found: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, zipfile.BadZipFile)
    with suppress(ImportError):  # a Python may do without
        import lzma

        found += (lzma.LZMAError,)
    return found


def _bounded(unpacked: IO[bytes] | GzipFile, packed: _Counting | _Fixed) -> io.BufferedReader:
    return io.BufferedReader(_Unpacking(unpacked, packed))


def _refuse_bomb(unpacked: int, packed: int) -> None:
    if unpacked > _SPARED and unpacked > _RATIO * packed:
        raise InvalidInput(
            "file", "it unpacks to more than {times} times its size; unpack it first.", times=_RATIO
        )
