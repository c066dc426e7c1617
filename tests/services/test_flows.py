"""What several services do together: undo and redo, many writers, a killed import, the demo."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Conflict, NoSuchRecord, Refused
from semble_cli.patient.record import ArchiveReason
from semble_cli.services import stores
from semble_cli.services.batches import last_batches
from semble_cli.services.demo import load_fictitious
from semble_cli.services.patients.complete import complete_patient
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import (
    archive_patient,
    block_patient,
    declare_deceased,
    edit_fields,
    set_preferences,
    tag_patients,
    untag_patients,
)
from semble_cli.services.patients.list_all import Listing, all_patients
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.show import show_patient
from semble_cli.services.patients.tags import add_tag, all_tags, change_tag, delete_tag
from semble_cli.services.undo import last_of_mine, undo_command
from tests.conftest import ADRUN, PAT_TROIS, a_patient, register_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Said

    Semble = Callable[..., Said]


def everybody(register: Register) -> list[Patient]:
    return list(all_patients(register, Listing(archived=True)))


CHANGES: dict[str, Callable[[Register, int], object]] = {
    "edit": lambda register, patient: edit_fields(
        register, patient, {"city": "Lyon", "birth_name": "ADRUNE", "phones": "0639980000"}
    ),
    "block": lambda register, patient: block_patient(register, patient, "impayés"),
    "deceased": lambda register, patient: declare_deceased(
        register, patient, show_patient(register, patient).patient.birth_date
    ),
    "archive": lambda register, patient: archive_patient(
        register, patient, ArchiveReason.MOVED_AWAY, ["ALD"]
    ),
    "tag": lambda register, patient: tag_patients(register, [patient], ["ALD"]),
    "prefs": lambda register, patient: set_preferences(register, patient, {"receive_sms": True}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_undone_and_redone_to_the_letter(register: Register, change: str) -> None:
    add_tag(register, "ALD", None)
    patient = create_patient(register, a_patient(PAT_TROIS)).id or 0

    def contents() -> dict[str, Any]:
        kept = show_patient(register, patient).patient._asdict()
        return {name: kept[name] for name in kept if name not in ("version", "updated_at")}

    before = contents()
    CHANGES[change](register, patient)
    after = contents()
    assert after != before
    undone = undo_command(register, last_of_mine(register).number)
    assert contents() == before
    redo = last_batches(register, 1)[0]
    assert redo.action == "undo"
    undo_command(register, redo.number)
    assert contents() == after
    assert undone.undone_by is not None or undone.number
    assert stores.check(register) == []


def test_what_was_done_to_a_tag_is_undone(register: Register) -> None:
    def tags() -> list[tuple[str, str | None]]:
        return [(tag.name, tag.color) for tag in all_tags(register)]

    add_tag(register, "ALD", "#3366cc")
    change_tag(register, "ald", "Affection", "#000000")
    assert tags() == [("Affection", "#000000")]
    undo_command(register, last_of_mine(register).number)
    assert tags() == [("ALD", "#3366cc")]
    delete_tag(register, "ALD")
    undo_command(register, last_batches(register, 1)[0].number)
    assert tags() == [("ALD", "#3366cc")]
    first = last_batches(register, 0)[-2].number
    patient = create_patient(register, a_patient(tags=("ALD",))).id or 0
    with pytest.raises(Conflict, match="bear this tag by now"):
        undo_command(register, first)
    untag_patients(register, [patient], ["ALD"])
    undo_command(register, first)
    assert tags() == []


def test_a_deleted_tag_comes_back_with_its_patients(register: Register) -> None:
    add_tag(register, "ALD", None)
    patient = create_patient(register, a_patient(tags=("ALD",))).id or 0
    delete_tag(register, "ALD")
    assert show_patient(register, patient).patient.tags == ()
    undo_command(register, last_batches(register, 1)[0].number)
    assert show_patient(register, patient).patient.tags == ("ALD",)


def test_nothing_of_mine_to_undo_is_said(register: Register) -> None:
    with pytest.raises(NoSuchRecord, match="no command of yours"):
        last_of_mine(register)


def test_a_deletion_is_never_undone(register: Register) -> None:
    patient = create_patient(register, a_patient())
    created = last_batches(register, 1)[0].number
    delete_patient(register, patient.id or 0, "ADRUN Zoé", None)
    with pytest.raises(Refused, match="A deletion cannot be taken back"):
        undo_command(register, last_batches(register, 1)[0].number)
    with pytest.raises(Refused, match="erased with the patient"):
        undo_command(register, created)


def test_completing_fills_what_is_empty_and_leaves_the_rest(register: Register) -> None:
    patient = create_patient(register, a_patient(ADRUN | {"city": "Reims"})).id or 0
    typed = a_patient(ADRUN | {"birth_name": "ADRUM", "city": "Lyon", "email": "zoe@example.org"})
    done = complete_patient(register, patient, typed)
    assert (tuple(done.edited.changes), done.left) == (
        ("email",),
        (("birth_name", "ADRUM", "ADRUN"), ("city", "Lyon", "Reims")),
    )
    found = show_patient(register, patient).patient
    assert (found.birth_name, found.city, found.email) == ("ADRUN", "Reims", "zoe@example.org")
    assert complete_patient(register, patient, typed).edited.changes == {}
    assert last_batches(register, 9)[0].action == "patient.edit"
    assert len(last_batches(register, 9)) == 3


def test_a_duplicate_that_came_up_meanwhile_is_a_conflict(register: Register) -> None:
    create_patient(register, a_patient())
    with pytest.raises(Conflict, match="likely to be the same person"):
        create_patient(register, a_patient(), known=[])


def test_many_writers_at_once_write_one_after_the_other(store: StoreAddress) -> None:
    def add(number: int) -> int:
        given = ADRUN | {
            "birth_name": f"ADRUN {'ABCDEFGH'[number]}",
            "birth_date": f"0{number + 1}/01/19{number + 5}0",
        }
        return create_patient(register_on(store), a_patient(given)).id or 0

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(add, range(5)))
    assert len(set(ids)) == 5
    register = register_on(store)
    assert {patient.id for patient in everybody(register)} == set(ids)
    assert stores.check(register) == []


def test_the_demonstration_loads_an_empty_register_only(register: Register) -> None:
    report = load_fictitious(register, 60, seed=4)
    assert report.created == len(everybody(register)) > 50
    assert report.read == 60
    with pytest.raises(Refused, match="holds patients"):
        load_fictitious(register, 5, seed=4)


def test_demo_writes_a_file_once_or_to_standard_output(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "patients.csv"
    assert semble("demo", "--patients", 30, "-o", file).code == 0
    assert semble("demo", "--patients", 30, "-o", file).code == 2
    assert semble("demo", "--patients", 30).out == file.read_text("utf-8")
    assert semble("demo", "--load", "--patients", 30).code == 0
    assert len(semble("patient", "list", "-f", "ndjson").out.splitlines()) > 25


def test_a_list_written_as_csv_can_be_imported_into_another_register(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    semble("demo", "--load", "--patients", 80)
    columns = "birth_name,first_given_name,birth_given_names,birth_date,sex,birth_place_code,email"
    listed = semble("patient", "list", "-f", "csv", "--fields", columns).out
    file = tmp_path / "list.csv"
    file.write_text(listed, "utf-8")
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    assert semble("init").code == 0
    assert semble("patient", "import", file, "--on-duplicate", "create").code == 0
    assert semble("patient", "list", "-f", "csv", "--fields", columns).out == listed


def test_a_check_tells_every_fault_and_exits_with_7(
    semble: Semble, sqlite_store: StoreAddress
) -> None:
    from semble_cli.store.database.open import connected

    semble("tag", "add", "ALD")
    assert semble("store", "check").err == "The register is sound.\n"
    with connected(sqlite_store) as connection:
        connection.run("UPDATE event SET actor = 'nobody' WHERE seq = 1")
    said = semble("store", "check")
    assert said.code == 7
    assert "event 1 was changed" in said.err


def test_a_search_explains_and_includes(semble: Semble) -> None:
    semble(
        *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
        *("--birth-date", "31/12/1975", "--birth-place", "63220"),
    )
    (hit,) = json.loads(semble("patient", "search", "adr", "--explain", "-f", "json").out)
    assert hit["match"] == "beginning of the birth name"
    semble("patient", "archive", 1, "--reason", "inactive")
    assert semble("patient", "search", "adrun").code == 1
    said = semble("patient", "search", "adrun", "--include", "archived", "-f", "json")
    assert json.loads(said.out)[0]["state"] == "archived"
    said = semble("patient", "search", "adrun", "--include", "archived", "-f", "table")
    assert "ARCHIVED" in said.out


def test_a_matricule_is_found_as_people_write_it(register: Register) -> None:
    ins = {"ins_matricule": "279035121518989", "ins_oid": "1.2.250.1.213.1.4.10"}
    patient = a_patient(PAT_TROIS)._replace(
        identity_retrieved=True,
        identity_checked=True,
        nir=None,
        ins_matricule=ins["ins_matricule"],
        ins_oid=ins["ins_oid"],
    )
    create_patient(register, patient)
    from semble_cli.services.patients.search_plan import SearchFields

    (hit,) = search_patients(
        register, SearchQuery(fields=SearchFields(number="2 79 03 51 215 189 89"))
    ).hits
    assert hit.patient.ins_matricule == "279035121518989"
