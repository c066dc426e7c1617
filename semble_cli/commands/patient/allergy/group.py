"""`semble patient allergy`: what somebody is allergic to, or that nothing is known."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.patient.allergy"

group = make_group(
    "Note allergies, or that none is known.",
    {
        "add": f"{_HERE}.noting:add",
        "none": f"{_HERE}.none_known:none",
        "list": f"{_HERE}.listing:list_allergies",
        "edit": f"{_HERE}.noting:edit",
        "confirm": f"{_HERE}.noting:confirm",
        "remove": f"{_HERE}.noting:remove",
    },
)
