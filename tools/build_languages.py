"""Make `identity/data/languages.tsv`: languages by code, with their English and French names.

    python tools/build_languages.py

The names are those of Unicode's CLDR, as Babel brings them, and a few that it has not and that
people in France speak.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parent.parent / "semble_cli/identity/data/languages.tsv"

_NONE = {"mul", "und", "zxx"}
"""Codes of no language: several, unknown, nothing to read."""

_MORE = (
    ("fsl", "French Sign Language", "langue des signes française"),
    ("gcf", "Guadeloupean Creole", "créole guadeloupéen et martiniquais"),
    ("gcr", "Guianese Creole", "créole guyanais"),
    ("rcf", "Réunion Creole", "créole réunionnais"),
)


def rows() -> list[tuple[str, str, str]]:
    """Code (ISO 639, of two or three letters), English name, French name; by code."""
    english = {str(code): str(name) for code, name in Locale("en").languages.items()}
    french = {str(code): str(name) for code, name in Locale("fr").languages.items()}
    found = {
        code: (code, english[code], french[code])
        for code in english
        if re.fullmatch("[a-z]{2,3}", code) and code in french and code not in _NONE
    }
    found |= {row[0]: row for row in _MORE}
    return sorted(found.values())


def main() -> None:
    """Write the file."""
    TARGET.write_text("".join("\t".join(row) + "\n" for row in rows()), "utf-8")


if __name__ == "__main__":
    main()
