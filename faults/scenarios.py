"""What each writing command is run with, in a practice: one that is not here fails a test."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from faults.practice import (
    ARCHIVED,
    BLOCKED,
    CORSE_ID,
    DELETED,
    DOCUMENT,
    EDITED,
    NEW,
    OTHER,
    PRINTER,
    TAGS,
    TOUSSAINT_ID,
)
from semble_cli.commands import root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class Scenario(NamedTuple):
    """A writing command: its words, with `{shared}` and `{out}` for directories of files that are
    given and made, and the template that it works on.

    `in_steps` is one that writes several times: between two of them, a part is written for good;
    `notes_first` is one that notes first what leaves, in an archive that bears its time;
    `notes_last` is one that notes what leaves once it is kept, so that between the two all is kept;
    `opens` is one that opens a record beside what it writes, which is noted by itself;
    `sends` is one that notes what became of a message: cut short, that is what is known by then;
    `bears_time` is one that keeps documents whose bytes bear the time when they were made;
    `needs_card` is one for a card in a reader, `needs_printer` for a printer; `again` are more
    words for it when a part of it was done before; `in_file` is one for a register in a file
    alone.
    """

    words: tuple[str, ...]
    template: str = "practice"
    in_steps: bool = False
    notes_first: bool = False
    notes_last: bool = False
    opens: bool = False
    sends: bool = False
    bears_time: bool = False
    needs_card: bool = False
    needs_printer: bool = False
    again: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    in_file: bool = False

    def spelled(self, name: str, shared: Path, out: Path) -> list[str]:
        """The words for a copy, the command's own first."""
        places = {"shared": shared, "out": out, "tomorrow": date.today() + timedelta(days=1)}  # noqa: DTZ011 - the commands' day
        return [*name.split(), *(word.format_map(places) for word in self.words)]

    def environment(self, shared: Path) -> dict[str, str]:
        """The variables for it."""
        return {name: value.format(shared=shared) for name, value in self.variables}


WHO = str(EDITED)
UNASKED = str(BLOCKED)
TREATMENT = "1"
"""The treatment that somebody has."""

TRAITS = (
    *("--birth-name", "CORVA", "--first-name", "Max", "--sex", "M"),
    *("--birth-date", "02/03/1980", "--birth-place", "63220"),
)

_KEY = (("SEMBLE_KEY_FILE", "{shared}/key"),)

_SHARED = (
    *("--to", "inconnu@example.org", "--yes", "--override", "essai"),
    *("--passphrase-file", "{shared}/passphrase"),
)

