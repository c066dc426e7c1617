"""Names of the register that are near to a word: one typing error away, or heard alike."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.spelling import LETTERS, words_one_error_away
from semble_cli.store.search.conditions import begins

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection

_SHORTEST = 3
_SHORTEST_SOUND = 4
_SOUNDS = "1234"
"""What stands for a sound beside the letters (`phonetics`)."""

_MOST = 60
"""So many are near enough to a word: the rest are farther than all of them."""

_SOUND_AND_ERROR, _ERROR, _SOUND, _OTHER_START = 1, 2, 3, 1


def is_known(connection: Connection, word: str) -> bool:
    """Whether a name of the register begins with the word."""
    part = begins("word", word)
    return bool(connection.row(f"SELECT 1 FROM vocabulary WHERE {part.sql} LIMIT 1", part.values))


def near_names(connection: Connection, word: str) -> dict[str, int]:
    """The names one typing error away from a word, and those that sound the same, each with how
    far it is, the nearest first."""
    if len(word) < _SHORTEST or not word.isalpha():
        return {}
    found: dict[str, int] = {}
    sound = phonetic(word)
    one_away = words_one_error_away(word)
    for name, heard in connection.rows_of("word, phonetic", "vocabulary", "word", one_away):
        is_heard = heard == sound
        far = _SOUND_AND_ERROR if is_heard else _ERROR
        found[name] = far + (_OTHER_START if name[0] != word[0] and not is_heard else 0)
    if sound:
        for (name,) in connection.rows("SELECT word FROM vocabulary WHERE phonetic = ?", (sound,)):
            found.setdefault(name, _SOUND)
    found.pop(word, None)
    return dict(sorted(found.items(), key=itemgetter(1, 0))[:_MOST])


def far_names(connection: Connection, word: str) -> dict[str, int]:
    """The names that sound but for one sound as a word: mistyped as they were heard."""
    sound = phonetic(word)
    if len(sound) < _SHORTEST_SOUND or not word.isalpha():
        return {}
    nearly = words_one_error_away(sound, LETTERS + _SOUNDS)
    found = {name for (name,) in connection.rows_of("word", "vocabulary", "phonetic", nearly)}
    heard = sorted(found - {word}, key=lambda name: (name[0] != word[0], name))
    return dict.fromkeys(heard[:_MOST], _SOUND)
