"""What each argument and option of text takes: the one table of it.

A parameter is told by its own words where it has a list of them, else by its metavar, or by name
where that says too little. What is told by none is refused, unless it stands among those that are
free text. `tools/command_tree.py` writes what follows from it where completion reads it.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from semble_cli.commands.root import MEMBERS
from semble_cli.commands.ui.completion.tree import KnownValue, ValueKind
from semble_cli.commands.ui.guide.topics import TOPICS
from semble_cli.commands.ui.labels import fixed_words
from semble_cli.commands.ui.words.typers import choices_of
from semble_cli.errors import field_id
from semble_cli.patient.around.consultation import Keyword
from semble_cli.patient.choices.of_patients import (
    DMP_VISIBLE_TO,
    DOCUMENTS,
    FLAGS,
    NEW_RECORD,
    PHONE_TYPES,
)
from semble_cli.patient.choices.of_records import RELATION_TYPES
from semble_cli.patient.record import PhoneType
from semble_cli.services.insurance.choices import DECIDED

if TYPE_CHECKING:
    from semble_cli.patient.choices.reader import Choices


def _explained(*words: str) -> tuple[tuple[str, str], ...]:
    """Fields, each with the message that names it; none where people have no other name for it."""
    known = fixed_words()
    return tuple((word, named if (named := field_id(word)) in known else "") for word in words)


def _choices(choices: Choices[Any]) -> tuple[tuple[str, str], ...]:
    """The values of a list, each with the message that names it."""
    return tuple((str(value), next(iter(choices.words(value)), "")) for value in choices.values)


_BY_METAVAR = {
    "PATIENT": KnownValue(ValueKind.PATIENT),
    "ID": KnownValue(ValueKind.PATIENT),
    "PATIENT|new": KnownValue(ValueKind.PATIENT, _choices(NEW_RECORD)),
    "CONTACT": KnownValue(ValueKind.CONTACT),
    "TYPE:CONTACT": KnownValue(
        ValueKind.BEGINNING, tuple((f"{kind.value}:", "") for kind in RELATION_TYPES.values)
    ),
    "TAG": KnownValue(ValueKind.TAG),
    "SETTING": KnownValue(ValueKind.SETTING),
    "FLAG": KnownValue(ValueKind.CHOICE, _choices(FLAGS)),
    "FIELD": KnownValue(ValueKind.CHOICE, _explained(*DECIDED)),
    "TYPE:NUMBER": KnownValue(ValueKind.BEGINNING, tuple((f"{word}:", "") for word in PhoneType)),
    "TYPE|NUMBER": KnownValue(ValueKind.CHOICE, _choices(PHONE_TYPES)),
    "KEYWORD=TEXT": KnownValue(
        ValueKind.BEGINNING, tuple((f"{word.value}=", "") for word in Keyword)
    ),
    "CODE|NAME": KnownValue(ValueKind.PLACE),
    "DOC": KnownValue(ValueKind.FREE),
    "SHARE": KnownValue(ValueKind.FREE),
    "BATCH": KnownValue(ValueKind.BATCH),
    "SECONDS": KnownValue(ValueKind.FREE),
    "FILE": KnownValue(ValueKind.FILE),
    "FILE|-": KnownValue(ValueKind.FILE),
    "FILE|DIR": KnownValue(ValueKind.FILE),
    "FILE|DIR|-": KnownValue(ValueKind.FILE),
    "FILE|-|URL": KnownValue(ValueKind.FILE),
    "ADDRESS": KnownValue(ValueKind.FILE),
    "PATH": KnownValue(ValueKind.DIRECTORY),
    "DIR": KnownValue(ValueKind.DIRECTORY),
    "patient,pro|none": KnownValue(ValueKind.LIST, _choices(DMP_VISIBLE_TO)),
}

_BY_NAME = {
    "semble --store": KnownValue(ValueKind.FILE),
    "semble patient archive patient": KnownValue(ValueKind.PRESENT),
    "semble patient unarchive patient": KnownValue(ValueKind.ARCHIVED),
    "semble patient delete patient": KnownValue(ValueKind.EXACT),
    "semble patient recover patients": KnownValue(ValueKind.FORMER),
    "semble patient recover --id": KnownValue(ValueKind.FREE),  # of the report, not of the register
    "semble patient identity --document": KnownValue(ValueKind.CHOICE, _choices(DOCUMENTS)),
    "semble tag add tag": KnownValue(ValueKind.FREE),
    "semble help words": KnownValue(
        ValueKind.CHOICE,
        (
            *((name, topic.title.text) for name, topic in TOPICS.items()),
            *((noun, "") for noun in MEMBERS),
        ),
    ),
    "semble audit log --user": KnownValue(ValueKind.LOGIN),
    "semble user role login": KnownValue(ValueKind.LOGIN),
    "semble user remove login": KnownValue(ValueKind.LOGIN),
    "semble config set value": KnownValue(ValueKind.SETTING_VALUE),
    "semble letter write --template": KnownValue(ValueKind.LETTER_TEMPLATE),
    "semble letter templates template": KnownValue(ValueKind.LETTER_TEMPLATE),
    "semble letter keep template": KnownValue(ValueKind.LETTER_TEMPLATE),
    "--language": KnownValue(ValueKind.LANGUAGE),
    "--size": KnownValue(ValueKind.LABEL_SIZE),
    "--template": KnownValue(ValueKind.LABEL_TEMPLATE),
    "--offset": KnownValue(ValueKind.LABEL_OFFSET),
    "--printer": KnownValue(ValueKind.PRINTER),
}
"""By the name of an option or an argument, alone or behind the command's."""

