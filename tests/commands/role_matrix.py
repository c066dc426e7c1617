"""Who may run each command, in each of the ways it is used."""

from __future__ import annotations

from semble_cli.services.access import Permission, Right, Role
from tests.clock import day_to_come

READ, EDIT, ADMINISTER = Permission.READ, Permission.EDIT_PATIENTS, Permission.ADMINISTER
DELETE, RECOVER = Permission.DELETE, Permission.RECOVER
CARE = Permission.EDIT_CARE
MONDAY, TUESDAY = day_to_come(0), day_to_come(1)

BOTH = frozenset(Right)
USERS: dict[str, tuple[Role, frozenset[Right]] | None] = {
    "a stranger": None,
    "a reader": (Role.READER, frozenset()),
    "a secretary": (Role.SECRETARY, frozenset()),
    "a secretary who may delete": (Role.SECRETARY, frozenset({Right.DELETE})),
    "a secretary who may recover": (Role.SECRETARY, frozenset({Right.RECOVER})),
    "a secretary who may both": (Role.SECRETARY, BOTH),
    "a clinician": (Role.CLINICIAN, frozenset()),
    "a clinician who may delete": (Role.CLINICIAN, frozenset({Right.DELETE})),
    "a clinician who may recover": (Role.CLINICIAN, frozenset({Right.RECOVER})),
    "a clinician who may both": (Role.CLINICIAN, BOTH),
    "an admin": (Role.ADMIN, frozenset()),
}
"""Every kind of user, by the login; each comes after those who may less."""

STRANGERS = {"a stranger"}
NOT_READERS = {*USERS} - STRANGERS - {"a reader"}
ALLOWED = {
    READ: {*USERS} - STRANGERS,
    EDIT: NOT_READERS,
    CARE: {name for name in NOT_READERS if "secretary" not in name},
    DELETE: {name for name in NOT_READERS if name.endswith(("delete", "both", "admin"))},
    RECOVER: {name for name in NOT_READERS if name.endswith(("recover", "both", "admin"))},
    ADMINISTER: {"an admin"},
}

TRAITS = (
    *("--birth-name", "ADRUN", "--first-name", "ZOE", "--given-names", "ZOE"),
    *("--birth-date", "1975-12-31", "--sex", "F", "--birth-place", "63220"),
)
NIR = "279035121518989"

_SHARED = (
    *("--to", "inconnu@example.org", "--yes", "--override", "essai"),
    *("--eml", "{new}", "--passphrase-file", "{secret}"),
)

