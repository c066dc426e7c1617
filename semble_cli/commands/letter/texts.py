"""Where the text of a letter comes from: a template's name, a file, standard input, an editor."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from semble_cli.commands.ui.editor import edit_text
from semble_cli.commands.ui.language import tr
from semble_cli.errors import BadUsage

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.commands.ui.context import Context

T = TypeVar("T")

_STANDARD = "-"
_LARGEST = 1 << 18
"""Bytes of a file that are looked at: no template is that long."""
_PLAIN = ".txt"
_FILE = "letter.md"
_OURS = "# !"
"""How lines begin that are told to who edits a letter, and are none of it."""
_BLANK = (
    "Objet : \n\n{{destinataire.formule}},\n\n\n\nNous vous prions d'agréer,"
    " {{destinataire.formule}}, l'expression de nos salutations distinguées.\n"
)


class GivenText(NamedTuple):
    """A template by its *name*, or a *text*, which is plain where its file is."""

    name: str | None = None
    text: str | None = None
    is_plain: bool = False


def given_text(template: str) -> GivenText:
    """What `--template` names: standard input, a file, where it is a path or has an ending; else a
    template.

    Raises:
        BadUsage: the file cannot be read as a text.
    """
    if template == _STANDARD or os.sep in template or "." in template:
        return GivenText(None, text_of(template), template.lower().endswith(_PLAIN))
    return GivenText(template)


def text_of(file: str) -> str:
    """The text in a file, or in what is piped in.

    Raises:
        BadUsage: it cannot be read as a text, or is far too long.
    """
    try:
        if file == _STANDARD:
            data = sys.stdin.read(_LARGEST + 1).encode()
        else:
            with open(file, "rb") as opened:
                data = opened.read(_LARGEST + 1)
        text = data.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        named = tr("standard input") if file == _STANDARD else file
        raise BadUsage("{source} cannot be read as a text in UTF-8.", source=named) from error
    if len(data) > _LARGEST:
        raise BadUsage("The text of a letter is too long.")
    return text


def from_editor(context: Context, about: str, text: str | None, take: Callable[[str], T]) -> T:
    """Have the text of a letter written, or one changed, in the person's editor, and *take* it.

    Raises:
        BadUsage: the person gave up. SembleError: as `edit_text`.
    """
    hints = (
        about,
        tr("The first line is the subject. Fields are in double braces: semble letter fields."),
        tr("**bold**, *italic*, # heading, - item; an empty line ends a paragraph."),
    )
    shown = "\n".join((*(f"{_OURS} {line}" for line in hints), text or _BLANK))

    def taken(typed: str) -> T:
        if text is None and typed == shown:
            raise BadUsage("The text is as it was. Nothing was written.")
        return take(_without_ours(typed))

    return edit_text(context, _FILE, shown, taken, list)


def _without_ours(typed: str) -> str:
    lines = typed.splitlines()
    while lines and lines[0].startswith(_OURS):
        del lines[0]
    return "\n".join(lines)
