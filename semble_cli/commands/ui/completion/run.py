"""A shell asks what may be completed, by the variable `_SEMBLE_COMPLETE`, and is answered.

Nothing is said beside the answer and nothing is asked: where there is no register, or none that can
be read at once by who works here, nothing of it is completed. Typer is not loaded, which alone
takes longer than all of this: the commands are read from `command_tree.py`.
"""

from __future__ import annotations

import os
import sys
import time
from _thread import start_new_thread
from typing import TYPE_CHECKING

from semble_cli.commands.ui import language
from semble_cli.commands.ui.completion.answers import (
    ANSWERS,
    DIRECTORIES,
    FILES,
    GOES_ON,
    WORDS,
    ShellAnswer,
    presentable,
)
from semble_cli.commands.ui.completion.asked import AskedWord, what_is_asked
from semble_cli.commands.ui.completion.tree import ValueKind
from semble_cli.commands.ui.completion.typed import TypedWord, words_of
from semble_cli.commands.ui.times import clocks
from semble_cli.settings.places import default_store, user_file
from semble_cli.settings.reading import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.services.register import Register

ASKED_BY = "_SEMBLE_COMPLETE"
"""The variable by which a shell asks: `complete_` and its name."""

_PATIENCE = 0.05
"""Seconds that a register is waited for which another program holds."""

_HOW = {
    ValueKind.FILE: FILES,
    ValueKind.DIRECTORY: DIRECTORIES,
    ValueKind.BEGINNING: GOES_ON,
    ValueKind.LIST: GOES_ON,
    ValueKind.FIELDS: GOES_ON,
}

_BY_LABEL = (
    *(ValueKind.PATIENT, ValueKind.PRESENT, ValueKind.ARCHIVED),
    *(ValueKind.CONTACT, ValueKind.PLACE, ValueKind.LANGUAGE),
)
"""What may be told by its name too."""


def complete(environment: Mapping[str, str]) -> int:
    """Write the answer to what a shell asks; the exit code, 1 where fish may propose its files."""
    shell = environment[ASKED_BY].removeprefix("complete_")
    if shell not in ANSWERS:
        return 0
    settings = read_settings(environment, user_file(environment))
    start_new_thread(_give_up_after, (float(settings.sound("completion_deadline") or 0),))
    *before, word = _words(environment)
    asked = what_is_asked([each.text for each in before[1:]], word.text)
    answer = _answer(asked, settings, environment)
    if environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 1 if answer.how in (FILES, DIRECTORIES) else 0
    text = ANSWERS[shell](answer, word, environment)
    sys.stdout.buffer.write(f"{text}\n".encode(errors="replace") if text else b"")
    sys.stdout.buffer.flush()
    return 0


def _give_up_after(seconds: float) -> None:
    """End the process from a thread beside: what waits for a server cannot be told to stop."""
    time.sleep(seconds)
    os._exit(0)


def _words(environment: Mapping[str, str]) -> list[TypedWord]:
    """The words of the line up to the cursor, the program's name first."""
    line = environment.get("_TYPER_COMPLETE_ARGS")
    if line is not None:
        return words_of(line)
    words = environment.get("COMP_WORDS", "").split("\n")
    if len(words) == 1:
        words = words[0].split(" ")
    place = environment.get("COMP_CWORD", "")
    last = int(place) if place.isdecimal() else len(words) - 1
    return [words_of(each)[0] for each in [*words, ""][: last + 1]]


def _how(asked: AskedWord) -> str:
    """How the answer is taken: of a setting that is a file's path, the shell's own files are."""
    if asked.value is None:
        return WORDS
    if asked.value.kind is ValueKind.SETTING_VALUE:
        from semble_cli.settings.families import find_setting

        setting = find_setting(asked.given[0]) if asked.given else None
        return FILES if setting and setting.kind.is_file else WORDS
    return _HOW.get(asked.value.kind, WORDS)


def _answer(asked: AskedWord, settings: Settings, environment: Mapping[str, str]) -> ShellAnswer:
    from semble_cli.commands.ui.completion.completers import candidates

    how = _how(asked)
    address = asked.store or settings.sound("store") or default_store(environment)

    def register() -> Register:
        from semble_cli.commands.ui.context import now
        from semble_cli.commands.ui.store_keys import StoreKeys
        from semble_cli.services.completion import register_in_haste

        where, key_file = (
            os.path.expanduser(os.path.expandvars(each)) if each else None
            for each in (address, asked.key_file)
        )
        keys = StoreKeys(key_file, settings)
        found = register_in_haste(where or "", now, _PATIENCE, keys)
        clocks.are_of(found, settings.own)
        return found

    try:
        language.use(asked.lang or settings.sound("lang") or language.of_locale(environment))
        found = candidates(asked, register)
    except Exception:  # whatever is wrong, who types a command sees it when it is run
        found = []
    shown = tuple(filter(presentable, found))
    by_label = asked.value is not None and asked.value.kind in _BY_LABEL
    return ShellAnswer(how, shown, asked.kept, asked.typed, by_label)
