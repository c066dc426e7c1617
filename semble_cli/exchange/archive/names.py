"""The names of files in an archive: such as every system takes, and no other."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from semble_cli.identity.nir_in_text import mask_within
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from semble_cli.patient.around.stored_document import StoredDocument

MANIFEST = "manifest.json"
DOCUMENTS = "documents/"

_NOT_TAKEN = pattern(r"[^A-Za-z0-9]+")
_ENDING = pattern(r"[A-Za-z0-9]{1,8}")
_SAFE = pattern(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_LONGEST = 60


def member_name(document: StoredDocument, *, is_told: bool = True) -> str:
    """The name of a document in an archive: its number, and, where it may be *told*, what its file
    was called, in letters without accents and figures. The number makes it the only one, and none
    that a system keeps for itself; no NIR stands in it.

    >>> from datetime import datetime
    >>> from semble_cli.patient.around.stored_document import StoredDocument
    >>> stored = StoredDocument(1, "", "Résultat (2).tar.PDF", "", "", datetime.min, "", id=7)
    >>> member_name(stored), member_name(stored, is_told=False)
    ('documents/0007-Resultat-2-tar.PDF', 'documents/0007.PDF')
    """
    file_name = mask_within(document.file_name)
    stem, _, ending = file_name.rpartition(".")
    if not stem or not _ENDING.fullmatch(ending):
        stem, ending = file_name, ""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    told = _NOT_TAKEN.sub("-", plain).strip("-")[:_LONGEST].strip("-") if is_told else ""
    name = f"{DOCUMENTS}{document.id:04}"
    return f"{name}{'-' if told else ''}{told}{'.' if ending else ''}{ending}"


def is_safe(name: str) -> bool:
    """Whether a name is one that stays where it is unpacked, and is the same on every system.

    >>> [is_safe(each) for each in ("documents/0007-a.pdf", "../a", "/a", "a//b", "a\\\\b", "C:a")]
    [True, False, False, False, False, False]
    """
    return all(_SAFE.fullmatch(part) for part in name.split("/"))
