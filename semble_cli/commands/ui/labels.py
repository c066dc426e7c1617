"""What people call the words of fixed lists: statuses, events, kinds of phones, fields."""

from __future__ import annotations

from semble_cli.commands.ui.language import tr
from semble_cli.errors import field_id
from semble_cli.identity.status import STATUS_NAMES, IdentitySource, IdentityStatus
from semble_cli.patient.actions import Action
from semble_cli.patient.record import FIELDS, ArchiveReason, PhoneType, PrivacyPolicy

ACTIONS = {
    Action.STORE_INIT: "register created",
    Action.STORE_BACKUP: "register backed up",
    Action.CONFIG_SET: "setting changed",
    Action.KEY_SET: "register encrypted",
    Action.KEY_CHANGE: "key changed",
    Action.KEY_REMOVE: "key removed",
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
    Action.IDENTITY_FEED: "brought by an identity feed",
    Action.FEED_MESSAGE: "message of an identity feed read",
    Action.LEDGER_PURGE: "former patients erased",
    Action.PATIENT_REVEAL: "NIR shown",
    Action.PATIENT_OPEN: "record opened",
    Action.PATIENT_SEARCH: "searched",
    Action.PATIENT_EXPORT: "patients listed or exported",
    Action.CONTACT_EXPORT: "contacts exported",
    Action.DOCUMENT_GET: "document taken out",
    Action.TAG_ADD: "tag added",
    Action.TAG_CHANGE: "tag changed",
    Action.TAG_DELETE: "tag deleted",
    Action.CONTACT_ADD: "contact added",
    Action.CONTACT_EDIT: "contact edited",
    Action.CONTACT_DELETE: "contact deleted",
    Action.CONTACT_MERGE: "contacts merged",
    Action.RELATION_ADD: "relation noted",
    Action.RELATION_EDIT: "relation edited",
    Action.RELATION_REMOVE: "relation removed",
    Action.ALLERGY_ADD: "allergy noted",
    Action.ALLERGY_EDIT: "allergy edited",
    Action.ALLERGY_REMOVE: "allergy removed",
    Action.ALLERGY_NONE: "no known allergy, noted or taken back",
    Action.CONSULTATION_ADD: "consultation noted",
    Action.CONSULTATION_EDIT: "consultation edited",
    Action.CONSULTATION_DELETE: "consultation deleted",
    Action.KEYWORD_ADD: "keyword added",
    Action.KEYWORD_DELETE: "keyword deleted",
    Action.TREATMENT_ADD: "treatment noted",
    Action.TREATMENT_EDIT: "treatment edited",
    Action.TREATMENT_STOP: "treatment stopped",
    Action.TREATMENT_DELETE: "treatment deleted",
    Action.DOCUMENT_ADD: "document added",
    Action.DOCUMENT_EDIT: "document edited",
    Action.DOCUMENT_MOVE: "document moved",
    Action.DOCUMENT_DELETE: "document deleted",
    Action.DOCUMENT_ERASE: "document erased for good",
    Action.PRACTITIONER_ADD: "practitioner added",
    Action.PRACTITIONER_EDIT: "practitioner edited",
    Action.APPOINTMENT_ADD: "appointment made",
    Action.APPOINTMENT_MOVE: "appointment moved",
    Action.APPOINTMENT_CANCEL: "appointment cancelled",
    Action.INVOICE_CREATE: "invoice issued",
    Action.INVOICE_CREDIT: "credit note issued",
    Action.INVOICE_PAY: "payment noted",
    Action.INVOICE_REVERSE: "payment taken back",
    Action.INVOICE_EXPORT: "invoices taken out",
    Action.DOCUMENT_SHARE: "documents shared",
    Action.SHARE_OUTCOME: "outcome of a share noted",
    Action.PATIENT_REPORT_EVENT: "adverse event reported",
    Action.UNDO: "taken back",
}

RECORDS = (
    "documents",
    "consultations",
    "treatments",
    "allergies",
    "no_known_allergies",
    "appointments",
    "letters",
    "invoices",
    "shares",
    "relations",
)
"""The kinds of records that may hang on a patient."""

