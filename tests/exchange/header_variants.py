"""What practices call their columns: names as exports of every kind write them.

`header_variants.txt` has them, one in a line, below the field (or the part of one) that such a
column holds; below `[]` stand those of columns that hold something else, or do not tell what.
"""

from __future__ import annotations

from pathlib import Path


def read_variants() -> dict[str, list[str]]:
    """The names, by field; those that are not placed by the empty one."""
    found: dict[str, list[str]] = {}
    field = ""
    for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            field = line[1:-1]
        elif line:
            found.setdefault(field, []).append(line)
    return found


VARIANTS = read_variants()
NOT_PLACED = VARIANTS.pop("")
