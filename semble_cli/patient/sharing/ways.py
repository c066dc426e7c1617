"""What is shared, with whom, by which way, and how it is sealed: the words of each list."""

from __future__ import annotations

from enum import StrEnum


class ShareKind(StrEnum):
    """What is shared."""

    DOCUMENTS = "documents"
    EXPORT = "export"


class Way(StrEnum):
    """How something is shared."""

    EMAIL = "email"
    MSSANTE = "mssante"


class Sealing(StrEnum):
    """How what leaves by ordinary e-mail is encrypted."""

    PDF = "pdf"
    ZIP = "zip"


class RecipientKind(StrEnum):
    """Who a recipient is: the patient, a contact, another patient, or an address of nobody that the
    register knows."""

    PATIENT = "patient"
    CONTACT = "contact"
    OTHER_PATIENT = "other_patient"
    ADDRESS = "address"
