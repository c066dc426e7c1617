"""Moments as our files and spreadsheets write them."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.cells.moments import parse_moment


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-23T10:30:00Z", "2026-11-23T10:30:00+00:00"),
        ("2026-11-23 10:30:00+01:00", "2026-11-23T09:30:00+00:00"),
        ("2026-11-23T10:30:00", "2026-11-23T10:30:00+00:00"),
        ("23/11/2026 10:30", "2026-11-23T10:30:00+00:00"),
        (" 01/02/2026 9:05:07 ", "2026-02-01T09:05:07+00:00"),
        ("23.11.2026  10:30:00.000", "2026-11-23T10:30:00+00:00"),
        ("23/11/2026", "2026-11-23T00:00:00+00:00"),
        ("2026-11-23", "2026-11-23T00:00:00+00:00"),
    ],
)
def test_a_moment_is_read_in_utc(text: str, iso: str) -> None:
    assert parse_moment("created_at", text).isoformat() == iso


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "write the date as DD/MM/YYYY"),
        ("soon", "write the date as DD/MM/YYYY"),
        ("46349,4375", "write the date as DD/MM/YYYY"),
        ("31/02/2026 10:30", "no calendar has this day"),
        ("23/11/2026 24:30", "no clock has this time"),
        ("23/11/2026 10:61", "no clock has this time"),
        ("01/01/0001 00:30+10:00", "no clock has this time"),
        ("٢٣/١١/٢٠٢٦ 10:30", "write the date as DD/MM/YYYY"),
    ],
)
def test_what_is_no_moment_is_refused(text: str, problem: str) -> None:
    with pytest.raises(InvalidInput, match=problem):
        parse_moment("created_at", text)
