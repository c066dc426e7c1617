"""What each role is granted in Postgres, so that the database refuses what the program would.

On SQLite there is nothing of the kind: whoever may write the file may write all of it.
"""

from __future__ import annotations

_ONE_RECORDS = (
    "phone",
    "extra_number",
    "tag",
    "patient_tag",
    "word",
    "vocabulary",
    "rights_period",
    "contact",
    "contact_phone",
    "relation",
    "allergy",
    "no_known_allergy",
    "section_keyword",
    "practitioner",
    "appointment",
)
_MASKED = ("patient", "ins_history", "event", "former_patient")
"""A NIR stands in them: a reader has views of the same names, in the schema `semble`."""

MEDICAL = (
    "consultation",
    "section",
    "treatment",
    "document",
    "document_content",
    "document_chunk",
    "letter",
)
"""The tables that nobody below clinician reads."""

_TOLD = ("medical_content",)
"""What the journal tells of medical contents: clinicians read it, functions write it."""

_OWN = ("draft",)
"""Nobody is granted them: functions give and take what is the caller's own."""

_LEDGER = ("invoice", "invoice_line", "invoice_payment")
"""Everybody reads them, and who edits patients adds to them: nobody changes or removes a row."""

_SHARES = ("share", "share_document", "share_recipient", "share_outcome")
"""Clinicians read them and add to them; an admin removes what was shared of patients whom nothing
in the register knows any more."""

_COUNTERS = ("invoice_series",)

_SETTINGS = ("practice_setting",)
"""Everybody reads them, and admins write them."""

_OFFICE = ("alembic_version", "store_info", "app_user", *_SETTINGS)
_WRITE = "SELECT, INSERT, UPDATE, DELETE"

TABLES = _ONE_RECORDS + _MASKED + MEDICAL + _TOLD + _OWN + _LEDGER + _SHARES + _COUNTERS + _OFFICE
"""Every table; a test compares them with the migrations."""

FUNCTIONS = {
    "read": (
        "take_write_lock()",
        "append_event(timestamptz, text, integer, integer, integer, text)",
        "remove_old_drafts(timestamptz)",
        "wrong_drafts()",
        "attached(integer, integer)",
        "invoice_page(integer)",
    ),
    "reader": (
        "revealed()",
        "masked(text)",
        "masked_json(text)",
        "masked_value(json, boolean)",
        "event_digest(integer)",
        "with_nir(text)",
        "with_matricule(text)",
    ),
    "edit_patients": (
        "has_note(integer)",
        "keep_draft(integer, timestamptz, text)",
        "drafts()",
        "remove_draft(integer)",
        "erase_unused_contents()",
        "keep_page(bytea)",
        "add_page_to_documents(integer, text, text, timestamptz)",
    ),
    "edit_care": ("keep_medical(integer, text, text)",),
    "delete": ("erase_events(integer)", "erase_told_of_document(integer)"),
    "administer": (
        "set_user(text, text, timestamptz, boolean, boolean)",
        "remove_user(text)",
        "remove_wrong_drafts()",
    ),
}
"""The functions of the schema `semble` that each permission lets call; `reader` is the role."""


def _tables(*names: str) -> str:
    return "TABLE " + ", ".join(f"public.{name}" for name in names)


def _functions(permission: str) -> tuple[str, str]:
    signatures = (f"semble.{signature}" for signature in FUNCTIONS[permission])
    return ("EXECUTE", "FUNCTION " + ", ".join(signatures))


GRANTS: dict[str, tuple[tuple[str, str], ...]] = {
    "read": (
        ("USAGE", "SCHEMA semble"),
        ("SELECT", _tables(*_ONE_RECORDS, *_LEDGER, *_COUNTERS, *_OFFICE)),
        _functions("read"),
    ),
    "reader": (
        ("SELECT", "TABLE " + ", ".join(f"semble.{name}" for name in _MASKED)),
        _functions("reader"),
    ),
    "edit_patients": (
        ("SELECT", _tables(*_MASKED)),
        (_WRITE, _tables(*_ONE_RECORDS, "ins_history")),
        ("INSERT, UPDATE", _tables("patient", *_COUNTERS)),
        ("INSERT", _tables(*_LEDGER)),
        ("USAGE", "ALL SEQUENCES IN SCHEMA public"),
        _functions("edit_patients"),
    ),
    "edit_care": (
        (_WRITE, _tables(*MEDICAL)),
        ("SELECT", _tables(*_TOLD)),
        ("SELECT, INSERT", _tables(*_SHARES)),
        _functions("edit_care"),
    ),
    "delete": (
        ("DELETE", _tables("patient")),
        ("INSERT", _tables("former_patient")),
        _functions("delete"),
    ),
    "recover": (
        ("DELETE", _tables("former_patient")),
        ("UPDATE", "SEQUENCE public.patient_id_seq"),  # ids that are back are not given again
    ),
    "administer": (
        ("INSERT, UPDATE, DELETE", _tables(*_SETTINGS)),
        ("DELETE", _tables(*_SHARES)),
        _functions("administer"),
    ),
}
"""For each permission (`services.access.Permission`), the privileges and on what; `reader` is what
the role alone has, in place of `edit_patients`."""
