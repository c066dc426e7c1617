"""The templates that come with the program: French texts, a file each beside this module. The
practice changes them with its settings, and adds its own."""

from __future__ import annotations

from importlib.resources import files

_ENDING = ".md"

KNOWN_TEMPLATES = {
    each.name.removesuffix(_ENDING): each.read_text("utf-8").strip()
    for each in sorted(
        files("semble_cli.patient.letters").joinpath("built_in").iterdir(),
        key=lambda each: each.name,
    )
    if each.name.endswith(_ENDING)
}
"""The texts, by their names."""