SCENARIOS: dict[str, tuple[Scenario, ...]] = {
    "init": (Scenario((), "nothing"),),
    "demo": (
        Scenario(("--load", "--patients", "200"), "empty"),
        Scenario(("--patients", "200", "-o", "{out}/demo.csv")),
    ),
    "patient add": (Scenario((*TRAITS, "--phone", "mobile:0639980001", "--tag", TAGS[0])),),
    "patient show": (
        Scenario((WHO, "--reveal")),
        Scenario((WHO,)),
        Scenario((WHO, "-f", "fhir", "--reveal")),
        Scenario((WHO, "-f", "ips")),
    ),
    "patient history": (Scenario((WHO,)),),
    "patient relations": (Scenario((WHO,)),),
    "patient allergy list": (Scenario((WHO,)),),
    "consultation list": (Scenario((WHO,)),),
    "consultation show": (Scenario(("1",)),),
    "treatment list": (Scenario((WHO,)),),
    "document list": (Scenario((WHO,)),),
    "document show": (Scenario((str(DOCUMENT),)),),
    "retention due": (Scenario(()),),
    "patient list": (
        Scenario(("--whole", "--reveal", "-o", "{out}/list.csv")),
        Scenario(("-f", "hl7", "--reveal", "-o", "{out}/list.hl7")),
    ),
    "patient report": (Scenario(("-o", "{out}/report.csv")),),
    "patient edit": (
        Scenario((WHO, "--city", "Lyon"), "secret", variables=_KEY, in_file=True),
        Scenario((WHO, "--city", "Lyon", "--phone", "home:0199000002")),
        Scenario((WHO, "--editor"), opens=True, variables=(("EDITOR", "{shared}/editor.sh"),)),
    ),
    "patient delete": (Scenario((WHO, "--confirm", "ADRUN Zoé", "--reason", "saisi deux fois")),),
    "patient block": (Scenario((WHO, "--reason", "impayés")),),
    "patient unblock": (Scenario((str(BLOCKED),)),),
    "patient deceased": (Scenario((WHO, "--on", "2026-01-02")),),
    "patient archive": (Scenario((WHO, "--reason", "moved_away", "--tag", TAGS[1])),),
    "patient unarchive": (Scenario((str(ARCHIVED),)),),
    "patient tag": (
        Scenario((WHO, TAGS[1])),
        Scenario((WHO, TAGS[1], "Nouveau", "--create")),
    ),
    "patient untag": (Scenario((WHO, TAGS[0])),),
    "patient prefs": (Scenario((WHO, "--no-sms", "--dmp", "yes")),),
    "patient identity": (
        Scenario((WHO, "--document", "CN")),
        Scenario((WHO, "--insi", "--yes")),
    ),
    "patient recover": (
        Scenario((str(DELETED),)),
        Scenario(("--from-report", "{shared}/report.csv", "--all")),
    ),
    "patient relate": (
        Scenario((WHO, "--type", "school", "--new", "École Essai", "--payer")),
        Scenario((WHO, "--type", "family", "--patient", "1")),
    ),
    "patient relation edit": (Scenario((WHO, "2", "--until", "31/12/2026")),),
    "patient unrelate": (Scenario((WHO, "2")),),
    "practitioner add": (Scenario(("--name", "Dr Max MARTIN")),),
    "practitioner edit": (Scenario(("1", "--time-zone", "Indian/Reunion")),),
    "appointment add": (
        Scenario((WHO, "--start", "{tomorrow}T09:00", "--minutes", "20", "--reason", "Suivi")),
    ),
    "appointment move": (Scenario(("1", "--start", "{tomorrow}T11:00")),),
    "appointment cancel": (Scenario(("1",)),),
    "appointment calendar": (Scenario(("--with-names", "-o", "{out}/agenda.ics")),),
    "invoice create": (
        Scenario((WHO, "--line", "Consultation=26,50", "--line", "ECG=14.26")),
        Scenario((WHO, "--line", "Consultation=60", "--payer", "mutuelle")),
    ),
    "invoice pay": (Scenario(("F0001", "--amount", "20", "--by", "cheque")),),
    "invoice credit": (Scenario(("F0001", "--reason", "saisi deux fois")),),
    "invoice show": (Scenario(("F0001",)),),
    "invoice get": (Scenario(("F0001", "-o", "{out}/F0001.pdf")),),
    "invoice totals": (Scenario(("-f", "csv", "-o", "{out}/totals.csv")),),
    "letter write": (
        Scenario((WHO, "--template", "attestation_presence"), bears_time=True),
        Scenario(
            (WHO, "--template", "{shared}/letter.md", "-o", "{out}/letter.pdf"),
            notes_last=True,
            bears_time=True,
        ),
        Scenario(
            ("--tag", TAGS[0], "--template", "attestation_presence", "-o", "{out}/letters.pdf"),
            notes_last=True,
            bears_time=True,
        ),
        Scenario(
            (WHO, "--template", "attestation_presence", "--printer", PRINTER),
            notes_last=True,
            bears_time=True,
            needs_printer=True,
        ),
    ),
    "letter keep": (Scenario(("ecole", "{shared}/letter.md")),),
    "contact add": (Scenario(("--kind", "organisation", "--name", "Mutuelle Essai")),),
    "contact edit": (Scenario(("1", "--city", "Lyon", "--phone", "work:0199000001")),),
    "contact delete": (Scenario(("2",)),),
    "contact merge": (Scenario(("1", "2")),),
    "contact export": (Scenario(("-o", "{out}/contacts.vcf")),),
    "contact import": (Scenario(("{shared}/contacts.vcf",)),),
    "patient import": (
        Scenario(("{shared}/rows.csv", "--create-tags", "--rejects", "{out}/rejects.csv")),
        Scenario(("{shared}/many.csv", "--create-tags"), "empty"),
        Scenario(("{shared}/whole.ndjson", "--on-duplicate", "create"), "empty"),
        Scenario(("{shared}/rows.csv", "--create-tags"), "secret", variables=_KEY, in_file=True),
        Scenario(
            ("{shared}/many.csv", "--create-tags", "--commit-every", "50"),
            "empty",
            in_steps=True,
            again=("--resume",),
        ),
    ),
    "patient allergy add": (
        Scenario((WHO, "--substance", "Latex", "--reaction", "urticaire", "--on", "2026-01-02")),
    ),
    "patient allergy none": (Scenario((UNASKED, "--scope", "drug")),),
    "patient allergy edit": (Scenario((WHO, "1", "--severity", "mild")),),
    "patient allergy confirm": (Scenario((WHO, "1", "--comment", "vu")),),
    "patient allergy remove": (Scenario((WHO, "1")),),
    "consultation add": (
        Scenario((WHO, "--section", "Motif=Toux", "--section", "Allergie=Latex")),
        Scenario((WHO, "--editor"), variables=(("EDITOR", "{shared}/note.sh"),)),
    ),
    "consultation edit": (
        Scenario(("1", "--section", "Allergie=", "--section", "Conclusion=ok")),
        Scenario(("1", "--editor"), opens=True, variables=(("EDITOR", "{shared}/note.sh"),)),
    ),
    "consultation delete": (Scenario(("1",)),),
    "consultation keyword add": (Scenario(("Vaccins",)),),
    "consultation keyword delete": (Scenario(("Examen",)),),
    "patient report-event": (Scenario((WHO,)),),
    "patient export": (
        Scenario((WHO, "--everything"), notes_first=True),
        Scenario((WHO, "--reveal", "-o", "{out}/record.zip"), notes_first=True),
    ),
    "export all": (Scenario(("-o", "{out}/export"), in_steps=True),),
    "patient print label": (
        Scenario((WHO, "--copies", "3", "-o", "{out}/labels.pdf")),
        Scenario((WHO, "--printer", PRINTER), needs_printer=True),
    ),
    "patient print summary": (
        Scenario((WHO, "-o", "{out}/summary.pdf")),
        Scenario((WHO, "--printer", PRINTER), needs_printer=True),
    ),
    "patient print treatments": (Scenario((WHO, "-o", "{out}/treatments.pdf")),),
    "patient print list": (Scenario((WHO, "-o", "{out}/list.pdf")),),
    "treatment add": (Scenario((WHO, "--drug", "Essai 1 g", "--from", "2026-01-02")),),
    "treatment edit": (Scenario((TREATMENT, "--dose", "2")),),
    "treatment stop": (Scenario((TREATMENT, "--reason", "intolerance")),),
    "treatment delete": (Scenario((TREATMENT,)),),
    "document add": (Scenario((WHO, "{shared}/scan.pdf", "--kind", "letter")),),
    "document get": (Scenario((str(DOCUMENT), "-o", "{out}/letter.pdf")),),
    "document print": (Scenario((str(DOCUMENT), "--printer", PRINTER), needs_printer=True),),
    "document share": (
        Scenario((str(DOCUMENT), *_SHARED), in_steps=True, sends=True),
        Scenario(
            (str(DOCUMENT), *_SHARED, "--eml", "{out}/message.eml"), in_steps=True, sends=True
        ),
    ),
    "document shares": (Scenario((WHO,)),),
    "patient share": (Scenario((WHO, "--export", *_SHARED), in_steps=True, notes_first=True),),
    "document edit": (Scenario((str(DOCUMENT), "--title", "Compte rendu")),),
    "document move": (Scenario((str(DOCUMENT), str(CORSE_ID))),),
    "document delete": (
        Scenario((str(DOCUMENT),)),
        Scenario((str(DOCUMENT), "--for-good", "--reason", "saisi deux fois")),
    ),
    "tag add": (Scenario(("Nouveau", "--color", "#112233")),),
    "tag rename": (Scenario((TAGS[0], "Affection")),),
    "tag delete": (Scenario((TAGS[0],)),),
    "undo": (Scenario(()),),
    "redo": (Scenario(()),),
    "store upgrade": (Scenario((), "old"),),
    "store backup": (
        Scenario(("{out}/backup",)),
        Scenario(("{out}", "--keep", "1")),
        Scenario(("{out}/backup",), "secret", variables=_KEY, in_file=True),
    ),
    "store restore": (Scenario(("{shared}/backup", "--to", "{out}/again.db")),),
    "store purge-former": (Scenario(("--older-than", "{tomorrow}", "--confirm", "1")),),
    "config set": (
        Scenario(("labels.size", "62x100")),
        Scenario(
            ("document_limit", "20", "--mine"),
            variables=(("SEMBLE_CONFIG", "{shared}/config.toml"),),
        ),
    ),
    "config unset": (Scenario(("labels.size",)),),
    "store key set": (Scenario(("--new-key-file", "{shared}/key", "--yes"), in_file=True),),
    "store key change": (
        Scenario(
            ("--new-key-file", "{shared}/other.key", "--yes"),
            "secret",
            variables=_KEY,
            in_file=True,
        ),
    ),
    "store key remove": (Scenario(("--yes",), "secret", variables=_KEY, in_file=True),),
    "user add": (Scenario((NEW, "--role", "reader")),),
    "user role": (Scenario((OTHER, "--role", "clinician")),),
    "user remove": (Scenario((OTHER,)),),
    "adri refresh": (Scenario((str(CORSE_ID), str(TOUSSAINT_ID), "--pause", "0"), in_steps=True),),
    "vitale read": (
        Scenario(
            ("--wait", "5", "--yes", "--regime", "01", "--birth-rank", "1"),
            opens=True,
            needs_card=True,
        ),
        Scenario(("--from", "{shared}/card.json", "--yes", "--no-adri", "--no-insi"), opens=True),
    ),
    "identity feed": (
        Scenario(("{shared}/identity.hl7",)),
        Scenario(("{shared}/identities.hl7",), in_steps=True),
    ),
}

