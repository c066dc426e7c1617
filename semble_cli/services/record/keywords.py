"""The keywords of sections: those that every practice has, and the practice's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord
from semble_cli.identity.names import fold
from semble_cli.patient.actions import Action
from semble_cli.patient.around.consultation import Keyword, SectionKeyword
from semble_cli.patient.around.kinds import SECTION_KEYWORD
from semble_cli.patient.around.note_text import parse_new_keyword
from semble_cli.patient.choices.of_records import KEYWORDS
from semble_cli.services.access import Permission
from semble_cli.services.record import keeping
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


class KnownKeyword(NamedTuple):
    """A keyword; one of the practice's own has an id."""

    name: str
    id: int | None


def all_keywords(register: Register) -> list[KnownKeyword]:
    """Those of every practice, then the practice's own, by name."""
    with register.reading() as connection:
        return [
            *(KnownKeyword(keyword.value, None) for keyword in Keyword),
            *(KnownKeyword(own.name, own.id) for own in _own(connection)),
        ]


def own_keywords(register: Register) -> list[str]:
    """The names of the practice's own keywords."""
    return [each.name for each in all_keywords(register) if each.id is not None]


def add_keyword(register: Register, text: str) -> SectionKeyword:
    """Add a keyword of the practice's own.

    Raises:
        InvalidInput: it cannot be one. Conflict: there is one of this name.
    """
    new = SectionKeyword(parse_new_keyword(text))
    with register.writing(Permission.EDIT_PATIENTS) as work:
        if rows.is_taken(work.connection, SECTION_KEYWORD, new):
            raise Conflict("The practice has this keyword already.")
        added: SectionKeyword = keeping.add(work, SECTION_KEYWORD, new, Action.KEYWORD_ADD)
        return added


def delete_keyword(register: Register, text: str) -> SectionKeyword:
    """Delete a keyword of the practice's own. Sections that bear it keep it.

    Raises:
        InvalidInput: every practice has it. NoSuchRecord: there is none of this name.
    """
    if KEYWORDS.meanings(text):
        raise InvalidInput("keyword", "every practice has this keyword: it stays.")
    with register.writing(Permission.EDIT_PATIENTS) as work:
        for own in _own(work.connection):
            if fold(own.name) == fold(text):
                keeping.remove(work, SECTION_KEYWORD, own, Action.KEYWORD_DELETE)
                return own
        raise NoSuchRecord(SECTION_KEYWORD.missing.text)


def _own(connection: Connection) -> list[SectionKeyword]:
    return rows.select(connection, SECTION_KEYWORD, "true", order="key")
