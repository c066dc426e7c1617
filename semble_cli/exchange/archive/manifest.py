"""The manifest of an archive: each file with its size and its SHA-256, and what was left out."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VERSION = 1

_SHA256 = pattern(r"[0-9a-f]{64}")


class ArchiveKind(StrEnum):
    """What an archive is of."""

    RECORD = "semble-record"
    PRACTICE = "semble-practice"


class WhyLeftOut(StrEnum):
    """Why a document of the record is not in its archive."""

    DAMAGED = "damaged"
    """What is in the register is not what was added."""
    EARLIER_EXPORT = "earlier_export"
    """It is an earlier export of the same record."""


class ManifestFile(NamedTuple):
    """A file of an archive; the document that it is, if it is one."""

    name: str
    size: int
    sha256: str
    document: int | None = None


class LeftOut(NamedTuple):
    """A document that is not in the archive; of which patient, where there are several."""

    document: int
    reason: WhyLeftOut
    patient: int | None = None


class Manifest(NamedTuple):
    """What an archive should hold. `told` is what stands beside: when it was made, of whom."""

    kind: ArchiveKind
    told: dict[str, Any]
    files: Iterable[ManifestFile]
    left_out: Iterable[LeftOut]


class NoManifest(Exception):
    """It is no manifest of ours."""


def manifest_text(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    return "".join(manifest_pieces(manifest)).encode()


def manifest_pieces(manifest: Manifest) -> Iterator[str]:
    """The manifest as JSON, piece by piece: there may be a file for each patient of a practice."""
    head = {"format": manifest.kind.value, "version": VERSION, **manifest.told}
    yield json.dumps(head, indent=1)[:-2]
    for key, entries in (("files", manifest.files), ("left_out", manifest.left_out)):
        yield f',\n "{key}": ['
        between = "\n  "
        for each in entries:
            yield between + json.dumps(_said(each))
            between = ",\n  "
        yield "\n ]"
    yield "\n}\n"


def read_manifest(text: bytes) -> Manifest:
    """A manifest as it was written; whoever made it may have meant no good.

    Raises:
        NoManifest: it is not as they are written here, or of a later program.
    """
    try:
        found = json.loads(text)
        if found.pop("version") != VERSION:
            raise NoManifest
        manifest = Manifest(
            ArchiveKind(found.pop("format")),
            {},
            [_file(each) for each in found.pop("files")],
            [
                LeftOut(int(each["document"]), WhyLeftOut(each["reason"]), each.get("patient"))
                for each in found.pop("left_out")
            ],
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NoManifest from None
    return manifest._replace(told=found)


def _said(entry: ManifestFile | LeftOut) -> dict[str, Any]:
    return {name: value for name, value in entry._asdict().items() if value is not None}


def _file(given: Any) -> ManifestFile:
    name, size, sha256 = given["name"], given["size"], given["sha256"]
    if not (type(name) is str and type(size) is int and size >= 0 and type(sha256) is str):
        raise ValueError
    if not _SHA256.fullmatch(sha256):
        raise ValueError
    return ManifestFile(name, size, sha256, given.get("document"))
