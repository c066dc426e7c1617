"""The status of an identity: two facts, three flags, and what changes them."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.identity.status import (
    DOCUMENT_NAMES,
    CheckingDocument,
    IdentityFlag,
    IdentityStatus,
    Standing,
)

HOMONYM, DOUBTFUL, FICTITIOUS = IdentityFlag
PROV, RECUP, VALI, QUAL = IdentityStatus

MATRIX = {
    PROV: Standing(retrieved=False, checked=False),
    RECUP: Standing(retrieved=True, checked=False),
    VALI: Standing(retrieved=False, checked=True),
    QUAL: Standing(retrieved=True, checked=True),
}
EVERY_STANDING = [
    Standing(retrieved, checked, frozenset(flags))
    for retrieved, checked in product((False, True), repeat=2)
    for size in range(4)
    for flags in combinations(IdentityFlag, size)
]


@pytest.mark.parametrize("status", IdentityStatus)
def test_a_status_is_the_two_facts(status: IdentityStatus) -> None:
    assert MATRIX[status].status is status


@pytest.mark.parametrize("status", IdentityStatus)
def test_the_flag_homonym_changes_no_status(status: IdentityStatus) -> None:
    assert MATRIX[status].flagged(HOMONYM).status is status


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        (PROV, Standing.with_retrieval, RECUP),
        (RECUP, Standing.with_retrieval, RECUP),
        (VALI, Standing.with_retrieval, QUAL),
        (QUAL, Standing.with_retrieval, QUAL),
        (PROV, Standing.with_check, VALI),
        (RECUP, Standing.with_check, QUAL),
        (VALI, Standing.with_check, VALI),
        (QUAL, Standing.with_check, QUAL),
        (PROV, Standing.unlinked, PROV),
        (RECUP, Standing.unlinked, PROV),
        (VALI, Standing.unlinked, VALI),
        (QUAL, Standing.unlinked, VALI),
        (PROV, Standing.strict_trait_changed, PROV),
        (RECUP, Standing.strict_trait_changed, PROV),
        (VALI, Standing.strict_trait_changed, PROV),
        (QUAL, Standing.strict_trait_changed, PROV),
    ],
)
def test_a_change_leads_from_one_status_to_another(
    before: IdentityStatus, change: object, after: IdentityStatus
) -> None:
    assert callable(change)
    assert change(MATRIX[before]).status is after


@pytest.mark.parametrize("status", IdentityStatus)
@pytest.mark.parametrize("flag", [DOUBTFUL, FICTITIOUS])
def test_doubtful_or_fictitious_makes_provisional_and_stays_so_when_taken_off(
    status: IdentityStatus, flag: IdentityFlag
) -> None:
    flagged = MATRIX[status].flagged(flag)

    assert (flagged.status, flagged.retrieved, flagged.checked) == (PROV, False, False)
    assert flagged.unflagged(flag) == Standing()


@pytest.mark.parametrize("flag", [DOUBTFUL, FICTITIOUS])
@pytest.mark.parametrize("proof", [Standing.with_retrieval, Standing.with_check])
def test_a_doubtful_or_fictitious_identity_takes_no_proof(
    flag: IdentityFlag, proof: object
) -> None:
    assert callable(proof)
    with pytest.raises(InvalidInput) as refusal:
        proof(Standing().flagged(flag))
    assert refusal.value.field == "identity_flags"
    assert str(refusal.value.sentence) == (
        "a doubtful or fictitious identity stays provisional; take the flag off first."
    )


@pytest.mark.parametrize(
    ("flags", "allowed"),
    [
        ((HOMONYM, DOUBTFUL), True),
        ((DOUBTFUL, HOMONYM), True),
        ((DOUBTFUL, FICTITIOUS), False),
        ((FICTITIOUS, DOUBTFUL), False),
        ((HOMONYM, FICTITIOUS), False),
        ((FICTITIOUS, HOMONYM), False),
    ],
)
def test_only_doubtful_and_homonym_go_together(
    flags: tuple[IdentityFlag, IdentityFlag], allowed: bool
) -> None:
    first = Standing().flagged(flags[0])
    if allowed:
        assert first.flagged(flags[1]).flags == set(flags)
        return
    with pytest.raises(InvalidInput) as refusal:
        first.flagged(flags[1])
    assert refusal.value.field == "identity_flags"
    assert str(refusal.value.sentence) == (
        "fictitious stands alone; take the other flags off first."
    )


def test_a_flag_may_be_set_or_taken_off_twice() -> None:
    doubtful = Standing().flagged(DOUBTFUL)

    assert doubtful.flagged(DOUBTFUL) == doubtful
    assert doubtful.unflagged(DOUBTFUL).unflagged(DOUBTFUL) == Standing()


def _id(standing: Standing) -> str:
    """The same in every process; a frozenset has no order of its own."""
    return f"{standing.retrieved}-{standing.checked}-{'-'.join(sorted(standing.flags))}"


@pytest.mark.parametrize("standing", EVERY_STANDING, ids=_id)
def test_a_matricule_is_held_when_retrieved_and_shown_when_qualified(standing: Standing) -> None:
    assert standing.may_hold_ins is (standing.status in (RECUP, QUAL))
    assert standing.may_show_ins is (standing.status is QUAL)


@pytest.mark.parametrize("standing", EVERY_STANDING, ids=_id)
def test_a_doubtful_or_fictitious_identity_is_provisional_whatever_was_recorded(
    standing: Standing,
) -> None:
    if standing.flags & {DOUBTFUL, FICTITIOUS}:
        assert standing.status is PROV
        assert standing.must_stay_provisional


CHANGES = st.one_of(
    st.sampled_from(
        [
            Standing.with_retrieval,
            Standing.with_check,
            Standing.unlinked,
            Standing.strict_trait_changed,
        ]
    ),
    st.builds(
        lambda change, flag: lambda standing: change(standing, flag),
        st.sampled_from([Standing.flagged, Standing.unflagged]),
        st.sampled_from(IdentityFlag),
    ),
)


@given(st.lists(CHANGES))
def test_no_sequence_of_changes_proves_a_doubtful_identity(changes: list[object]) -> None:
    standing = Standing()
    for change in changes:
        assert callable(change)
        try:
            standing = change(standing)
        except InvalidInput:
            continue
        if standing.must_stay_provisional:
            assert not standing.retrieved
            assert not standing.checked
        assert FICTITIOUS not in standing.flags or standing.flags == {FICTITIOUS}


def test_every_document_has_a_name() -> None:
    assert set(DOCUMENT_NAMES) == set(CheckingDocument)