MATRIX: dict[str, list[tuple[Permission, tuple[str, ...]]]] = {
    "patient add": [(EDIT, (*TRAITS, "--on-duplicate", "create"))],
    "patient show": [
        (READ, ("1",)),
        (READ, ("1", "--reveal")),
        (READ, ("1", "--whole")),
        *((READ, ("1", "-f", form)) for form in ("yaml", "fhir", "ips", "hl7", "semble", "vcard")),
        (READ, ("1", "-f", "fhir", "--reveal")),
    ],
    "patient search": [
        (READ, ("pat-trois",)),
        (READ, ("--ins", NIR)),
        (READ, ("adrun", "--include", "former")),
    ],
    "patient list": [(READ, ()), (READ, ("--whole", "--reveal")), (READ, ("-f", "ips"))],
    "patient edit": [(EDIT, ("1", "--city", "Lyon"))],
    "patient delete": [(DELETE, ("1", "--confirm", "PAT-TROIS DOMINIQUE"))],
    "patient block": [(EDIT, ("1", "--reason", "impayés"))],
    "patient unblock": [(EDIT, ("1",))],
    "patient deceased": [(EDIT, ("1", "--on", "2026-01-02"))],
    "patient archive": [(EDIT, ("1", "--reason", "moved_away"))],
    "patient unarchive": [(EDIT, ("1",))],
    "patient tag": [(EDIT, ("1", "ALD"))],
    "patient untag": [(EDIT, ("1", "ALD"))],
    "patient prefs": [(EDIT, ("1", "--sms"))],
    "patient identity": [(READ, ("1",)), (EDIT, ("1", "--document", "CN"))],
    "patient history": [(READ, ("1",))],
    "patient export": [(CARE, ("1", "-o", "{new}"))],
    "patient share": [(CARE, ("1", "--export", *_SHARED))],
    "export all": [(ADMINISTER, ("-o", "{new}"))],
    "patient print label": [(READ, ("1", "-o", "{new}"))],
    "patient print summary": [
        (READ, ("1", "-o", "{new}")),
        (READ, ("1", "--whole", "-o", "{new}")),
    ],
    "patient print treatments": [(CARE, ("1", "-o", "{new}"))],
    "patient print list": [(READ, ("1", "-o", "{new}"))],
    "patient relate": [
        (EDIT, ("1", "--type", "school", "--contact", "1")),
        (EDIT, ("1", "--type", "school", "--new", "École")),
    ],
    "patient relations": [(READ, ("1",))],
    "patient relation edit": [(EDIT, ("1", "1", "--payer"))],
    "patient unrelate": [(EDIT, ("1", "1"))],
    "practitioner add": [(EDIT, ("--name", "Dr Max MARTIN"))],
    "practitioner list": [(READ, ())],
    "practitioner edit": [(EDIT, ("1", "--name", "Dr Alix ROUSSEL-ESSAI"))],
    "appointment add": [
        (EDIT, ("1", "--start", f"{MONDAY}T10:00", "--minutes", "20")),
        (EDIT, ("1", "--start", f"{MONDAY}T09:00", "--minutes", "20", "--overbook")),
    ],
    "appointment list": [(READ, ()), (READ, ("--week", str(MONDAY)))],
    "appointment move": [(EDIT, ("1", "--start", f"{TUESDAY}T09:00"))],
    "appointment cancel": [(EDIT, ("1",))],
    "appointment free": [(READ, ("--minutes", "20"))],
    "appointment calendar": [(READ, ()), (READ, ("--with-names",))],
    "invoice create": [
        (EDIT, ("1", "--line", "Consultation=26,50")),
        (EDIT, ("1", "--line", "Consultation=26,50", "--payer", "MUTUELLE")),
    ],
    "invoice list": [(READ, ()), (READ, ("--takings", "2026-11-23"))],
    "invoice show": [(READ, ("F0001",))],
    "invoice get": [(READ, ("F0001", "-o", "{new}"))],
    "invoice pay": [(EDIT, ("F0001", "--amount", "1", "--by", "cash"))],
    "invoice credit": [(EDIT, ("F0001", "--reason", "doublon"))],
    "invoice totals": [(READ, ())],
    "letter write": [
        (CARE, ("1", "--template", "attestation_presence")),
        (CARE, ("--search", "pat-trois", "--template", "attestation_presence", "-o", "{new}")),
    ],
    "letter templates": [(READ, ()), (READ, ("ecole",))],
    "letter keep": [(ADMINISTER, ("bref", "{file}"))],
    "contact add": [(EDIT, ("--kind", "person", "--name", "DURAND"))],
    "contact search": [(READ, ("martin",))],
    "contact show": [(READ, ("1",))],
    "contact edit": [(EDIT, ("1", "--city", "Lyon"))],
    "contact delete": [(EDIT, ("1",))],
    "contact merge": [(EDIT, ("1", "2"))],
    "contact export": [(READ, ()), (READ, ("--patient", "1"))],
    "contact import": [(EDIT, ("{cards}",))],
    "patient report": [(READ, ())],
    "patient allergy list": [(READ, ("1",))],
    "patient allergy add": [
        (EDIT, ("1", "--substance", "Latex")),
        (CARE, ("1", "--substance", "Œuf", "--reaction", "urticaire")),
        (CARE, ("1", "--substance", "Œuf", "--certainty", "confirmed")),
    ],
    "patient allergy none": [(EDIT, ("3",))],
    "patient allergy edit": [
        (CARE, ("1", "1", "--severity", "mild")),
        (EDIT, ("1", "poils", "--severity", "mild")),
        (CARE, ("1", "poils", "--certainty", "refuted")),
    ],
    "patient allergy confirm": [(CARE, ("1", "1")), (CARE, ("1", "poils"))],
    "patient allergy remove": [(CARE, ("1", "1")), (EDIT, ("1", "poils"))],
    "consultation add": [(CARE, ("1", "--section", "Motif=Toux"))],
    "consultation list": [(CARE, ("1",))],
    "consultation show": [(CARE, ("1",))],
    "consultation edit": [(CARE, ("2", "--section", "Conclusion=ok"))],
    "consultation delete": [(CARE, ("2",))],
    "consultation keyword list": [(READ, ())],
    "consultation keyword add": [(EDIT, ("Vaccins",))],
    "consultation keyword delete": [(EDIT, ("Examen",))],
    "patient report-event": [(EDIT, ("1",))],
    "treatment add": [(CARE, ("1", "--drug", "Essai"))],
    "treatment list": [(CARE, ("1",))],
    "treatment edit": [(CARE, ("1", "--dose", "2"))],
    "treatment stop": [(CARE, ("1", "--reason", "end"))],
    "treatment delete": [(CARE, ("1",))],
    "patient recover": [
        (RECOVER, ("2", "--on-duplicate", "create")),
        (RECOVER, ("2", "--dry-run", "--on-duplicate", "create")),
        (RECOVER, ("--from-report", "{report}", "--all", "--on-duplicate", "create")),
    ],
    "patient import": [(EDIT, ("{file}",)), (EDIT, ("{file}", "--dry-run"))],
    "document add": [(CARE, ("1", "{file}"))],
    "document list": [(CARE, ("1",))],
    "document show": [(CARE, ("1",))],
    "document get": [(CARE, ("1", "-o", "-"))],
    "document print": [(CARE, ("1", "--printer", "none"))],
    "document share": [
        (CARE, ("1", *_SHARED)),
        (CARE, ("--resend", "1", *_SHARED)),
    ],
    "document shares": [(CARE, ("1",))],
    "document edit": [(CARE, ("1", "--kind", "letter"))],
    "document move": [(CARE, ("1", "3"))],
    "document delete": [
        (CARE, ("1",)),
        (ADMINISTER, ("1", "--for-good", "--reason", "doublon")),
    ],
    "tag list": [(READ, ())],
    "tag add": [(EDIT, ("Diabète",))],
    "tag rename": [(EDIT, ("ALD", "Affection"))],
    "tag delete": [(EDIT, ("Rare",))],
    "undo": [
        (READ, ("--list",)),
        (EDIT, ("{tag}",)),
        (DELETE, ("{creation}",)),
        (DELETE, ("{recovery}",)),
        (DELETE, ("{import}",)),
        (RECOVER, ("{undoing}",)),
        (ADMINISTER, ("{setting}",)),
    ],
    "redo": [(EDIT, ())],
    "store status": [(READ, ())],
    "store check": [(READ, ())],
    "store upgrade": [(ADMINISTER, ())],
    "store purge-former": [(ADMINISTER, ("--older-than", "100y", "--confirm", "0"))],
    "user list": [(READ, ())],
    "user add": [(ADMINISTER, ("zoe", "--role", "reader"))],
    "user role": [
        (ADMINISTER, ("a reader", "--role", "secretary")),
        (ADMINISTER, ("a secretary", "--may", "delete", "--may", "recover")),
        (ADMINISTER, ("a secretary who may both", "--may-not", "delete")),
    ],
    "user remove": [(ADMINISTER, ("a reader",))],
    "config get": [(READ, ("labels.template",))],
    "config set": [(ADMINISTER, ("labels.size", "62x100"))],
    "config unset": [(ADMINISTER, ("labels.template",))],
    "audit log": [(READ, ()), (READ, ("--patient", "1")), (ADMINISTER, ("--user", "zoe"))],
    "audit verify": [(READ, ())],
    "retention due": [(CARE, ())],
    "adri refresh": [(EDIT, ("1",))],
    "identity feed": [(EDIT, ("{feed}",))],
    "demo": [(EDIT, ("--load", "--patients", "3"))],
}
"""What each command needs, in each of the ways it is used."""

NO_REGISTER = (
    *("init", "place", "help"),  # a store made, a table of ours, texts of ours
    "letter fields",  # a table of ours
    "export verify",  # a file, and no register
    "config list",  # one's own; what the practice's is to whom: see tests/commands/config/
    "store restore",  # a store made; its own users are in it
    *("store key set", "store key change", "store key remove"),  # of a file, see tests/services/
    "store backup",  # on Postgres for the owner of the tables: see tests/commands/store/
    *("vitale status", "vitale simulator", "adri status", "adri test"),
    *("vitale read", "vitale watch"),  # see the test with a card
)
"""The commands that no role is needed for, or that need a card."""

NOTHING_TO_DO = {"redo": 3, "document print": 8, "adri refresh": 2, "store purge-former": 1}
"""The commands that have nothing to do here, or nobody to ask, with their exit codes."""
