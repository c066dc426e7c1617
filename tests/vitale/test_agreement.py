"""Whether an answer is about the person asked about."""

from __future__ import annotations

import pytest

from semble_cli.identity.dates import settle_birth_date
from semble_cli.identity.ins import Ins, InsOid
from semble_cli.vitale.agreement import Person, check_identity, check_rights
from semble_cli.vitale.teleservices.answers import (
    CertifiedIdentity,
    FormerIns,
    Period,
    RightsAnswer,
)
from semble_cli.vitale.teleservices.errors import AnswerAboutSomebodyElse

ZOE_S_NUMBER = "275126322074974"
ANTHONY_S_NUMBER = "180032B02040123"
ZOE = Person(("ADRUN",), ("ZOE",), "1975-12-31", 1, ZOE_S_NUMBER)
RIGHTS = RightsAnswer(
    birth_name="ADRUN",
    used_name=None,
    given_name="ZOE",
    address=(),
    certified_nir=ZOE_S_NUMBER,
    birth_date="1975-12-31",
    birth_rank=1,
    regime="01",
    fund="631",
    fund_center=None,
    rights=(),
)
IDENTITY = CertifiedIdentity(
    ins=Ins(ZOE_S_NUMBER, InsOid.NIR),
    former=(),
    birth_name="ADRUN",
    given_names="ZOE MARIE",
    sex="F",
    birth=settle_birth_date(1975, 12, 31),
    birth_date="1975-12-31",
    birth_place_code="63220",
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({}, {}, id="the same"),
        pytest.param({"own_nir": None}, {}, id="a dependant without a number"),
        pytest.param({"family_names": ("Adrun-",)}, {}, id="a hyphen more"),
        pytest.param({"family_names": ("DUPONT",)}, {"used_name": "DUPONT"}, id="a used name"),
        pytest.param({"family_names": ("DUPONT",)}, {}, id="another family name, but the number"),
        pytest.param({"given_names": ("ZOÉ",)}, {}, id="an accent"),
        pytest.param({"given_names": ("LEA",)}, {}, id="another given name, but the number"),
        pytest.param({"birth_rank": None}, {"birth_rank": 2}, id="a rank that was not known"),
        pytest.param(
            {"family_names": ("DELAROCHEFOUCAULD",), "own_nir": None},
            {"birth_name": "DE LA ROCHEFOUCAULD DOUDEAUVILLE"},
            id="a long name cut off on the card",
        ),
    ],
)
def test_an_answer_of_adri_about_the_person_is_let_pass(
    asked: dict[str, object], told: dict[str, object]
) -> None:
    check_rights(ZOE._replace(**asked), RIGHTS._replace(**told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"birth_date": "1975-12-30"}, id="another birth date"),
        pytest.param({"birth_rank": 2}, id="a twin"),
        pytest.param({"certified_nir": ANTHONY_S_NUMBER}, id="another number"),
        pytest.param({"birth_name": "CORSE", "given_name": "ANTHONY"}, id="both names"),
        pytest.param({"birth_name": None, "given_name": None}, id="no name at all"),
        pytest.param(
            {"birth_name": "CORSE", "certified_nir": None}, id="another name, and no number"
        ),
        pytest.param(
            {"given_name": "LEA", "certified_nir": None}, id="another given name, and no number"
        ),
    ],
)
def test_an_answer_of_adri_about_somebody_else_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(AnswerAboutSomebodyElse, match="ADRi answered about somebody else") as error:
        check_rights(ZOE, RIGHTS._replace(**told))  # type: ignore[arg-type]
    assert error.value.exit_code == 8
    assert "ADRUN" not in str(error.value)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({}, {}, id="the same"),
        pytest.param({"given_names": ("MARIE",)}, {}, id="a second given name is in use"),
        pytest.param({"given_names": ("ZOE MARIE",)}, {}, id="the whole list"),
        pytest.param({"given_names": ("ZOE-MARIE",), "own_nir": None}, {}, id="a hyphen"),
        pytest.param(
            {"own_nir": ANTHONY_S_NUMBER},
            {"former": (FormerIns(Ins(ANTHONY_S_NUMBER, InsOid.NIR), Period(None, None)),)},
            id="a number of before is on the card",
        ),
        pytest.param(
            {"birth_date": "1963-00-00"},
            {
                "birth_date": "1963-00-00",
            },
            id="a birth date known in part",
        ),
    ],
)
def test_an_identity_of_the_person_is_let_pass(
    asked: dict[str, object], told: dict[str, object]
) -> None:
    check_identity(ZOE._replace(**asked), IDENTITY._replace(**told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({}, {"birth_date": "1976-12-31"}, id="another birth date"),
        pytest.param({"own_nir": ANTHONY_S_NUMBER}, {}, id="another number"),
        pytest.param({"own_nir": None, "given_names": ("LEA",)}, {}, id="another given name"),
        pytest.param({"own_nir": None, "given_names": ("",)}, {}, id="no given name"),
        pytest.param({"own_nir": None, "family_names": ("ADR",)}, {}, id="half a family name"),
        pytest.param({"birth_date": "1963-00-00"}, {"birth_date": "1963-12-31"}, id="a lunar date"),
    ],
)
def test_the_identity_of_somebody_else_is_refused(
    asked: dict[str, object], told: dict[str, object]
) -> None:
    with pytest.raises(AnswerAboutSomebodyElse, match="INSi answered about somebody else"):
        check_identity(ZOE._replace(**asked), IDENTITY._replace(**told))  # type: ignore[arg-type]
