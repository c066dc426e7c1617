"""What people call the words of fixed lists: statuses, events, kinds of phones, fields."""

from __future__ import annotations

from semble_cli.commands.ui.language import tr
from semble_cli.errors import field_id
from semble_cli.identity.places import PlaceKind
from semble_cli.identity.status import STATUS_NAMES, IdentitySource, IdentityStatus
from semble_cli.patient.actions import Action
from semble_cli.patient.choices import words
from semble_cli.patient.insurance import RightsState
from semble_cli.patient.record import FIELDS, ArchiveReason, PhoneType, PrivacyPolicy

ACTIONS = {
    Action.STORE_INIT: "register created",
    Action.STORE_BACKUP: "register backed up",
    Action.USER_ROLE: "role given",
    Action.USER_REMOVE: "user removed",
    Action.PATIENT_ADD: "created",
    Action.PATIENT_IMPORT: "imported",
    Action.PATIENT_EDIT: "edited",
    Action.PATIENT_BLOCK: "blocked",
    Action.PATIENT_UNBLOCK: "unblocked",
    Action.PATIENT_DECEASED: "death noted or taken back",
    Action.PATIENT_ARCHIVE: "archived",
    Action.PATIENT_UNARCHIVE: "unarchived",
    Action.PATIENT_TAG: "tagged",
    Action.PATIENT_UNTAG: "untagged",
    Action.PATIENT_PREFS: "preferences changed",
    Action.PATIENT_DELETE: "deleted",
    Action.PATIENT_RECOVER: "recovered",
    Action.PATIENT_IDENTITY: "identity checked",
    Action.VITALE_READ: "read from a carte Vitale",
    Action.RIGHTS_REFRESH: "rights asked for",
    Action.LEDGER_PURGE: "former patients erased",
    Action.PATIENT_REVEAL: "NIR shown",
    Action.TAG_ADD: "tag added",
    Action.TAG_CHANGE: "tag changed",
    Action.TAG_DELETE: "tag deleted",
    Action.UNDO: "taken back",
}

RECORDS = (
    "documents",
    "consultations",
    "treatments",
    "appointments",
    "letters",
    "invoices",
    "relations",
)
"""The kinds of records that may hang on a patient."""

COLUMNS = (
    "login",
    "role",
    "may_delete",
    "may_recover",
    "added_at",
    "name",
    "color",
    "patients",
    "address",
    "state",
    "revision",
    "former_patients",
    "users",
    "events",
    "journal_head",
    "batch",
    "read",
    "created",
    "updated",
    "skipped",
    "rejected",
    "warned",
    "first_id",
    "last_id",
    "match",
    "near",
    "at",
    "actor",
    "action",
    "changes",
    "undone_by",
    "result",
    "line",
    "likely",
    "problems",
    "deleted_at",
    "deleted_by",
    "reason",
    "code",
    "kind",
    "area",
    "valid_from",
    "valid_until",
    "today",
    "today_name",
    "service",
    "answered",
    "told",
    "outcome",
    "rights_state",
    "problem",
    "record",
    "search_keys",
    "backed_up_at",
    "head",
    "store",
    "file",
    "sha256",
    "removed",
    "missing",
)
"""Columns of tables that are no field of a patient."""


SEARCHED = ("last_name", "first_name")
"""What a search is asked for that is no field of a patient."""


STATES = {
    "present": "present",
    "former": "former patient",
    "archived": "archived",
    "merged": "merged",
    "current": "up to date",
    "outdated": "older than this program",
    "too_new": "newer than this program",
}
"""What people call the state of a patient in a report, and that of a register."""


def status_name(code: str) -> str:
    return tr(STATUS_NAMES[IdentityStatus(code)])


def action_name(code: str) -> str:
    return tr(ACTIONS[Action(code)])


def fixed_words() -> set[str]:
    """Every message that is looked up by a word of the data."""
    # For the catalogue alone: whoever wants one name should not wait for these.
    from semble_cli.services.insurance.refresh import RefreshOutcome
    from semble_cli.services.patients.recover import RecoveryResult
    from semble_cli.services.patients.show import DOCUMENT_KEYS

    kinds = (
        *(*PhoneType, *IdentitySource, *PrivacyPolicy, *ArchiveReason),
        *(*RightsState, *RefreshOutcome),
    )
    return {
        *ACTIONS.values(),
        *RECORDS,
        *(kind.name.lower() for kind in PlaceKind),
        *(field_id(result.value) for result in RecoveryResult),
        *(field_id(kind.value) for kind in kinds),
        *(field_id(field) for field in (*FIELDS, *DOCUMENT_KEYS, *COLUMNS, *SEARCHED)),
        *STATES.values(),
        *(label for choices in words.LISTS for label in choices.labels),
    }
