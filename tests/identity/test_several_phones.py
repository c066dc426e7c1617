"""Several phones in one text, with types before them and notes in brackets."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.identity.phone.phones import phone_digits
from semble_cli.identity.phone.reading import parse_phone
from semble_cli.identity.phone.several import of_kind, written_phones
from tests.identity.test_phones import NINE, outcome, ways_to_write

MOBILE, LANDLINE = "06 39 98 12 34", "01 99 00 12 34"


def read(text: str, code: str | None = None) -> list[tuple[str, ...]]:
    """The phones in a text: the word for the type, the number, the note."""
    is_phone = partial(_is_phone, code=code)
    return [tuple(each) for each in written_phones(text, is_phone, "phones")]


def _is_phone(number: str, code: str | None = None) -> bool:
    try:
        return bool(parse_phone(number, code=code))
    except InvalidInput:
        return False


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        (MOBILE, [("", MOBILE, "")]),
        (f"{MOBILE} (mère)", [("", MOBILE, "mère")]),
        (f"(mère) {MOBILE}", [("", MOBILE, "mère")]),
        (f"{MOBILE} (mère) (le soir)", [("", MOBILE, "mère, le soir")]),
        (f"mobile:{MOBILE}(mère : midi)", [("mobile", MOBILE, "mère : midi")]),
        (f"{MOBILE} (mère, le soir; ou / père)", [("", MOBILE, "mère, le soir; ou / père")]),
        ("+33 (0)6 39 98 12 34", [("", "+33 (0)6 39 98 12 34", "")]),
        ("(0)6 39 98 12 34", [("", "(0)6 39 98 12 34", "")]),
        ("+1 (650) 253-0000", [("", "+1 (650) 253-0000", "")]),
        (f"{MOBILE};{LANDLINE}", [("", MOBILE, ""), ("", LANDLINE, "")]),
        (f"{MOBILE}, {LANDLINE}", [("", MOBILE, ""), ("", LANDLINE, "")]),
        (f"{MOBILE}/{LANDLINE}", [("", MOBILE, ""), ("", LANDLINE, "")]),
        (f"{MOBILE}\n{LANDLINE}", [("", MOBILE, ""), ("", LANDLINE, "")]),
        ("0639981234/0199001234", [("", "0639981234", ""), ("", "0199001234", "")]),
        (f"{MOBILE} (a) / {LANDLINE} (b)", [("", MOBILE, "a"), ("", LANDLINE, "b")]),
        ("06/39/98/12/34", [("", "06/39/98/12/34", "")]),
        ("+49 30/1234567", [("", "+49 30/1234567", "")]),
        (f"pro: {LANDLINE} / {MOBILE}", [("pro", LANDLINE, ""), ("pro", MOBILE, "")]),
        (f"pro:{LANDLINE}; {MOBILE}", [("pro", LANDLINE, ""), ("", MOBILE, "")]),
        (f"mobile:{MOBILE}/fixe:{LANDLINE}", [("mobile", MOBILE, ""), ("fixe", LANDLINE, "")]),
        (f" ; {MOBILE};, ", [("", MOBILE, "")]),
        (f"{MOBILE} ou {LANDLINE}", [("", MOBILE, ""), ("", LANDLINE, "")]),
        (f"{MOBILE} OU (0)1 99 00 12 34", [("", MOBILE, ""), ("", "(0)1 99 00 12 34", "")]),
        (f"{MOBILE} (mère) et {LANDLINE}", [("", MOBILE, "mère"), ("", LANDLINE, "")]),
        (f"{MOBILE} (4 ou 5 h)", [("", MOBILE, "4 ou 5 h")]),
        (f"pro: {LANDLINE} ou {MOBILE}", [("pro", LANDLINE, ""), ("pro", MOBILE, "")]),
        (f"{MOBILE} ou fixe: {LANDLINE}", [("", MOBILE, ""), ("fixe", LANDLINE, "")]),
        (f"{MOBILE} mère", [("", MOBILE, "mère")]),
        (f"mère {MOBILE}", [("", MOBILE, "mère")]),
        (f"Tél. {MOBILE}", [("", MOBILE, "")]),
        (f"Tél : {MOBILE}", [("", MOBILE, "")]),
        (f"{MOBILE} père et mère", [("", MOBILE, "père et mère")]),
        (f"{MOBILE} - bureau / {LANDLINE}", [("", MOBILE, "bureau"), ("", LANDLINE, "")]),
        (f"{LANDLINE} {MOBILE}", [("", LANDLINE, ""), ("", MOBILE, "")]),
        ("0199001234 0639981234", [("", "0199001234", ""), ("", "0639981234", "")]),
        (
            f"pro: {LANDLINE} - +33 (0)6 39 98 12 34",
            [("pro", LANDLINE, ""), ("pro", "+33 (0)6 39 98 12 34", "")],
        ),
        (f"{LANDLINE} 12 34", [("", f"{LANDLINE} 12 34", "")]),
        ("01990012340639981234", [("", "01990012340639981234", "")]),
        (f"{MOBILE}.", [("", MOBILE, "")]),
        (f"{MOBILE} /", [("", MOBILE, "")]),
        (f"/ {MOBILE}", [("", MOBILE, "")]),
        (f"{MOBILE} poste 12", [("", f"{MOBILE} poste 12", "")]),
        (f"{MOBILE}x", [("", f"{MOBILE}x", "")]),
        ("", []),
    ],
)
def test_a_text_holds_these_phones(text: str, phones: list[tuple[str, ...]]) -> None:
    assert read(text) == phones


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        (f"Mère : {MOBILE}", [("", MOBILE, "Mère")]),
        (f"Mère: {MOBILE} (soir)", [("", MOBILE, "Mère, soir")]),
        (f"Mère :{MOBILE} / Père :{LANDLINE}", [("", MOBILE, "Mère"), ("", LANDLINE, "Père")]),
        (f"pro : {LANDLINE}, Mère : {MOBILE}", [("pro", LANDLINE, ""), ("", MOBILE, "Mère")]),
        (f"pro : {LANDLINE} / {MOBILE}", [("pro", LANDLINE, ""), ("pro", MOBILE, "")]),
        (of_kind("pro", f"Mère : {MOBILE}"), [("pro", MOBILE, "Mère")]),
        (f"mère:{MOBILE}", [("mère", MOBILE, "")]),
        (f"pro: {LANDLINE} perso: {MOBILE}", [(f"pro: {LANDLINE} perso", MOBILE, "")]),
    ],
)
def test_a_word_before_a_colon_that_is_none_for_a_type_is_a_note_where_people_wrote_it(
    text: str, phones: list[tuple[str, ...]]
) -> None:
    found = written_phones(text, _is_phone, is_type=lambda word: word == "pro")
    assert [tuple(each) for each in found] == phones


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("06/39/98/12/3", "06/39/98/12/3"),  # one number that is none
        (f"{MOBILE}/01 99 00 12 3", "01 99 00 12 3"),  # several, one of which is none
        (f"{MOBILE}/35", "35"),
        (f"{MOBILE} (", f"{MOBILE} ("),
    ],
)
def test_what_is_no_number_is_told_by_itself(text: str, wrong: str) -> None:
    numbers = [number for _, number, _ in read(text)]
    (refused,) = [each for each in numbers if outcome(parse_phone, each) != each]
    assert refused == wrong


@pytest.mark.parametrize(
    ("text", "code"), [("+43 1234/25 12 34", "687"), ("+49 1234/41 12 34", "508")]
)
def test_what_can_be_one_number_or_several_is_asked_for_again(text: str, code: str | None) -> None:
    with pytest.raises(InvalidInput, match="one number or several") as caught:
        read(text, code)
    assert caught.value.field == "phones"
    assert len(read(text.replace("/", ";"), code)) == 2


@given(
    st.lists(NINE, min_size=1, max_size=4),
    st.sampled_from((";", "; ", ",", ", ", "/", " / ", "\n")),
    st.integers(0, 7),
    st.sampled_from(("", " (mère)", "(0 à 9 h)")),
)
def test_numbers_side_by_side_are_those_numbers(
    digits: list[str], between: str, way: int, note: str
) -> None:
    numbers = [ways_to_write(each)[way] for each in digits]
    found = read(between.join(f"{number}{note}" for number in numbers))
    assert [number for _, number, _ in found] == numbers
    assert [phone_digits(number) for _, number, _ in found] == [
        phone_digits(f"0{each}") for each in digits
    ]
    assert {text for _, _, text in found} == {note.strip(" ()")}


def test_the_type_of_a_column_is_that_of_all_its_phones() -> None:
    text = of_kind("work", f"{MOBILE} (a; b); {LANDLINE} / {MOBILE}")
    assert [kind for kind, _, _ in read(text)] == ["work"] * 3
