"""Passphrases of archives that are encrypted: from a file, from a program, or from a person."""

from __future__ import annotations

from semble_cli.errors import BadUsage, Refused
from semble_cli.store.encryption.key_files import read_descriptor, read_own_file

LEAST = 12
"""Characters of a passphrase. What encrypts ZIP files makes guessing hardly slower (PBKDF2 with
1,000 rounds, as WinZip wrote it down): the passphrase itself must be long."""
_LONGEST = 1024


def passphrase_in_file(path: str) -> str:
    """The passphrase in a file that is its owner's alone: its first line.

    Raises:
        BadUsage: it cannot be read, or holds none. Refused: others may read it.
    """
    shared = Refused(
        "The file {file} with the passphrase must be yours, and be read by nobody else: chmod 600.",
        file=path,
    )
    unreadable = BadUsage("The file {file} with the passphrase cannot be read.", file=path)
    return _first_line(read_own_file(path, _LONGEST, unreadable, shared))


def passphrase_of_descriptor(number: str) -> str:
    """The passphrase that comes through a file descriptor: its first line.

    Raises:
        BadUsage: there is no such descriptor, or nothing comes.
    """
    unreadable = BadUsage(
        "Nothing can be read from the file descriptor {number} for the passphrase.", number=number
    )
    return _first_line(read_descriptor(number, _LONGEST, unreadable))


def check_new_passphrase(passphrase: str) -> str:
    """A passphrase by which something is to be encrypted.

    Raises:
        BadUsage: it is too short.
    """
    if len(passphrase) < LEAST:
        raise BadUsage(
            "The passphrase is too short: {count} characters at least, such as five words.",
            count=LEAST,
        )
    return passphrase


def _first_line(text: bytes) -> str:
    line = text.partition(b"\n")[0].rstrip(b"\r")
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise BadUsage("The passphrase is no text in UTF-8.") from None
