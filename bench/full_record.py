"""Fill a register that has one patient with so many consultations and documents: run by
`bench.exports`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from semble_cli.patient.around.document_description import Described
from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.services.record.add_document import add_document, prepare_document
from semble_cli.services.record.consultations import add_consultation
from semble_cli.services.register import register_at

OBSERVED = "Auscultation claire, tension 12/8. " * 12


def main() -> None:
    """Fill the register that is named first with the files of the directory that is named next."""
    store, directory, notes = sys.argv[1:]
    register = register_at(store, lambda: datetime.now().astimezone())
    for number in range(int(notes)):
        sections = (GivenSection("Motif", "Toux"), GivenSection("Observation", OBSERVED))
        add_consultation(register, 1, GivenNote(f"Suivi {number}", sections))
    for file in sorted(Path(directory).iterdir()):
        with prepare_document(register, 1, str(file)) as opened:
            add_document(register, 1, opened, Described(file.stem))


if __name__ == "__main__":
    main()
