"""`semble patient`: the patients of the register."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.patient"

group = make_group(
    "Create, find, change and delete patients.",
    {
        "add": f"{_HERE}.add:add",
        "show": f"{_HERE}.show:show",
        "search": f"{_HERE}.search:search",
        "list": f"{_HERE}.listing:list_patients",
        "edit": f"{_HERE}.edit:edit",
        "delete": f"{_HERE}.delete:delete",
        "block": f"{_HERE}.lifecycle:block",
        "unblock": f"{_HERE}.lifecycle:unblock",
        "deceased": f"{_HERE}.lifecycle:deceased",
        "archive": f"{_HERE}.lifecycle:archive",
        "unarchive": f"{_HERE}.lifecycle:unarchive",
        "tag": f"{_HERE}.tagging:tag",
        "untag": f"{_HERE}.tagging:untag",
        "prefs": f"{_HERE}.prefs:prefs",
        "allergy": f"{_HERE}.allergy.group:group",
        "relate": f"{_HERE}.relating:relate",
        "relations": f"{_HERE}.relating:relations",
        "relation": f"{_HERE}.relating:relation_group",
        "unrelate": f"{_HERE}.relating:unrelate",
        "print": f"{_HERE}.printing.group:group",
        "export": f"{_HERE}.exporting.command:export",
        "share": "semble_cli.commands.sharing.export:share",
        "identity": f"{_HERE}.identity:identity",
        "history": f"{_HERE}.history:history",
        "report-event": f"{_HERE}.report_event:report_event",
        "report": f"{_HERE}.report:report",
        "recover": f"{_HERE}.recover:recover",
        "import": f"{_HERE}.importing.command:import_patients",
    },
)
