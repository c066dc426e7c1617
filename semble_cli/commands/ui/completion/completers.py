"""Where the candidates for each kind of value come from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.completion.tree import ValueKind
from semble_cli.commands.ui.language import in_use, tr
from semble_cli.identity.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from semble_cli.commands.ui.completion.asked import AskedWord
    from semble_cli.services.completion import ProposedPatient
    from semble_cli.services.register import Register

    Opened = Callable[[], Register]


class Proposal(NamedTuple):
    """What a word may become, and what explains it to people."""

    value: str
    label: str = ""


_SHORTEST_PLACE = 2
_LAST_COMMANDS = 20


def candidates(asked: AskedWord, register: Opened) -> list[Proposal]:
    """What the word may become. The register is opened only where the answer is in it.

    Raises:
        SembleError: it cannot be read, or not by who works here.
    """
    if asked.value is None:
        named = [*asked.members, *asked.options]
        return _beginning(asked.typed, [Proposal(name, tr(text)) for name, text in named])
    kind = asked.value.kind
    if kind in OF_REGISTER:
        found = OF_REGISTER[kind](asked, register())
    elif kind in OF_TABLES:
        found = OF_TABLES[kind](asked)
    elif kind in OF_BOTH:
        found = OF_BOTH[kind](asked, register)
    else:
        found = []
    return [*_of_words(asked), *found]


def _of_words(asked: AskedWord) -> list[Proposal]:
    """The words of a list that are not given yet: by the word, or by what people call it."""
    words = asked.value.words if asked.value else ()
    shown = [(word, tr(text) if text else "") for word, text in words if word not in asked.given]
    known = [Proposal(word, label if fold(label) != fold(word) else "") for word, label in shown]
    return _beginning(asked.typed, known) or _called(asked.typed, known)


def _beginning(typed: str, known: Iterable[Proposal]) -> list[Proposal]:
    start = typed.casefold()
    return [each for each in known if each.value.casefold().startswith(start)]


def _called(typed: str, known: Iterable[Proposal]) -> list[Proposal]:
    """Those that have a word beginning as what is typed, whatever case or accents."""
    start = fold(typed)
    if not start:
        return []
    return [
        each
        for each in known
        if f" {start}" in f" {fold(each.label)}" or fold(each.value).startswith(start)
    ]


def _patients(asked: AskedWord, register: Register, *states: str) -> list[Proposal]:
    from semble_cli.services.completion import patients_called, patients_numbered

    if not asked.typed.strip():
        return []
    find = patients_numbered if asked.typed.isdecimal() else patients_called
    return _proposed(asked, (each for each in find(register, asked.typed) if each.state in states))


def _former(asked: AskedWord, register: Register) -> list[Proposal]:
    from semble_cli.services.completion import former_patients

    return _proposed(asked, former_patients(register, asked.typed))


def _proposed(asked: AskedWord, found: Iterable[ProposedPatient]) -> list[Proposal]:
    from semble_cli.commands.ui.tables import shown_day

    return [
        Proposal(str(each.id), _described(each, shown_day(each.birth_date.isoformat())))
        for each in found
        if str(each.id) not in asked.given
    ]


def _described(each: ProposedPatient, born: str) -> str:
    state = f" ({tr('archived')})" if each.state == "archived" else ""
    return f"{each.full_name}, {born}{state}"


def _contacts(asked: AskedWord, register: Register) -> list[Proposal]:
    from semble_cli.services.completion import contacts_called

    if not asked.typed.strip():
        return []
    return [
        Proposal(str(each.id), ", ".join(filter(None, (each.full_name, each.city))))
        for each in contacts_called(register, asked.typed)
        if str(each.id) not in asked.given
    ]


def _tags(asked: AskedWord, register: Register) -> list[Proposal]:
    from semble_cli.services.completion import tag_names

    known = [Proposal(name) for name in tag_names(register) if name not in asked.given]
    return _beginning(asked.typed, known) or _called(asked.typed, known)


def _batches(asked: AskedWord, register: Register) -> list[Proposal]:
    from semble_cli.commands.ui.labels import action_name
    from semble_cli.commands.ui.tables import shown_time
    from semble_cli.services.batches import last_undoable

    known = [
        Proposal(str(each.number), f"{shown_time(each.at)} {action_name(each.action)}")
        for each in last_undoable(register, _LAST_COMMANDS)
    ]
    return _beginning(asked.typed, known)


def _logins(asked: AskedWord, register: Register) -> list[Proposal]:
    from semble_cli.services.users import all_users

    return _beginning(asked.typed, [Proposal(each.login) for each in all_users(register)])


def _places(asked: AskedWord) -> list[Proposal]:
    from semble_cli.identity.places import search_places

    if len(asked.typed.strip()) < _SHORTEST_PLACE:
        return []
    return [
        Proposal(place.code, place.label)
        for place in search_places(asked.typed)
        if _is_taken(place.code)
    ]


def _is_taken(code: str) -> bool:
    """Whether the code of a place would be taken: some are those of two places."""
    from semble_cli.errors import InvalidInput
    from semble_cli.identity.written_places import parse_birth_place

    try:
        parse_birth_place(code)
    except InvalidInput:
        return False
    return True


def _languages(asked: AskedWord) -> list[Proposal]:
    from semble_cli.identity.languages import all_languages

    known = [Proposal(code, name) for code, name in all_languages(in_use())]
    named = _called(asked.typed, known) if asked.typed else known
    codes = _beginning(asked.typed, known)
    return list(dict.fromkeys([*codes, *named]))


def _settings(asked: AskedWord, register: Opened) -> list[Proposal]:
    from semble_cli.settings.families import FAMILIES, every_setting

    in_family = asked.typed.startswith(tuple(family.name for family in FAMILIES))
    names = _set_by_practice(register) if in_family else {}
    known = [Proposal(setting.name, tr(setting.help)) for setting in every_setting(names)]
    return _beginning(asked.typed, known) or _called(asked.typed, known)


def _values_of_setting(asked: AskedWord, register: Opened) -> list[Proposal]:
    from semble_cli.settings.families import NAMES_ONE_OF, find_setting

    setting = find_setting(asked.given[0]) if asked.given else None
    if setting is None:
        return []
    if setting.name in _PRINTERS:
        return _printers(asked)
    family = NAMES_ONE_OF.get(setting.name)
    words = family.keys_in(_set_by_practice(register)) if family else setting.kind.words
    return _beginning(asked.typed, map(Proposal, words))


_PRINTERS = ("printing.printer", "labels.printer")
"""The settings that name a printer."""


def _printers(asked: AskedWord) -> list[Proposal]:
    from semble_cli.services.paper.printing import printers

    return _beginning(
        asked.typed, [Proposal(each.name, each.info) for each in printers(os.environ)]
    )


_LINES_TOLD = 4
"""Lines of a value that are proposed beside its name: of a letter, how it begins."""


def _of_family(name: str) -> Callable[[AskedWord, Opened], list[Proposal]]:
    """What the members of a family of settings are called, each with what it is."""

    def named(asked: AskedWord, register: Opened) -> list[Proposal]:
        from semble_cli.settings.families import FAMILIES

        family = next(each for each in FAMILIES if each.name == name)
        told = _set_by_practice(register)
        values = {**family.built_in, **{key.removeprefix(f"{name}."): told[key] for key in told}}
        return _beginning(
            asked.typed,
            [
                Proposal(key, " / ".join(values.get(key, "").split("\n")[:_LINES_TOLD]))
                for key in family.keys_in(told)
            ],
        )

    return named


def _set_by_practice(register: Opened) -> Mapping[str, str]:
    """The settings that the practice set; none where they cannot be read."""
    from semble_cli.errors import SembleError
    from semble_cli.services.practice.settings import practice_settings_of

    try:
        return practice_settings_of(register())
    except SembleError:
        return {}


OF_REGISTER: dict[ValueKind, Callable[[AskedWord, Register], list[Proposal]]] = {
    ValueKind.PATIENT: lambda asked, register: _patients(asked, register, "present", "archived"),
    ValueKind.EXACT: lambda asked, register: _patients(asked, register, "present", "archived"),
    ValueKind.PRESENT: lambda asked, register: _patients(asked, register, "present"),
    ValueKind.ARCHIVED: lambda asked, register: _patients(asked, register, "archived"),
    ValueKind.FORMER: _former,
    ValueKind.CONTACT: _contacts,
    ValueKind.TAG: _tags,
    ValueKind.BATCH: _batches,
    ValueKind.LOGIN: _logins,
}

OF_TABLES: dict[ValueKind, Callable[[AskedWord], list[Proposal]]] = {
    ValueKind.PLACE: _places,
    ValueKind.LANGUAGE: _languages,
    ValueKind.PRINTER: _printers,
}

OF_BOTH: dict[ValueKind, Callable[[AskedWord, Opened], list[Proposal]]] = {
    ValueKind.SETTING: _settings,
    ValueKind.SETTING_VALUE: _values_of_setting,
    ValueKind.LABEL_SIZE: _of_family("labels.sizes"),
    ValueKind.LABEL_TEMPLATE: _of_family("labels.templates"),
    ValueKind.LABEL_OFFSET: _of_family("labels.offsets"),
    ValueKind.LETTER_TEMPLATE: _of_family("letters.templates"),
}
"""What tables tell, and the register more, if it can be read."""

WITHOUT_CANDIDATES: Sequence[ValueKind] = (ValueKind.FREE, ValueKind.FILE, ValueKind.DIRECTORY)
"""The kinds of which nothing is known here; files are the shell's own."""
