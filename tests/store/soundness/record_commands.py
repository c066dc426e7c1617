"""Commands of every kind on records around patients, each on one that a number draws."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from semble_cli.patient.around.allergy_reading import GivenAllergy
from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.patient.around.treatment import StopReason
from semble_cli.services.record.allergies import (
    add_allergy,
    confirm_allergy,
    remove_allergy,
    say_none_known,
    take_back_none_known,
)
from semble_cli.services.record.change_document import (
    delete_document,
    edit_document,
    move_document,
)
from semble_cli.services.record.consultations import (
    add_consultation,
    delete_consultation,
    edit_consultation,
    show_consultation,
)
from semble_cli.services.record.contacts import (
    add_contact,
    delete_contact,
    edit_contact,
    merge_contacts,
)
from semble_cli.services.record.erase_document import erase_document
from semble_cli.services.record.keywords import add_keyword, delete_keyword
from semble_cli.services.record.relations import edit_relation, relate, unrelate
from semble_cli.services.record.treatments import (
    add_treatment,
    delete_treatment,
    edit_treatment,
    stop_treatment,
)
from semble_cli.store.database.open import connected
from tests.services.record.documents import keep
from tests.store.soundness.commands import one

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.register import Register

SUBSTANCES = ("Latex", "Pénicilline", "Arachide")
REASONS = tuple(StopReason)


def who(register: Register, place: int) -> int:
    return one(register, place).id or 0


def which(register: Register, kind: str, place: int) -> int:
    """The id of a record of a kind that is there."""
    with connected(register.store) as connection:
        ids = [record_id for (record_id,) in connection.rows(f"SELECT id FROM {kind} ORDER BY id")]
    return int(ids[place % len(ids)])


def owner_of(register: Register, kind: str, record_id: int) -> int:
    with connected(register.store) as connection:
        return int(connection.value(f"SELECT patient_id FROM {kind} WHERE id = ?", (record_id,)))


def note(place: int) -> GivenNote:
    allergy = GivenAllergy(SUBSTANCES[place % 3], reaction="urticaire")
    return GivenNote(
        None, (GivenSection("Motif", f"Toux {place}"), GivenSection("Allergie", None, allergy))
    )


def annotate(register: Register, place: int) -> None:
    number = which(register, "consultation", place)
    found = show_consultation(register, number).note
    sections = (*found.sections, GivenSection("Conclusion", str(place)))
    edit_consultation(register, number, GivenNote(f"N {place}", sections))


def relate_patients(register: Register, place: int) -> None:
    relate(register, who(register, place), {"type": "family", "patient_id": who(register, 3)})


def edit_one_relation(register: Register, place: int) -> None:
    number = which(register, "relation", place)
    edit_relation(register, owner_of(register, "relation", number), number, {"notes": f"n{place}"})


def remove_one_relation(register: Register, place: int) -> None:
    number = which(register, "relation", place)
    unrelate(register, owner_of(register, "relation", number), number)


def of_allergy(
    act: Callable[[Register, int, str], object],
) -> Callable[[Register, int], object]:
    def on_one(register: Register, place: int) -> None:
        number = which(register, "allergy", place)
        act(register, owner_of(register, "allergy", number), str(number))

    return on_one


def add_document(register: Register, place: int) -> None:
    with tempfile.TemporaryDirectory() as directory:
        content = b"%PDF-1.7\n" + b"x" * (place % 3)
        keep(register, Path(directory), content, who(register, place))


RECORD_COMMANDS: dict[str, Callable[[Register, int], object]] = {
    "contact add": lambda register, place: add_contact(
        register, {"kind": "person", "name": f"MARTIN-TEST {place}"}
    ),
    "contact edit": lambda register, place: edit_contact(
        register, which(register, "contact", place), {"city": f"V{place}"}
    ),
    "contact delete": lambda register, place: delete_contact(
        register, which(register, "contact", place)
    ),
    "contact merge": lambda register, place: merge_contacts(
        register, which(register, "contact", place), which(register, "contact", place + 1)
    ),
    "relate": lambda register, place: relate(
        register, who(register, place), {"type": "gp", "contact_id": which(register, "contact", 1)}
    ),
    "relate to a new one": lambda register, place: relate(
        register, who(register, place), {"type": "school", "new": f"École {place}"}
    ),
    "relate to a patient": relate_patients,
    "relation edit": edit_one_relation,
    "unrelate": remove_one_relation,
    "allergy add": lambda register, place: add_allergy(
        register, who(register, place), {"substance": SUBSTANCES[place % 3]}
    ),
    "allergy confirm": of_allergy(
        lambda register, patient, which_one: confirm_allergy(register, patient, which_one, {})
    ),
    "allergy remove": of_allergy(remove_allergy),
    "allergy none": lambda register, place: say_none_known(register, who(register, place), "food"),
    "allergy none after all": lambda register, place: take_back_none_known(
        register, who(register, place), "food"
    ),
    "consultation add": lambda register, place: add_consultation(
        register, who(register, place), note(place)
    ),
    "consultation edit": annotate,
    "consultation delete": lambda register, place: delete_consultation(
        register, which(register, "consultation", place)
    ),
    "keyword add": lambda register, place: add_keyword(register, f"Examen {'abc'[place % 3]}"),
    "keyword delete": lambda register, place: delete_keyword(
        register, f"Examen {'abc'[place % 3]}"
    ),
    "treatment add": lambda register, place: add_treatment(
        register, who(register, place), {"drug": f"Essai {place}"}
    ),
    "treatment edit": lambda register, place: edit_treatment(
        register, which(register, "treatment", place), {"dose": str(place)}
    ),
    "treatment stop": lambda register, place: stop_treatment(
        register,
        which(register, "treatment", place),
        REASONS[place % len(REASONS)],
        allergy=SUBSTANCES[place % 3],
    ),
    "treatment delete": lambda register, place: delete_treatment(
        register, which(register, "treatment", place)
    ),
    "document add": add_document,
    "document edit": lambda register, place: edit_document(
        register, which(register, "document", place), {"title": f"T{place}"}
    ),
    "document move": lambda register, place: move_document(
        register, which(register, "document", place), who(register, place + 1)
    ),
    "document delete": lambda register, place: delete_document(
        register, which(register, "document", place)
    ),
    "document erase": lambda register, place: erase_document(
        register, which(register, "document", place), "doublon"
    ),
}
