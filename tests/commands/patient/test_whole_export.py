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


@pytest.mark.parametrize(
    "state",
    [
        ("deceased", "1", "--on", "2026-01-02"),
        ("archive", "1", "--reason", "moved_away"),
        ("block", "1", "--reason", "impayés"),
    ],
)
def test_what_semble_s_api_has_no_word_for_is_said(
    semble: Semble, sqlite_register: Register, state: tuple[str, ...]
) -> None:
    create_patient(sqlite_register, a_patient())
    assert "has no word" not in semble("patient", "list", "-f", "semble", "--archived").err
    assert semble("patient", *state).code == 0
    told = semble("patient", "list", "-f", "semble", "--archived").err
    assert "This format has no word for a death, an archive or a block: 1 × such" in told
    assert "has no word" not in semble("patient", "list", "-f", "fhir", "--archived").err