FIELD_LISTS = {
    "semble patient show": "semble_cli.services.patients.show:DOCUMENT_KEYS",
    "semble patient search": "semble_cli.patient.document:LIGHT_KEYS",
    "semble patient list": "semble_cli.patient.document:LIGHT_KEYS",
    "semble patient print label": "semble_cli.patient.labels.templates:LABEL_FIELDS",
    "semble patient history": "semble_cli.commands.patient.history:COLUMNS",
    "semble patient report": "semble_cli.services.patients.report:REPORT_KEYS",
    "semble patient allergy list": "semble_cli.commands.patient.allergy.listing:COLUMNS",
    "semble consultation list": "semble_cli.commands.consultation.reading:COLUMNS",
    "semble consultation show": "semble_cli.commands.consultation.reading:COLUMNS",
    "semble consultation keyword list": "semble_cli.commands.consultation.keyword:COLUMNS",
    "semble treatment list": "semble_cli.commands.treatment.listing:COLUMNS",
    "semble document list": "semble_cli.patient.around.document_description:SHOWN",
    "semble document show": "semble_cli.patient.around.document_description:SHOWN",
    "semble document shares": "semble_cli.services.sharing.listing:SHARE_KEYS",
    "semble appointment list": "semble_cli.services.agenda.finding:DOCUMENT_KEYS",
    "semble appointment free": "semble_cli.commands.appointment.free:COLUMNS",
    "semble letter templates": "semble_cli.services.letters.templates:TEMPLATE_KEYS",
    "semble letter fields": "semble_cli.commands.letter.templates:FIELD_KEYS",
    "semble invoice list": "semble_cli.services.invoices.finding:LISTED_KEYS",
    "semble invoice show": "semble_cli.services.invoices.finding:DOCUMENT_KEYS",
    "semble invoice totals": "semble_cli.services.invoices.reports:TOTALS_KEYS",
    "semble practitioner list": "semble_cli.patient.agenda.practitioner:PRACTITIONER_KEYS",
    "semble patient relations": "semble_cli.patient.around.relation:RELATION_KEYS",
    "semble contact search": "semble_cli.patient.around.contact:CONTACT_KEYS",
    "semble contact show": "semble_cli.commands.contact.finding:SHOWN_KEYS",
    "semble tag list": "semble_cli.commands.tag:COLUMNS",
    "semble audit log": "semble_cli.commands.audit.log:COLUMNS",
    "semble undo": "semble_cli.commands.undo:COLUMNS",
    "semble place": "semble_cli.commands.place:COLUMNS",
    "semble user list": "semble_cli.commands.user:COLUMNS",
    "semble config list": "semble_cli.commands.config.showing:COLUMNS",
    "semble retention due": "semble_cli.commands.retention:COLUMNS",
}
"""Where the fields of `--fields` are listed: those taken whatever else is given."""

