"""`semble config`: its commands."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

group = make_group(
    "Show, set and unset the settings: your own, and the practice's.",
    {
        "list": "semble_cli.commands.config.showing:list_settings",
        "get": "semble_cli.commands.config.showing:get",
        "set": "semble_cli.commands.config.changing:set_one",
        "unset": "semble_cli.commands.config.changing:unset",
    },
)
