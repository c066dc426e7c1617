"""PATIENT on a command line: an id, the name of one patient, or the last one of this terminal; the
same for every command that takes one."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

import reference
from semble_cli.commands.ui.patients.argument import PatientWord
from semble_cli.services.agenda.practitioners import add_practitioner
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.record.allergies import add_allergy
from semble_cli.services.record.relations import relate
from semble_cli.store.database.address import Database, StoreAddress
from tests.clock import day_to_come
from tests.conftest import ADRUN, PAT_TROIS, a_patient, register_on
from tests.services.invoices.practice import set_up_practice
from tests.services.letters.people import at_home
from tests.services.record.documents import keep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Said, Semble


def taking_patients() -> Iterator[tuple[str, Any]]:
    """Every command with an argument that is a patient, as its help or its name tells."""
    for name, command in reference.commands():
        for parameter in command.params:
            if parameter.param_type_name == "argument" and (
                "PATIENT" in (parameter.metavar or "")
                or parameter.name in ("patient", "patients", "patient_id")
            ):
                yield name.removeprefix("semble "), parameter


TAKING = dict(taking_patients())

BESIDE: dict[str, tuple[str, ...]] = {
    "patient edit": ("--city", "Lyon"),
    "patient deceased": ("--on", "2026-01-02"),
    "patient archive": ("--reason", "moved_away"),
    "patient tag": ("ALD",),
    "patient untag": ("ALD",),
    "patient prefs": ("--sms",),
    "adri refresh": ("--dry-run",),
    "patient recover": ("--dry-run", "--on-duplicate", "create"),
    "patient delete": ("--confirm", "PAT-TROIS DOMINIQUE"),
    "patient allergy add": ("--substance", "Kiwi"),
    "patient allergy edit": ("latex", "--severity", "mild"),
    "patient allergy confirm": ("latex",),
    "patient allergy remove": ("latex",),
    "consultation add": ("--section", "Motif=Toux"),
    "document add": (__file__,),
    "patient share": (
        *("--export", "--to", "inconnu@example.org", "--yes", "--override", "essai"),
    ),
    "patient relate": ("--type", "gp", "--new", "MARTIN"),
    "patient relation edit": ("1", "--payer"),
    "patient unrelate": ("1",),
    "treatment add": ("--drug", "Essai 1 g"),
    "appointment add": ("--start", f"{day_to_come(0)}T09:00", "--minutes", "20"),
    "patient print label": ("-o", "labels.pdf"),
    "patient print summary": ("-o", "summary.pdf"),
    "patient print treatments": ("-o", "treatments.pdf"),
    "invoice create": ("--line", "Consultation=26,50"),
    "letter write": ("--template", "attestation_presence", "-o", "letter.pdf"),
    "patient print list": ("-o", "list.pdf"),
}
"""What a command wants after a patient."""

BEFORE: dict[str, tuple[str, ...]] = {"document move": ("1",)}
"""What a command wants before one."""

BY_ID_ONLY = {"patient delete"}
OF_FORMER_ONES = {"patient recover"}
NAMELESS = (
    *("history", "identity", "prefs", "relations", "treatment list", "document list"),
    *("share", "document shares"),
    *("print label", "print summary", "print treatments", "print list"),
)
"""Commands whose answer does not name the patient."""

OTHERWISE = {"adri test": 2, "patient share": 4}
"""The exit codes of commands that fail of something else once they know the patient."""


@pytest.fixture(scope="module")
def filled_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two patients of one surname, one of another, of whom an allergy was refuted and who has a
    document and a relation, and one who was deleted: a register's file."""
    directory = tmp_path_factory.mktemp("filled")
    shutil.copy(sqlite_template, file := directory / "register.db")
    register = register_on(StoreAddress(Database.SQLITE, str(file)))
    add_tag(register, "ALD", None)
    create_patient(register, a_patient())
    create_patient(register, a_patient(ADRUN | {"first_given_name": "Max", "sex": "M"}))
    create_patient(register, at_home(a_patient(PAT_TROIS)))
    add_allergy(register, 3, {"substance": "latex", "certainty": "refuted"})
    add_practitioner(register, {"name": "Dr Alix ROUSSEL"})
    set_up_practice(register)
    keep(register, directory, patient=3)
    relate(register, 3, {"type": "family", "patient_id": 1})
    quatre = a_patient(PAT_TROIS | {"birth_name": "PAT-QUATRE"})
    former = create_patient(register, quatre, known=(3,))
    delete_patient(register, 4, former.full_name, None)
    return file