FREE_TEXT = frozenset(
    (
        *("--birth-name", "--first-name", "--given-names", "--used-name", "--used-first-name"),
        *("--last-name", "--title", "--birth-date", "--nir", "--ins", "--regime", "--birth-rank"),
        *("--fund", "--fund-center", "--amc", "--amc-number", "--member-number", "--email"),
        *("--phone", "--address", "--postal-code", "--city", "--country", "--occupation"),
        *("--religion", "--comment", "--number", "--billing-name", "--billing-address"),
        *("--new-key-fd", "--to"),
        *("--payment-reference", "--membership", "--membership-since", "--confirm", "--reason"),
        *(
            "--drug",
            "--dose",
            "--route",
            "--frequency",
            "--from",
            "--until",
            "--prescriber",
            "--to",
        ),
        *("--on", "--encoding", "--delimiter", "--date-format", "--null", "--color", "--head"),
        *("--add-number", "--remove-number", "--replace-numbers"),
        *(
            "--name",
            "--company",
            "--mssante",
            "--rpps",
            "--finess",
            "--siren",
            "--siret",
            "--notes",
        ),
        *("--new", "--label", "--since", "--until", "--policy", "--authorisation", "relation"),
        *("--add-given-name", "--remove-given-name"),
        *("--substance", "--reaction", "allergy", "consultation", "keyword"),
        *("--scan", "--search", "--subject"),
        *("--older-than", "--reader", "--card", "words", "name", "login"),
        *("treatment", "appointment", "practitioner"),
        *("--start", "--minutes", "--practitioner", "--time-zone", "day"),
        "--override",
        *("invoice", "--line", "--payer", "--vat", "--amount", "--takings"),
    )
)
"""The options and arguments of text that nobody knows before it is typed, or that must not be
proposed: a NIR, and the name that confirms a deletion."""

_WORDS = re.compile(r"[a-z][a-z_-]*(?:\|[a-z][a-z_-]*)+")


class Undeclared(Exception):
    """A parameter of which nothing here tells what it takes."""


def value_of(command: str, parameter: Any) -> KnownValue:
    """What a parameter of typer's takes, *command* being the whole name of the command.

    Raises:
        Undeclared: nothing tells it.
    """
    several = parameter.nargs == -1 or bool(getattr(parameter, "multiple", False))
    names = [f"{command} {name}" for name in parameter.opts] + list(parameter.opts)
    metavar = (parameter.metavar or "").replace("...", "").strip("[]")
    return _told(command, names, metavar, parameter)._replace(several=several)


def _told(command: str, names: list[str], metavar: str, parameter: Any) -> KnownValue:
    for name in names:
        if name in _BY_NAME:
            return _BY_NAME[name]
    if metavar == "A,B":
        module, _, attribute = FIELD_LISTS[command].partition(":")
        return KnownValue(ValueKind.FIELDS, _explained(*getattr(import_module(module), attribute)))
    if metavar in _BY_METAVAR:
        return _BY_METAVAR[metavar]
    if choices := choices_of(parameter):
        return KnownValue(ValueKind.CHOICE, _choices(choices))
    if words := getattr(parameter.type, "choices", None):
        return KnownValue(ValueKind.CHOICE, tuple((_as_word(word), "") for word in words))
    if _WORDS.fullmatch(metavar):
        return KnownValue(ValueKind.CHOICE, tuple((word, "") for word in metavar.split("|")))
    if parameter.type.name.startswith(("int", "float")) or FREE_TEXT.intersection(names):
        return KnownValue(ValueKind.FREE)
    raise Undeclared(f"{names[0]} {metavar}")


def _as_word(choice: Any) -> str:
    return str(getattr(choice, "value", choice))
