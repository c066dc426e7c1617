"""Where labels stand on paper: rolls, sheets that were begun, printers that are off."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.paper.labels.layout import LabelLayout
from semble_cli.paper.labels.pages import paged, places_on
from semble_cli.patient.labels.offsets import LabelOffset
from semble_cli.patient.labels.sizes import parse_label_size

SHEET = parse_label_size("s", "3x7 of 63.5x38.1, pitch 66, margins 7.25 15.15")
ROLL = parse_label_size("s", "57x32")


def some(count: int) -> list[LabelLayout]:
    return [LabelLayout(10 + at, 20, (), ()) for at in range(count)]


def test_on_a_roll_each_has_its_page_in_its_own_size() -> None:
    pages = list(paged(some(3), ROLL, offset=LabelOffset(1.5, -2)))
    assert [(page.width, page.height) for page in pages] == [(10, 20), (11, 20), (12, 20)]
    assert [page.labels[0][:2] for page in pages] == [(1.5, -2)] * 3


def test_on_sheets_they_go_row_by_row_from_the_first_free_place() -> None:
    labels = some(23)
    pages = list(paged(labels, SHEET, start=6))
    assert [(page.width, page.height) for page in pages] == [(210, 297)] * 2
    assert [len(page.labels) for page in pages] == [16, 7]
    assert [each for page in pages for _, _, each in page.labels] == labels
    assert pages[0].labels[0][:2] == (7.25 + 2 * 66, 15.15 + 38.1)
    assert pages[0].labels[1][:2] == (7.25, 15.15 + 2 * 38.1)
    assert pages[1].labels[0][:2] == (7.25, 15.15)
    moved = next(paged(labels, SHEET, offset=LabelOffset(1, 2)))
    assert moved.labels[0][:2] == (8.25, 17.15)


def test_a_full_sheet_is_one_page() -> None:
    assert places_on(SHEET) == 21
    assert len(list(paged(some(21), SHEET))) == 1
    assert len(list(paged(some(1), SHEET, start=21))) == 1


@pytest.mark.parametrize("start", [0, 22, -1])
def test_a_place_that_is_not_there_is_refused(start: int) -> None:
    with pytest.raises(InvalidInput, match="a sheet of this size has places 1 to 21"):
        list(paged(some(1), SHEET, start))


def test_a_roll_has_no_places() -> None:
    with pytest.raises(InvalidInput, match="a roll has no places to begin at"):
        list(paged(some(1), ROLL, 2))
