"""`semble patient print`: its commands."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.patient.printing"

group = make_group(
    "Print labels, summaries, current treatments and lists.",
    {
        "label": f"{_HERE}.label:label",
        "summary": f"{_HERE}.summary:summary",
        "treatments": f"{_HERE}.summary:treatments",
        "list": f"{_HERE}.patient_list:patient_list",
    },
)
