"""What is explained beside the commands: exit codes, settings, variables and files, in the language
of the user. The help topics and the man pages are made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.language import tr
from semble_cli.errors import EXIT_CODES, Sentence
from semble_cli.settings.families import FAMILIES
from semble_cli.settings.table import FILES, OBEYED, SECRETS, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.settings.families import SettingFamily
    from semble_cli.settings.setting import Setting

    Rows = list[tuple[str, str]]


def exit_codes() -> Rows:
    """Every exit code, and what it means."""
    return [(str(code), tr(meaning)) for code, meaning in EXIT_CODES.items()]


def settings() -> Rows:
    """Every setting by its name in the user's file, with its variable and its default."""
    return [
        (each.name, f"{tr(each.help)} [{each.variable}; {_default(each)}]") for each in SETTINGS
    ] + [
        (f"{each.name}.{each.key}", f"{tr(each.help)} [{each.variable}; {_built_in(each)}]")
        for each in FAMILIES
    ]


def variables() -> Rows:
    """Every variable that is looked at."""
    named = [(each.variable, f"{tr(each.help)} [{_default(each)}]") for each in SETTINGS]
    named += [(each.variable, f"{tr(each.help)} [{_built_in(each)}]") for each in FAMILIES]
    return [*named, *secrets(), *_told(OBEYED)]


def secrets() -> Rows:
    """Every secret, by its variable."""
    return [(each.variable, tr(each.help)) for each in SECRETS]


def files() -> Rows:
    """Every file that is read or written without being named."""
    return _told(FILES)


def _default(setting: Setting) -> str:
    value = tr(setting.otherwise) if setting.default is None else setting.default
    return tr("default: {value}", value=value)


def _built_in(family: SettingFamily) -> str:
    return tr("built in: {names}", names=", ".join(family.built_in) or tr("none"))


def _told(rows: dict[str, str]) -> Rows:
    return [(name, tr(text)) for name, text in rows.items()]


class Topic(NamedTuple):
    """A help topic: what it is, other words for it, what is said first, and its lists by title."""

    title: Sentence
    other_words: tuple[str, ...]
    about: tuple[Sentence, ...]
    lists: tuple[tuple[Sentence, Callable[[], Rows]], ...]


PRECEDENCE = Sentence(
    "A flag of the command line wins over a variable, a variable over the user's file, the file"
    " over what the practice set in the register, and that over the default. semble config list"
    " says what holds, and why."
)

TOPICS = {
    "exit-codes": Topic(
        Sentence("Exit codes"),
        ("exit-code", "codes", "exit", "codes-de-retour", "codes-retour"),
        (Sentence("Every command ends with one of these codes, which scripts may rely on."),),
        ((Sentence("Exit codes"), exit_codes),),
    ),
    "settings": Topic(
        Sentence("Settings"),
        ("setting", "config", "environment", "reglages", "réglages", "parametres", "paramètres"),
        (PRECEDENCE,),
        (
            (Sentence("Settings"), settings),
            (Sentence("Secrets: in no file"), secrets),
            (Sentence("Other variables"), lambda: _told(OBEYED)),
            (Sentence("Files"), files),
        ),
    ),
}
"""What `semble help` explains beside commands."""


def topic_named(words: str) -> Topic | None:
    """The topic of a name, or of another word for it.

    >>> topic_named("Exit codes") is TOPICS["exit-codes"]
    True
    """
    wanted = "-".join(words.casefold().replace("_", " ").split())
    for name, topic in TOPICS.items():
        if wanted in (name, *topic.other_words):
            return topic
    return None
