"""Sizes of labels as people write them, and what they are in millimetres."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.labels.sizes import (
    A4,
    KNOWN_SIZES,
    LabelSize,
    SheetGrid,
    parse_label_size,
)

SHEET = "3x7 of 63.5x38.1, pitch 66, margins 7.25 15.15"


@pytest.mark.parametrize(
    ("typed", "size", "written"),
    [
        ("57x32", LabelSize(57, 32), "57x32"),
        (" 63,5 × 38,10 mm ", LabelSize(63.5, 38.1), "63.5x38.1"),
        ("62 mm", LabelSize(62, None), "62 mm"),
        ("62mm , Margins 3 mm", LabelSize(62, None, 3), "62 mm, margins 3"),
        ("62 mm, margin 3", LabelSize(62, None, 3), "62 mm, margins 3"),
        ("62 mm, marges 3,5", LabelSize(62, None, 3.5), "62 mm, margins 3.5"),
        (
            SHEET,
            LabelSize(63.5, 38.1, sheet=SheetGrid(3, 7, 66, 38.1, 7.25, 15.15, A4)),
            SHEET,
        ),
        (
            "3x7 de 63,5x38,1, pas 66, marges 7,25 15,15",
            LabelSize(63.5, 38.1, sheet=SheetGrid(3, 7, 66, 38.1, 7.25, 15.15, A4)),
            SHEET,
        ),
        (
            "2x2 of 40x30, pitch 45 35, on 100x150",
            LabelSize(40, 30, sheet=SheetGrid(2, 2, 45, 35, 7.5, 42.5, (100, 150))),
            "2x2 of 40x30, pitch 45 35, margins 7.5 42.5, on 100x150",
        ),
        (
            "3x8 of 70x37.1",
            LabelSize(70, 37.1, sheet=SheetGrid(3, 8, 70, 37.1, 0, 0.1, A4)),
            "3x8 of 70x37.1, margins 0 0.1",
        ),
    ],
)
def test_a_size_is_read_and_written_in_one_way(typed: str, size: LabelSize, written: str) -> None:
    found = parse_label_size("size", typed)
    assert found == size
    assert found.written == written
    assert parse_label_size("size", written) == size


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "it is the width and the height of a label in mm, such as 57x32; or a roll"),
        ("57", "or a roll, such as 62 mm, margins 3; or a sheet, such as 3x7 of 63.5x38.1"),
        ("57x32x3", "it is the width and the height of a label"),
        ("3x7 of 63.5x38.1, margins 7.25", "it is the width and the height of a label"),
        ("57x٣٢", "it is the width and the height of a label"),
        ("9.9x32", "each from 10 to 297."),
        ("57x298", "each from 10 to 297."),
        ("298 mm", "each from 10 to 297."),
        ("62 mm, margins 20.5", "the margins of a roll are from 0 to 20 mm."),
        ("0x7 of 63.5x38.1", "a sheet has from 1 to 40 columns and rows."),
        ("3x41 of 63.5x38.1", "a sheet has from 1 to 40 columns and rows."),
        ("3x7 of 63.5x38.1, pitch 60", "the pitch is the way from one label to the next"),
        ("3x7 of 63.5x38.1, pitch 66 38", "the pitch is the way from one label to the next"),
        ("4x7 of 63.5x38.1", "so many labels do not fit on the paper of 210x297 mm"),
        ("3x8 of 63.5x38.1", "so many labels do not fit on the paper of 210x297 mm"),
        ("3x7 of 63.5x38.1, pitch 66, margins 20 15", "check the pitch and the margins."),
        ("1x1 of 99x99, on 98x150", "do not fit on the paper of 98x150 mm"),
    ],
)
def test_what_is_no_size_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_label_size("size", typed)
    assert why in str(refused.value)


def test_the_usual_sizes_are_written_in_the_one_way() -> None:
    for name, written in KNOWN_SIZES.items():
        assert parse_label_size(name, written).written == written
