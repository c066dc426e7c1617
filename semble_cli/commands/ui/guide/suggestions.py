"""Did you mean: the command that a word stands for which is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import tr
from semble_cli.errors import BadUsage
from semble_cli.identity.spelling import is_one_error_away

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

SYNONYMS: dict[str, tuple[str, ...]] = {
    "add": ("new", "create", "insert", "register", "ajouter", "nouveau", "creer", "créer"),
    "search": ("find", "look", "lookup", "query", "grep", "chercher", "rechercher", "trouver"),
    "show": ("view", "get", "cat", "open", "display", "info", "voir", "afficher", "ouvrir"),
    "list": ("ls", "all", "lister", "liste"),
    "edit": ("modify", "update", "change", "set", "modifier", "changer", "corriger"),
    "delete": ("rm", "remove", "del", "erase", "destroy", "supprimer", "effacer"),
    "rename": ("mv", "renommer"),
    "archive": ("close", "archiver"),
    "block": ("ban", "bloquer"),
    "deceased": ("dead", "died", "decede", "décédé"),
    "recover": ("restore", "undelete", "recuperer", "récupérer"),
    "import": ("load", "importer"),
    "history": ("log", "historique"),
    "undo": ("revert", "rollback", "annuler", "defaire", "défaire"),
    "redo": ("refaire", "retablir", "rétablir"),
    "help": ("man", "aide", "usage"),
    "vitale": ("card", "carte"),
    "patient": ("patients", "person", "people"),
    "place": ("town", "commune", "lieu", "ville"),
    "tag": ("tags", "label", "etiquette", "étiquette"),
    "user": ("users", "utilisateur"),
    "config": ("settings", "configure", "reglages", "réglages"),
    "init": ("setup", "start"),
}
"""The verbs and nouns of other programs, and of the French, for those of this one."""

_MEANT = {other: word for word, others in SYNONYMS.items() for other in others}

OPTIONS = {"-h": "--help", "-?": "--help", "-V": "--version", "-v": "--version"}
"""The options of other programs for those of this one."""


def meant(word: str, known: Iterable[str]) -> list[str]:
    """Those of the *known* commands that a word is, stands for, or is one typing error from.

    >>> meant("rm", ["show", "delete"]), meant("shwo", ["show", "delete"]), meant("x", ["show"])
    (['delete'], ['show'], [])
    """
    known = list(known)
    return exactly_meant(word, known) or [
        each for each in known if is_one_error_away(word.casefold(), each)
    ]


def exactly_meant(word: str, known: Collection[str]) -> list[str]:
    """The one of the *known* commands that a word is, or is used for by others."""
    small = word.casefold()
    return [each for each in (small, _MEANT.get(small, small)) if each in known][:1]


def whole_names(
    words: Sequence[str], nouns: Mapping[str, Sequence[str]], *, nearly: bool
) -> list[str]:
    """What words that begin no command may have been meant for, as whole commands: the first of
    them that is, or stands for, or is near a command, or is or stands for the verb of one.

    Args:
        nouns: the commands that follow `semble`, each with its verbs.
        nearly: whether what is near a verb is meant too. Many a name is near one: Edith, Rose.
    """
    for word in words:
        found = [f"semble {noun}" for noun in meant(word, nouns)]
        found += [
            f"semble {noun} {verb}"
            for noun, verbs in nouns.items()
            for verb in (meant if nearly else exactly_meant)(word, verbs)
        ]
        if found:
            return found[:_MOST]
    return []


_MOST = 3
"""Commands that are proposed at once."""


def no_such_command(
    word: str, commands: Sequence[str], path: str = "semble", *, searches: bool = False
) -> BadUsage:
    """A word that is no command of *path*, and those that may be meant, if any.

    Args:
        searches: whether the words would have been searched, had none of them been like a command.
    """
    if searches:
        return BadUsage(
            "There is no command {word}. Did you mean {commands}?"
            " Patients of this name are found by semble patient search.",
            word=word,
            commands=tr(" or ").join(commands),
        )
    if not commands:
        return BadUsage(
            "There is no command {word}. See {command} --help.", word=word, command=path
        )
    return BadUsage(
        "There is no command {word}. Did you mean {commands}? See {command} --help.",
        word=word,
        commands=tr(" or ").join(commands),
        command=path,
    )
