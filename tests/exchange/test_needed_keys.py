"""What no document of a file tells, said before its rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.exchange import document_records
from tests.exchange.test_round_trip import everybody

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Said, Semble

    Import = Callable[..., Said]

FRENCH = {"Nom": "ADRUN", "Prénom": "Zoé", "DDN": "31/12/1975", "Sexe": "F"}
BIRTH_PLACE = {"Lieu de naissance": "2A004"}
OURS = {"birth_name": "ADRUN", "first_given_name": "Zoé", "birth_date": "1975-12-31", "sex": "F"}
OF_FHIR = {
    "resourceType": "Patient",
    "name": [{"family": "ADRUN", "given": ["Zoé"]}],
    "birthDate": "1975-12-31",
    "gender": "female",
}
OF_SEMBLE = {"last": "ADRUN", "first": "Zoé", "dob": "1975-12-31", "sex": "female"}
OBSERVATION = {"resourceType": "Observation"}


@pytest.fixture
def import_lines(semble: Semble, tmp_path: Path) -> Import:
    def run(*documents: Any, options: tuple[object, ...] = ()) -> Said:
        file = tmp_path / "patients.json"
        lines = (each if isinstance(each, str) else json.dumps(each) for each in documents)
        file.write_text("\n".join(lines) + "\n", "utf-8")
        said: Said = semble("patient", "import", file, *options)
        return said

    return run


@pytest.mark.parametrize(
    "documents",
    [
        [FRENCH, FRENCH | {"Nom": "CORSE"}],
        [[FRENCH, FRENCH]],
        [{"patients": [FRENCH]}],
        [OURS, OURS | {"id": 12}],
        [OURS | {"birth_place": None}],
        [OF_FHIR, OBSERVATION],
        [{"resourceType": "Bundle", "entry": [{"resource": OF_FHIR}, {"resource": OBSERVATION}]}],
        [OF_SEMBLE],
    ],
)
def test_what_no_document_tells_is_one_error_before_any_of_them(
    semble: Semble, import_lines: Import, tmp_path: Path, documents: list[Any]
) -> None:
    rejects = tmp_path / "rejects.json"
    said = import_lines(*documents, options=("--rejects", rejects))
    assert said.code == 4
    assert said.err.count("Error") == 1
    assert "nothing in it tells what every patient needs: birth place. Take them" in said.err
    assert "Line" not in said.err
    assert not rejects.exists()
    assert everybody(semble) == []
    partly = import_lines(*documents, options=("--accept-incomplete",))
    assert partly.code in (0, 9), partly.err
    assert len(everybody(semble)) > 0


def test_keys_that_may_be_meant_for_it_are_named(semble: Semble, import_lines: Import) -> None:
    document = {"Nom": "ADRUN", "Prénom": "Zoé", "Naissanse le": "31/12/1975", "Gendre": "F"}
    said = import_lines(document | BIRTH_PLACE)
    assert said.code == 4
    needed = "birth date (perhaps Naissanse le), sex (perhaps Gendre)"
    assert f"every patient needs: {needed}. Place its keys with --map, which" in said.err
    said = import_lines({"qui": "ADRUN", "Sexe": "F"} | BIRTH_PLACE)
    assert "needs: birth name, first given name, birth date. Place its keys" in said.err
    assert everybody(semble) == []


def test_what_others_lack_is_told_without_a_map_for_their_keys(import_lines: Import) -> None:
    said = import_lines({key: some for key, some in OF_FHIR.items() if key != "birthDate"})
    assert said.err.endswith("every patient needs: birth date, birth place.\n")


@pytest.mark.parametrize("ahead", [1, 2000])
@pytest.mark.parametrize("place", range(4))
def test_one_document_that_tells_it_is_enough(
    semble: Semble, import_lines: Import, monkeypatch: pytest.MonkeyPatch, ahead: int, place: int
) -> None:
    monkeypatch.setattr(document_records, "_AHEAD", ahead)
    others = [FRENCH | {"Nom": name} for name in ("CORSE", "NESSI", "DUREE")]
    others.insert(place, FRENCH | BIRTH_PLACE)
    said = import_lines(*others)
    assert said.code == 9
    assert [patient["birth_name"] for patient in everybody(semble)] == ["ADRUN"]
    assert [f"Line {line + 1}: " in said.err for line in range(4)] == [
        line != place for line in range(4)
    ]


def test_what_is_accepted_as_unknown_is_not_said_to_be_missing(import_lines: Import) -> None:
    document = {"Nom": "ADRUN", "Prénom": "Zoé"}
    said = import_lines(document, options=("--accept-incomplete",))
    assert said.code == 4
    assert "every patient needs: birth date." in said.err


def test_a_constant_of_a_map_tells_it_for_all(import_lines: Import, tmp_path: Path) -> None:
    given = tmp_path / "map.toml"
    given.write_text('[constants]\nbirth_place = "63220"\n', "utf-8")
    assert import_lines(FRENCH, options=("--map", given)).code == 0


def test_half_a_character_stays_escaped_in_the_rejected_rows(
    import_lines: Import, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.json"
    half = json.dumps(FRENCH | BIRTH_PLACE | {"Prénom": "Zo\ud800"})
    said = import_lines(FRENCH | BIRTH_PLACE, half, options=("--rejects", rejects))
    assert said.code == 9, said.err
    assert '"Zo\\ud800"' in rejects.read_text("utf-8")


def test_a_file_without_patients_lacks_nothing(import_lines: Import) -> None:
    said = import_lines({"resourceType": "Bundle", "entry": [{"resource": OBSERVATION}]})
    assert said.code == 0, said.err


def test_documents_that_cannot_be_read_are_told_line_by_line(import_lines: Import) -> None:
    said = import_lines(OURS | {"address": "x"}, "{", "7")
    assert said.code == 9
    assert "Line 2: file: it is no JSON." in said.err
    assert "Line 3: file: a patient is one JSON object." in said.err
