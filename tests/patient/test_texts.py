"""The reader of free texts, and that no field of a patient goes round it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from semble_cli.errors import InvalidInput, InvalidRecord, field_id
from semble_cli.patient.catalogue import CATALOGUE, Kind
from semble_cli.patient.columns.usual_texts import USUAL
from semble_cli.patient.fields import COLUMN_READERS, READERS
from semble_cli.patient.intake import new_patient
from semble_cli.patient.reading.items import MOST_ITEMS
from semble_cli.patient.texts import parse_line, parse_lines, parse_reason, parse_text
from tests.conftest import ADRUN, NOW

TODAY = NOW.date()
HOSTILE = ("\x00", "\x1b[31m", "\u202e", "\u2066", "\ud800", "\udc80", "\x9b", "\u200f")
FREE = {
    Kind.LINE: "abc",
    Kind.TEXT: "abc",
    Kind.LINES: "abc",
    Kind.EMAIL: "zoe@example.org",
    Kind.NUMBERS: "Dossier=12",
    Kind.TAGS: "ALD",
    Kind.PHONES: "06 39 98 12 34",
    Kind.NAME: "ADRUN",
    Kind.GIVEN_NAMES: "ZOE",
}
"""The kinds of fields that hold what somebody wrote, with a text of each."""

FIELDS = [(field.name, FREE[field.kind]) for field in CATALOGUE if field.kind in FREE]


def with_inside(text: str, hostile: str) -> str:
    return f"{text[:1]}{hostile}{text[1:]}"


@pytest.mark.parametrize(("field", "text"), FIELDS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_field_takes_what_nobody_sees(field: str, text: str, hostile: str) -> None:
    """One by one, and by the readers of columns, which take no more and no less."""
    with pytest.raises(InvalidInput, match=re.escape(field_id(field))):
        READERS[field](field, with_inside(text, hostile), TODAY)
    with pytest.raises(InvalidInput):
        COLUMN_READERS[field](field, with_inside(text, hostile), TODAY)
    if field in USUAL:
        assert USUAL[field](with_inside(text, hostile)) is None
        assert USUAL[field](f"{text}{hostile}") is None


@pytest.mark.parametrize(
    "text", ["a\u202eb@example.org", "a@exa\u200bmple.org", "06 39\u202c98 12 34"]
)
def test_an_address_or_a_number_says_that_a_character_is_not_seen(text: str) -> None:
    field = "email" if "@" in text else "phones"
    with pytest.raises(InvalidInput, match="cannot be seen"):
        READERS[field](field, text, TODAY)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("  12\u00a0rue\tdes  Lilas\r\n", "12 rue des Lilas"),
        ("a\u2028b\x0bc", "a b c"),
        (75001, "75001"),
        ("\U0001f469\u200d\u2695\ufe0f suivi", "\U0001f469\u200d\u2695\ufe0f suivi"),
    ],
)
def test_a_line_has_single_spaces_and_no_end_of_line(given: Any, read: str) -> None:
    assert parse_line("city", given) == read


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("a\r\nb\rc\u2029d", "a\nb\nc\nd"),
        ("bonjour\u00a0!\tà demain", "bonjour\u00a0!\tà demain"),
        ("\ufeffanti\xadcoagulant\u200b ", "anticoagulant"),
    ],
)
def test_a_text_keeps_its_lines_and_loses_what_only_breaks_them(given: str, read: str) -> None:
    assert parse_text("comments", given) == read


def test_lines_may_be_a_list() -> None:
    assert parse_lines("address_lines", ["1 rue", " Bâtiment\tB "]) == "1 rue\nBâtiment B"
    with pytest.raises(InvalidInput):
        parse_lines("address_lines", ["1 rue", "\u202e"])
    with pytest.raises(InvalidInput):
        parse_lines("address_lines", [None])


@pytest.mark.parametrize(
    ("parse", "longest"), [(parse_line, 200), (parse_reason, 1_000), (parse_text, 10_000)]
)
def test_each_text_has_a_longest_length(parse: Any, longest: int) -> None:
    for letter in ("a", "é"):
        assert len(parse("comments", letter * longest)) == longest
        with pytest.raises(InvalidInput, match=f"at most {longest} characters"):
            parse("comments", letter * (longest + 1))
    assert parse("comments", f"{' ' * longest}a") == "a"


@pytest.mark.parametrize("given", [None, True, [], {}, 75001.0, float("nan")])
def test_what_is_no_text_is_no_text(given: Any) -> None:
    for parse in (parse_line, parse_text):
        with pytest.raises(InvalidInput, match="a text is expected here"):
            parse("postal_code", given)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("numbers", [{"name": None, "value": "1"}]),
        ("numbers", [{"name": ["Dossier"], "value": "1"}]),
        ("numbers", [{"name": "Dossier", "value": {"a": 1}}]),
        ("tags", [None]),
        ("tags", [["ALD"]]),
    ],
)
def test_an_item_that_is_no_text_is_not_made_one(field: str, given: Any) -> None:
    with pytest.raises(InvalidRecord, match="a text is expected here"):
        new_patient(ADRUN | {field: given}, TODAY)


def test_a_phone_whose_type_is_nothing_has_the_likely_one() -> None:
    given = [{"type": None, "number": "06 39 98 12 34"}]
    assert new_patient(ADRUN | {"phones": given}, TODAY).patient.phones[0].type == "mobile"


@pytest.mark.parametrize(
    ("field", "item"),
    [("phones", "mobile:0639981234"), ("numbers", "Dossier=1"), ("tags", "ALD")],
)
def test_a_record_has_so_many_of_a_kind_at_most(field: str, item: str) -> None:
    whole = "; ".join([item] * MOST_ITEMS)
    assert READERS[field](field, whole, TODAY) == COLUMN_READERS[field](field, whole, TODAY)
    with pytest.raises(InvalidInput, match="at most 100 are taken"):
        READERS[field](field, f"{whole}; {item}", TODAY)
    with pytest.raises(InvalidInput, match="at most 100 are taken"):
        READERS[field](field, [item] * (MOST_ITEMS + 1), TODAY)
    if field in USUAL:
        assert len(USUAL[field](whole)) == MOST_ITEMS
        assert USUAL[field](f"{whole}; {item}") is None
