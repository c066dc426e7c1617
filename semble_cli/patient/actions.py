"""What the journal calls each thing that is done. The codes are kept for ever: events bear them."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """One kind of event."""

    STORE_INIT = "store.init"
    STORE_BACKUP = "store.backup"
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
    LEDGER_PURGE = "ledger.purge"
    PATIENT_REVEAL = "patient.reveal"
    TAG_ADD = "tag.add"
    TAG_CHANGE = "tag.rename"
    TAG_DELETE = "tag.delete"
    UNDO = "undo"


CHANGING_NOTHING = frozenset({Action.PATIENT_REVEAL, Action.STORE_BACKUP})
"""What is noted and leaves the register as it is."""

UNDOABLE = frozenset(
    {
        Action.PATIENT_ADD,
        Action.PATIENT_IMPORT,
        Action.PATIENT_RECOVER,
        Action.PATIENT_EDIT,
        Action.PATIENT_BLOCK,
        Action.PATIENT_UNBLOCK,
        Action.PATIENT_DECEASED,
        Action.PATIENT_ARCHIVE,
        Action.PATIENT_UNARCHIVE,
        Action.PATIENT_TAG,
        Action.PATIENT_UNTAG,
        Action.PATIENT_PREFS,
        Action.PATIENT_IDENTITY,
        Action.VITALE_READ,
        Action.RIGHTS_REFRESH,
        Action.TAG_ADD,
        Action.TAG_CHANGE,
        Action.TAG_DELETE,
        Action.UNDO,
    }
)
"""What can be taken back, and done again."""
