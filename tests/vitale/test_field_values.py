"""What card and services tell, as values of a patient's fields."""

from __future__ import annotations

from datetime import date

import pytest

from semble_cli.errors import CardError, InvalidInput
from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.patient.insurance import RightsKind, RightsPeriod
from semble_cli.patient.record import Sex
from semble_cli.patient.retrieved import Origin, Retrieved, Value, warnings_about
from semble_cli.patient.vitale_card import Beneficiary, OnCard
from semble_cli.vitale.field_values import from_card, from_identity, from_rights
from semble_cli.vitale.teleservices.answers import (
    CertifiedIdentity,
    Complementary,
    Exemption,
    Period,
    RightsAnswer,
    read_ins,
)
from semble_cli.vitale.teleservices.errors import OddAnswer
from tests.vitale.people_on_cards import MICHELANGELO, PIERRE_ALAIN, ZOE

DAY = date(2026, 11, 23)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def values(found: Retrieved) -> dict[str, object]:
    return {name: each.value for name, each in found.items()}


def origins(found: Retrieved) -> dict[str, str]:
    return {name: each.origin.value for name, each in found.items()}


def test_a_holder_s_card_tells_the_names_the_number_and_what_it_implies() -> None:
    found = from_card(OnCard(ZOE, ZOE))
    assert values(found) == {
        "birth_name": "ADRUN",
        "first_given_name": "ZOE",
        "birth_date": date(1975, 12, 31),
        "birth_date_fictive": False,
        "nir": "275126322074974",
        "sex": Sex.FEMALE,
        "birth_place_code": "63220",
        "birth_place": "Mazoires",
    }
    assert origins(found)["sex"] == origins(found)["birth_place"] == "nir"
    assert origins(found)["birth_name"] == origins(found)["nir"] == "card"


def test_a_dependant_is_insured_under_the_holder_s_number_and_tells_by_their_own() -> None:
    found = from_card(OnCard(PIERRE_ALAIN, ZOE))
    assert found["nir"] == Value("275126322074974", Origin.INSURED)
    assert found["sex"] == Value(Sex.MALE, Origin.NIR)


def test_a_dependant_without_a_number_tells_neither_sex_nor_place() -> None:
    found = from_card(OnCard(MICHELANGELO, ZOE))
    assert not {"sex", "birth_place_code"} & set(found)
    assert found["nir"].origin is Origin.INSURED


def test_a_place_that_the_cog_does_not_know_is_not_proposed() -> None:
    corsican = Beneficiary("ADRTROIS", "DOMINIQUE", "19970226", "FRA", "297022A02077878")
    found = from_card(OnCard(corsican, corsican))
    assert found["sex"].value is Sex.FEMALE
    assert "birth_place_code" not in found


def test_a_birth_date_known_in_part_is_completed_by_rule_and_kept_as_insured() -> None:
    person = ZOE._replace(birth_date="19630000")
    found = values(from_card(OnCard(person, person)))
    assert found["birth_date"] == date(1963, 12, 31)
    assert found["birth_date_fictive"] is True
    assert found["birth_date_as_insured"] == "1963-00-00"


def test_a_name_that_is_not_on_the_card_is_left_out_and_one_that_is_none_refused() -> None:
    empty = ZOE._replace(name="")
    assert "birth_name" not in from_card(OnCard(empty, empty))
    wrong = ZOE._replace(name="ADRUN 2")
    with pytest.raises(InvalidInput, match="a name holds no digits"):
        from_card(OnCard(wrong, wrong))


def test_a_birth_date_that_is_none_is_refused() -> None:
    wrong = ZOE._replace(birth_date="19750231")
    with pytest.raises(CardError, match="a birth date that is not a date"):
        from_card(OnCard(wrong, wrong))


ANSWER = RightsAnswer(
    birth_name="ADRUN",
    used_name="DUPONT",
    given_name="ZOE",
    address=("RESIDENCE DU PARC", "3 QUAI DU PORT", "20200 BASTIA"),
    certified_nir=None,
    birth_date="1975-12-31",
    birth_rank=1,
    regime="01",
    fund="631",
    fund_center="0630",
    rights=(YEAR,),
    exemptions=(Exemption(YEAR, "15", "0100"), Exemption(YEAR, "0", "0100")),
    complementary=Complementary("00012345", Period(None, date(2026, 6, 30))),
)


