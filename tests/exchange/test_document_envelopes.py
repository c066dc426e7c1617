"""What stands around JSON documents: answers of APIs, several documents in a file, encodings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.exchange.test_needed_keys import BIRTH_PLACE, FRENCH, OF_FHIR, OF_SEMBLE
from tests.exchange.test_round_trip import everybody

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Said, Semble

    Import = Callable[..., Said]

ADRUN = FRENCH | BIRTH_PLACE
CORSE = {"Nom": "CORSE", "Prénom": "Anthony", "DDN": "14/07/1980", "Sexe": "M"} | BIRTH_PLACE
BORN_THERE = {"placeOfBirth": {"code": "2A004"}}
SEMBLE = OF_SEMBLE | BORN_THERE
PLACE = '[constants]\nbirth_place_code = "2A004"\n'


@pytest.fixture
def import_content(semble: Semble, tmp_path: Path) -> Import:
    def run(content: Any, *options: object) -> Said:
        file = tmp_path / "patients.json"
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(json.dumps(content), "utf-8")
        said: Said = semble("patient", "import", file, *options)
        return said

    return run


def names(semble: Semble) -> list[str]:
    return [patient["birth_name"] for patient in everybody(semble)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ({"data": {"patients": {"data": [SEMBLE], "pageInfo": {"hasMore": False}}}}, ["ADRUN"]),
        ({"data": {"patients": [ADRUN, CORSE]}}, ["ADRUN", "CORSE"]),
        ({"data": {"patients": {"edges": [{"node": ADRUN, "cursor": "a"}]}}}, ["ADRUN"]),
        ({"data": {"patient": SEMBLE}}, ["ADRUN"]),
        ({"status": "ok", "result": {"items": [ADRUN, CORSE]}}, ["ADRUN", "CORSE"]),
        ({"fullUrl": "urn:uuid:1", "resource": OF_FHIR}, ["ADRUN"]),
        ([{"fullUrl": "urn:uuid:1", "resource": OF_FHIR}], ["ADRUN"]),
        ({"data": [{"node": ADRUN}, {"node": CORSE}]}, ["ADRUN", "CORSE"]),
        ({"1": ADRUN, "2": CORSE}, ["ADRUN", "CORSE"]),
        ({"patients": {"1007": ADRUN, "1008": CORSE}}, ["ADRUN", "CORSE"]),
        ({"patient": ADRUN}, ["ADRUN"]),
        ({"donnees": {"patients": [ADRUN, CORSE]}}, ["ADRUN", "CORSE"]),
    ],
)
def test_an_answer_of_an_api_is_what_it_holds(
    semble: Semble, import_content: Import, content: Any, found: list[str]
) -> None:
    said = import_content(content, "--accept-incomplete")
    assert said.code == 0, said.err
    assert "not taken" not in said.err
    assert names(semble) == found


@pytest.mark.parametrize(
    "content",
    [
        {"mere": ADRUN},
        {"mere": SEMBLE},
        {"contact": {"patients": [ADRUN]}},
        {"mother": ADRUN, "father": CORSE},
        {"patient": {"contacts": [ADRUN]}},
        {"data": {"contacts": [ADRUN], "doctors": [CORSE]}},
        {"Nom": "CORSE", "data": {"patients": [ADRUN]}},
        [{"Nom": "CORSE", "node": ADRUN}],
    ],
)
def test_who_is_not_told_to_be_a_patient_is_none(
    semble: Semble, import_content: Import, content: Any
) -> None:
    assert import_content(content).code == 4
    assert names(semble) == []


def test_documents_over_several_lines_stand_one_after_the_other(
    semble: Semble, import_content: Import
) -> None:
    bad = CORSE | {"Sexe": "?!"}
    documents = [json.dumps(each, indent=2) for each in (ADRUN, [bad, CORSE])]
    said = import_content("\n".join(documents).encode())
    assert said.code == 9
    assert "Line 2: sex: " in said.err
    assert names(semble) == ["ADRUN", "CORSE"]
    line = documents[0].count("\n") + 2
    for rest, place in (("{", 2), ("x", 1), (", {}", 1)):
        said = import_content(f"{documents[0]}\n{rest}".encode())
        wanted = f"Error: file: it is no JSON; look at line {line}, character {place}.\n"
        assert (said.code, said.err) == (4, wanted)


TWICE = '{"birth_name": "}{", "address": {"city": "Lyon", "country": "x\\"}", "city": "Paris"}}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"{json.dumps(ADRUN)}\n{TWICE}\n", "Line 2: file: the key city stands twice in one"),
        ('{"patients": [], "patients": []}\n', "Line 1: file: the key patients stands twice"),
        (f"[{{}},\n{json.dumps(ADRUN)},\n\n{TWICE},\n{{}}]", "on line 4 has the key city twice"),
        ('{\n"a": 1,\n"b": {}, "a": 2\n}\n', "on line 4 has the key a twice"),
    ],
)
def test_a_key_that_stands_twice_in_an_object_is_named_with_its_line(
    semble: Semble, import_content: Import, content: str, said: str
) -> None:
    told = import_content(content.encode())
    assert told.code in (4, 9)
    assert said in told.err
    assert all(name == "ADRUN" for name in names(semble))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_mark_tells_the_encoding(
    semble: Semble, import_content: Import, encoding: str, indent: int | None
) -> None:
    text = json.dumps(ADRUN | {"Nom": "LÉON"}, ensure_ascii=False, indent=indent)
    said = import_content(f"{text}\n".encode(encoding))
    assert said.code == 0, said.err
    assert names(semble) == ["LÉON"]


def test_what_is_not_in_utf_8_is_told_so(import_content: Import) -> None:
    text = json.dumps([ADRUN], ensure_ascii=False, indent=2)
    assert import_content(text.encode("cp1252")).err == "Error: file: it is no text in UTF-8.\n"


@pytest.mark.parametrize("document", [OF_FHIR, OF_SEMBLE])
def test_constants_of_a_map_are_for_documents_of_others_too(
    semble: Semble, import_content: Import, tmp_path: Path, document: dict[str, Any]
) -> None:
    given = tmp_path / "map.toml"
    given.write_text(f'{PLACE}sex = "M"\n', "utf-8")
    said = import_content(document, "--map", given)
    assert said.code == 0, said.err
    (patient,) = everybody(semble)
    assert (patient["birth_place_code"], patient["sex"]) == ("2A004", "F")


@pytest.mark.parametrize("document", [OF_FHIR, SEMBLE])
def test_columns_of_a_map_are_not_for_documents_of_others(
    semble: Semble, import_content: Import, tmp_path: Path, document: dict[str, Any]
) -> None:
    given = tmp_path / "map.toml"
    given.write_text(f'[columns]\n"Solde" = ""\n{PLACE}', "utf-8")
    said = import_content(document, "--map", given)
    assert said.code == 4
    assert "map: this file has no columns: a map gives its constants alone here." in said.err
    assert names(semble) == []


def test_spaces_alone_tell_nothing(semble: Semble, import_content: Import) -> None:
    assert import_content(ADRUN | {"Email": "  ", "Profession": "\t"}).code == 0
    (patient,) = everybody(semble)
    ours = {key: value for key, value in patient.items() if key in _TRAITS} | {"email": " "}
    assert import_content(ours, "--on-duplicate", "update").code == 0
    said = import_content(ours | {"birth_place": " ", "birth_place_code": None})
    assert "nothing in it tells what every patient needs: birth place." in said.err


_TRAITS = ("birth_name", "first_given_name", "birth_date", "sex", "birth_place_code")
