"""Whether a file holds anything around its patients: found by its bytes, before it is understood.

Most files do not: what reads it (`exchange.around.reading`) is loaded for those that do.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange.around.source import TYPES
from semble_cli.exchange.unpacking import looked_at

if TYPE_CHECKING:
    from semble_cli.exchange.around.reading import AroundRecords
    from semble_cli.exchange.around.source import Documents

_MARK = re.compile(rb'"resourceType"\s{0,20}:\s{0,20}"(?:' + "|".join(TYPES).encode() + rb')"')
_CONTACT = re.compile(rb'"(?:contact|relatedAccounts)"\s{0,20}:\s{0,20}\[')
_OF_OTHERS = re.compile(rb'"(?:resourceType|birthSurname|dob)"')
"""In the beginning of a file of FHIR, and in one of patients of Semble."""
_LONGEST_MARK = 80
_CHUNK = 1 << 20


def find_around(source: BinaryIO, documents: Documents) -> AroundRecords | None:
    """What a file holds around its patients, or `None`; the file is then where it was.

    Args:
        documents: reads the file.
    """
    beginning = source.tell()
    with suppress(InvalidInput):  # what cannot be read is left to who reads the rows
        is_there, may_be_there = _look(source, beginning)
        if is_there or may_be_there:
            from semble_cli.exchange.around.reading import AroundRecords

            found = AroundRecords(source, beginning, documents)
            if is_there or next(found.records(), None):
                return found
    return None


def _look(source: BinaryIO, beginning: int) -> tuple[bool, bool]:
    """Whether such a resource is in a file, and whether a contact may be, of a patient or of
    another resource, or a related account; one that begins otherwise is not looked through."""
    may_be_there = False
    with looked_at(source, beginning) as unpacked:
        stream = unpacked.stream
        chunk = stream.read(_CHUNK)
        before = b""
        while chunk and (before or _OF_OTHERS.search(chunk)):
            if _MARK.search(before + chunk):
                return True, True
            may_be_there = may_be_there or bool(_CONTACT.search(before + chunk))
            before = chunk[-_LONGEST_MARK:]
            chunk = stream.read(_CHUNK)
    return False, may_be_there
