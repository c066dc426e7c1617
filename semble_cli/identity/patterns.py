"""Regular expressions that are compiled when they are first used: a command pays for its own."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for a compiled pattern, and becomes one as soon as it is asked for anything."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._text)
        for method in ("fullmatch", "match", "search", "sub", "finditer"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(text: str) -> re.Pattern[str]:
    """The pattern of a regular expression, as `re.compile` gives it, but later.

    >>> pattern("[0-9]+").fullmatch("1975")[0]
    '1975'
    """
    return cast("re.Pattern[str]", _Pattern(text))
