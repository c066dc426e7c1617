"""The digest of a backup, in a file beside it that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import os
import re

ENDING = ".sha256"

_LINE = re.compile(rb"\\?([0-9a-fA-F]{64}) [ *]")
_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})
_AT_ONCE = 1 << 20


def digest_line(digest: str, file: str) -> bytes:
    r"""The line for a file, which is named without its directory; a name that would break the line
    is written as GNU coreutils do.

    >>> digest_line("00", "/srv/a.db")
    b'00  a.db\n'
    >>> digest_line("00", "a\nb")
    b'\\00  a\\nb\n'
    """
    name = os.path.basename(file)
    escaped = name.translate(_ESCAPED)
    beginning = "" if escaped == name else "\\"
    return os.fsencode(f"{beginning}{digest}  {escaped}\n")


def read_digest_line(line: bytes) -> str | None:
    """The digest that a line tells, or `None` if it is none.

    >>> read_digest_line(b"soon")
    """
    found = _LINE.match(line)
    return found[1].decode().lower() if found else None


def digest_of_file(file: str) -> str:
    """The SHA-256 of a file's contents, in figures.

    Raises:
        OSError: it cannot be read.
    """
    made = hashlib.sha256()
    with open(file, "rb", buffering=0) as source:
        while chunk := source.read(_AT_ONCE):
            made.update(chunk)
    return made.hexdigest()
