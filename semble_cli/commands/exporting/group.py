"""`semble export`: whole exports."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.exporting"

group = make_group(
    "Export a whole practice, and check exports.",
    {
        "all": f"{_HERE}.practice:all_records",
        "verify": f"{_HERE}.verify:verify",
    },
)
