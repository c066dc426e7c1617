"""Documents as FHIR DocumentReference, with their bytes or without.

FHIR R4 has a place for a SHA-1 alone: ours stands in an extension.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange.around.parts import (
    GivenRecord,
    code_of,
    coded,
    extension,
    extensions,
    only,
    own,
    reading,
    reference,
    referred,
    without_nothing,
)
from semble_cli.patient.json_form import plain_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.exchange.around.parts import Resource
    from semble_cli.patient.around.stored_document import StoredDocument

TYPE = "DocumentReference"
DOCUMENT = "document"
_KINDS = own("document-kind")


def document_resource(document: StoredDocument, size: int) -> Resource:
    """The resource of a document, without its bytes: they are the `data` of the attachment, which
    is the last element of all (`exchange.around.lines`)."""
    attachment = {
        "extension": extensions(
            sha256__String=document.sha256, file_name__String=document.file_name
        ),
        "contentType": document.media_type,
        "size": size,
        "title": document.title,
        "creation": plain_value(document.dated_on),
    }
    return without_nothing(
        {
            "resourceType": TYPE,
            "id": str(document.id),
            "status": "current",
            "type": coded(_KINDS, document.kind) if document.kind else None,
            "subject": reference(document.patient_id),
            "date": plain_value(document.added_at),
            "author": [{"display": document.added_by}],
            "content": [{"attachment": without_nothing(attachment)}],
        }
    )


def document_given(resource: Mapping[str, Any]) -> GivenRecord:
    """What a DocumentReference gives; `data` is the base64 of its bytes, or `None`.

    Raises:
        InvalidInput: it is not as it is written here.
    """
    with reading(resource, "status", "type", "subject", "date", "author", "content"):
        if resource["status"] != "current":
            raise ValueError
        attachment = only(resource["content"])["attachment"]
        kind = resource.get("type", {})
        fields = {
            "title": attachment["title"],
            "kind": code_of(kind, _KINDS),
            "dated_on": attachment.get("creation"),
            "file_name": extension(attachment, "file-name"),
            "sha256": extension(attachment, "sha256"),
            "size": attachment["size"],
            "added_at": resource["date"],
            "added_by": only(resource["author"])["display"],
            "data": attachment.get("data"),
        }
        if kind and not fields["kind"]:
            raise ValueError
        return GivenRecord(DOCUMENT, referred(resource["subject"]), fields)
