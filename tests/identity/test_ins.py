"""The INS: a matricule and its OID."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.identity.ins import NATURES, Ins, InsOid, parse_ins, parse_matricule

PAT_TROIS = "279035121518989"
HERMANN = "181036322045660"


@pytest.mark.parametrize(
    ("oid", "nature"),
    [
        ("1.2.250.1.213.1.4.8", "NIR"),
        ("1.2.250.1.213.1.4.9", "NIA"),
        ("1.2.250.1.213.1.4.10", "TEST"),
        ("1.2.250.1.213.1.4.11", "DEMO"),
        ("urn:oid:1.2.250.1.213.1.4.8", "NIR"),
        (" 1.2.250.1.213.1.4.8 ", "NIR"),
    ],
)
def test_an_oid_tells_the_nature_of_the_matricule(oid: str, nature: str) -> None:
    assert parse_ins(PAT_TROIS, oid).nature == nature


@pytest.mark.parametrize("oid", ["", "1.2.250.1.213.1.4.2", "1.2.250.1.176.1.2", "8"])
def test_another_oid_is_refused(oid: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_ins(PAT_TROIS, oid)
    assert refusal.value.field == "ins"
    assert str(refusal.value.sentence) == (
        "the OID is not one of a matricule INS; read the INS again."
    )


def test_every_nature_has_a_meaning() -> None:
    assert set(NATURES) == set(InsOid)


@pytest.mark.parametrize(
    "text", [PAT_TROIS, "2 79 03 51 215 189 89", " 279.035.121.518.989", "2-79-03-51-215-189-89"]
)
def test_a_whole_matricule_is_read_as_people_type_it(text: str) -> None:
    assert parse_matricule(text) == PAT_TROIS


@pytest.mark.parametrize("number", [HERMANN, "118058599124123", "123456789012244"])
def test_a_matricule_with_a_wrong_key_is_kept_as_received(number: str) -> None:
    assert parse_matricule(number) == number


@pytest.mark.parametrize("text", ["", "2", PAT_TROIS[:13], PAT_TROIS[:14], PAT_TROIS + "0"])
def test_a_part_of_a_matricule_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_matricule(text)
    assert refusal.value.field == "ins"
    assert str(refusal.value.sentence) == (
        "give the matricule INS whole: 15 characters with its key."
    )


def test_fifteen_characters_of_another_structure_are_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_matricule("279135121518989", "matricule")
    assert refusal.value.field == "matricule"


def test_an_ins_does_not_show_its_matricule_by_repr() -> None:
    assert repr(Ins(PAT_TROIS, InsOid.TEST)) == "Ins(2 79 •• •• ••• ••• ••, TEST)"


@given(st.text(), st.text())
def test_any_text_raises_nothing_but_the_refusal(matricule: str, oid: str) -> None:
    with suppress(InvalidInput):
        parse_ins(matricule, oid)
    with suppress(InvalidInput):
        parse_ins(PAT_TROIS, oid)
