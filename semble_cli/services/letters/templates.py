"""The templates of letters that the practice has: those of the program and its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import fold
from semble_cli.patient.letters.template import parse_letter_template
from semble_cli.services.practice.settings import no_such_key, set_setting, value_within
from semble_cli.settings.families import FAMILIES
from semble_cli.store import practice_settings

if TYPE_CHECKING:
    from semble_cli.errors import SembleError
    from semble_cli.services.practice.settings import Own, SettingChange
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


FAMILY = next(family for family in FAMILIES if family.name == "letters.templates")

TEMPLATE_KEYS = ("name", "subject", "origin", "fields", "text")
"""The keys of a template's document: `origin` is `built_in`, `practice`, `changed` where the
practice has another text for one that is built in, or `own` where who works here has."""


class KnownTemplate(NamedTuple):
    """A template by its name; one of a program of before or after may not be read any more, and has
    a problem."""

    name: str
    text: str
    origin: str
    subject: str = ""
    fields: tuple[str, ...] = ()
    problem: InvalidInput | None = None


def list_templates(register: Register, own: Own) -> list[KnownTemplate]:
    """All templates, the built-in ones first, as letters of who works here are made of them.

    Raises:
        Refused: who works here is no user.
    """
    with register.reading() as connection:
        told = practice_settings.all_settings(connection)
    return [_known(key, told, own) for key in FAMILY.keys_in(told)]


def template_document(template: KnownTemplate) -> dict[str, Any]:
    """A template as JSON values."""
    told = template._asdict() | {"fields": list(template.fields)}
    return {key: told[key] for key in TEMPLATE_KEYS}


def show_template(register: Register, name: str, own: Own) -> KnownTemplate:
    """The template of a name, as letters of who works here are made of it.

    Raises:
        InvalidSetting: there is none of this name.
    """
    with register.reading() as connection:
        told = practice_settings.all_settings(connection)
    key = _key_of(name)
    known = FAMILY.keys_in(told)
    if key is None or (key not in known and own(FAMILY.member(key).name) is None):
        raise _no_template(name, key, known)
    return _known(key, told, own)


def template_text(connection: Connection, name: str, own: Own) -> str:
    """The text of the template of a name.

    Raises:
        InvalidSetting: there is none of this name.
    """
    known = FAMILY.keys_in(practice_settings.all_settings(connection))
    key = _key_of(name)
    if key is not None:
        setting = FAMILY.member(key).name
        text = value_within(connection, setting, own(setting))
        if text is not None:
            return text
    raise _no_template(name, key, known)


def keep_template(register: Register, name: str, text: str) -> SettingChange:
    """Keep a text as a template of the practice's, in place of one of the same name.

    Raises:
        InvalidInput: it is none, or cannot be called so. Refused: who works here is no admin.
    """
    key = _key_of(name)
    if key is None:
        raise InvalidInput("name", "it is at most 40 letters, figures and underscores.")
    setting = FAMILY.member(key)
    return set_setting(register, setting, setting.kind.read("template", text))


def _key_of(name: str) -> str | None:
    """The key of what people call a template, also with accents; `None` for no name."""
    return FAMILY.key_of(fold(name))


def _known(key: str, told: dict[str, str], own: Own) -> KnownTemplate:
    name = FAMILY.member(key).name
    built_in, of_practice, of_user = FAMILY.built_in.get(key), told.get(name), own(name)
    text = of_user or of_practice or built_in or ""
    if of_user is not None:
        origin = "own"
    elif of_practice is None:
        origin = "built_in"
    else:
        origin = "practice" if built_in is None else "changed"
    try:
        read = parse_letter_template("template", text)
    except InvalidInput as problem:
        return KnownTemplate(key, text, origin, problem=problem)
    return KnownTemplate(key, text, origin, read.subject_text, read.fields)


def _no_template(name: str, key: str | None, known: list[str]) -> SembleError:
    return no_such_key("--template", FAMILY, key or name, known)
