"""Whether an export is still what it was: looked at where it lies, without a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.exchange.archive.checking import Fault, check_archive
from semble_cli.identity.characters import only_shown

if TYPE_CHECKING:
    from collections.abc import Callable


class VerifiedExport(NamedTuple):
    """What an export is, how many files and bytes it should have, and what is wrong: which files
    are missing, changed, not in the manifest, there twice, or bear a name that would leave the
    place where they are unpacked; and which documents were damaged when it was made."""

    format: str
    made_at: str | None
    patient: int | None
    is_encrypted: bool
    files: int
    size: int
    missing: list[str]
    changed: list[str]
    extra: list[str]
    duplicate: list[str]
    unsafe_names: list[str]
    damaged: list[int]

    @property
    def is_as_made(self) -> bool:
        """Whether each file is what it was, and none is there beside."""
        return not any((self.missing, self.changed, self.extra, self.duplicate, self.unsafe_names))


def verify_export(path: str, passphrase: Callable[[], str]) -> VerifiedExport:
    """Compare an archive, or the directory of a practice's export, with its manifest.

    Args:
        passphrase: asked for where the archive is encrypted.

    Raises:
        InvalidInput: as `exchange.archive.checking.check_archive`.
    """
    checked = check_archive(path, passphrase)
    names: dict[Fault, list[str]] = {fault: [] for fault in Fault}
    for each in checked.faults:
        names[each.fault].append(only_shown(each.name))
    return VerifiedExport(
        checked.kind.value,
        _text(checked.told.get("made_at")),
        _number(checked.told.get("patient")),
        checked.is_encrypted,
        checked.files,
        checked.size,
        names[Fault.MISSING],
        names[Fault.CHANGED],
        names[Fault.EXTRA],
        names[Fault.DUPLICATE],
        names[Fault.UNSAFE],
        [each.document for each in checked.left_out if each.reason == "damaged"],
    )


def _text(value: Any) -> str | None:
    return only_shown(value) if isinstance(value, str) else None


def _number(value: Any) -> int | None:
    return value if type(value) is int else None
