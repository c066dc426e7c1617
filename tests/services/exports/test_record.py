"""The complete export of a record, on both databases: what is in it, who may, what is kept."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import pyzipper

from semble_cli.errors import CannotBePrinted, Conflict, NoSuchRecord, Refused
from semble_cli.exchange.archive.checking import check_archive
from semble_cli.patient.actions import Action
from semble_cli.patient.around.stored_document import EXPORT_TYPE
from semble_cli.patient.sharing.share import Share, ShareRecipient
from semble_cli.services.access import Permission, Role
from semble_cli.services.exports import record
from semble_cli.services.exports.contents import WhatToExport
from semble_cli.services.exports.record import ExportedRecord, HandedOut, export_record
from semble_cli.services.record.change_document import delete_document
from semble_cli.services.record.read_documents import documents_of
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.store import shares
from semble_cli.store.database.open import connected
from tests.acting import acting_as
from tests.conftest import tamper
from tests.services.exports.conftest import NIR, PlainPages, opened, own, read_json
from tests.services.record.documents import SMALL, bytes_of, keep, rows_of

if TYPE_CHECKING:
    import zipfile
    from pathlib import Path

    from semble_cli.services.register import Register

PLAIN = WhatToExport()
USUAL = ["LISEZ-MOI.pdf", "dossier.pdf", "dossier.json", "dossier-fhir.json"]


def export(register: Register, what: WhatToExport = PLAIN, **more: Any) -> ExportedRecord:
    return export_record(register, 1, what, PlainPages(), own, **more)


def kept(register: Register, made: ExportedRecord) -> zipfile.ZipFile:
    return opened(bytes_of(register, made.document.id or 0))


def events(register: Register, action: str) -> list[Any]:
    with connected(register.store) as connection:
        found = connection.rows(
            "SELECT patient_id, content FROM event WHERE action = ? ORDER BY seq", (action,)
        )
    return [(whose, json.loads(text)) for whose, text in found]


def test_an_archive_holds_the_record_its_documents_and_a_manifest_of_them(
    people: Register,
) -> None:
    with kept(people, export(people)) as archive:
        assert archive.namelist() == [*USUAL, "documents/0001-lettre.pdf", "manifest.json"]
        assert archive.read("documents/0001-lettre.pdf") == SMALL
        manifest = read_json(archive, "manifest.json")
        assert {each["name"]: (each["size"], each["sha256"]) for each in manifest["files"]} == {
            name: (len(archive.read(name)), hashlib.sha256(archive.read(name)).hexdigest())
            for name in archive.namelist()[:-1]
        }
        told = {name: manifest[name] for name in ("format", "patient", "everything", "nir")}
        assert told == {
            "format": "semble-record",
            "patient": 1,
            "everything": False,
            "nir": "masked",
        }
        assert manifest["left_out"] == []
        document = read_json(archive, "dossier.json")
        assert document["consultations"][0]["sections"][0]["body"] == "Toux"
        assert document["treatments"][0]["drug"] == "Essai 1 g"
        assert document["documents"][0]["file"] == "documents/0001-lettre.pdf"
        entries = read_json(archive, "dossier-fhir.json")["entry"]
        (told,) = [
            each["resource"]["content"][0]["attachment"]
            for each in entries
            if each["resource"]["resourceType"] == "DocumentReference"
        ]
        assert told["url"] == "documents/0001-lettre.pdf"


def test_it_is_kept_among_the_documents_under_a_name_that_tells_nobody(people: Register) -> None:
    made = export(people)
    assert [each.document.id for each in documents_of(people, 1)] == [1, 2]
    document = made.document
    assert (document.id, document.media_type) == (2, EXPORT_TYPE)
    assert (document.title, document.file_name) == (
        "Export du dossier",
        "export-1-20261123T103000.zip",
    )
    assert made.size == len(bytes_of(people, 2))
    assert made.documents == 1


def test_it_bears_the_day_of_the_practice(people: Register) -> None:
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # half past midnight in Paris
    made = export(people._replace(clock=lambda: late))
    assert made.document.dated_on == date(2026, 12, 1)


def test_what_is_handed_out_is_what_is_kept(people: Register) -> None:
    out = io.BytesIO()
    made = export(people, handed=HandedOut(out, True))
    assert out.getvalue() == bytes_of(people, made.document.id or 0)


def test_the_next_export_leaves_earlier_ones_out_and_says_so(people: Register) -> None:
    export(people)
    with kept(people, export(people)) as archive:
        assert [each for each in archive.namelist() if "documents/" in each] == [
            "documents/0001-lettre.pdf"
        ]
        assert read_json(archive, "manifest.json")["left_out"] == [
            {"document": 2, "reason": "earlier_export"}
        ]
        entries = read_json(archive, "dossier-fhir.json")["entry"]
        kinds = [each["resource"]["resourceType"] for each in entries]
        assert kinds.count("DocumentReference") == 1


def test_a_deleted_document_is_not_in_it(people: Register) -> None:
    delete_document(people, 1)
    with kept(people, export(people)) as archive:
        assert archive.namelist() == [*USUAL, "manifest.json"]


def test_the_history_is_in_it_only_with_everything(people: Register) -> None:
    with kept(people, export(people, WhatToExport(everything=True))) as archive:
        told = read_json(archive, "historique.json")
        assert [each["action"] for each in told] == [
            *("patient.add", "patient.edit", "consultation.add", "treatment.add"),
            "document.add",
        ]
        assert archive.namelist()[:3] == ["LISEZ-MOI.pdf", "dossier.pdf", "historique.pdf"]


def test_a_nir_is_in_no_file_unless_it_is_revealed(people: Register) -> None:
    everything = WhatToExport(everything=True)
    with kept(people, export(people, everything)) as archive:
        for name in ("dossier.json", "dossier-fhir.json", "historique.json"):
            assert NIR[:13] not in archive.read(name).decode(), name
    assert events(people, "patient.reveal") == []
    with kept(people, export(people, everything._replace(reveal=True))) as archive:
        assert read_json(archive, "dossier.json")["nir"] == NIR
        assert read_json(archive, "dossier.json")["comments"] == f"vu, {NIR}"
        assert NIR in archive.read("dossier-fhir.json").decode()
        assert read_json(archive, "manifest.json")["nir"] == "revealed"
    assert events(people, "patient.reveal") == [(1, {})]


def test_so_it_is_in_what_is_told_of_shares(people: Register) -> None:
    to = ShareRecipient("address", "email", "zoe@example.org", f"ADRUN {NIR}", sealing="pdf")
    with people.writing(Permission.EDIT_CARE) as work:
        share = Share(1, "documents", work.at, work.actor, (), (to,), f"urgence, {NIR}")
        shares.insert(work.connection, share)
        work.journal.append(Action.DOCUMENT_SHARE, 1, {})
    everything = WhatToExport(everything=True)
    with kept(people, export(people, everything)) as archive:
        (told,) = read_json(archive, "partages.json")
        assert (told["name"], told["override"]) == (
            "ADRUN 2 75 •• •• ••• ••• ••",
            "urgence, 2 75 •• •• ••• ••• ••",
        )
    with kept(people, export(people, everything._replace(reveal=True))) as archive:
        (told,) = read_json(archive, "partages.json")
        assert told["override"] == f"urgence, {NIR}"


def test_that_a_record_leaves_is_noted_before_it_does(people: Register) -> None:
    export(people, WhatToExport(everything=True), handed=HandedOut(io.BytesIO(), True, "p" * 12))
    told = {"form": "archive", "whole": True, "documents": True}
    assert events(people, "patient.export") == [
        (1, {"noted": told | {"everything": True, "encrypted": True}})
    ]


@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY])
@pytest.mark.parametrize("reveal", [False, True])
def test_who_may_not_read_medical_contents_exports_nothing(
    people: Register, role: Role, reveal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        theirs = acting_as(people, role, patched)
        with pytest.raises(Refused):
            export(theirs, WhatToExport(reveal=reveal))
    assert rows_of(people, "document") == 1
    assert events(people, "patient.export") == []


def test_nobody_of_that_id_is_told_and_nothing_noted(people: Register) -> None:
    with pytest.raises(NoSuchRecord):
        export_record(people, 9, WhatToExport(), PlainPages(), own)
    assert events(people, "patient.export") == []


def test_a_damaged_document_is_named_and_the_rest_exported(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path, b"%PDF-1.7 other")
    tamper(
        people,
        "UPDATE document_chunk SET data = ? WHERE sha256 = ?",
        (b"%PDF-1.7\nbonsoir", hashlib.sha256(SMALL).hexdigest()),
    )
    made = export(people)
    assert [each.id for each in made.damaged] == [1]
    with kept(people, made) as archive:
        assert [each for each in archive.namelist() if "documents/" in each] == [
            "documents/0002-lettre.pdf"
        ]
        assert read_json(archive, "manifest.json")["left_out"] == [
            {"document": 1, "reason": "damaged"}
        ]
        files = {
            each["id"]: each["file"] for each in read_json(archive, "dossier.json")["documents"]
        }
        assert files == {1: None, 2: "documents/0002-lettre.pdf"}


def test_what_is_encrypted_names_no_document_and_is_kept_in_clear(
    people: Register, tmp_path: Path
) -> None:
    out = io.BytesIO()
    made = export(people, handed=HandedOut(out, True, "cinq mots à retenir"))
    with pyzipper.AESZipFile(out) as archive:
        assert "documents/0001.pdf" in archive.namelist()
        archive.setpassword("cinq mots à retenir".encode())
        assert archive.read("documents/0001.pdf") == SMALL
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    checked = check_archive(str(tmp_path / "a.zip"), lambda: "cinq mots à retenir")
    assert (checked.faults, checked.files) == ([], 5)
    with kept(people, made) as archive:
        assert archive.read("documents/0001.pdf") == SMALL


def test_undo_takes_the_kept_export_away(people: Register) -> None:
    export(people)
    undo_command(people, last_of_mine(people).number)
    assert [each.document.id for each in documents_of(people, 1)] == [1]


def test_what_fails_on_the_way_out_leaves_the_export_kept(people: Register) -> None:
    class Full(io.BytesIO):
        def write(self, _: Any, /) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        export(people, handed=HandedOut(Full(), True))
    assert len(documents_of(people, 1)) == 2


def test_a_document_erased_meanwhile_is_a_conflict_and_nothing_is_kept(
    people: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = record._sealed

    def then_erased(*given: Any) -> Any:
        done = sealed(*given)
        tamper(people, "DELETE FROM document_chunk")
        return done

    monkeypatch.setattr(record, "_sealed", then_erased)
    with pytest.raises(Conflict):
        export(people)
    assert rows_of(people, "document") == 1


def test_a_name_that_paper_has_no_letters_for_is_refused_and_nothing_written(
    people: Register,
) -> None:
    tamper(people, "UPDATE patient SET used_name = 'חיים' WHERE id = 1")

    class Named(PlainPages):
        def record(self, found: Any, edition: Any, *, reveal: bool) -> Any:
            page = super().record(found, edition, reveal=reveal)
            return page._replace(head=found.document["full_name"])

    with pytest.raises(CannotBePrinted):
        export_record(people, 1, WhatToExport(), Named(), own)
    assert rows_of(people, "document") == 1


def test_large_documents_are_kept_in_whole_chunks(people: Register, tmp_path: Path) -> None:
    keep(people, tmp_path, b"%PDF" + bytes(3 << 20))
    made = export(people)
    with connected(people.store) as connection:
        lengths = connection.rows(
            "SELECT length(data) FROM document_chunk WHERE sha256 = ? ORDER BY position",
            (made.document.sha256,),
        )
    assert [length for (length,) in lengths[:-1]] == [1 << 20] * 3
    assert sum(length for (length,) in lengths) == made.size
