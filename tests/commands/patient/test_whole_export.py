"""A whole record as FHIR on the command line: out with documents or without, in, and undone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.patients.create import create_patient
from semble_cli.store.database import sqlite
from tests.conftest import a_patient, register_on
from tests.services.imports.whole_records import fill, resources, without_ids

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

EVERYTHING = ("patient", "list", "-f", "fhir", "--whole", "--reveal")


def data(file: Path) -> set[str]:
    """Where the bytes of documents stand in a file."""
    found = [each for each in resources(file.read_bytes()) if "content" in each]
    return {name for each in found for name in each["content"][0]["attachment"] if name == "data"}


def test_a_register_goes_from_one_store_to_another(
    semble_on_both: Semble, store: StoreAddress, other_register: Register, tmp_path: Path
) -> None:
    semble = semble_on_both
    fill(register_on(store), tmp_path)
    bare, full, back = (tmp_path / f"{name}.ndjson" for name in ("bare", "full", "back"))
    assert semble(*EVERYTHING, "-o", bare).code == 0
    assert semble(*EVERYTHING, "--documents", "-o", full).code == 0
    assert (data(bare), data(full)) == (set(), {"data"})

    other = ("--store", other_register.store.location)
    said = semble(*other, "patient", "import", full, "-f", "json")
    assert said.code == 0, said.err
    done: dict[str, Any] = json.loads(said.out)
    assert (done["created"], done["rejected"], done["records"]) == (4, 0, 23)
    assert "  around them, relations, allergies, treatments and documents: 23\n" in said.err
    assert semble(*other, *EVERYTHING, "--documents", "-o", back).code == 0
    assert without_ids(back.read_bytes()) == without_ids(full.read_bytes())

    assert semble(*other, "undo", done["batch"]).code == 0
    assert semble(*other, "patient", "list", "-f", "ndjson").out == ""
    assert semble(*other, "contact", "search").code == 1


def test_documents_that_are_not_in_the_file_are_named_by_their_lines(
    semble: Semble, sqlite_register: Register, other_sqlite: Register, tmp_path: Path
) -> None:
    fill(sqlite_register, tmp_path)
    file = tmp_path / "bare.ndjson"
    assert semble(*EVERYTHING, "-o", file).code == 0
    said = semble("--store", other_sqlite.store.location, "patient", "import", file)
    assert said.code == 0
    assert said.err.count("its bytes are not in the file: the document was not brought in.") == 4


def test_the_bytes_of_documents_go_with_the_whole_record_alone(semble: Semble) -> None:
    for words in (("-f", "fhir"), ("--whole",), ("-f", "semble", "--whole"), ()):
        said = semble("patient", "list", *words, "--documents")
        assert (said.code, said.err) == (2, "Error: --documents goes with -f fhir --whole.\n")


def test_who_may_not_read_all_of_it_is_told_what_was_left_out(
    semble: Semble, sqlite_register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_register, tmp_path)
    users.add(sqlite_register, "secretary", Role.SECRETARY)
    assert semble(*EVERYTHING).err == ""
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "secretary")
    said = semble("patient", "list", "-f", "fhir", "--whole")
    assert said.code == 0
    assert "MedicationStatement" not in said.out
    assert said.err == (
        "Treatments and documents were left out: your role does not read medical contents.\n"
    )


def test_without_the_whole_record_a_list_has_patients_alone(
    semble: Semble, sqlite_register: Register, tmp_path: Path
) -> None:
    fill(sqlite_register, tmp_path)
    lines = resources(semble("patient", "list", "-f", "fhir").out.encode())
    assert [each["resourceType"] for each in lines] == ["Patient"] * 4


DEATH = ("deceased", "1", "--on", "2026-01-02")
ARCHIVE = ("archive", "1", "--reason", "moved_away")
BLOCK = ("block", "1", "--reason", "impayés")


@pytest.mark.parametrize(
    ("form", "state", "word"),
    [
        ("semble", DEATH, "a death"),
        ("semble", ARCHIVE, ""),
        ("semble", BLOCK, ""),
        ("hl7", DEATH, ""),
        ("hl7", ARCHIVE, "an archive"),
        ("hl7", BLOCK, "a block"),
        ("vcard", DEATH, ""),
        ("vcard", ARCHIVE, "an archive"),
        ("vcard", BLOCK, "a block"),
        ("fhir", DEATH, ""),
        ("fhir", ARCHIVE, ""),
    ],
)
def test_which_states_a_format_has_no_word_for_is_said(
    semble: Semble, sqlite_register: Register, form: str, state: tuple[str, ...], word: str
) -> None:
    create_patient(sqlite_register, a_patient())
    how = ("patient", "list", "-f", form, "--archived")
    assert "has no word" not in semble(*how).err
    assert semble("patient", *state).code == 0
    told = f"This format has no word for {word}: 1 × such" if word else ""
    for said in (semble(*how).err, semble("patient", "show", "1", "-f", form).err):
        assert said.startswith(told) if word else "has no word" not in said


def test_several_states_are_said_in_one_sentence(semble: Semble, sqlite_register: Register) -> None:
    create_patient(sqlite_register, a_patient())
    for state in (ARCHIVE, BLOCK):
        semble("patient", *state)
    told = semble("patient", "list", "-f", "hl7", "--archived").err
    assert "no word for an archive, a block: 1 × such" in told
