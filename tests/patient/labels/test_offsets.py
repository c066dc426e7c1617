"""How far a printer is off, as people write it."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.labels.offsets import LabelOffset, parse_label_offset


@pytest.mark.parametrize(
    ("typed", "offset", "written"),
    [
        ("right 1.5, down 2", LabelOffset(1.5, 2), "right 1.5, down 2"),
        ("Up 0,5 mm LEFT 1", LabelOffset(-1, -0.5), "left 1, up 0.5"),
        ("left 20", LabelOffset(-20, 0), "left 20, down 0"),
        ("droite 1, bas 2", LabelOffset(1, 2), "right 1, down 2"),
        ("gauche 1,5, haut 2,25", LabelOffset(-1.5, -2.25), "left 1.5, up 2.25"),
        ("right 0", LabelOffset(0, 0), "right 0, down 0"),
        ("left 0 up 0", LabelOffset(0, 0), "right 0, down 0"),
    ],
)
def test_an_offset_is_read_and_written_in_one_way(
    typed: str, offset: LabelOffset, written: str
) -> None:
    found = parse_label_offset("offset", typed)
    assert found == offset
    assert found.written == written
    assert parse_label_offset("offset", written) == offset


@pytest.mark.parametrize(
    "typed",
    [
        *("", "1.5 2", "right", "right 1, left 2", "up 1, down 2", "right 20.01", "right 99"),
        *("up 1, down", "inwards 3", "right 1, inwards 3", "right -1", "right 1 down 2 up 3"),
    ],
)
def test_what_is_no_offset_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput, match=r"in mm up to 20, such as: right 1\.5, down 2\."):
        parse_label_offset("offset", typed)
