"""`semble document`: the documents of the patients."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.document"

group = make_group(
    "Keep documents with patients: add, list, hand out, print, share, move and delete them.",
    {
        "add": f"{_HERE}.add:add",
        "list": f"{_HERE}.reading:list_documents",
        "show": f"{_HERE}.reading:show",
        "get": f"{_HERE}.get:get",
        "print": f"{_HERE}.printing:print_",
        "share": "semble_cli.commands.sharing.documents:share",
        "shares": "semble_cli.commands.sharing.listing:shares",
        "edit": f"{_HERE}.change:edit",
        "move": f"{_HERE}.change:move",
        "delete": f"{_HERE}.delete:delete",
    },
)
