"""The export of a whole practice: what is there, who may, how it goes on, what is made anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import BadUsage, Refused
from semble_cli.exchange.archive.checking import check_archive
from semble_cli.services.access import Role
from semble_cli.services.exports.beside import PracticeAsked, PracticeReport
from semble_cli.services.exports.contents import WhatToExport, read_record
from semble_cli.services.exports.practice import export_practice
from semble_cli.services.exports.record import Progress
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.tags import add_tag, change_tag
from semble_cli.services.record.contacts import edit_contact
from semble_cli.services.record.relations import relate
from tests.acting import acting_as
from tests.conftest import tamper
from tests.services.exports.conftest import NIR, PlainPages, opened, own, read_json
from tests.services.record.documents import keep

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register

READ = "semble_cli.services.exports.practice.read_record"
FIRST, SECOND = "patients/000000/1.zip", "patients/000000/2.zip"


def export(register: Register, place: Path, **asked: Any) -> PracticeReport:
    pdf, passphrase = asked.pop("pdf", False), asked.pop("passphrase", None)
    what = PracticeAsked(WhatToExport(**asked), pdf, passphrase)
    return export_practice(register, str(place), what, PlainPages(), own, Progress())


def is_whole(place: Path) -> bool:
    return check_archive(str(place), str).faults == []


def files_in(place: Path) -> set[str]:
    return {str(each.relative_to(place)) for each in place.rglob("*") if each.is_file()}


def test_each_patient_has_an_archive_and_all_of_it_a_manifest(
    people: Register, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    report = export(people, place)
    assert files_in(place) == {
        *("LISEZ-MOI.pdf", "cabinet.json", "dictionnaire.csv", "manifest.json"),
        *("progress.ndjson", "rapport-integrite.json", FIRST, SECOND),
    }
    assert is_whole(place)
    assert (report.patients, report.exported, report.made_now, report.documents) == (2, 2, 2, 1)
    assert report.is_whole
    with opened((place / FIRST).read_bytes()) as archive:
        assert archive.namelist() == [
            *("dossier.json", "dossier-fhir.json", "documents/0001-lettre.pdf", "manifest.json")
        ]
        assert NIR not in archive.read("dossier.json").decode()
    assert {path.stat().st_mode & 0o077 for path in place.rglob("*")} == {0}


def test_a_nir_is_masked_in_what_stands_beside_too(people: Register, tmp_path: Path) -> None:
    said = {"kind": "person", "name": "MARTIN", "notes": f"père, {NIR}"}
    relate(people, 1, {"type": "gp", "new": said})
    export(people, tmp_path / "out")
    assert NIR[:13] not in (tmp_path / "out/cabinet.json").read_text()
    export(people, tmp_path / "all", reveal=True)
    assert NIR in (tmp_path / "all/cabinet.json").read_text()


def test_the_report_is_for_programs_too(people: Register, tmp_path: Path) -> None:
    export(people, tmp_path / "out", reveal=True)
    told = json.loads((tmp_path / "out/rapport-integrite.json").read_text())
    del told["program"], told["made_by"], told["register"], told["journal"], told["size"]
    assert told == {
        "made_at": "2026-11-23T10:30:00+00:00",
        "everything": False,
        "nir": "revealed",
        "patients": 2,
        "exported": 2,
        "made_now": 2,
        "taken_away": 0,
        "documents": 1,
        "damaged": [],
        "without_pages": [],
        "still_changing": 0,
        "pdf": False,
        "encrypted": False,
        "is_whole": True,
    }


def test_the_same_export_goes_on_and_makes_nothing_twice(people: Register, tmp_path: Path) -> None:
    export(people, tmp_path / "out")
    before = (tmp_path / "out" / FIRST).stat().st_mtime_ns
    report = export(people, tmp_path / "out")
    assert (report.made_now, report.exported) == (0, 2)
    assert (tmp_path / "out" / FIRST).stat().st_mtime_ns == before
    assert is_whole(tmp_path / "out")


def test_what_was_cut_off_goes_on(
    people: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "out"

    def cut(source: Any, *more: Any, **named: Any) -> Any:
        if source.patient_id == 2:
            raise KeyboardInterrupt
        return read_record(source, *more, **named)

    with monkeypatch.context() as patched:
        patched.setattr(READ, cut)
        with pytest.raises(KeyboardInterrupt):
            export(people, place)
    assert FIRST in files_in(place)
    assert not {SECOND, "manifest.json"} & files_in(place)
    with (place / "progress.ndjson").open("a") as progress:
        progress.write('{"patient":2,"se')
    report = export(people, place)
    assert (report.made_now, report.exported) == (1, 2)
    assert is_whole(place)


def test_a_record_that_is_not_there_in_its_length_is_made_anew(
    people: Register, tmp_path: Path
) -> None:
    export(people, tmp_path / "out")
    (tmp_path / "out" / FIRST).write_bytes(b"PK")
    (tmp_path / "out" / SECOND).unlink()
    assert export(people, tmp_path / "out").made_now == 2
    assert is_whole(tmp_path / "out")


def test_a_record_that_changed_is_made_anew_and_no_other(people: Register, tmp_path: Path) -> None:
    export(people, tmp_path / "out")
    edit_fields(people, 2, {"city": "Lyon"})
    assert export(people, tmp_path / "out").made_now == 1
    with opened((tmp_path / "out" / SECOND).read_bytes()) as archive:
        assert read_json(archive, "dossier.json")["address"]["city"] == "Lyon"


def test_a_record_that_changes_while_others_are_read_is_made_anew(
    people: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed: list[Any] = []

    def while_changing(source: Any, *more: Any, **named: Any) -> Any:
        if source.patient_id == 2 and not changed:
            changed.append(edit_fields(people, 1, {"city": "Lyon"}))
        return read_record(source, *more, **named)

    monkeypatch.setattr(READ, while_changing)
    report = export(people, tmp_path / "out")
    assert (report.made_now, report.exported, report.still_changing) == (3, 2, 0)
    with opened((tmp_path / "out" / FIRST).read_bytes()) as archive:
        assert read_json(archive, "dossier.json")["address"]["city"] == "Lyon"


def test_who_goes_on_changing_is_told(
    people: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cities = iter(range(99))

    def while_changing(source: Any, *more: Any, **named: Any) -> Any:
        edit_fields(people, 1, {"city": f"Lyon {next(cities)}"})
        return read_record(source, *more, **named)

    monkeypatch.setattr(READ, while_changing)
    report = export(people, tmp_path / "out")
    assert (report.still_changing, report.is_whole) == (1, False)


def test_what_stands_in_a_record_and_is_somebody_elses_makes_it_anew(
    people: Register, tmp_path: Path
) -> None:
    contact = relate(people, 1, {"type": "gp", "new": {"kind": "person", "name": "MARTIN"}})
    assert contact
    add_tag(people, "ALD", None)
    edit_fields(people, 2, {"tags": "ALD"})
    place = tmp_path / "out"
    export(people, place)
    edit_contact(people, 1, {"name": "DURAND"})
    assert export(people, place).made_now == 1
    change_tag(people, "ALD", "Affection", None)
    assert export(people, place).made_now == 1
    relate(people, 2, {"type": "family", "patient_id": 1})
    assert export(people, place).made_now == 2
    edit_fields(people, 1, {"used_name": "NESSI"})
    assert export(people, place).made_now == 2


def test_the_record_of_a_patient_who_was_deleted_is_taken_away(
    people: Register, tmp_path: Path
) -> None:
    export(people, tmp_path / "out")
    delete_patient(people, 2, "ADRUN AGATHE", "doublon")
    report = export(people, tmp_path / "out")
    assert (report.taken_away, report.exported) == (1, 1)
    assert SECOND not in files_in(tmp_path / "out")
    assert is_whole(tmp_path / "out")


def test_damaged_documents_are_named(people: Register, tmp_path: Path) -> None:
    keep(people, tmp_path, b"%PDF-1.7 other", patient=2)
    tamper(people, "DELETE FROM document_chunk")
    report = export(people, tmp_path / "out")
    assert (report.damaged, report.is_whole) == (((1, 1), (2, 2)), False)
    told = json.loads((tmp_path / "out/manifest.json").read_text())
    assert told["left_out"] == [
        {"document": 1, "reason": "damaged", "patient": 1},
        {"document": 2, "reason": "damaged", "patient": 2},
    ]


def test_pages_are_made_where_they_are_asked_for(people: Register, tmp_path: Path) -> None:
    assert export(people, tmp_path / "out", pdf=True).without_pages == ()
    with opened((tmp_path / "out" / FIRST).read_bytes()) as archive:
        assert {"LISEZ-MOI.pdf", "dossier.pdf"} < {*archive.namelist()}


def test_a_record_that_paper_has_no_letters_for_is_there_without_pages(
    people: Register, tmp_path: Path
) -> None:
    tamper(people, "UPDATE patient SET birth_name = 'חיים' WHERE id = 1")
    report = export(people, tmp_path / "out", pdf=True)
    assert (report.without_pages, report.exported, report.is_whole) == ((1,), 2, False)


@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY, Role.CLINICIAN])
def test_only_an_admin_exports_a_practice(
    people: Register, tmp_path: Path, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        theirs = acting_as(people, role, patched)
        with pytest.raises(Refused):
            export(theirs, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_that_a_practice_leaves_is_noted(people: Register, tmp_path: Path) -> None:
    export(people, tmp_path / "out", everything=True, reveal=True)
    with people.reading() as connection:
        found = connection.rows(
            "SELECT action, patient_id, content FROM event"
            " WHERE action IN ('patient.export', 'patient.reveal') ORDER BY seq"
        )
    told = {"list": "practice", "form": "archive", "patients": 2, "whole": True}
    told |= {"documents": True, "everything": True}
    assert [(action, whose, json.loads(text)) for action, whose, text in found] == [
        ("patient.reveal", None, {"list": True}),
        ("patient.export", None, {"noted": told}),
    ]


def test_a_directory_of_something_else_is_left_alone(
    people: Register, other_register: Register, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "mine").write_text("x")
    with pytest.raises(BadUsage, match="holds other files"):
        export(people, place)
    assert files_in(place) == {"mine"}
    export(people, tmp_path / "done")
    with pytest.raises(BadUsage, match="other options"):
        export(people, tmp_path / "done", everything=True)
    tamper(other_register, "UPDATE store_info SET value = 'other' WHERE name = 'id'")
    with pytest.raises(BadUsage, match="another register"):
        export(other_register, tmp_path / "done")
    assert is_whole(tmp_path / "done")
    (tmp_path / "done/progress.ndjson").write_text("bonjour\n")
    with pytest.raises(BadUsage, match="not what an export notes"):
        export(people, tmp_path / "done")


def test_two_exports_do_not_write_to_one_directory(people: Register, tmp_path: Path) -> None:
    import fcntl

    place = tmp_path / "out"
    export(people, place)
    with (place / "progress.ndjson").open("rb") as progress:
        fcntl.flock(progress, fcntl.LOCK_EX)
        with pytest.raises(BadUsage, match="Another export"):
            export(people, place)
    assert is_whole(place)
