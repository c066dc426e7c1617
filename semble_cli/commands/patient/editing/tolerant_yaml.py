"""YAML as people type it: a text of theirs is a text, whatever stands in it.

YAML makes an error of `comments: see letter: urgent #2`, and without the colon it loses what is
after the `#`. So values that are neither quoted nor blocks are quoted before YAML reads them, with
the lines that go on below them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

_KEY = r"[^\s:#\"'\[\]{}|>-][^:]*?|\"[^\"]*\"|'[^']*'"
_ENTRY = pattern(rf"( *)(- +)?(?:({_KEY})[ \u00a0]*:(?=\s|$))?(.*)")
_BLOCK = pattern(r"[|>][0-9+-]*")
_QUOTES_AND_BRACKETS = ("'", '"', "[", "{")


class _Entry(NamedTuple):
    indent: str
    dash: str
    key: str
    value: str


def read_yaml(text: str, holds_others: Callable[[str], bool], item_keys: Collection[str]) -> Any:
    """What a text holds, as texts, lists and objects.

    Args:
        holds_others: whether keys or items stand below a key, and not the rest of its text.
        item_keys: the keys that an item of a list may have.

    Raises:
        ValueError: it is not YAML.

    >>> read_yaml("comments: see letter: urgent #2\\ntags:\\n- ALD", {"tags"}.__contains__, ())
    {'comments': 'see letter: urgent #2', 'tags': ['ALD']}
    """
    import yaml

    quoted = "\n".join(_quoted(text.splitlines(), holds_others, item_keys))
    try:
        return yaml.load(quoted, Loader=yaml.BaseLoader)  # noqa: S506 - texts only, no objects
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError from error


def _quoted(
    lines: list[str], holds_others: Callable[[str], bool], item_keys: Collection[str]
) -> Iterator[str]:
    place = 0
    while place < len(lines):
        line = lines[place]
        entry = _entry_of(line, item_keys)
        place += 1
        if entry is None:
            yield line
            continue
        column = len(entry.indent) + (len(entry.dash) if entry.key else 0)
        below = _below(lines, place, column)
        if _BLOCK.fullmatch(entry.value):
            yield line
            yield from below
        elif _is_heading(entry, holds_others) or _is_whole(entry.value):
            yield line
            continue
        else:
            value = "\n".join([entry.value, *map(str.strip, below)]).strip()
            key = f"{entry.key}: " if entry.key else ""
            yield f"{entry.indent}{entry.dash}{key}{json.dumps(value, ensure_ascii=False)}"
        place += len(below)


def _is_heading(entry: _Entry, holds_others: Callable[[str], bool]) -> bool:
    return not entry.value and (not entry.key or holds_others(entry.key))


def _entry_of(line: str, item_keys: Collection[str]) -> _Entry | None:
    """The key and the value of a line; `None` for a comment, an empty line, and what is neither."""
    found = _ENTRY.fullmatch(line.rstrip())
    if found is None or not line.strip() or line.lstrip().startswith("#"):
        return None
    indent, dash, key, value = (part or "" for part in found.groups())
    if dash and key and key not in item_keys:
        key, value = "", f"{key}:{value}"
    if not key and not dash:
        return None
    return _Entry(indent, dash, key, value.strip())


def _below(lines: list[str], start: int, indent: int) -> list[str]:
    """The lines from *start* that stand further in than what they belong to; empty ones between."""
    end = last = start
    while end < len(lines) and (not lines[end].strip() or _indent_of(lines[end]) > indent):
        end += 1
        last = end if lines[end - 1].strip() else last
    return lines[start:last]


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_whole(value: str) -> bool:
    """Whether a value is quoted, or a list or an object in brackets, from one end to the other."""
    import yaml

    if not value.startswith(_QUOTES_AND_BRACKETS):
        return False
    try:
        yaml.load(value, Loader=yaml.BaseLoader)  # noqa: S506 - texts only, no objects
    except (yaml.YAMLError, RecursionError):
        return False
    return True
