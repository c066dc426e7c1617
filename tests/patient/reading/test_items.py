"""Items of a text of several: what is written reads back as it was."""

from __future__ import annotations

import pytest

from semble_cli.patient.fields import parse_numbers, parse_tags
from semble_cli.patient.reading.items import escaped, items_of, pair_of, pair_text
from semble_cli.patient.record import ExtraNumber

TEXTS = ("a", "a;b", "a; b", "a\\", "\\", "\\;", ";", "a\\;b\\\\", "C:\\neuf", "a=b", "=", "\\=;")


def test_items_read_back_whatever_they_hold() -> None:
    assert items_of("tags", "; ".join(map(escaped, TEXTS))) == list(TEXTS)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("value", TEXTS)
def test_a_name_and_its_value_read_back_whatever_they_hold(name: str, value: str) -> None:
    text = f"{pair_text('before', 'b')}; {pair_text(name, value)}; {pair_text('after', 'a')}"
    assert items_of("numbers", text, pair_of) == [
        *[("before", "b"), (name, value), ("after", "a")],
    ]


def test_what_people_write_with_a_backslash_stays_as_it_is() -> None:
    assert parse_numbers("numbers", r"Chemin=C:\neuf") == (ExtraNumber("Chemin", r"C:\neuf"),)
    assert parse_tags("tags", r"a\b; c") == (r"a\b", "c")


def test_what_is_given_as_a_list_is_taken_as_it_stands() -> None:
    assert parse_numbers("numbers", [r"a\;b=c\;d"]) == (ExtraNumber(r"a\;b", r"c\;d"),)
