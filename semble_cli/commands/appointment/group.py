"""`semble appointment`: when patients come, and to whom."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.appointment"

group = make_group(
    "Make, list, move and cancel appointments; what is free; calendars.",
    {
        "add": f"{_HERE}.booking:add",
        "list": f"{_HERE}.listing:list_appointments",
        "move": f"{_HERE}.booking:move",
        "cancel": f"{_HERE}.booking:cancel",
        "free": f"{_HERE}.free:free",
        "calendar": f"{_HERE}.calendar:calendar",
    },
)
