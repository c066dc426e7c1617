"""`semble invoice`: what is invoiced, to whom, and what was paid."""

from __future__ import annotations

from semble_cli.commands.ui.framework import group as make_group

_HERE = "semble_cli.commands.invoice"

group = make_group(
    "Issue invoices and credit notes, note payments, tell the accountant.",
    {
        "create": f"{_HERE}.issuing:create",
        "list": f"{_HERE}.listing:list_invoices",
        "show": f"{_HERE}.showing:show",
        "get": f"{_HERE}.getting:get",
        "pay": f"{_HERE}.paying:pay",
        "credit": f"{_HERE}.issuing:credit",
        "totals": f"{_HERE}.totals:totals",
    },
)
