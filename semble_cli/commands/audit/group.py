"""`semble audit`: what the journal tells of the whole register."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.audit"

group = make_group(
    "Tell who did what and who read what, and verify the journal.",
    {"log": f"{_HERE}.log:log", "verify": f"{_HERE}.verify:verify"},
)
