"""`semble letter`: letters about patients, and their templates."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.letter"

group = make_group(
    "Write letters to patients and to whom they have relations with, from templates.",
    {
        "write": f"{_HERE}.writing:write_letter",
        "templates": f"{_HERE}.templates:templates",
        "fields": f"{_HERE}.templates:fields",
        "keep": f"{_HERE}.templates:keep",
    },
)