def test_adri_tells_address_fund_and_rights() -> None:
    assert values(from_rights(ANSWER, DAY).values) == {
        "birth_name": "ADRUN",
        "used_name": "DUPONT",
        "first_given_name": "ZOE",
        "address_lines": "RESIDENCE DU PARC\n3 QUAI DU PORT",
        "postal_code": "20200",
        "city": "BASTIA",
        "regime": "01",
        "birth_rank": 1,
        "fund": "631",
        "fund_center": "0630",
        "amc_number": "00012345",
        "rights": (
            RightsPeriod(RightsKind.AMO, None, *YEAR),
            RightsPeriod(RightsKind.ALD, "15", *YEAR),
            RightsPeriod(RightsKind.AMC, "00012345", None, date(2026, 6, 30)),
        ),
        "rights_checked_on": DAY,
    }


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        ((), {}),
        (("20200 BASTIA",), {"postal_code": "20200", "city": "BASTIA"}),
        (("3 QUAI DU PORT", "BASTIA"), {"address_lines": "3 QUAI DU PORT\nBASTIA"}),
        (("3 QUAI DU PORT", "20200"), {"address_lines": "3 QUAI DU PORT\n20200"}),
    ],
)
def test_an_address_without_a_postal_code_stays_whole(
    lines: tuple[str, ...], fields: dict[str, str]
) -> None:
    found = values(from_rights(ANSWER._replace(address=lines), DAY).values)
    assert {name: found.get(name) for name in ("address_lines", "postal_code", "city")} == {
        "address_lines": None,
        "postal_code": None,
        "city": None,
    } | fields


def test_a_used_name_that_is_the_birth_name_is_none() -> None:
    assert "used_name" not in from_rights(ANSWER._replace(used_name="Adrun"), DAY).values


def an_identity(**changes: object) -> CertifiedIdentity:
    traits = {
        "NomNaissance": "ECETINSI",
        "ListePrenom": "PIERRE-ALAIN MURIEL FLORIANT",
        "Sexe": "M",
        "DateNaissance": "2009-07-14",
        "LieuNaissance": "63220",
    }
    tree = {
        "CR": {"CodeCR": "00"},
        "INDIVIDU": {
            "INSACTIF": number("1090763220834", "89", InsOid.NIR),
            "INSHISTO": [
                number("2090763220834", "39", InsOid.NIA) | {"DateFin": "2020-02-01"},
            ],
            "TIQ": traits | changes,
        },
    }
    identity = read_ins(tree).identity
    assert identity
    return identity


def number(body: str, key: str, oid: InsOid) -> dict[str, object]:
    return {"IdIndividu": {"NumIdentifiant": body, "Cle": key}, "OID": oid.value}


def test_insi_tells_the_certified_traits_the_matricule_and_those_before() -> None:
    assert values(from_identity(an_identity(), "PIERRE-ALAIN")) == {
        "birth_name": "ECETINSI",
        "birth_given_names": "PIERRE-ALAIN MURIEL FLORIANT",
        "first_given_name": "PIERRE-ALAIN",
        "birth_date": date(2009, 7, 14),
        "birth_date_fictive": False,
        "sex": Sex.MALE,
        "birth_place_code": "63220",
        "birth_place": "Mazoires",
        "ins_matricule": "109076322083489",
        "ins_oid": InsOid.NIR.value,
        "former_ins": (PastIns("209076322083439", InsOid.NIA, None, date(2020, 2, 1)),),
    }


@pytest.mark.parametrize(
    ("usual", "first"),
    [
        ("Pierre Alain", "Pierre Alain"),
        ("MURIEL", "PIERRE-ALAIN"),
        (None, "PIERRE-ALAIN"),
    ],
)
def test_the_first_given_name_in_use_stays_where_it_begins_the_list(
    usual: str | None, first: str
) -> None:
    assert from_identity(an_identity(), usual)["first_given_name"].value == first


