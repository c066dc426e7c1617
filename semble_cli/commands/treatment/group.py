"""`semble treatment`: the treatments of patients."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.treatment"

group = make_group(
    "Note, list, change, stop and delete the treatments of patients.",
    {
        "add": f"{_HERE}.noting:add",
        "list": f"{_HERE}.listing:list_treatments",
        "edit": f"{_HERE}.noting:edit",
        "stop": f"{_HERE}.stop:stop",
        "delete": f"{_HERE}.noting:delete",
    },
)
