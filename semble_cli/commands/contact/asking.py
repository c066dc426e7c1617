"""The questions about a contact: what is missing of a new one, and which one is meant."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.prompts import ask_text, choose, completer_of
from semble_cli.errors import InvalidInput
from semble_cli.patient.around.contact import ContactKind
from semble_cli.patient.around.contact_intake import read_contact_field
from semble_cli.patient.choices.of_records import CONTACT_KINDS
from semble_cli.patient.texts import parse_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from semble_cli.commands.ui.prompts import Leaving
    from semble_cli.patient.around.contact import Contact
    from semble_cli.services.register import Register

_NUMBERED = re.compile(r"\(([0-9]+)\)\s*$")
_PROPOSED = 10
_AGAIN = "again"


def ask_missing(given: dict[str, Any], today: date) -> dict[str, Any]:
    """The fields of a new contact, with its kind and its name, and how to reach it.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    asked = dict(given)
    if "kind" not in asked:
        asked["kind"] = choose(tr("What is the contact?"), _kinds())
    if "name" not in asked:
        asked["name"] = ask_text(field_label("name"), _needed)
    is_person = CONTACT_KINDS.read("kind", str(asked["kind"])) is ContactKind.PERSON
    for field in (*(["first_name"] if is_person else []), "phones", "email"):
        if field not in asked:
            question = tr("{field} (optional)", field=field_label(field))
            answer = ask_text(question, partial(_readable, field, asked, today))
            asked |= {field: answer} if answer.strip() else {}
    return asked


def _readable(field: str, known: dict[str, Any], today: date, text: str) -> None:
    read_contact_field(field, text.strip(), known, today)


def ask_contact(
    register: Register, likely: ContactKind, leaving: Leaving | None = None
) -> dict[str, Any]:
    """The contact that is meant, found by its name as it is typed: its `contact_id` and `name`, or
    `new` for one that is to be made, with what it is.

    Raises:
        KeyboardInterrupt: the person gave up. GoBack: the person went back (`ask_text`).
    """
    from semble_cli.services.record.contacts import find_contacts

    typed = ""
    while True:
        typed = ask_numbered(
            tr("Which contact? A name that is none yet makes one"),
            lambda text: map(proposal, find_contacts(register, text, limit=_PROPOSED)),
            default=typed,
            leaving=leaving,
        )
        number = number_in(typed)
        found = find_contacts(register, typed) if number is None else []
        if number is not None:
            return {"contact_id": number, "name": name_in(typed)}
        choices = [(str(each.id), proposal(each)) for each in found[:_PROPOSED]]
        made = [
            (kind, tr("Create: {name} ({kind})", name=typed, kind=label))
            for kind, label in _kinds()
        ]
        made.sort(key=lambda each: each[0] != likely)
        chosen = choose(
            tr("Which contact?"),
            [*choices, *made, (_AGAIN, tr("Type another name"))],
            leaving=leaving,
        )
        if chosen == _AGAIN:
            continue
        if chosen in dict(choices):
            return {"contact_id": int(chosen), "name": name_in(dict(choices)[chosen])}
        return {"new": {"name": typed, "kind": chosen}}


def ask_numbered(
    question: str,
    propose: Callable[[str], Iterable[str]],
    default: str = "",
    leaving: Leaving | None = None,
) -> str:
    """What is typed of a name, or one of those proposed, with its number in brackets.

    Raises:
        KeyboardInterrupt, GoBack: as `ask_text`.
    """

    def search(typed: str) -> Iterable[str]:
        return propose(typed) if typed.strip() and number_in(typed) is None else ()

    return ask_text(question, _needed, completer_of(search), default, leaving).strip()


def number_in(text: str) -> int | None:
    """The number that stands alone, or in brackets behind a name."""
    found = _NUMBERED.search(text)
    if found is None and not (text.isascii() and text.isdecimal()):
        return None
    return int(found[1] if found else text)


def name_in(text: str) -> str:
    """What stands before the number in brackets."""
    return _NUMBERED.sub("", text).strip()


def proposal(contact: Contact) -> str:
    """A contact as it is proposed: what tells which one it is."""
    return f"{', '.join(filter(None, (contact.full_name, contact.city)))} ({contact.id})"


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, tr(CONTACT_KINDS.name(kind))) for kind in CONTACT_KINDS.values]


def _needed(text: str) -> None:
    if not parse_line("name", text):
        raise InvalidInput("name", "it is missing, and every contact has one.")
