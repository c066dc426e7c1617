"""The archive that documents travel in: IHE XDM, the option ZIP over e-mail (IHE ITI TF-2, 3.32).

Its files and their names are those of that profile, in capitals and eight characters, as media of
old take them: `INDEX.HTM` for a browser, `README.TXT` for people, and in `IHE_XDM/SUBSET01` the
metadata with the documents.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from semble_cli import __version__
from semble_cli.errors import InvalidInput
from semble_cli.exchange.archive.writing import archive_chunks, member_of
from semble_cli.exchange.mssante.cda import cda_document
from semble_cli.exchange.mssante.metadata import WrittenDocument, metadata_xml
from semble_cli.exchange.mssante.nodes import xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from semble_cli.exchange.mssante.parties import HealthDocument, MssanteSender, Subject

ARCHIVE_NAME = "IHE_XDM.zip"
"""What the archive is called in a message (Référentiel socle MSSanté #2, ECO.2.1.1)."""
_SUBSET = "IHE_XDM/SUBSET01"
_MOST = 9999
"""Documents of an archive: their names have four figures."""


def xdm_archive(
    documents: Sequence[HealthDocument], subject: Subject, sender: MssanteSender, at: datetime
) -> bytes:
    """The archive of one or several documents of one patient, sent at a moment, which knows its
    time zone; the same for the same values.

    Raises:
        InvalidInput: there is no document, or one twice, or one is no PDF, or a text cannot stand
            in XML.
    """
    if not 0 < len(documents) <= _MOST:
        raise InvalidInput("document", "an archive holds one document at least, 9999 at most.")
    if len({each.unique_id for each in documents}) < len(documents):
        raise InvalidInput("document", "one stands there twice; send each once.")
    within = [
        WrittenDocument(each, f"DOC{number:04}.XML", cda_document(each, subject, sender))
        for number, each in enumerate(documents, 1)
    ]
    files = {
        "INDEX.HTM": _index(within, sender),
        "README.TXT": _read_me(within, sender),
        f"{_SUBSET}/METADATA.XML": metadata_xml(within, subject, sender, at),
        **{f"{_SUBSET}/{each.file_name}": each.content for each in within},
    }
    members = [member_of(name, content, is_packed=True) for name, content in files.items()]
    return b"".join(archive_chunks(members, at))


def _index(documents: Sequence[WrittenDocument], sender: MssanteSender) -> bytes:
    """A page that leads to the documents, and to what tells of them, in XHTML Basic."""
    name = html.escape(xml_text("practice", sender.structure.name))
    links = "".join(
        f'<li><a href="{_SUBSET}/{each.file_name}">'
        f"{html.escape(xml_text('title', each.document.title))}</a></li>\n"
        for each in documents
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.0//EN"'
        ' "http://www.w3.org/TR/xhtml-basic/xhtml-basic10.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">\n'
        f"<head><title>{name}</title></head>\n<body>\n<h1>{name}</h1>\n<ul>\n{links}</ul>\n"
        '<p><a href="README.TXT">README.TXT</a></p>\n</body>\n</html>\n'
    ).encode()


def _read_me(documents: Sequence[WrittenDocument], sender: MssanteSender) -> bytes:
    """What people read who find the archive: from where it is, what is in it, what made it."""
    lines = (
        sender.structure.name,
        *sender.structure.address,
        sender.structure.phone or "",
        "",
        "Documents de santé d'un patient, au format CDA R2 du CI-SIS, dans une archive IHE XDM.",
        f"{_SUBSET} : METADATA.XML décrit les documents, de DOC0001.XML à"
        f" {documents[-1].file_name}.",
        "Le corps de chacun est un PDF (base64).",
        f"Produit par semble-cli {__version__}.",
        "",
    )
    return "\r\n".join(xml_text("practice", line) for line in lines).encode()