def test_a_place_of_insi_that_the_cog_does_not_know_is_kept_and_said() -> None:
    found = from_identity(an_identity(LieuNaissance="2A020"), None)
    assert (found["birth_place_code"].value, found["birth_place"].value) == ("2A020", "2A020")
    assert [str(warning) for warning in warnings_about(found)] == [
        "the code of the birth place is not in the COG; it was kept as received."
    ]
    assert warnings_about(from_identity(an_identity(), None)) == []


def test_a_birth_date_of_insi_known_in_part_is_kept_as_insured() -> None:
    found = values(from_identity(an_identity(DateNaissance="2009-00-00"), None))
    assert found["birth_date"] == date(2009, 12, 31)
    assert found["birth_date_as_insured"] == "2009-00-00"


@pytest.mark.parametrize(
    "odd",
    [
        ANSWER._replace(birth_name="CORSE 2"),
        ANSWER._replace(used_name="CORSE. 2"),
        ANSWER._replace(given_name="CORSE 2"),
    ],
)
def test_a_name_of_adri_that_can_be_none_is_an_odd_answer_and_is_not_told(
    odd: RightsAnswer,
) -> None:
    with pytest.raises(OddAnswer, match="ADRi gives a name that can be none") as refusal:
        from_rights(odd, DAY)
    assert "CORSE" not in str(refusal.value)


@pytest.mark.parametrize("odd", [{"NomNaissance": "CORSE 2"}, {"ListePrenom": "ST. JEAN"}])
def test_a_name_of_insi_that_can_be_none_is_an_odd_answer(odd: dict[str, str]) -> None:
    with pytest.raises(OddAnswer, match="INSi gives a name that can be none"):
        from_identity(an_identity(**odd), None)


def test_each_text_of_adri_goes_through_the_reader_of_its_field() -> None:
    told = from_rights(ANSWER._replace(fund="9" * 220, regime=" 01 "), DAY)
    assert "fund" not in told.values
    assert told.values["regime"].value == "01"
    (odd,) = told.odd
    assert (odd.field, odd.value, odd.origin) == ("fund", "9" * 220, Origin.ADRI)
    assert "999" not in repr(odd)
    assert str(odd.reason).startswith("at most 200 characters")


BACKWARDS = Period(date(2027, 1, 1), date(2026, 12, 31))
LAST_YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("amo", "stored"),
    [
        ((YEAR, BACKWARDS), [YEAR]),
        ((LAST_YEAR, BACKWARDS), None),
        ((BACKWARDS,), None),
        ((LAST_YEAR,), [LAST_YEAR]),
        ((), []),
    ],
)
def test_a_period_that_ends_before_it_begins_is_told_and_no_rights_seem_closed_for_it(
    amo: tuple[Period, ...], stored: list[Period] | None
) -> None:
    told = from_rights(ANSWER._replace(rights=amo, exemptions=(), complementary=None), DAY)
    assert [str(odd.reason) for odd in told.odd] == [
        "this period ends before it begins." for period in amo if period is BACKWARDS
    ]
    if stored is None:
        assert not {"rights", "rights_checked_on"} & set(told.values)
    else:
        assert told.values["rights"].value == tuple(
            RightsPeriod(RightsKind.AMO, None, *period) for period in stored
        )


def test_an_odd_period_of_another_insurance_is_left_out_alone() -> None:
    odd = Complementary("1" * 201, Period(None, None))
    told = from_rights(ANSWER._replace(exemptions=(), complementary=odd), DAY)
    assert [period.kind for period in told.values["rights"].value] == [RightsKind.AMO]
    assert [each.field for each in told.odd] == ["amc_number", "rights"]


def test_that_no_complementary_insurance_is_named_is_told() -> None:
    assert from_rights(ANSWER._replace(complementary=None), DAY).values["amc_number"].value is None
    unnumbered = Complementary(None, Period(None, None))
    assert "amc_number" not in from_rights(ANSWER._replace(complementary=unnumbered), DAY).values


@pytest.mark.parametrize("code", ["6322", "632200", "A3220", "2C004", "63 20"])
def test_a_code_of_insi_that_no_place_can_have_is_an_odd_answer(code: str) -> None:
    with pytest.raises(OddAnswer, match="INSi gives a code that no place can have"):
        from_identity(an_identity(LieuNaissance=code), None)
