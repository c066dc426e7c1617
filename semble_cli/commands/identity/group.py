"""`semble identity`: identities from the program that holds INSi."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.identity"

group = make_group(
    "Take identities from the program of the practice that holds INSi.",
    {"feed": f"{_HERE}.feed:feed"},
)
