"""The files of an archive of ours, read whole."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def files_in(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The names and the bytes of the files of an archive in clear, in its order. It is one that
    this program made, and that is known to be as it was made: `checking` is for any other."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            yield entry.filename, archive.read(entry)