COUNTS = {
    "documents": "{count} document(s)",
    "consultations": "{count} consultation(s)",
    "treatments": "{count} treatment(s)",
    "allergies": "{count} allergy record(s)",
    "no_known_allergies": "{count} note(s) that no allergy is known",
    "appointments": "{count} appointment(s)",
    "letters": "{count} letter(s)",
    "invoices": "{count} invoice(s)",
    "shares": "{count} share(s)",
    "relations": "{count} relation(s)",
}
"""How many records of each kind hang on a patient, for a sentence."""

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
    *("directory", "exported", "made_now", "taken_away", "damaged", "without_pages"),
    *("still_changing", "format", "made_at", "is_encrypted", "files", "extra", "duplicate"),
    *("unsafe_names", "changed", "missing"),
    "lost",
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
    "birth_places_in_doubt",
    "dropped_cells",
    "taken_by_dropping",
    "column",
    "needed",
    "takes",
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
    "substance",
    "severity",
    "certainty",
    "reaction",
    "noted_on",
    "noted_by",
    "noted_at",
    "comment",
    "consultation_id",
    "held_at",
    "author",
    "sections",
    "keyword",
    "patient_id",
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
    "records",
    "hidden",
    "opened",
    "document_title",
    "size",
    *("patient", "patients", "patient_id", "contact", "contact_id", "other_patient_id", "label"),
    *("type", "since", "until", "is_payer", "policy_number", "authorization_code", "notes"),
    *("derived", "deleted", "phone", "company_name", "rpps", "finess", "siren", "siret", "mssante"),
    *("gone_kind", "gone_id", "gone_name", "starts_on", "ends_on"),
    "backed_up_at",
    "head",
    "store",
    "file",
    "sha256",
    "removed",
    "missing",
    *("setting", "value", "origin", "home", "place", "below"),
    *("step", "due_on", "last_act", "last_act_on", "kept_until"),
    "encrypted",
    *("replica", "replica_as_of", "replica_follows"),
    "overwritten",
    "copies_in_clear",
    *("accepts", "reasons", "info", "location", "printer"),
    *("seq", "undoes", "changed", "details", "login", "list", "form", "whole", "by", "document"),
    *("intact", "noted", "breaks", "number", "words", "report", "retention"),
    *("invoice", "amount", "issued_on", "issued_at", "issued_by", "buyer_kind", "buyer_id"),
    *("buyer", "buyer_address", "buyer_siren", "total_cents", "net_cents", "vat_cents"),
    *("paid_cents", "due_cents", "credits", "credited_by", "seller", "exemption", "lines"),
    *("payments", "payment", "means", "paid_on", "line", "day", "vat", "total"),
    *("period", "invoices", "credit_notes", "invoiced", "credited", "net", "received"),
    *("card", "cash", "transfer", "cheque", "third_party", "amount_cents", "reverses"),
    *("share", "shared_at", "shared_by", "what", "recipient", "relation_id", "way", "sealing"),
    *("outcome_at", "override", "resends"),
    *("labels", "current_treatments", "whole_record", "summary", "rights_periods"),
)
"""Columns of tables that are no field of a patient."""


SEARCHED = ("last_name", "first_name")
"""What a search is asked for that is no field of a patient."""


def status_name(code: str) -> str:
    return tr(STATUS_NAMES[IdentityStatus(code)])


def keyword_name(keyword: str) -> str:
    """What people call the keyword of a section: one of the practice's own as it is."""
    from semble_cli.patient.around.consultation import Keyword
    from semble_cli.patient.choices.of_records import KEYWORDS

    if keyword in {*Keyword}:
        return tr(KEYWORDS.name(Keyword(keyword))).capitalize()
    return keyword


def action_name(code: str) -> str:
    return tr(ACTIONS[Action(code)])


def _of_records() -> set[str]:
    """The kinds of records around patients, and the names of their fields."""
    from semble_cli.patient.around.kinds import KINDS

    tuples = [kind.make for kind in KINDS.values()]
    tuples += [inner.make for kind in KINDS.values() for inner in kind.lists.values()]
    return {*KINDS, *(name for each in tuples for name in each._fields)}


def fixed_words() -> set[str]:
    """Every message that is looked up by a word of the data."""
    # For the catalogue alone: whoever wants one name should not wait for these.
    from semble_cli.commands.ui.tables import STATES
    from semble_cli.identity.places import PlaceKind
    from semble_cli.patient.around.allergy_reading import PARTS
    from semble_cli.patient.around.note_text import HEADING
    from semble_cli.patient.around.stored_document import StoredDocument
    from semble_cli.patient.choices.words import LISTS
    from semble_cli.patient.document import MORE_AROUND, PAST_APPOINTMENTS
    from semble_cli.patient.insurance import RightsState
    from semble_cli.patient.sharing.delivery import Outcome
    from semble_cli.patient.sharing.ways import RecipientKind, Sealing, ShareKind, Way
    from semble_cli.services.insurance.refresh import RefreshOutcome
    from semble_cli.services.patients.recover import RecoveryResult
    from semble_cli.services.patients.show import DOCUMENT_KEYS

    kinds = (
        *(*Outcome, *ShareKind, *Sealing, *Way, *RecipientKind),
        *(*PhoneType, *IdentitySource, *PrivacyPolicy, *ArchiveReason),
        *(*RightsState, *RefreshOutcome),
    )
    return {
        *ACTIONS.values(),
        *map(field_id, RECORDS),
        *map(field_id, _of_records()),
        *COUNTS.values(),
        *(field_id(field) for field in StoredDocument._fields),
        *(kind.name.lower() for kind in PlaceKind),
        *(field_id(result.value) for result in RecoveryResult),
        *(field_id(kind.value) for kind in kinds),
        *(
            field_id(field)
            for field in (
                *(*FIELDS, *DOCUMENT_KEYS, *MORE_AROUND, PAST_APPOINTMENTS),
                *(*COLUMNS, *SEARCHED),
            )
        ),
        *STATES.values(),
        *(label for choices in (*LISTS, PARTS, HEADING) for label in choices.labels),
    }
