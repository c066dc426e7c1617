"""`semble consultation`: notes made of sections, for clinicians."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.consultation"

group = make_group(
    "Write, read, change and delete notes of consultations.",
    {
        "add": f"{_HERE}.writing:add",
        "list": f"{_HERE}.reading:list_consultations",
        "show": f"{_HERE}.reading:show",
        "edit": f"{_HERE}.writing:edit",
        "delete": f"{_HERE}.writing:delete",
        "keyword": f"{_HERE}.keyword:group",
    },
)
