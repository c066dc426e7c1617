"""Desks that issue at once get numbers one after the other, and nobody pays twice."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from semble_cli.services.invoices.finding import InvoicesAsked, list_invoices, show_invoice
from semble_cli.services.stores import check

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from tests.services.invoices.conftest import Issue

DESKS = 4


def at_once(register: Register, *words: str) -> list[int]:
    """The exit codes of several processes that do the same at once."""
    environment = os.environ | {"LC_ALL": "C", "SEMBLE_CONFIG": "/dev/null/semble.toml"}
    desks = [
        subprocess.Popen(
            [
                *(sys.executable, "-W", "ignore", "-m", "semble_cli"),
                *("--store", register.store.location, *words),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        for _ in range(DESKS)
    ]
    for desk in desks:
        desk.communicate(timeout=300)
    return sorted(desk.returncode for desk in desks)


def test_processes_that_issue_at_once_leave_no_gap(office: Register) -> None:
    assert at_once(office, "invoice", "create", "1", "--line", "Consultation=26,50") == [0] * DESKS
    found = [each.invoice.number for each in list_invoices(office, InvoicesAsked())]
    assert found == ["F0001", "F0002", "F0003", "F0004"]
    assert check(office) == []


def test_processes_that_note_all_that_is_due_at_once_note_it_once(
    office: Register, issue: Issue
) -> None:
    issue()
    assert at_once(office, "invoice", "pay", "F0001", "--by", "cash") == [0, *[5] * (DESKS - 1)]
    assert len(show_invoice(office, "F0001").payments) == 1
    assert at_once(office, "invoice", "credit", "F0001", "--reason", "x") == [
        0,
        *[5] * (DESKS - 1),
    ]
    assert check(office) == []
