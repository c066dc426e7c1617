"""The options that are read with typer and without it, each written once."""

from __future__ import annotations

from typing import NamedTuple


class PlainOption(NamedTuple):
    """An option that takes one value: what it is for, its names, what it takes, its help."""

    field: str
    names: tuple[str, ...]
    metavar: str
    help: str


STORE = PlainOption(
    "store",
    ("--store",),
    "ADDRESS",
    "The register: sqlite:///PATH, postgresql://USER@HOST/NAME, or a file's path.",
)
FORMAT = PlainOption(
    "form",
    ("-f", "--format"),
    "table|json|ndjson|csv|tsv|xlsx",
    "How to write the result. A table on a terminal, TSV with a header elsewhere.",
)
FIELDS = PlainOption("fields", ("--fields",), "A,B", "Only these fields, in this order.")
REASON = PlainOption("reason", ("--reason",), "TEXT", "Why.")
