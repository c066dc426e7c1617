"""Something sent to a printer, and waited for."""

from __future__ import annotations

import os

from semble_cli.errors import Sentence
from semble_cli.paper.printers.jobs import await_printed, ready_printer, send_job
from semble_cli.paper.printers.server import PrintServer
from semble_cli.patient.printing.printers import (
    PaperToPrint,
    PrintedJob,
)

PDF = PaperToPrint("Étiquettes", "application/pdf", (57, 32))
LONG, SHORT = 60.0, 0.5
LARGE = os.urandom(8 << 20)
"""More than lies in the buffers between us and a printer."""


def send(
    server: PrintServer, name: str, content: bytes = b"%PDF-", paper: PaperToPrint = PDF
) -> PrintedJob:
    return send_job(server, ready_printer(server, name, paper), paper, [content[:5], content[5:]])


def wait(server: PrintServer, job: PrintedJob, seconds: float = LONG) -> list[str]:
    """Wait for a job; what is told meanwhile."""
    told: list[Sentence] = []
    await_printed(server, job, seconds, told.append)
    return [str(each) for each in told]
