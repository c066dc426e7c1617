"""Which columns there is room for, and how wide they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.commands.ui.screen.layout import GAP, Need, fitted

ID = Need(0, 4, 4, 2)
NAME = Need(1, 10, 20, 16)
BORN = Need(2, 10, 10, 8)
PLACE = Need(3, 12, 30, 11)


@pytest.mark.parametrize(
    ("needs", "room", "widths"),
    [
        ([ID, NAME, BORN, PLACE], 200, {0: 4, 1: 20, 2: 10, 3: 30}),
        ([ID, NAME, BORN, PLACE], 70, {0: 4, 1: 20, 2: 10, 3: 30}),
        ([ID, NAME, BORN, PLACE], 60, {0: 4, 1: 19, 2: 10, 3: 21}),
        ([ID, NAME, BORN, PLACE], 50, {0: 4, 1: 14, 2: 10, 3: 16}),
        ([ID, NAME, BORN, PLACE], 42, {0: 4, 1: 10, 2: 10, 3: 12}),
        ([ID, NAME, BORN, PLACE], 41, {0: 4, 1: 20, 2: 10}),
        ([ID, PLACE, BORN, NAME], 41, {0: 4, 2: 10, 3: 20}),  # wherever they stand
        ([ID, NAME, BORN, PLACE], 20, {0: 4, 1: 14}),
        ([ID, NAME, BORN, PLACE], 10, {0: 4}),
        ([ID, NAME, BORN, PLACE], 3, {0: 3}),
        ([NAME._replace(rank=0), ID], 9, {0: 3, 1: 4}),  # what never leaves gives way
        ([Need(0, 4, 4, 20), Need(1, 3, 3, 9)], 12, {0: 6, 1: 4}),
        ([Need(0, 4, 4, 20), Need(1, 3, 3, 9)], 80, {0: 20, 1: 9}),
        ([ID, Need(0, 0, 0, 0), BORN], 16, {0: 4, 2: 10}),  # what needs nothing has no room
        ([], 80, {}),
    ],
)
def test_columns_have_the_room_that_they_need(
    needs: list[Need], room: int, widths: dict[int, int]
) -> None:
    assert fitted(needs, room) == widths


def needs() -> st.SearchStrategy[list[Need]]:
    def need(rank: int, least: int, more: int, heading: int) -> Need:
        return Need(rank, least, least + more, heading)

    one = st.builds(
        need, st.integers(0, 5), st.integers(1, 16), st.integers(0, 40), st.integers(1, 20)
    )
    return st.lists(one, min_size=1, max_size=12)


@given(needs(), st.integers(1, 250))
def test_a_table_fits_and_only_less_important_columns_leave(needs: list[Need], room: int) -> None:
    widths = fitted(needs, room)
    assert list(widths) == sorted(widths)
    always = [place for place, need in enumerate(needs) if not need.rank]
    assert set(always) <= set(widths)
    if sum(needs[place].least + GAP for place in widths) - GAP <= room:
        assert sum(widths.values()) + GAP * (len(widths) - 1) <= room
        assert all(width >= needs[place].least for place, width in widths.items())
    else:
        assert len(widths) in (1, len(always))
    gone = [needs[place].rank for place in range(len(needs)) if place not in widths]
    assert not gone or min(gone) >= max(needs[place].rank for place in widths)
