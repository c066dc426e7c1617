"""Give a register a second patient with many consultations: run by `bench.pages`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.patient.intake import new_patient
from semble_cli.services.patients.create import create_patient
from semble_cli.services.record.consultations import add_consultation
from semble_cli.services.register import register_at

register = register_at(sys.argv[1], lambda: datetime.now(UTC))
PAT_TROIS = {
    "birth_name": "PAT-TROIS",
    "first_given_name": "DOMINIQUE",
    "birth_given_names": "DOMINIQUE MARIE-LOUISE",
    "birth_date": "1979-03-28",
    "sex": "F",
    "birth_place_code": "51215",
}
create_patient(register, new_patient(PAT_TROIS, register.today).patient)
NOTE = GivenNote(
    "Suivi",
    (
        GivenSection("Motif", "Toux sèche depuis trois jours, sans fièvre"),
        GivenSection("Observation", "Auscultation claire ; TA 12/8. " * 8),
        GivenSection("Conclusion", "Bronchite simple, repos."),
    ),
)
for number in range(int(sys.argv[2])):
    held_at = datetime(2020, 1, 1, 9, tzinfo=UTC) + timedelta(days=3 * number)
    add_consultation(register, 2, NOTE, held_at)
