"""The strict traits of two states of an identity, and what becomes of its status."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.identity.status import FACTS, IdentitySource, IdentityStatus
from semble_cli.patient.intake import amended
from semble_cli.patient.record import Patient
from semble_cli.patient.strict_traits import changed_traits, differing_traits
from tests.conftest import ADRUN, NOW, PAT_TROIS, a_patient

TODAY = NOW.date()
PROVISIONAL, RETRIEVED, VALIDATED, QUALIFIED = IdentityStatus


def proved(status: IdentityStatus, given_fields: dict[str, Any] = ADRUN, **more: Any) -> Patient:
    """A patient of that status, with a matricule where the status has one."""
    retrieved, checked = FACTS[status]
    ins: dict[str, Any] = {"ins_matricule": "275126322074974", "ins_oid": "1.2.250.1.213.1.4.8"}
    return a_patient(given_fields)._replace(
        identity_retrieved=retrieved, identity_checked=checked, **(ins if retrieved else {}), **more
    )


STATUSES = st.sampled_from((RETRIEVED, VALIDATED, QUALIFIED))


@pytest.mark.parametrize("status", [RETRIEVED, VALIDATED, QUALIFIED])
@pytest.mark.parametrize(
    "changes",
    [
        {"first_given_name": "ZOE"},
        {"first_given_name": "zoé", "birth_given_names": "ZOÉ", "birth_name": "Adrun"},
        {"birth_date": "1975-12-31", "birth_place": "Mazoires"},
    ],
)
def test_case_and_accents_destroy_no_identity(
    status: IdentityStatus, changes: dict[str, str]
) -> None:
    before = proved(status)
    after = amended(before, changes, TODAY)
    assert after.patient.standing == before.standing
    assert after.patient.ins_matricule == before.ins_matricule
    assert after.warnings == ()
    assert all(
        getattr(after.patient, name) == text for name, text in changes.items() if "name" in name
    )


@given(STATUSES, st.data())
def test_no_way_to_write_the_same_letters_lowers_a_status(
    status: IdentityStatus, data: st.DataObject
) -> None:
    before = proved(status, PAT_TROIS)
    changes = {
        name: "".join(data.draw(st.sampled_from((letter, letter.lower()))) for letter in text)
        for name, text in before._asdict().items()
        if name in ("birth_name", "first_given_name", "birth_given_names")
    }
    assert amended(before, changes, TODAY).patient.standing == before.standing


def test_names_that_are_built_otherwise_are_others() -> None:
    before = proved(QUALIFIED, PAT_TROIS)
    after = amended(before, {"birth_name": "PAT TROIS"}, TODAY).patient
    assert after.standing.status is PROVISIONAL
    assert differing_traits(before, after) == ("birth_name",)


@pytest.mark.parametrize(
    ("before", "after"),
    [(VALIDATED, VALIDATED), (QUALIFIED, VALIDATED), (RETRIEVED, PROVISIONAL)],
)
def test_a_list_that_is_completed_contradicts_no_document_but_is_not_insi_s(
    before: IdentityStatus, after: IdentityStatus
) -> None:
    found = amended(proved(before), {"birth_given_names": "Zoé Marie"}, TODAY)
    assert found.patient.standing.status is after
    assert (found.patient.ins_matricule is None) == (not found.patient.identity_retrieved)


@pytest.mark.parametrize("names", ["Marie Zoé", "Zoémarie", "Anne"])
def test_another_list_lowers_the_status(names: str) -> None:
    found = amended(proved(VALIDATED), {"birth_given_names": names}, TODAY)
    assert found.patient.standing.status is PROVISIONAL


@pytest.mark.parametrize("status", [RETRIEVED, VALIDATED, QUALIFIED])
@pytest.mark.parametrize(
    ("first", "kept"),
    [
        ("JEAN", True),
        ("JEAN-CHRISTOPHE", True),
        ("Jean-Christophe-Pierre", True),
        ("CHRISTOPHE", False),
        ("PIERRE", False),
    ],
)
def test_the_first_given_name_is_chosen_anew_while_it_begins_the_list(
    status: IdentityStatus, first: str, kept: bool
) -> None:
    named = {"first_given_name": "JEAN CHRISTOPHE", "birth_given_names": "JEAN CHRISTOPHE PIERRE"}
    before = proved(status, ADRUN | named)
    after = amended(before, {"first_given_name": first}, TODAY).patient
    assert after.first_given_name == first
    assert (after.standing == before.standing) is kept
    assert (changed_traits(before, after) == ()) is kept


def test_traits_that_are_edited_come_from_whoever_edits_them() -> None:
    before = proved(QUALIFIED, identity_source=IdentitySource.INSI)
    assert amended(before, {"city": "Lyon"}, TODAY).patient.identity_source is IdentitySource.INSI
    renamed = amended(before, {"birth_name": "adrun"}, TODAY).patient
    assert renamed.identity_source is IdentitySource.INSI
    other = amended(before, {"birth_name": "Adrin"}, TODAY).patient
    assert other.identity_source is IdentitySource.MANUAL
