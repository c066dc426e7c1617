"""`semble patient print`: its commands."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

group = make_group(
    "Print labels.",
    {"label": "semble_cli.commands.patient.printing.label:label"},
)
