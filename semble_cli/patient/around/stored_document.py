"""Documents of a patient: what is known of each beside its bytes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime


CHUNK = 1 << 20
"""Bytes of a chunk, in which documents are read and kept; the last one may be shorter."""

EXPORT_TYPE = "application/vnd.semble.record+zip"
"""The media type of an export that was kept: the next export of the record leaves it out. No file
that somebody adds is taken for one."""


class DocumentKind(StrEnum):
    """What a document is."""

    LETTER = "letter"
    REPORT = "report"
    RESULT = "test_result"
    IMAGING = "imaging"
    PRESCRIPTION = "prescription"
    CERTIFICATE = "certificate"
    CONSENT = "consent"
    ADMINISTRATIVE = "administrative"
    OTHER = "other"


class StoredDocument(NamedTuple):
    """A document; one that was deleted stays, so that this can be undone; nobody is shown it."""

    patient_id: int
    title: str
    file_name: str
    media_type: str
    sha256: str
    added_at: datetime
    added_by: str
    kind: str | None = None
    dated_on: date | None = None
    deleted_at: datetime | None = None
    deleted_by: str | None = None
    id: int | None = None
    version: int = 1
