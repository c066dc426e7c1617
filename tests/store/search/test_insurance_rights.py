"""Rights as SQL tells them are rights as the rule tells them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.patient.insurance import (
    RightsKind,
    RightsPeriod,
    RightsState,
    first_day,
    last_day,
    rights_state,
)
from semble_cli.patient.order import Order
from semble_cli.services.patients.create import create_patient
from semble_cli.store.search.insurance_rights import check_due, rights_condition
from semble_cli.store.search.run import Scope, stream_ids
from tests.conftest import NOW, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from semble_cli.store.search.conditions import Condition

TODAY = NOW.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

DAYS = st.sampled_from([None, YESTERDAY - timedelta(days=400), YESTERDAY, TODAY, TOMORROW])
PERIODS = st.lists(
    st.builds(RightsPeriod, st.sampled_from(RightsKind), st.just(None), DAYS, DAYS), max_size=3
).map(tuple)

CASES = {
    "never asked": ((), None),
    "asked, and nothing": ((), TODAY),
    "open for ever": ((RightsPeriod(RightsKind.AMO),), TODAY),
    "the last day": ((RightsPeriod(RightsKind.AMO, None, None, TODAY),), TODAY),
    "the first day": ((RightsPeriod(RightsKind.AMO, None, TODAY, None),), TODAY),
    "over since yesterday": ((RightsPeriod(RightsKind.AMO, None, None, YESTERDAY),), TODAY),
    "from tomorrow on": ((RightsPeriod(RightsKind.AMO, None, TOMORROW, None),), TODAY),
    "an illness alone": ((RightsPeriod(RightsKind.ALD, "15"),), TODAY),
    "two periods": (
        (
            RightsPeriod(RightsKind.AMO, None, None, YESTERDAY),
            RightsPeriod(RightsKind.AMO, None, TODAY, TOMORROW),
        ),
        TODAY,
    ),
    "asked long ago": ((RightsPeriod(RightsKind.AMO),), date(2020, 1, 1)),
}


def found(register: Register, condition: Condition) -> set[int]:
    with register.reading() as connection:
        return set(stream_ids(connection, [condition], Scope(), Order.BIRTH_NAME, 0))


def test_the_condition_finds_whom_the_rule_names(register: Register) -> None:
    states = {}
    for place, (periods, checked_on) in enumerate(CASES.values()):
        patient = a_patient()._replace(
            birth_date=date(1950 + place, 1, 1), rights=periods, rights_checked_on=checked_on
        )
        stored = create_patient(register, patient, known=range(99))
        states[stored.id or 0] = rights_state(periods, checked_on, TODAY)
    for state in RightsState:
        wanted = {number for number, known in states.items() if known is state}
        assert found(register, rights_condition(state, TODAY)) == wanted
    assert len(set(states.values())) == len(RightsState)


def test_who_was_asked_about_or_has_died_is_not_due(register: Register) -> None:
    for place, changes in enumerate(
        (
            {},
            {"rights_checked_on": TODAY},
            {"rights_checked_on": YESTERDAY},
            {"deceased_on": YESTERDAY},
        )
    ):
        patient = a_patient()._replace(birth_date=date(1950 + place, 1, 1))
        changed = patient._replace(**changes)  # type: ignore[arg-type]
        create_patient(register, changed, known=range(99))
    assert found(register, check_due(TODAY)) == {1, 3}
    assert found(register, check_due(YESTERDAY)) == {1}


@given(PERIODS)
def test_rights_are_open_on_a_day_that_some_period_covers(
    periods: tuple[RightsPeriod, ...],
) -> None:
    covered = any(one.kind is RightsKind.AMO and one.covers(TODAY) for one in periods)
    state = rights_state(periods, TODAY, TODAY)
    assert (state is RightsState.OPEN) == covered
    first, last = (tell(periods, RightsKind.AMO, TODAY) for tell in (first_day, last_day))
    if covered:
        assert first is None or first <= TODAY
        assert last is None or last >= TODAY


@pytest.mark.parametrize(
    ("periods", "first", "last"),
    [
        ((), None, None),
        ((RightsPeriod(RightsKind.AMO, None, YESTERDAY, TOMORROW),), YESTERDAY, TOMORROW),
        ((RightsPeriod(RightsKind.AMO, None, None, YESTERDAY),), None, YESTERDAY),
        ((RightsPeriod(RightsKind.AMC, None, YESTERDAY, TOMORROW),), None, None),
    ],
)
def test_the_first_and_the_last_day_are_those_of_the_period_of_the_day(
    periods: tuple[RightsPeriod, ...], first: date | None, last: date | None
) -> None:
    assert first_day(periods, RightsKind.AMO, TODAY) == first
    assert last_day(periods, RightsKind.AMO, TODAY) == last
