"""`semble practitioner`: whom patients have appointments with."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.practitioner"

group = make_group(
    "Add, list and change practitioners, whom patients have appointments with.",
    {
        "add": f"{_HERE}.writing:add",
        "list": f"{_HERE}.listing:list_practitioners",
        "edit": f"{_HERE}.writing:edit",
    },
)