@pytest.fixture
def filled(
    semble: Semble,
    sqlite_store: StoreAddress,
    filled_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Semble:
    """Commands on a copy of that register, in a directory of their own."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(filled_file, sqlite_store.location)
    return semble


def given(semble: Semble, name: str, who: str) -> Said:
    """A command with a patient and what it wants beside."""
    said: Said = semble(*name.split(), *BEFORE.get(name, ()), who, *BESIDE.get(name, ()))
    return said


def state(semble: Semble) -> str:
    """All that is written down of the patients."""
    return str(semble("patient", "list", "--archived", "--whole", "-f", "json").out)


def test_the_commands_that_take_a_patient_are_these() -> None:
    assert {"patient show", "patient edit", "patient history", "adri test"} < TAKING.keys()
    assert TAKING.keys() >= BESIDE.keys()


@pytest.mark.parametrize("name", TAKING)
def test_one_reader_reads_every_patient(name: str) -> None:
    read = TAKING[name].type.func("Pat-Trois")
    assert isinstance(read, PatientWord)
    assert (read.among is None) is (name in BY_ID_ONLY)


@pytest.mark.parametrize("name", sorted(TAKING.keys() - BY_ID_ONLY))
def test_a_name_does_what_the_id_does(filled: Semble, name: str) -> None:
    who, patient_id = ("pat-quatre", "4") if name in OF_FORMER_ONES else ("trois dominique", "3")
    said = given(filled, name, who)
    assert said.code == OTHERWISE.get(name, 0), said.err
    if said.code == 0 and not name.endswith(NAMELESS):
        assert patient_id in said.out + said.err


@pytest.mark.parametrize("name", sorted(TAKING.keys() - BY_ID_ONLY - OF_FORMER_ONES))
def test_a_name_of_several_is_refused_with_their_ids(filled: Semble, name: str) -> None:
    before = state(filled)
    said = given(filled, name, "adrun")
    assert (said.code, said.out) == (6, "")
    assert said.err == "Error: Several patients are called so: 2, 1. Give the id of one.\n"
    assert state(filled) == before


@pytest.mark.parametrize("name", sorted(TAKING.keys() - BY_ID_ONLY))
def test_a_name_of_nobody_is_no_record(filled: Semble, name: str) -> None:
    said = given(filled, name, "nemo")
    assert (said.code, said.out) == (3, "")
    assert "No patient bears this whole name." in said.err
    assert "nemo" not in said.err.lower()


@pytest.mark.parametrize("name", TAKING)
def test_a_dot_is_refused_where_nobody_is_at_a_terminal(filled: Semble, name: str) -> None:
    before = state(filled)
    said = given(filled, name, ".")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Error: A dot is the last patient of a terminal")
    assert state(filled) == before


@pytest.mark.parametrize("name", TAKING)
@pytest.mark.parametrize("word", ["-", "31b", "12 13", "0", "x" * 101])
def test_what_is_neither_an_id_nor_a_name_is_a_mistake(
    filled: Semble, name: str, word: str
) -> None:
    said = given(filled, name, word)
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert "wants an id, or the whole name of a patient" in said.err


def test_a_name_is_never_enough_to_delete(filled: Semble) -> None:
    said = filled("patient", "delete", "pat-trois", *BESIDE["patient delete"])
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "Error: A name is not enough here. Give the id; semble patient search finds it.\n"
    )
    assert json.loads(filled("patient", "show", "3", "-f", "json").out)["id"] == 3


def test_several_patients_are_named_side_by_side(filled: Semble) -> None:
    said = filled("adri", "refresh", "max", "pat-trois", "1", "--dry-run", "-f", "json")
    assert sorted(each["id"] for each in json.loads(said.out)) == [1, 2, 3]
