"""The messages of a share, made in memory: what leaves by ordinary mail is sealed, what leaves by
MSSanté is the archive that its programs read."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.archive.writing import member_of, write_encrypted
from semble_cli.exchange.mssante.kinds_of_documents import type_of
from semble_cli.exchange.mssante.message import mss_headers, mss_parts, mss_subject
from semble_cli.exchange.mssante.nodes import oid_of
from semble_cli.exchange.mssante.parties import HealthDocument, Subject
from semble_cli.mail.composing import compose
from semble_cli.paper.sealed.pages import as_pdf
from semble_cli.paper.sealed.pdf import sealed_pdf
from semble_cli.patient.sharing.part import Part
from semble_cli.patient.sharing.ways import Sealing, Way
from semble_cli.services.access import Permission
from semble_cli.services.agenda.rules import practice_zone
from semble_cli.services.practice.mssante import (
    mssante_practice,
    refuse_without_mssante_server,
)
from semble_cli.services.practice.settings import value_within
from semble_cli.services.sharing.parts import opened_exports, parts_of
from semble_cli.services.sharing.servers import (
    largest_message,
    mail_sender,
    mail_server,
    mssante_mail_server,
    refuse_without_server,
)
from semble_cli.store.record.appointments import register_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from semble_cli.mail.server import MailServer
    from semble_cli.patient.pages.parts import PageDocument
    from semble_cli.services.practice.settings import Own
    from semble_cli.services.register import Register
    from semble_cli.services.sharing.preparing import PreparedShare
    from semble_cli.store.database.connection import Connection

_PDF = "application/pdf"
_NAMES = {Sealing.PDF: "documents.pdf", Sealing.ZIP: "documents.zip"}
_TYPES = {Sealing.PDF: _PDF, Sealing.ZIP: "application/zip"}
_MORE = 4 / 3
"""How much larger a file is in a message (base64)."""


class Wording(NamedTuple):
    """What the messages say: a subject and a text that tell nothing of anybody, the text beside the
    archive of MSSanté, and the page before what is attached in a sealed PDF."""

    subject: str
    text: str
    mssante_text: str
    cover: PageDocument | None = None


class ShareMessage(NamedTuple):
    """A message to one recipient of a share, by its place."""

    position: int
    address: str
    way: Way
    content: bytes

    def __repr__(self) -> str:
        return f"ShareMessage({self.position}, {self.way})"


def servers_for(register: Register, prepared: PreparedShare, own: Own) -> dict[Way, MailServer]:
    """The servers that a share goes through.

    Raises:
        InvalidSetting, BadUsage: something is not set, or none of its kind.
    """
    ways = {Way(each.recipient.told.way) for each in prepared.recipients}
    found: dict[Way, MailServer] = {}
    with register.reading(Permission.EDIT_CARE) as connection:
        if Way.EMAIL in ways:
            found[Way.EMAIL] = mail_server(connection, own)
        if Way.MSSANTE in ways:
            sender = mssante_practice(connection, own).address
            found[Way.MSSANTE] = mssante_mail_server(connection, own, sender)
    return found


def refuse_unset(
    register: Register, prepared: PreparedShare, own: Own, *, is_written: bool
) -> None:
    """Refuse what cannot be sent, or written to a file, as things are set: before anybody is asked,
    a passphrase is shown, or an export made.

    Raises:
        InvalidSetting, BadUsage: something is not set, or none of its kind.
    """
    ways = {each.recipient.told.way for each in prepared.recipients}
    with register.reading(Permission.EDIT_CARE) as connection:
        if Way.EMAIL in ways and is_written:
            mail_sender(connection, own)
        elif Way.EMAIL in ways:
            refuse_without_server(connection, own)
        if Way.MSSANTE in ways:
            mssante_practice(connection, own)
            if not is_written:
                refuse_without_mssante_server(connection, own)


def make_messages(
    register: Register,
    prepared: PreparedShare,
    passphrase: str | None,
    wording: Wording,
    own: Own,
) -> list[ShareMessage]:
    """The messages of a share, one for each recipient: nobody learns of another.

    Raises:
        InvalidInput: it is larger than the settings let go, or cannot be made.
        DocumentDamaged: what is there is not what was added. InvalidSetting: something is not set.
    """
    with register.reading(Permission.EDIT_CARE) as connection:
        limit = largest_message(connection, own)
        _refuse_too_large(sum(prepared.sizes), limit, prepared)
        making = _Making(connection, prepared, register.clock(), own)
        found = []
        for position, each in enumerate(prepared.recipients):
            way = Way(each.recipient.told.way)
            if way is Way.MSSANTE:
                content = making.by_mssante(each.recipient.address, wording)
            else:
                content = making.by_email(each.recipient.address, passphrase or "", wording)
            _refuse_too_large(len(content) / _MORE, limit, prepared)
            found.append(ShareMessage(position, each.recipient.address, way, content))
        return found


def _refuse_too_large(size: float, limit: int, prepared: PreparedShare) -> None:
    if size * _MORE > limit:
        several = len(prepared.documents) > 1
        raise InvalidInput(
            "documents",
            (_SEVERAL_TOO_LARGE if several else _TOO_LARGE).text,
            size=math.ceil(size * _MORE / 1_000_000),
            limit=limit // 1_000_000,
            id=prepared.documents[0].id,
        )


_SEVERAL_TOO_LARGE = Sentence(
    "a message of some {size} MB would be larger than the setting mail.limit lets go ({limit} MB)."
    " Share fewer at a time."
)
_TOO_LARGE = Sentence(
    "a message of some {size} MB would be larger than the setting mail.limit lets go ({limit} MB)."
    " Hand it out with semble document get {id} -o FILE, or set another mail.limit if the server"
    " takes more."
)


class _Making:
    """Makes the messages of one share: what is the same for all of them once."""

    def __init__(
        self, connection: Connection, prepared: PreparedShare, now: datetime, own: Own
    ) -> None:
        self._connection = connection
        self._prepared = prepared
        self._now = now
        self._own = own
        self._sealed: Part | None = None
        self._read: list[Part] | None = None

    def by_email(self, address: str, passphrase: str, wording: Wording) -> bytes:
        """A message by ordinary mail."""
        sender = mail_sender(self._connection, self._own)
        if self._sealed is None:
            self._sealed = self._seal(passphrase, wording)
        name = value_within(self._connection, "practice.name", self._own("practice.name")) or ""
        text, subject = wording.text, wording.subject
        sealed = [self._sealed]
        return compose(sender, address, subject, text, sealed, self._now, sender_name=name)

    def _seal(self, passphrase: str, wording: Wording) -> Part:
        sealing = self._prepared.asked.sealing
        parts = self._parts()
        if sealing is Sealing.ZIP:
            content = _sealed_zip(parts, passphrase, self._now)
        else:
            content = sealed_pdf([*opened_exports(parts)], passphrase, wording.cover)
        return Part(_NAMES[sealing], _TYPES[sealing], content)

    def by_mssante(self, address: str, wording: Wording) -> bytes:
        """A message by MSSanté: the archive with the documents, and each as a PDF beside it."""
        practice = mssante_practice(self._connection, self._own)
        patient = self._prepared.patient
        register = register_id(self._connection)
        subject = Subject(patient, oid_of(register))
        zone = practice_zone(self._connection, self._own)
        documents = [
            HealthDocument(
                each.title,
                type_of(each.kind, each.id),
                _as_pdf(part),
                each.added_at.astimezone(zone),
                oid_of(register, str(each.id), str(each.version)),
                each.dated_on,
            )
            for each, part in zip(self._prepared.documents, self._parts(), strict=True)
        ]
        at = self._now.astimezone(zone)
        parts = mss_parts(documents, subject, practice.sender, at)
        return compose(
            practice.address,
            address,
            mss_subject(documents, patient),
            wording.mssante_text,
            parts,
            self._now,
            mss_headers(practice.nil, documents, subject),
        )

    def _parts(self) -> list[Part]:
        if self._read is None:
            self._read = parts_of(self._connection, self._prepared.documents)
        return self._read


def _as_pdf(part: Part) -> bytes:
    """A PDF as it was added; pages of a picture or a text.

    Raises:
        CannotBePrinted: there are no pages of it.
    """
    return part.content if part.media_type == _PDF else as_pdf(part)


def _sealed_zip(parts: Sequence[Part], passphrase: str, at: datetime) -> bytes:
    out = io.BytesIO()
    members = [member_of(each.name, each.content, is_packed=True) for each in parts]
    write_encrypted(out, members, at, passphrase.encode(), is_file=True)
    return out.getvalue()
