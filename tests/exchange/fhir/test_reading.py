"""The rest of a Patient resource: birth, flags, rank, language; what is not known is counted."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.exchange.fhir.countries import _OVERSEAS, _by_letters
from semble_cli.exchange.fhir.terms import FLAGS, OURS, RELIABILITY
from semble_cli.identity.places import PlaceKind, find_place
from semble_cli.patient.record import Sex
from tests.exchange.fhir.reading_resources import (
    ADRUN,
    BIRTH_PLACE,
    born_at,
    given_by,
    patient_of,
    said_of,
)

UNKNOWN = "the FHIR extension {} is not known: not taken."
ELEMENT = "there is no field for the FHIR element {}: not taken."


@pytest.mark.parametrize(
    ("gender", "sex"),
    [("female", "F"), ("male", "M"), ("unknown", "I"), ("other", "I"), ("F", "F"), ("", None)],
)
def test_the_sex_is_the_gender_and_indeterminate_where_it_is_another(
    gender: str, sex: str | None
) -> None:
    assert given_by(gender=gender).get("sex") == sex
    assert patient_of(ADRUN | {"gender": "other"}).sex is Sex.INDETERMINATE


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (born_at("63220")["valueAddress"], "63220"),
        ({"city": "Ambléon"}, "01006"),
        ({"city": "Bordeaux", "postalCode": "33000"}, "33063"),
        ({"city": "Saint-Denis", "district": "93"}, "93066"),
        ({"city": "Saint-Denis", "country": "RE"}, "97411"),
        ({"city": "Ambléon", "country": "FR"}, "01006"),
        ({"city": "Alger", "country": "DZ"}, "99352"),
        ({"city": "Everett", "state": "Massachusetts", "country": "US"}, "99404"),
        ({"city": "Alger", "country": "Algérie"}, "99352"),
        ({"country": "PRT"}, "99139"),
        ({"text": "Bordeaux (33)"}, "33063"),
    ],
)
def test_the_birth_place_is_that_of_its_extension(address: dict[str, Any], code: str) -> None:
    extension = [{"url": BIRTH_PLACE, "valueAddress": address}]
    assert patient_of(ADRUN | {"extension": extension}).birth_place_code == code


def test_the_birth_place_of_an_earlier_version_is_one_too() -> None:
    url = "http://hl7.org/fhir/StructureDefinition/birthPlace"
    extension = [{"url": url, "valueAddress": {"city": "Ambléon"}}]
    assert patient_of(ADRUN | {"extension": extension}).birth_place_code == "01006"
    assert said_of(extension=extension) == []


def test_a_country_has_the_code_that_the_cog_gives_it() -> None:
    kinds = {cog: place.kind for cog in _by_letters().values() if (place := find_place(cog))}
    assert set(kinds.values()) == {PlaceKind.COUNTRY}
    assert set(kinds) == set(_by_letters().values())
    assert set(map(len, _by_letters())) == {2, 3}
    assert _OVERSEAS.keys().isdisjoint(_by_letters())


@pytest.mark.parametrize(
    ("written", "day", "fictive"),
    [
        ("1975-12-31", "1975-12-31", False),
        ("1975", "1975-12-31", True),
        ("1975-07", "1975-07-01", True),
    ],
)
def test_a_birth_date_known_in_part_is_fictive(written: str, day: str, fictive: bool) -> None:
    patient = patient_of(ADRUN | {"birthDate": written})
    assert (patient.birth_date.isoformat(), patient.birth_date_fictive) == (day, fictive)


def reliability(*codes: str, status: str = "PROV") -> list[dict[str, Any]]:
    told = [
        {"url": "comment", "valueCodeableConcept": {"coding": [{"system": FLAGS, "code": code}]}}
        for code in codes
    ]
    known = [{"url": "identityStatus", "valueCoding": {"code": status}}] if status else []
    return [{"url": RELIABILITY, "extension": known + told}]


@pytest.mark.parametrize(
    ("codes", "flags"),
    [(("HOMA", "DOUT"), ["homonym", "doubtful"]), (("FICT",), ["fictitious"]), (("DOUA",), None)],
)
def test_flags_of_an_identity_are_taken_and_nothing_else_of_it(
    codes: tuple[str, ...], flags: list[str] | None
) -> None:
    assert given_by(extension=reliability(*codes)).get("identity_flags") == flags
    assert said_of(extension=reliability(*codes, status="")) == (
        [] if flags else [ELEMENT.format("fr-core-identity-reliability")]
    )


def test_the_status_of_an_identity_is_not_taken_and_said_of_another_program() -> None:
    extension = reliability(status="QUAL")
    assert said_of(extension=extension) == [
        "the status QUAL of the sender is not taken: an identity that is imported is provisional."
    ]
    assert said_of(extension=reliability(status="PROV")) == []
    assert said_of(extension=extension, meta={"source": OURS}) == []
    assert not patient_of(ADRUN | {"extension": [born_at("63220"), *extension]}).identity_retrieved


def test_a_flag_in_the_place_of_the_status_is_taken_as_versions_before_have_it() -> None:
    assert given_by(extension=reliability(status="DOUT"))["identity_flags"] == ["doubtful"]


@pytest.mark.parametrize(
    ("elements", "rank", "said"),
    [
        ({"multipleBirthInteger": 2}, 2, []),
        ({"multipleBirthInteger": 1}, 1, []),
        ({"multipleBirthBoolean": False}, None, []),
        (
            {"multipleBirthBoolean": True},
            None,
            ["a multiple birth without the rank of birth: there is no field for it."],
        ),
    ],
)
def test_the_rank_of_birth_is_that_of_a_multiple_birth(
    elements: dict[str, Any], rank: int | None, said: list[str]
) -> None:
    assert given_by(**elements).get("birth_rank") == rank
    assert said_of(**elements) == said


def spoken(code: str = "", text: str = "", **parts: Any) -> dict[str, Any]:
    told = {"coding": [{"code": code}] if code else None, "text": text}
    return {"language": {key: value for key, value in told.items() if value}} | parts


@pytest.mark.parametrize(
    ("languages", "code", "are_left"),
    [
        ([spoken("fr")], "fr", False),
        ([spoken("fr-FR")], "fr", False),
        ([spoken(text="Anglais")], "en", False),
        ([spoken("x-none", "English")], "en", False),
        ([spoken("fr"), spoken("ar", preferred=True)], "ar", True),
        ([spoken("fr"), spoken("ar")], None, True),
        ([spoken("fr", preferred=True), spoken("ar", preferred=True)], None, True),
        ([], None, False),
    ],
)
def test_the_language_is_the_preferred_one_or_the_only_one(
    languages: list[dict[str, Any]], code: str | None, are_left: bool
) -> None:
    assert patient_of(ADRUN | {"communication": languages}).preferred_language == code
    said = "of several languages, only one that is preferred to the others is taken."
    assert said_of(communication=languages) == ([said] if are_left else [])


def test_a_religion_is_that_of_its_extension() -> None:
    url = "http://hl7.org/fhir/StructureDefinition/patient-religion"
    coding = {"code": "1013", "display": "Chrétienne"}
    extension = [{"url": url, "valueCodeableConcept": {"coding": [coding]}}]
    assert given_by(extension=extension)["religion"] == "Chrétienne"


def test_elements_without_a_field_are_said_once_each() -> None:
    said = said_of(
        text={"status": "generated", "div": "<div/>"},
        meta={"versionId": "1"},
        language="fr",
        maritalStatus={"text": "marié"},
        photo=[{}],
        link=[{"other": {}, "type": "refer"}],
        _birthDate={"id": "b"},
    )
    assert said == [ELEMENT.format(name) for name in ("maritalStatus", "photo", "link")]


def test_extensions_that_are_not_known_are_said_once_each_wherever_they_stand() -> None:
    mine = {"url": "http://example.org/mine", "valueString": "x"}
    other = {"url": "http://example.org/other", "valueString": "x"}
    said = said_of(
        extension=[mine, mine],
        name=[{"family": "ADRUN", "given": ["Zoé"], "extension": [mine, other]}],
        _birthDate={"extension": [{"url": "http://example.org/time"}]},
    )
    urls = ("http://example.org/mine", "http://example.org/other", "http://example.org/time")
    assert said == [UNKNOWN.format(url) for url in urls]
