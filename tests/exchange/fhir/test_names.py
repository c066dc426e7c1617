"""Names by their uses: which is the birth name, which the used one, what is said of the rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.fhir.reading_resources import given_by, said_of

FORMER = "names: what the file has as former was not taken."
LATER = "names: what the file has for later was not taken."
ONE_MORE = "names: there is no place for another one: not taken."


def name(use: str | None, family: str | None = None, *given: str, **parts: Any) -> dict[str, Any]:
    told = {"use": use, "family": family, "given": list(given)} | parts
    return {part: value for part, value in told.items() if value}


OFFICIAL = name("official", "ADRUN", "Zoé", "Marie")


@pytest.mark.parametrize(
    ("names", "birth", "used"),
    [
        ([OFFICIAL], ("ADRUN", "Zoé", "Zoé Marie"), (None, None)),
        ([name(None, "ADRUN", "Zoé")], ("ADRUN", "Zoé", "Zoé"), (None, None)),
        (
            [OFFICIAL, name("usual", "DURAND", "Zoé")],
            ("ADRUN", "Zoé", "Zoé Marie"),
            ("DURAND", None),
        ),
        ([OFFICIAL, name("usual", "Adrun", "ZOE")], ("ADRUN", "Zoé", "Zoé Marie"), (None, None)),
        ([OFFICIAL, name("usual", None, "Zou")], ("ADRUN", "Zoé", "Zoé Marie"), (None, "Zou")),
        ([OFFICIAL, name("maiden", "DURAND")], ("DURAND", "Zoé", "Zoé Marie"), ("ADRUN", None)),
        ([name("maiden", "Adrun"), OFFICIAL], ("Adrun", "Zoé", "Zoé Marie"), (None, None)),
        (
            [OFFICIAL, name("maiden", "DURAND", "Zoé", period={"end": "2002"})],
            ("DURAND", "Zoé", "Zoé"),
            ("ADRUN", None),
        ),
        (
            [OFFICIAL, name("usual", None, "Zou"), name("maiden", "DURAND", "Zoé", "Marie")],
            ("DURAND", "Zoé", "Zoé Marie"),
            ("ADRUN", "Zou"),
        ),
        (
            [name("official", "ADRUN", "Zou"), name("maiden", "DURAND", "Zoé")],
            ("DURAND", "Zoé", "Zoé"),
            ("ADRUN", "Zou"),
        ),
        ([name("maiden", None, "Zou"), OFFICIAL], ("ADRUN", "Zoé", "Zoé Marie"), (None, None)),
        ([{"text": "DURAND Zoé (née ADRUN)"}], ("ADRUN", "Zoé", "Zoé"), ("DURAND", None)),
        ([{"text": "Adrun, Zoé", "use": "official"}], ("Adrun", "Zoé", "Zoé"), (None, None)),
        ([{"text": "Zoé Adrun"}], ("Zoé Adrun", None, None), (None, None)),
        ([], (None, None, None), (None, None)),
    ],
)
def test_names_are_taken_by_their_uses(
    names: list[dict[str, Any]], birth: tuple[str | None, ...], used: tuple[str | None, ...]
) -> None:
    given = given_by(name=names)
    traits = ("birth_name", "first_given_name", "birth_given_names")
    assert tuple(given.get(trait) for trait in traits) == birth
    assert (given.get("used_name"), given.get("used_given_name")) == used


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], []),
        ([name("usual", "DURAND", "Zoé", "Marie")], []),
        ([name("old", "ANCIEN")], [FORMER]),
        ([name("usual", "ANCIEN", period={"end": "2020-01-01"})], [FORMER]),
        ([name("usual", "ANCIEN", period={"end": "2026-11-22T23:00:00Z"})], [FORMER]),
        ([name("usual", "DURAND", period={"end": "2026-11"})], []),
        ([name("usual", "DURAND", period={"start": "2026-11-23"})], []),
        ([name("usual", "DEMAIN", period={"start": "2026-11-24"})], [LATER]),
        ([name("maiden", "DURAND", period={"start": "2027"})], [LATER]),
        ([name("usual", "DURAND"), name("usual", "DUPONT")], [ONE_MORE]),
        ([name("usual", "DUPONT"), name("maiden", "DURAND")], [ONE_MORE]),
        ([name("usual", "DURAND", "Zoé", "Ève")], [ONE_MORE]),
        ([name(None, "DURAND", "Zoé")], [ONE_MORE]),
        ([name("nickname", None, "Zou")], ["names: one for another use (nickname) was not taken."]),
        ([name("anonymous", "X")], ["names: one for another use (anonymous) was not taken."]),
        ([name("temp", "X")], ["names: one for another use (temp) was not taken."]),
        (
            [name("usual", "DURAND", suffix=["Jr"])],
            ["there is no field for the FHIR element name.suffix: not taken."],
        ),
        (
            [{"use": "usual", "text": "Zou Durand"}],
            ["a usual name was not taken: nothing tells its family name from the given one."],
        ),
    ],
)
def test_a_name_that_is_not_taken_is_said(more: list[dict[str, Any]], said: list[str]) -> None:
    assert said_of(name=[OFFICIAL, *more]) == said
    gone = {"ANCIEN", "DEMAIN", "X", "Zou Durand"}
    assert gone.isdisjoint(map(str, given_by(name=[OFFICIAL, *more]).values()))


def test_a_usual_name_alone_is_the_birth_name_and_that_is_said() -> None:
    names = [name("usual", "ADRUN", "Zoé")]
    given = given_by(name=names)
    assert (given["birth_name"], given["first_given_name"]) == ("ADRUN", "Zoé")
    assert "used_name" not in given
    assert said_of(name=names) == [
        "the birth name is the usual name of the file, which has no other one."
    ]


def test_an_alias_alone_is_no_birth_name() -> None:
    assert "birth_name" not in given_by(name=[name("anonymous", "X", "Y"), name("old", "Z")])


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ([name("official", "ADRUN", "Zoé", prefix=["Mme"])], "Mme"),
        ([name("official", "A", "Z", prefix=["Mme"]), name("usual", "B", prefix=["Dr"])], "Dr"),
        ([name("official", "A", "Z"), name("maiden", "B", prefix=["Mlle"])], "Mlle"),
        ([name("official", "A", "Z", prefix=["Dr", "Pr"])], "Dr Pr"),
    ],
)
def test_the_title_is_that_of_the_used_name_before_others(
    names: list[dict[str, Any]], title: str
) -> None:
    assert given_by(name=names)["title"] == title


def test_the_list_of_given_names_is_of_its_extension() -> None:
    url = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-birth-list-given-name"
    listed = name("official", "ADRUN", "Zoé", extension=[{"url": url, "valueString": "Zoé Ève"}])
    assert given_by(name=[listed])["birth_given_names"] == "Zoé Ève"
    both = given_by(name=[listed, name("maiden", "DURAND")])
    assert (both["birth_name"], both["birth_given_names"]) == ("DURAND", "Zoé Ève")
