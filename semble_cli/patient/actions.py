"""What the journal calls each thing that is done. The codes are kept for ever: events bear them."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """One kind of event."""

    STORE_INIT = "store.init"
    STORE_BACKUP = "store.backup"
    CONFIG_SET = "config.set"
    KEY_SET = "key.set"
    KEY_CHANGE = "key.change"
    KEY_REMOVE = "key.remove"
    USER_ROLE = "user.role"
    USER_REMOVE = "user.remove"
    PATIENT_ADD = "patient.add"
    PATIENT_IMPORT = "patient.import"
    PATIENT_EDIT = "patient.edit"
    PATIENT_BLOCK = "patient.block"
    PATIENT_UNBLOCK = "patient.unblock"
    PATIENT_DECEASED = "patient.deceased"
    PATIENT_ARCHIVE = "patient.archive"
    PATIENT_UNARCHIVE = "patient.unarchive"
    PATIENT_TAG = "patient.tag"
    PATIENT_UNTAG = "patient.untag"
    PATIENT_PREFS = "patient.prefs"
    PATIENT_DELETE = "patient.delete"
    PATIENT_RECOVER = "patient.recover"
    PATIENT_IDENTITY = "patient.identity"
    VITALE_READ = "vitale.read"
    RIGHTS_REFRESH = "rights.refresh"
    IDENTITY_FEED = "identity.feed"
    FEED_MESSAGE = "feed.message"
    LEDGER_PURGE = "ledger.purge"
    PATIENT_REVEAL = "patient.reveal"
    PATIENT_OPEN = "patient.open"
    PATIENT_SEARCH = "patient.search"
    PATIENT_EXPORT = "patient.export"
    CONTACT_EXPORT = "contact.export"
    DOCUMENT_GET = "document.get"
    INVOICE_EXPORT = "invoice.export"
    TAG_ADD = "tag.add"
    TAG_CHANGE = "tag.rename"
    TAG_DELETE = "tag.delete"
    CONTACT_ADD = "contact.add"
    CONTACT_EDIT = "contact.edit"
    CONTACT_DELETE = "contact.delete"
    CONTACT_MERGE = "contact.merge"
    RELATION_ADD = "relation.add"
    RELATION_EDIT = "relation.edit"
    RELATION_REMOVE = "relation.remove"
    ALLERGY_ADD = "allergy.add"
    ALLERGY_EDIT = "allergy.edit"
    ALLERGY_REMOVE = "allergy.remove"
    ALLERGY_NONE = "allergy.none"
    CONSULTATION_ADD = "consultation.add"
    CONSULTATION_EDIT = "consultation.edit"
    CONSULTATION_DELETE = "consultation.delete"
    KEYWORD_ADD = "keyword.add"
    KEYWORD_DELETE = "keyword.delete"
    TREATMENT_ADD = "treatment.add"
    TREATMENT_EDIT = "treatment.edit"
    TREATMENT_STOP = "treatment.stop"
    TREATMENT_DELETE = "treatment.delete"
    DOCUMENT_ADD = "document.add"
    DOCUMENT_EDIT = "document.edit"
    DOCUMENT_MOVE = "document.move"
    DOCUMENT_DELETE = "document.delete"
    DOCUMENT_ERASE = "document.erase"
    PRACTITIONER_ADD = "practitioner.add"
    PRACTITIONER_EDIT = "practitioner.edit"
    APPOINTMENT_ADD = "appointment.add"
    APPOINTMENT_MOVE = "appointment.move"
    APPOINTMENT_CANCEL = "appointment.cancel"
    INVOICE_CREATE = "invoice.create"
    INVOICE_CREDIT = "invoice.credit"
    INVOICE_PAY = "invoice.pay"
    INVOICE_REVERSE = "invoice.reverse"
    DOCUMENT_SHARE = "document.share"
    SHARE_OUTCOME = "share.outcome"
    PATIENT_REPORT_EVENT = "patient.report-event"
    UNDO = "undo"


READINGS = frozenset(
    {
        *(Action.PATIENT_OPEN, Action.PATIENT_SEARCH, Action.PATIENT_EXPORT),
        *(Action.CONTACT_EXPORT, Action.DOCUMENT_GET, Action.INVOICE_EXPORT),
    }
)
"""What is noted of those who read alone: it changes nothing, and is no part of what was done."""

ISSUED = frozenset({Action.INVOICE_CREATE, Action.INVOICE_CREDIT})
"""What puts an invoice into the ledger, where it stays."""

OF_INVOICES = ISSUED | {Action.INVOICE_PAY, Action.INVOICE_REVERSE}
"""What is done in the ledger of invoices."""

OF_SHARES = frozenset({Action.DOCUMENT_SHARE, Action.SHARE_OUTCOME})
"""What is done in the ledger of what was shared: what was sent has left, and stays there."""

LEFT_BY_DELETIONS = OF_INVOICES | OF_SHARES | {Action.PATIENT_OPEN}
"""The events whose contents stay when their patient is deleted: that somebody opened the record has
none, and what was invoiced or shared stays in the ledger that they tell of."""

BESIDE = frozenset({Action.FEED_MESSAGE})
"""What is noted beside what a command did, so that it is known again: no taking back unnotes it."""

UNDOABLE = (
    frozenset(Action)
    - READINGS
    - ISSUED
    - OF_SHARES
    - BESIDE
    - {
        Action.STORE_INIT,
        Action.USER_ROLE,
        Action.USER_REMOVE,
        Action.PATIENT_DELETE,
        Action.LEDGER_PURGE,
        Action.PATIENT_REVEAL,
        Action.PATIENT_REPORT_EVENT,
        Action.DOCUMENT_ERASE,
        Action.STORE_BACKUP,
        Action.KEY_SET,
        Action.KEY_CHANGE,
        Action.KEY_REMOVE,
    }
)
"""What can be taken back, and done again."""

OF_KEYS = frozenset({Action.KEY_SET, Action.KEY_CHANGE, Action.KEY_REMOVE})
"""What is done to the key of a register, and to none of its contents."""

NOTES = (
    OF_KEYS
    | READINGS
    | BESIDE
    | {Action.PATIENT_REVEAL, Action.PATIENT_REPORT_EVENT, Action.STORE_BACKUP}
)
"""What changes nothing in the register, and is noted alone."""

OF_CONTACTS = frozenset({Action.CONTACT_DELETE, Action.CONTACT_MERGE})
"""What is done to a contact, and takes along the relations that many patients have to it."""


class LogKind(StrEnum):
    """A kind of events that the log is asked for."""

    READ = "read"
    OPENED = "opened"
    SEARCHED = "searched"
    EXPORTED = "exported"
    REVEALED = "revealed"
    CHANGED = "changed"
    ADMINISTERED = "administered"


_EXPORTED = {
    *(Action.PATIENT_EXPORT, Action.CONTACT_EXPORT, Action.DOCUMENT_GET, Action.INVOICE_EXPORT),
    *OF_SHARES,
}
_ADMINISTERED = OF_KEYS | {
    *(Action.STORE_INIT, Action.STORE_BACKUP, Action.CONFIG_SET, Action.USER_ROLE),
    *(Action.USER_REMOVE, Action.LEDGER_PURGE),
}

KINDS_OF_LOG: dict[LogKind, frozenset[Action]] = {
    LogKind.READ: READINGS | {Action.PATIENT_REVEAL},
    LogKind.OPENED: frozenset({Action.PATIENT_OPEN}),
    LogKind.SEARCHED: frozenset({Action.PATIENT_SEARCH}),
    LogKind.EXPORTED: frozenset(_EXPORTED),
    LogKind.REVEALED: frozenset({Action.PATIENT_REVEAL}),
    LogKind.CHANGED: frozenset(Action)
    - READINGS
    - OF_SHARES
    - {Action.PATIENT_REVEAL}
    - _ADMINISTERED,
    LogKind.ADMINISTERED: frozenset(_ADMINISTERED),
}
"""What each of them is; whatever is read is of the first, too."""