ON_A_KEY = {"vitale watch": "vitale read"}
"""The commands that write when a person presses a key, and as which other they do it."""

READING = {
    *("practitioner list", "appointment list", "appointment free", "invoice list"),
    *("consultation keyword list", "contact search", "contact show"),
    *("audit log", "audit verify", "config list", "config get"),
    *("patient search", "tag list", "user list", "place", "help"),
    *("letter templates", "letter fields"),
    *("store status", "store check", "export verify", "adri status", "adri test", "vitale status"),
    "vitale simulator",
}
"""The commands that write nothing, neither to a register nor to a file."""


def chosen_scenarios(only: Sequence[str]) -> dict[str, tuple[Scenario, ...]]:
    """The scenarios of the commands that begin with some words; all of them for no words.

    >>> list(chosen_scenarios(["tag", "patient un"]))
    ['tag add', 'tag rename', 'tag delete']
    """
    return {
        name: scenarios
        for name, scenarios in SCENARIOS.items()
        if not only or any(f"{name} ".startswith(f"{words} ") for words in only)
    }


def commands() -> Iterator[tuple[str, Any]]:
    """Every command of the program, by the words that call it."""
    yield from _below("", root.build())


def _below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    members = getattr(command, "members", ())
    if not members:
        yield name, command
    for member in members:
        yield from _below(f"{name} {member}".strip(), command.get_command(None, member))
