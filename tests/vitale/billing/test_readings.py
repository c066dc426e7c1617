"""Readings of cartes Vitale by billing software: the known forms, and what is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.vitale.billing.people import BilledCard
from semble_cli.vitale.billing.reading import LARGEST, read_billed
from semble_cli.vitale.teleservices.answers import Complementary, Exemption, Period
from tests.vitale.billing.readings import INSURED, LEO, OPEN, ZOE, dvf, ssv, written

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def read(document: Any) -> BilledCard:
    return read_billed(written(document))


def as_list(row: dict[str, str]) -> list[str]:
    return [row.get(str(number), "") for number in range(15)]


WHOLE = ssv(g105=[OPEN], g106=[OPEN | {"3": "15", "4": "1"}], g107=[{"1": "12345678"}], g108=[OPEN])


@pytest.mark.parametrize(
    "document",
    [
        WHOLE,
        {"vitale": {"data": WHOLE}},
        {"cps": {"data": {}}, "vitale": {"data": WHOLE, "correspondances": {}}},
        {name: {str(place): row for place, row in enumerate(rows)} for name, rows in WHOLE.items()},
        {**WHOLE, "104": [as_list(ZOE)], "101": [as_list(INSURED)]},
        {**WHOLE, "104": ZOE, "101": INSURED},
        {**WHOLE, "104": [ZOE | {"12": "197512310000"}]},
        dvf(),
        {"method": {"name": "DVF-lire", "output": dvf()}},
    ],
)
def test_every_known_form_tells_the_same_of_the_same_card(document: Any) -> None:
    found = read(document)
    (told,) = found.told
    assert (told.birth_name, told.given_name, told.birth_date) == ("ADRUN", "ZOE", "1975-12-31")
    assert told.address == ("12 AVENUE FOCH", "63000 CLERMONT-FERRAND")
    assert (told.regime, told.fund, told.fund_center, told.birth_rank) == ("01", "631", "0001", 1)
    assert told.rights == (YEAR,)
    assert told.exemptions == (Exemption(YEAR, "15", "1"),)
    assert told.complementary == Complementary("12345678", YEAR)
    (person,) = found.card.beneficiaries
    assert person.nir == found.card.holder.nir == "275126322074974"
    assert found.card.warnings == ()


def test_group_104_alone_is_a_reading_as_medshake_hands_it_on() -> None:
    found = read({"vitale": {"data": [ZOE, LEO]}})
    assert [one.name for one in found.card.beneficiaries] == ["ADRUN", "NESSI"]
    assert [one.rights for one in found.told] == [(), ()]


def test_the_insured_is_first_wherever_they_stand() -> None:
    found = read(ssv(LEO, ZOE))
    assert [one.given_name for one in found.card.beneficiaries] == ["ZOE", "MICHELANGELO"]
    assert [one.given_name for one in found.told] == ["ZOE", "MICHELANGELO"]
    assert found.card.people[1].insured_nir == "275126322074974"
    assert found.card.beneficiaries[1].nir is None


def test_an_insured_who_is_none_of_the_people_lends_nobody_their_number() -> None:
    found = read(ssv(LEO))
    (person,) = found.card.people
    assert person.person.nir is None
    assert not person.is_holder
    assert person.insured_nir == "275126322074974"


def test_the_insured_without_a_number_of_their_own_has_that_of_the_insured() -> None:
    found = read(ssv({**ZOE, "9": "", "10": ""}))
    assert found.card.beneficiaries[0].nir == "275126322074974"


def test_two_numbers_of_the_insured_are_said() -> None:
    found = read(ssv({**ZOE, "9": "2790351215189", "10": "89"}))
    assert ["two different NIRs" in str(one) for one in found.card.warnings] == [True]


@pytest.mark.parametrize(
    ("around", "rights"),
    [
        ({"g105": [[OPEN], [OPEN, {"1": "20270101", "2": "20271231"}]]}, [1, 2]),
        ({"g105": [[], [OPEN]]}, [0, 1]),
        ({"g105": {"0": [OPEN], "1": []}}, [1, 0]),
    ],
)
def test_rights_in_lists_of_lists_are_those_of_the_person_in_that_place(
    around: Any, rights: list[int]
) -> None:
    found = read(ssv(ZOE, LEO, **around))
    assert [len(one.rights) for one in found.told] == rights
    assert found.card.warnings == ()


def test_rights_within_a_person_are_theirs() -> None:
    found = read(ssv(ZOE, LEO | {"105": [OPEN]}))
    assert [one.rights for one in found.told] == [(), (YEAR,)]


def test_rights_beside_several_people_are_nobodys_and_it_is_said() -> None:
    found = read(ssv(ZOE, LEO, g105=[OPEN, OPEN]))
    assert [one.rights for one in found.told] == [(), ()]
    assert ["nothing says whose they are" in str(one) for one in found.card.warnings] == [True]


def test_the_used_name_is_another_than_the_birth_name_only_where_both_are_told() -> None:
    married = read(ssv({**ZOE, "1": "MARTIN"})).told[0]
    assert (married.birth_name, married.used_name) == ("ADRUN", "MARTIN")
    found = read(ssv({**ZOE, "2": "", "1": "MARTIN"}))
    assert (found.told[0].birth_name, found.told[0].used_name) == (None, None)
    assert found.card.beneficiaries[0].name == "MARTIN"


def test_the_mutual_that_ends_last_counts() -> None:
    past = {"1": "20240101", "2": "20241231"}
    told = read(ssv(g107=[{"1": "12345678"}], g108=[OPEN, past])).told[0]
    assert told.complementary == Complementary("12345678", YEAR)
    endless = {"1": "20250101", "2": "00000000"}
    told = read(ssv(g107=[{"1": "12345678"}], g108=[endless, OPEN])).told[0]
    assert told.complementary == Complementary("12345678", Period(date(2025, 1, 1), None))


def test_a_complementary_insurance_that_is_no_mutual_is_told_too() -> None:
    other = {"numeroComplementaireB2": "777", "dateDebut": "20260101", "dateFin": "20261231"}
    told = read(dvf(donneesMutuelle=None, donneesComplementaire=other)).told[0]
    assert told.complementary == Complementary("777", YEAR)


@pytest.mark.parametrize("place", ["outer", "inner"])
def test_the_day_of_the_reading_is_told_where_it_is_written(place: str) -> None:
    document = dvf()
    (document if place == "outer" else document["donneescv"])["dateLecture"] = "20261120"
    assert read(document).read_on == date(2026, 11, 20)
    assert read(dvf()).read_on is None


NIR = "2751263220749"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe{}", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"104": [], "104": []}', "no JSON"),
        (b"<html>", "no JSON"),
        (b" " * (LARGEST + 1), "too large"),
        (b"[]", "no reading"),
        (b"null", "no reading"),
        (b'{"data": [1, 2]}', "no reading"),
        (written({"101": [INSURED]}), "no reading"),
        (written({"104": []}), "bears nobody"),
        (written({"104": "x"}), "no list of groups"),
        (written({"104": [1]}), "none in eight figures"),
        (written({"104": [ZOE, "x"]}), "no list of groups"),
        (written({"104": [[ZOE]]}), "no list of groups"),
        (written(ssv(ZOE, ZOE)), "the same person twice"),
        (
            written(ssv(*[ZOE | {"13": str(rank % 9 + 1), "3": "A" * rank} for rank in range(20)])),
            "more people",
        ),
        (written(ssv({**ZOE, "12": ""})), "none in eight figures"),
        (written(ssv({**ZOE, "12": "31/12/1975"})), "none in eight figures"),
        (written(ssv({**ZOE, "3": {"x": NIR}})), "field 3 of the reading is none"),
        (written(ssv({**ZOE, "3": "ZO\x1bE"})), "field 3 of the reading is none"),
        (written(ssv({**ZOE, "3": "Z" * 2000})), "field 3 of the reading is none"),
        (written(ssv(g105=[{"1": "20261332"}])), "none of its kind"),
        (written({"donneescv": []}), "field donneescv of the reading is none"),
        (written({"donneescv": {"lstDonneesBeneficiaire": [NIR]}}), "field lstDonneesBeneficiaire"),
        (written({"donneescv": {}}), "bears nobody"),
        (written({"one": ssv(), "two": dvf()}), "several readings"),
    ],
)
def test_what_is_no_reading_is_one_sentence_without_data(content: bytes, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_billed(content)
    assert sentence in str(refused.value)
    assert NIR not in str(refused.value)
    assert "ADRUN" not in str(refused.value)


def test_nothing_of_a_reading_is_told_by_what_it_looks_like() -> None:
    found = read(WHOLE)
    assert NIR not in repr(found)
    assert "ADRUN" not in repr((found, found.card.beneficiaries, found.told))
