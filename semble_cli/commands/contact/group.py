"""`semble contact`: third parties, with whom patients have relations."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.contact"

group = make_group(
    "Add, find, change and delete contacts: relatives, doctors, insurers, schools.",
    {
        "add": f"{_HERE}.writing:add",
        "search": f"{_HERE}.finding:search",
        "show": f"{_HERE}.finding:show",
        "edit": f"{_HERE}.writing:edit",
        "delete": f"{_HERE}.writing:delete",
        "merge": f"{_HERE}.writing:merge",
        "export": f"{_HERE}.vcards:export",
        "import": f"{_HERE}.vcards:import_contacts",
    },
)
