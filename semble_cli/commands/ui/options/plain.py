"""The options that are read with typer and without it, each written once."""

from typing import NamedTuple


class PlainOption(NamedTuple):
    """An option that takes one value: what it is for, its names, what it takes, its help; the panel
    of the help it stands in, and what is done without it."""

    field: str
    names: tuple[str, ...]
    metavar: str
    help: str
    panel: str | None = None
    default: str = ""


RESULT = "Result"
"""The panel of the options about what is written, and how."""

STORE = PlainOption(
    "store",
    ("--store",),
    "ADDRESS",
    "The register: sqlite:///PATH, postgresql://USER@HOST/NAME, or a file's path.",
    default="semble.db in the user's data directory",
)
KEY_FILE = PlainOption(
    "key_file",
    ("--key-file",),
    "FILE",
    "The key of an encrypted register, in a file that nobody else may read.",
    default="where the settings say",
)
FORMAT = PlainOption(
    "form",
    ("-f", "--format"),
    "table|json|ndjson|csv|tsv|xlsx",
    "How to write the result.",
    RESULT,
    "table on a terminal, tsv with a header elsewhere",
)
FIELDS = PlainOption(
    "fields", ("--fields",), "A,B", "Only these fields, in this order.", RESULT, "all"
)
REASON = PlainOption("reason", ("--reason",), "TEXT", "Why.")
