"""The tables of the ledger of what was shared, with whom, and what became of it.

Nothing in them hangs on a patient: what was sent has left, and who is deleted stays in it by number
until the ledger of former patients forgets them. No row is changed once it is written; on Postgres,
triggers hold that. There is no medical content in it: titles stand with the documents.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from semble_cli.store.tables.columns import Key, Text, UtcTime


class ShareRow(SQLModel, table=True):
    """Something that was shared: noted before anything leaves."""

    __tablename__ = "share"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(index=True)
    kind: str = Field(sa_type=Text)
    shared_at: datetime = Field(sa_type=UtcTime)
    shared_by: str = Field(sa_type=Text)
    override: str | None = Field(default=None, sa_type=Text)
    resends: int | None = Field(default=None, sa_column_args=(ForeignKey("share.id"),))

    __table_args__ = (
        CheckConstraint("kind IN ('documents', 'export')", name="share_kind"),
        {"sqlite_autoincrement": True},
    )


class ShareDocumentRow(SQLModel, table=True):
    """A document that was shared; it may be gone since."""

    __tablename__ = "share_document"

    share_id: int = Field(primary_key=True, sa_column_args=(ForeignKey("share.id"),))
    position: int = Field(primary_key=True)
    document_id: int
    sha256: str = Field(sa_type=Key, index=True)


class ShareRecipientRow(SQLModel, table=True):
    """For whom it was; of a patient's MSSanté address, the mask."""

    __tablename__ = "share_recipient"

    share_id: int = Field(primary_key=True, sa_column_args=(ForeignKey("share.id"),))
    position: int = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    way: str = Field(sa_type=Text)
    address: str = Field(sa_type=Text)
    name: str | None = Field(default=None, sa_type=Text)
    relation_id: int | None = None
    other_id: int | None = None
    sealing: str | None = Field(default=None, sa_type=Text)

    __table_args__ = (
        CheckConstraint(
            "kind IN ('patient', 'contact', 'other_patient', 'address')",
            name="share_recipient_kind",
        ),
        CheckConstraint("way IN ('email', 'mssante')", name="share_recipient_way"),
        CheckConstraint("sealing IN ('pdf', 'zip')", name="share_recipient_sealing"),
        CheckConstraint(
            "(way = 'email') = (sealing IS NOT NULL)", name="share_recipient_email_is_sealed"
        ),
    )


class ShareOutcomeRow(SQLModel, table=True):
    """What became of the message to a recipient; without one, the sending was cut short."""

    __tablename__ = "share_outcome"

    share_id: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    outcome: str = Field(sa_type=Text)
    code: int | None = None
    words: str = Field(sa_type=Text)
    noted_at: datetime = Field(sa_type=UtcTime)

    __table_args__ = (
        CheckConstraint(
            "outcome IN ('sent', 'refused', 'unsent', 'unknown', 'written')",
            name="share_outcome_known",
        ),
        ForeignKeyConstraint(
            ["share_id", "position"], ["share_recipient.share_id", "share_recipient.position"]
        ),
    )
