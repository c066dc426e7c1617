"""Whether two identities are of one person: the table of `docs/matching.md`, case by case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.exchange import fictitious
from semble_cli.patient.comparison.traits import traits_of as traits
from semble_cli.patient.intake import new_patient
from semble_cli.patient.matching import Blocking, Likeness, Verdict, blocking_keys, compare
from semble_cli.patient.record import Patient
from tests.conftest import NOW, PAT_TROIS

SAME, LIKELY, DIFFERENT = Verdict.SAME, Verdict.LIKELY, Verdict.DIFFERENT


def patient(**changes: Any) -> Patient:
    return new_patient(PAT_TROIS | {"nir": None} | changes, NOW.date()).patient


ONE = patient()


def likeness(other: Patient, one: Patient = ONE) -> Likeness:
    return compare(traits(one), traits(other))


def said(found: Likeness) -> str:
    return "; ".join(str(reason) for reason in found.reasons)


@pytest.mark.parametrize(
    ("changes", "verdict", "reason"),
    [
        ({}, SAME, "the same birth name; the same first given name; the same birth date"),
        ({"birth_name": "Pat-Trois"}, SAME, "the same birth name"),
        ({"first_given_name": "Dominique"}, SAME, "the same first given name"),
        ({"used_name": "DURAND"}, SAME, "the same birth name"),
        ({"birth_name": "PAT TROIS"}, LIKELY, "but for hyphens, apostrophes or spaces"),
        ({"birth_name": "PATTROIS"}, LIKELY, "but for hyphens, apostrophes or spaces"),
        ({"birth_name": "PAT-TROI"}, LIKELY, "a birth name one typing error away"),
        ({"birth_name": "PATH-TROIX"}, LIKELY, "a birth name that sounds alike"),
        ({"birth_name": "PAT"}, LIKELY, "one birth name is a part of the other"),
        ({"birth_name": "X", "used_name": "PAT-TROIS"}, LIKELY, "is the used name of the other"),
        ({"birth_name": "DURAND"}, LIKELY, "another birth name"),
        ({"birth_name": "DURAND", "birth_place": "63220"}, DIFFERENT, ""),
        (
            {"first_given_name": "DOMINIQE", "birth_given_names": "DOMINIQE"},
            LIKELY,
            "a first given name one typing error away",
        ),
        (
            {"first_given_name": "DOMINIK", "birth_given_names": "DOMINIK"},
            LIKELY,
            "a first given name that sounds alike",
        ),
        ({"first_given_name": "MARIE"}, LIKELY, "is among the other's given names"),
        ({"first_given_name": "CLAUDE", "birth_given_names": "CLAUDE"}, DIFFERENT, ""),
        ({"first_given_name": "DOM", "birth_given_names": "DOM"}, LIKELY, "is short for the other"),
        ({"birth_name": "TROIS-PAT"}, LIKELY, "the parts of the birth name in another order"),
        ({"birth_name": "PATTRUES"}, LIKELY, "a birth name two typing errors away"),
        ({"birth_name": "DURAND", "birth_place": "99999"}, LIKELY, "one is a married name"),
        ({"birth_name": "DURAND", "sex": "I"}, LIKELY, "one is a married name"),
        ({"birth_name": "DURAND", "used_name": "PETIT"}, DIFFERENT, ""),
        ({"birth_name": "DURAND", "used_name": "DURAND"}, LIKELY, "one is a married name"),
        ({"birth_name": "DURAND", "sex": "M"}, DIFFERENT, ""),
        ({"birth_name": "DURAND", "birth_date": "28/03/1978"}, DIFFERENT, ""),
        (
            {"birth_name": "DURAND", "first_given_name": "DOMINIQE", "birth_given_names": "DOM"},
            DIFFERENT,
            "",
        ),
        (
            {"birth_name": "DOMINIQUE", "first_given_name": "PAT-TROIS"},
            LIKELY,
            "family and given name exchanged",
        ),
        ({"birth_date": "28/03/1978"}, LIKELY, "birth dates one digit apart"),
        ({"birth_date": "28/03/1997"}, LIKELY, "two digits of the birth date exchanged"),
        ({"birth_date": "28/03/1999"}, LIKELY, "one digit apart, and a generation"),
        (
            {"birth_date": "28/03/1999", "birth_place": "75056"},
            DIFFERENT,
            "",
        ),
        ({"birth_date": "1979"}, LIKELY, "the same year of birth, the day not being known"),
        ({"birth_date": "1980"}, DIFFERENT, ""),
        ({"birth_date": "12/11/1954"}, DIFFERENT, ""),
        ({"sex": "M"}, LIKELY, "another sex"),
        ({"sex": "I"}, LIKELY, "the sex of one is not known"),
        ({"sex": "M", "first_given_name": "DOMINIQE"}, DIFFERENT, ""),
        ({"birth_given_names": "DOMINIQUE"}, SAME, "the same first given name"),
        ({"birth_given_names": "Dominique Marie"}, SAME, "the same first given name"),
        ({"birth_given_names": "DOMINIQUE ANNE"}, LIKELY, "none in common after the first"),
        ({"birth_given_names": "DOMINIQUE PAUL MARIE"}, LIKELY, "another list of given names; "),
        ({"birth_given_names": "ANNE DOMINIQUE"}, LIKELY, "another list of given names"),
        ({"birth_place": "51230"}, LIKELY, "another birth place of the same department"),
        ({"birth_place": "63220"}, LIKELY, "another birth place"),
        ({"birth_place": "99999"}, LIKELY, "a birth place is not known"),
    ],
)
def test_each_difference_weighs_as_the_table_says(
    changes: dict[str, str], verdict: Verdict, reason: str
) -> None:
    found = likeness(patient(**changes))
    assert found.verdict is verdict, said(found)
    assert reason in said(found)


def test_day_and_month_exchanged_are_close() -> None:
    found = likeness(patient(birth_date="03/07/1979"), patient(birth_date="07/03/1979"))
    assert found.verdict is LIKELY
    assert "day and month of birth exchanged" in said(found)


def test_twins_are_two_people_whatever_they_share() -> None:
    nir = "279035121518989"
    one = patient(nir=nir, birth_rank=1)
    claude = patient(first_given_name="CLAUDE", birth_given_names="CLAUDE", nir=nir)
    assert likeness(claude, one).verdict is DIFFERENT
    assert likeness(patient(nir=nir, birth_rank=2), one).verdict is DIFFERENT


def test_a_nir_brings_closer_and_another_one_apart() -> None:
    nir, other = "279035121518989", "275126322074974"
    one = patient(nir=nir)
    far = patient(birth_name="DURAND", birth_place="63220")
    assert likeness(far, one).verdict is DIFFERENT
    assert likeness(far._replace(nir=nir), one).verdict is LIKELY
    moved = patient(birth_date="12/11/1954", nir=nir)
    assert "another birth date" in said(likeness(moved, one))
    assert likeness(moved, one).verdict is LIKELY
    assert "another NIR" in said(likeness(patient(nir=other), one))


def test_the_matricule_ins_decides_but_two_of_them_do_not_make_one_person() -> None:
    ins: dict[str, Any] = {"ins_matricule": "279035121518989", "ins_oid": "1.2.250.1.213.1.4.8"}
    other = ins | {"ins_matricule": "275126322074974"}
    far = patient(birth_name="DURAND", birth_date="12/11/1954", birth_place="63220")
    found = likeness(far._replace(**ins), ONE._replace(**ins))
    assert (found.verdict, said(found)) == (SAME, "the same matricule INS")
    found = likeness(ONE._replace(**other), ONE._replace(**ins))
    assert found.verdict is LIKELY
    assert "another matricule INS" in said(found)


@pytest.mark.parametrize(
    "changes", [{"birth_date": "1979"}, {"birth_place": "99999"}, {"sex": "I"}]
)
def test_what_is_not_known_never_makes_two_identities_the_same(changes: dict[str, str]) -> None:
    one = patient(**changes)
    assert likeness(one, one).verdict is LIKELY


LARBI: dict[str, Any] = {
    "birth_name": "TEST",
    "first_given_name": "Mohamed",
    "birth_given_names": "Mohamed Larbi",
    "sex": "M",
    "birth_date": "01/01/1980",
    "birth_place": "99352",
    "nir": "180019935200178",
}


def test_two_people_of_five_equal_traits_are_for_a_human_to_tell_apart() -> None:
    one = new_patient(LARBI, NOW.date()).patient
    other = new_patient(
        LARBI | {"birth_given_names": "Mohamed Ali", "nir": "180019935200277"}, NOW.date()
    ).patient
    found = likeness(other, one)
    assert (found.verdict, found.contradicted) == (LIKELY, True)
    assert "another list of given names" in said(found)
    assert "another NIR" in said(found)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, SAME),
        ({"birth_place": "99139"}, LIKELY),
        ({"birth_place": "99139", "birth_date": "01/01/1979"}, LIKELY),
        ({"birth_date": "01/01/1979"}, SAME),
    ],
)
def test_a_whole_country_tells_nobody_apart(changes: dict[str, str], verdict: Verdict) -> None:
    one = patient(**changes)
    assert likeness(one, one).verdict is verdict


@pytest.mark.parametrize(
    ("nir", "verdict", "contradicted"),
    [
        ("279035121518989", SAME, False),
        ("279035121518890", LIKELY, True),  # the person's own as well
        ("250015121518824", SAME, False),  # a parent's
        ("8112312345678", SAME, False),  # provisional
    ],
)
def test_two_nirs_contradict_where_both_are_the_person_s_own(
    nir: str, verdict: Verdict, contradicted: bool
) -> None:
    found = likeness(ONE._replace(nir=nir), ONE._replace(nir="279035121518989"))
    assert (found.verdict, found.contradicted) == (verdict, contradicted)


def test_the_same_commune_by_a_former_code_is_nearly_the_same_place() -> None:
    found = likeness(patient(birth_place="20004"), patient(birth_place="2A004"))
    assert found.verdict is LIKELY
    assert "the same commune of birth by another code" in said(found)


def test_no_reason_tells_a_trait() -> None:
    for other in (ONE, patient(birth_name="PAT"), patient(sex="M", birth_place="63220")):
        text = said(likeness(other)).upper()
        assert not any(word in text for word in ("PAT", "TROIS", "DOMINIQUE", "1979", "51215"))


CROWD = [
    new_patient(
        {n: c for n, c in zip(fictitious.COLUMNS, row, strict=True) if c and n != "tags"},
        date(2026, 11, 23),
    ).patient
    for row in fictitious.patients(120, seed=11)
]


@given(st.sampled_from(CROWD), st.sampled_from(CROWD))
def test_it_does_not_matter_who_comes_first(one: Patient, other: Patient) -> None:
    forth, back = compare(traits(one), traits(other)), compare(traits(other), traits(one))
    assert (forth.verdict, forth.score) == (back.verdict, back.score)
    assert (forth.verdict is DIFFERENT) == (forth.score == 0)


@given(st.sampled_from(CROWD))
def test_everybody_is_like_oneself(one: Patient) -> None:
    assert compare(traits(one), traits(one)).verdict in (SAME, LIKELY)


def shared(one: Blocking, other: Blocking) -> bool:
    """Whether the store's look-ups by the keys of one would find the other."""
    names = {one.birth_key, one.used_key} & {other.birth_key, other.used_key} - {None}
    return bool(
        set(one.birth_dates) & set(other.birth_dates[:1])
        or (names and one.given_key == other.given_key)
        or (one.nir and one.nir == other.nir)
        or (one.matricule and one.matricule == other.matricule)
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"birth_name": "PAT-TROI"},
        {"first_given_name": "DOMINIQE"},
        {"birth_date": "28/03/1978"},
        {"birth_date": "1979"},
        {"birth_place": "63220"},
        {"birth_name": "X", "used_name": "PAT-TROIS"},
        {"birth_name": "DOMINIQUE", "first_given_name": "PAT-TROIS"},
        {"birth_date": "28/03/1997"},
    ],
)
def test_with_one_trait_misspelt_both_are_looked_up(changes: dict[str, str]) -> None:
    other = patient(**changes)
    assert likeness(other).verdict is LIKELY
    assert shared(blocking_keys(traits(ONE)), blocking_keys(traits(other)))
    assert shared(blocking_keys(traits(other)), blocking_keys(traits(ONE)))
