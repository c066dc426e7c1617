"""`semble adri`: the teleservices ADRi and INSi."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.adri"

group = make_group(
    "Ask the health insurance's teleservices: ADRi for rights, INSi for identities.",
    {
        "status": f"{_HERE}.status:status",
        "test": f"{_HERE}.trial:trial",
        "refresh": f"{_HERE}.refresh:refresh",
    },
)
