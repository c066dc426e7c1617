"""What is seen to before the first row of an import is written, and what is counted of each."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Conflict
from semble_cli.exchange.mapping import AS_USUAL
from semble_cli.exchange.records import open_records
from semble_cli.services.access import Role
from semble_cli.services.imports.report import Policy
from semble_cli.services.imports.run import import_patients
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.list_all import Listing, count_patients
from tests.acting import acting_as
from tests.conftest import a_patient, register_on
from tests.services.imports.importing_commands import ADRUN, CORSE, HEADER, NESSI, imported
from tests.services.imports.test_several_files import BAD, nothing_is_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from semble_cli.exchange.record import Records
    from semble_cli.services.register import Register
    from tests.services.imports.importing_commands import Semble


@pytest.mark.parametrize("options", [(), ("--dry-run",), ("--commit-every", 5, "--resume")])
@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"Nom;Sexe\nADRUN;F\n", None])
def test_who_may_not_import_is_told_so_whatever_the_file_is(
    semble: Semble,
    sqlite_register: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
    options: tuple[object, ...],
) -> None:
    acting_as(sqlite_register, Role.READER, monkeypatch)
    file = tmp_path / "file.csv"
    if content is not None:
        file.write_bytes(content)
    said = semble("patient", "import", file, "--rejects", tmp_path / "rejects", *options)
    assert said.code == 6, said.err
    assert "role may not" in said.err
    assert not (tmp_path / "rejects").exists()


def test_somebody_who_writes_to_an_empty_register_meanwhile_is_not_taken_for_nobody(
    register: Register,
) -> None:
    other = register_on(register.store)

    class Slow:
        """A file during whose reading somebody else adds the patient that it holds."""

        def __init__(self, records: Records) -> None:
            self._records = records

        def __getattr__(self, name: str) -> Any:
            return getattr(self._records, name)

        def batches(self, *sizes: Any, after: int = 0) -> Iterator[Any]:
            create_patient(other, a_patient())
            yield from self._records.batches(*sizes, after=after)

    content = io.BytesIO((HEADER + ADRUN).encode())
    source: Any = Slow(open_records(content, None, AS_USUAL))
    with pytest.raises(Conflict, match=r"Somebody else changed the register meanwhile\."):
        import_patients(register, source, Policy())
    assert count_patients(register, Listing()) == 1
    again = open_records(io.BytesIO((HEADER + CORSE).encode()), None, AS_USUAL)
    assert import_patients(register, again, Policy()).created == 1


def test_strict_takes_a_file_without_rejects(semble: Semble, write: Callable[..., Path]) -> None:
    report = imported(semble, write(ADRUN, CORSE), "--strict")
    assert (report["created"], report["rejected"]) == (2, 0)
    assert len(json.loads(semble("patient", "list", "-f", "json").out)) == 2
    assert imported(semble, write(ADRUN, NESSI), "--strict", "--on-duplicate", "skip")["batch"]


@pytest.mark.parametrize("broken", ["rejects", "report"])
@pytest.mark.parametrize("how", ["no directory", "there already"])
def test_a_result_that_cannot_be_written_is_told_before_anything_is(
    semble: Semble, write: Callable[..., Path], tmp_path: Path, broken: str, how: str
) -> None:
    outputs = {"rejects": tmp_path / "rejects.csv", "report": tmp_path / "report.json"}
    if how == "there already":
        outputs[broken].write_text("mine")
    else:
        outputs[broken] = tmp_path / "nowhere" / "file"
    files = [write(ADRUN, BAD), write(CORSE, name="second.csv")]
    for some in (files, files[:1]):
        options = (("--rejects", outputs["rejects"]), ("--report", outputs["report"]))
        said = semble("patient", "import", *some, *options[0], *options[1])
        assert (said.code, said.out) == (2, ""), said.err
        assert nothing_is_written(semble)
        (other,) = outputs.keys() - {broken}
        assert not outputs[other].exists()
    assert not outputs[broken].exists() or outputs[broken].read_text() == "mine"


def test_no_file_of_the_name_that_means_standard_output_is_written(
    semble: Semble, write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = write(ADRUN)
    for words in (("import", file, "--report", "-"), ("list", "-o", "-"), ("report", "-o", "-")):
        said = semble("patient", *words)
        assert (said.code, "in place of -" in said.err) == (2, True), said.err
    assert nothing_is_written(semble)
    assert not (tmp_path / "-").exists()


def test_a_patient_of_whom_something_is_left_out_and_who_deserves_a_look_is_counted_once(
    semble: Semble, tmp_path: Path
) -> None:
    place = {
        "url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace",
        "valueAddress": {"city": "Paris"},
    }
    patient = {
        "resourceType": "Patient",
        "name": [{"family": "ADRUN", "given": ["Zoé"]}],
        "gender": "female",
        "birthDate": "1975-12-31",
        "extension": [place],
    }
    fax = {"telecom": [{"system": "fax", "value": "01 99 00 00 01"}]}
    lyon = {"extension": [place | {"valueAddress": {"city": "Mazoires"}}]}
    file = tmp_path / "patients.ndjson"
    for documents, warned in (
        ([patient | lyon], 0),
        ([patient], 1),
        ([patient | lyon | fax], 1),
        ([patient | fax], 1),
    ):
        file.write_text("\n".join(map(json.dumps, documents)), "utf-8")
        report = imported(semble, file, "--dry-run")
        assert (report["created"], report["warned"]) == (1, warned), report["said"]


def test_somebody_of_an_earlier_piece_of_the_file_is_told_as_of_the_file(
    semble: Semble, write: Callable[..., Path]
) -> None:
    report = imported(semble, write(ADRUN, CORSE, ADRUN), "--commit-every", 1)
    assert "the same person as an earlier row, patient 1." in report["said"]
    again = imported(semble, write(ADRUN, name="again.csv"))
    assert "the register has patient 1 already." in again["said"]


def test_what_a_document_of_an_api_leaves_empty_is_told_by_the_map(
    semble: Semble, tmp_path: Path
) -> None:
    place = {"use": "home", "city": "", "country": ""}
    patient = {
        "resourceType": "Patient",
        "name": [{"family": "ADRUN", "given": ["Zoé"]}],
        "gender": "female",
        "birthDate": "1975-12-31",
        "address": [place],
    }
    file, told = tmp_path / "patients.json", tmp_path / "map.toml"
    file.write_text(json.dumps(patient), "utf-8")
    told.write_text('[constants]\nbirth_place_code = "63220"\ncountry = "France"\n', "utf-8")
    assert imported(semble, file, "--map", told)["created"] == 1
    (found,) = json.loads(semble("patient", "list", "--whole", "-f", "json").out)
    assert (found["birth_place_code"], found["address"]["country"]) == ("63220", "France")
