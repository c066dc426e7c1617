"""`semble vitale`: the carte Vitale in a reader."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.vitale"

group = make_group(
    "Read cartes Vitale, and bring patients up to date from them.",
    {
        "read": f"{_HERE}.read:read",
        "watch": f"{_HERE}.watch:watch",
        "status": f"{_HERE}.status:status",
        "simulator": f"{_HERE}.simulator:simulator",
    },
)
