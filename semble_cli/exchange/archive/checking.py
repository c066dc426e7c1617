"""Whether an archive still holds what its manifest says: read where it lies, nothing is unpacked.

It may come from anybody: a file is read no further than its manifest says it goes, names that would
leave the place where they are unpacked are told, and so are two files of one name.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
import zlib
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.exchange.archive.manifest import (
    ArchiveKind,
    LeftOut,
    Manifest,
    ManifestFile,
    NoManifest,
    read_manifest,
)
from semble_cli.exchange.archive.names import MANIFEST, is_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import IO

_AT_ONCE = 1 << 20
_LARGEST_MANIFEST = 32 << 20
_LARGEST_LIST = 1 << 30
"""The manifest of a directory names a file for each patient of a practice."""
_MOST_TIMES = 200
"""A packed file of ours has never more than so many times the bytes that it takes: one with more is
meant to fill a disk."""
_WITHOUT_COUNTING = 1 << 20
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, 99)
"""99 says that AES is around another one (WinZip's AE-2)."""
_ENCRYPTED = 1


class Fault(StrEnum):
    """What is wrong with a file of an archive."""

    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"
    DUPLICATE = "duplicate"
    UNSAFE = "unsafe_name"


class FaultyFile(NamedTuple):
    """A file that is not as the manifest says."""

    name: str
    fault: Fault


class Checked(NamedTuple):
    """What an archive is, and what is wrong with it."""

    kind: ArchiveKind
    told: Mapping[str, Any]
    is_encrypted: bool
    files: int
    size: int
    faults: list[FaultyFile]
    left_out: list[LeftOut]


class _Held(NamedTuple):
    """A file that is there: how many bytes it says it has, and how they are read."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
"""What reading a file of an archive may end with, where its bytes are not what was written."""


def _damage(*, is_encrypted: bool) -> tuple[type[Exception], ...]:
    if not is_encrypted:
        return _DAMAGE
    import pyzipper

    return (*_DAMAGE, pyzipper.BadZipFile)  # a class of its own


def check_archive(path: str, passphrase: Callable[[], str]) -> Checked:
    """Check a ZIP file, or a directory in which a whole practice was exported, whose manifest knows
    its files as they are written, encrypted or not.

    Args:
        passphrase: asked for where the archive is encrypted.

    Raises:
        InvalidInput: it cannot be read, is no export of ours, was not finished, or does not open
            with the passphrase.
    """
    if os.path.isdir(path):
        held = {each.name: each for each in _in_directory(path)}
        whole = _compared(held, [], _LARGEST_LIST, is_encrypted=False)
        return whole._replace(is_encrypted=whole.told.get("encrypted") is True)
    with _opened(path) as source:
        try:
            with zipfile.ZipFile(source) as found:
                entries = [each for each in found.infolist() if not each.is_dir()]
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError):
            raise InvalidInput("file", "it is no ZIP file, or its end is missing.") from None
        is_encrypted = any(each.flag_bits & _ENCRYPTED for each in entries)
        faults = [
            *(FaultyFile(each, Fault.DUPLICATE) for each in _twice(e.filename for e in entries)),
            *(FaultyFile(each.filename, Fault.UNSAFE) for each in entries if not _stays(each)),
        ]
        archive = _archive(source, passphrase) if is_encrypted else zipfile.ZipFile(source)
        with archive:
            held = {
                each.filename: _Held(each.filename, each.file_size, _opener(archive, each))
                for each in entries
            }
            return _compared(held, faults, _LARGEST_MANIFEST, is_encrypted=is_encrypted)


def opens_with(path: str, passphrase: str) -> bool:
    """Whether an encrypted archive of ours opens with a passphrase."""
    others: tuple[type[Exception], ...] = (RuntimeError, NoManifest, InvalidInput, KeyError)
    try:
        with _opened(path) as source, _archive(source, lambda: passphrase) as archive:
            read_manifest(archive.read(MANIFEST))
    except (*_damage(is_encrypted=True), *others):
        return False
    return True


def _stays(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a plain file that stays where it is unpacked."""
    return is_safe(entry.filename) and not stat.S_ISLNK(entry.external_attr >> 16)


def _opened(path: str) -> IO[bytes]:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise InvalidInput("file", "it is no file but a pipe or a device; save it first.")
        return open(path, "rb")
    except (OSError, ValueError):
        raise InvalidInput(
            "file", "it cannot be read; look whether it is there, and whether you may read it."
        ) from None


def _archive(source: IO[bytes], passphrase: Callable[[], str]) -> Any:
    import pyzipper

    archive = pyzipper.AESZipFile(source)
    archive.setpassword(passphrase().encode())
    return archive


def _opener(archive: Any, entry: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        if entry.compress_type not in _PACKINGS or _swells(entry):
            raise zipfile.BadZipFile
        file: IO[bytes] = archive.open(entry.filename)
        return file

    return opened


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _WITHOUT_COUNTING + _MOST_TIMES * entry.compress_size


def _in_directory(path: str) -> Iterator[_Held]:
    from semble_cli.exchange.archive.practice import PROGRESS

    for directory, _, files in os.walk(path):
        for name in files:
            whole = os.path.join(directory, name)
            within = os.path.relpath(whole, path).replace(os.sep, "/")
            if within != PROGRESS:
                yield _Held(within, os.lstat(whole).st_size, partial(_opened, whole))


def _compared(
    held: dict[str, _Held], faults: list[FaultyFile], largest: int, *, is_encrypted: bool
) -> Checked:
    manifest = _manifest_in(held, largest, is_encrypted=is_encrypted)
    damage: tuple[type[Exception], ...] = (
        *_damage(is_encrypted=is_encrypted),
        RuntimeError,
        InvalidInput,
    )
    expected = {each.name: each for each in manifest.files}
    told = {each.name for each in faults}
    for name, file in expected.items():
        if name not in held:
            faults.append(FaultyFile(name, Fault.MISSING))
        elif name not in told and not _is_same(held[name], file, damage):
            faults.append(FaultyFile(name, Fault.CHANGED))
    extra = [name for name in held if name not in expected and name != MANIFEST]
    faults.extend(FaultyFile(name, Fault.EXTRA) for name in extra if name not in told)
    return Checked(
        manifest.kind,
        manifest.told,
        is_encrypted,
        len(expected),
        sum(each.size for each in expected.values()),
        faults,
        list(manifest.left_out),
    )


def _manifest_in(held: Mapping[str, _Held], largest: int, *, is_encrypted: bool) -> Manifest:
    """The manifest of what is held.

    Raises:
        InvalidInput: there is none of ours, or the passphrase is another.
    """
    found = held.get(MANIFEST)
    if found is None or found.size > largest:
        raise InvalidInput(
            "file",
            "it has no manifest.json: it is no export of semble, or one that was not finished.",
        )
    damage: tuple[type[Exception], ...] = (*_damage(is_encrypted=is_encrypted), NoManifest)
    try:
        with found.open() as file:
            return read_manifest(file.read(largest))
    except RuntimeError:  # so the libraries say it
        raise InvalidInput("file", "it does not open with this passphrase.") from None
    except damage:
        if is_encrypted:
            raise InvalidInput(
                "file", "its manifest does not open: another passphrase, or it was changed."
            ) from None
        raise InvalidInput("file", "its manifest.json is none of semble, or was changed.") from None


def _is_same(held: _Held, file: ManifestFile, damage: tuple[type[Exception], ...]) -> bool:
    """Whether what is held has the size and the digest of a file: no more of it is read."""
    if held.size != file.size:
        return False
    digest, read = hashlib.sha256(), 0
    try:
        with held.open() as opened:
            while read <= file.size and (chunk := opened.read(_AT_ONCE)):
                read += len(chunk)
                digest.update(chunk)
    except damage:
        return False
    return read == file.size and digest.hexdigest() == file.sha256


def _twice(names: Iterator[str]) -> list[str]:
    """The names that stand there more than once, as systems tell them apart that know no case."""
    seen: set[str] = set()
    found: dict[str, None] = {}
    for name in names:
        if name.casefold() in seen:
            found[name] = None
        seen.add(name.casefold())
    return list(found)
