"""The languages that people speak: by their code (ISO 639), or by their French or English name.

`identity/data/languages.tsv` holds them, made by `tools/build_languages.py`.
"""

from __future__ import annotations

import os
from functools import cache

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import fold

_DATA = os.path.join(os.path.dirname(__file__), "data", "languages.tsv")


def parse_language(field: str, text: str) -> str:
    """The code of a language, of two letters where it has such a code, else of three.

    Raises:
        InvalidInput: no language has this code or name.

    >>> parse_language("preferred_language", "Arabe"), parse_language("preferred_language", "FR")
    ('ar', 'fr')
    """
    code = text.strip().lower()
    if code in _names():
        return code
    if (named := _codes().get(fold(text))) is None:
        raise InvalidInput(field, "write a code such as fr or ar, or a language's whole name.")
    return named


def language_name(code: str, spoken: str) -> str:
    """The name of a language in English (*spoken* is `en`) or in French (`fr`).

    >>> language_name("ar", "fr")
    'arabe'
    """
    english, french = _names()[code]
    return french if spoken == "fr" else english


def all_languages(spoken: str) -> list[tuple[str, str]]:
    """Every code with the language's name in English (*spoken* is `en`) or in French (`fr`)."""
    return [
        (code, french if spoken == "fr" else english)
        for code, (english, french) in _names().items()
    ]


@cache
def _names() -> dict[str, tuple[str, str]]:
    """For each code, the English and the French name."""
    with open(_DATA, encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in file)
        return {code: (english, french) for code, english, french in rows}


@cache
def _codes() -> dict[str, str]:
    """For each folded name, the code."""
    return {fold(name): code for code, names in _names().items() for name in names}
