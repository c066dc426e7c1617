"""Archives written from their beginning to their end, whatever they go to.

Of every file, size and checksum are known before it is written: they stand before its bytes, as
programs want that read an archive while it comes in, and the same files make the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

_FOR_OWNER = 0o100600 << 16
"""A plain file that its owner alone reads, where a system unpacks that."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_AES_BITS = 256


class Member(NamedTuple):
    """A file of an archive: its name, how many bytes it has, their CRC-32 and SHA-256, and how they
    are read."""

    name: str
    size: int
    crc: int
    sha256: str
    chunks: Callable[[], Iterable[bytes]]
    is_packed: bool = False
    document: int | None = None


def member_of(name: str, content: bytes, *, is_packed: bool = False) -> Member:
    """A file whose bytes are at hand, which is packed where that makes it smaller."""
    digest = hashlib.sha256(content).hexdigest()
    return Member(name, len(content), zlib.crc32(content), digest, lambda: (content,), is_packed)


def archive_chunks(members: Iterable[Member], at: datetime) -> Iterator[bytes]:
    """An archive of some files, piece by piece.

    Raises:
        ValueError: a file is not what was said of it.
    """
    forward = _Forward()
    with zipfile.ZipFile(forward, "w") as archive:
        for member in members:
            info = _described(_KnownInfo, member, at)
            info.known = member.crc, _packed_size(member)
            with archive.open(info, "w") as file:
                for chunk in member.chunks():
                    file.write(chunk)
                    yield from forward.written()
            if not info.is_as_said:
                raise ValueError(member.name)
    yield from forward.written()


def write_encrypted(
    out: BinaryIO, members: Iterable[Member], at: datetime, passphrase: bytes, *, is_file: bool
) -> None:
    """Write an archive of some files, each encrypted with AES-256 (WinZip's AE-2). Names and sizes
    stay readable in it. What stands before the bytes of one is written once they are known; where
    they do not go to a file, it stands behind them."""
    import pyzipper

    place = out if is_file else _Stream(out)
    with pyzipper.AESZipFile(place, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(passphrase)
        archive.setencryption(pyzipper.WZ_AES, nbits=_AES_BITS)
        for member in members:
            with archive.open(_described(archive.zipinfo_cls, member, at), "w") as file:
                for chunk in member.chunks():
                    file.write(chunk)


def _described(make: Any, member: Member, at: datetime) -> Any:
    moment = at.timetuple()[:6]
    info = make(member.name, max(moment, _EARLIEST))
    info.external_attr = _FOR_OWNER
    info.create_system = 3  # Unix, whose rights these are
    info.file_size = member.size  # tells whether it needs the form for large files
    info.compress_type = zipfile.ZIP_DEFLATED if member.is_packed else zipfile.ZIP_STORED
    return info


def _packed_size(member: Member) -> int:
    if not member.is_packed:
        return member.size
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return sum(len(packer.compress(chunk)) for chunk in member.chunks()) + len(packer.flush())


class _KnownInfo(zipfile.ZipInfo):
    """What stands before a file, right at once: `zipfile` leaves zeros there, and comes back. Then
    it is seen whether the file was what was said of it."""

    __slots__ = ("is_as_said", "known")

    known: tuple[int, int]
    is_as_said: bool

    def FileHeader(self, zip64: bool | None = None) -> bytes:  # noqa: N802 - zipfile's own name
        self.is_as_said = (self.CRC, self.compress_size) == self.known
        self.CRC, self.compress_size = self.known
        return super().FileHeader(zip64)


class _Stream:
    """A place that only takes what comes: `zipfile` asks it for no other."""

    def __init__(self, out: BinaryIO) -> None:
        self.write = out.write

    def flush(self) -> None:
        """Nothing is held back."""


class _Forward(io.RawIOBase):
    """A file that only grows, of which each piece is taken away once. Where `zipfile` goes back to
    what it wrote, it writes the same once more: nothing is done then."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._at = self._length = 0

    def written(self) -> list[bytes]:
        """What was written since this was asked."""
        pieces, self._pieces = self._pieces, []
        return pieces

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        self._at = start + offset
        return self._at

    def write(self, data: Any) -> int:
        count = memoryview(data).nbytes
        if self._at == self._length:
            self._pieces.append(bytes(data))
            self._length += count
        self._at += count
        return count
