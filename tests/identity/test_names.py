"""Names: kept as entered, strict for the INS, folded for searches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import (
    compact,
    first_given_name_fits,
    fold,
    full_name,
    parse_given_names,
    parse_name,
    strict_given_names,
    strict_name,
    words,
)

LATIN = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyzÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆæœßñøłđ '’-"), max_size=30
)


@pytest.mark.parametrize(
    ("entered", "strict"),
    [
        ("Lefèvre", "LEFEVRE"),
        ("d’Œuvré", "D'OEUVRE"),
        ("L' Haÿ", "L'HAY"),
        ("Müller  Straße", "MULLER STRASSE"),
        ("Ægidius", "AEGIDIUS"),
        ("Łukasz", "LUKASZ"),
        ("Øster", "OSTER"),
        ("Pat‑Trois", "PAT-TROIS"),
        ("DURAND--MARTIN", "DURAND--MARTIN"),
        ("e\u0301mile", "EMILE"),
    ],
)
def test_a_family_name_has_a_strict_form(entered: str, strict: str) -> None:
    assert strict_name(entered) == strict


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ("", "it is empty"),
        ("  ", "it is empty"),
        ("-'", "it has no letter"),
        ("-MARTIN", "begins with a letter"),
        ("A''B", "two apostrophes"),
        ("A---B", "two hyphens"),
        ("MARTIN 2", "holds no digits"),
        ("MARTIN²", "holds no digits"),
        ("Мартин", "only Latin letters"),
        ("MARTIN@", "only letters, spaces"),
        ("MAR\u200bTIN", "control character"),
        ("MAR\tTIN\x00", "control character"),
        ("A" * 101, "at most 100"),
        ("Œ" * 51, "at most 100"),
    ],
)
def test_what_the_lexical_profile_refuses_is_refused(entered: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=re.escape(said)) as caught:
        parse_name("birth_name", entered)
    assert caught.value.field == "birth_name"


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ("Jean--Pierre", "single hyphens"),
        ("Jean-", "do not end with"),
        ("Jean'", "do not end with"),
        ("", "it is empty"),
    ],
)
def test_given_names_are_held_to_more(entered: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        parse_given_names("birth_given_names", entered)


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("  Pat  Trois ", "Pat Trois"),
        ("d’Œuvré", "d’Œuvré"),
        ("Zoe\u0308", "Zoë"),
        ("MARTIN", "MARTIN"),
    ],
)
def test_a_name_is_kept_as_entered(entered: str, kept: str) -> None:
    assert parse_name("birth_name", entered) == kept


def test_commas_between_given_names_become_spaces() -> None:
    assert parse_given_names("birth_given_names", "Zoé, Marie,Louise") == "Zoé Marie Louise"


@given(LATIN)
def test_what_is_taken_has_a_strict_form_of_the_alphabet(text: str) -> None:
    try:
        kept = parse_name("birth_name", text)
    except InvalidInput:
        return
    assert re.fullmatch(r"[A-Z' -]+", strict_name(kept))
    assert strict_name(strict_name(kept)) == strict_name(kept)
    assert compact(strict_name(kept)) == compact(kept)


@given(LATIN)
def test_given_names_that_are_taken_have_a_strict_form(text: str) -> None:
    try:
        kept = parse_given_names("birth_given_names", text)
    except InvalidInput:
        return
    strict = strict_given_names(kept)
    assert re.fullmatch(r"[A-Z' -]+", strict)
    assert "--" not in strict


@given(st.text(max_size=40))
def test_folding_leaves_words_of_letters_and_digits(text: str) -> None:
    folded = fold(text)
    assert re.fullmatch(r"(?:[A-Z0-9]+(?: [A-Z0-9]+)*)?", folded)
    assert fold(folded) == folded
    assert words(text) == tuple(folded.split())
    assert compact(text) == folded.replace(" ", "")


@given(LATIN)
def test_case_and_composition_do_not_count_in_folding(text: str) -> None:
    import unicodedata

    assert fold(text.upper()) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@pytest.mark.parametrize(
    ("first", "listed", "fits"),
    [
        ("Dominique", "DOMINIQUE MARIE-LOUISE", True),
        ("Jean-Christophe", "Jean Christophe Pierre", True),
        ("Jean", "Jean-Christophe", True),
        ("Marie", "Dominique Marie", False),
        ("Jeanne", "Jean", False),
        ("Jean", "Jeanne Marie", False),
    ],
)
def test_the_first_given_name_begins_the_list(first: str, listed: str, fits: bool) -> None:
    assert first_given_name_fits(first, listed) is fits


def test_the_full_name_takes_the_used_names_where_there_are_any() -> None:
    assert full_name("ADRUN", None, "Zoé", None) == "ADRUN Zoé"
    assert full_name("ADRUN", "D’Œuvré", "Zoé", None) == "D’Œuvré Zoé"
    assert full_name("ADRUN", "D’Œuvré", "Zoé", "Zouzou") == "D’Œuvré Zouzou"


@pytest.mark.parametrize(
    "text",
    [
        *("Mme DUPONT", "MLLE Dupont", "Mr. Dupont", "Dr DUPONT", "DUPONT née MARTIN"),
        *("DUPONT NEE MARTIN", "DUPONT Née MARTIN", "Martin épouse Dupont", "MARTIN ép. DUPONT"),
        *("MARTIN EP DUPONT", "Martin veuve Dupont", "MARTIN VVE DUPONT", "Dupont né Martin"),
    ],
)
def test_a_title_or_a_second_name_is_never_part_of_a_name(text: str) -> None:
    for parse in (parse_name, parse_given_names):
        with pytest.raises(InvalidInput, match="it holds a title, or two names"):
            parse("birth_name", text)


@pytest.mark.parametrize(
    "text",
    ["NEE", "NÉE", "Dupont Née", "NEE Marie", "VEUVE", "Épouse", "Drieu", "Mrad", "DR", "NE WIN"],
)
def test_names_that_look_like_such_words_are_names(text: str) -> None:
    assert parse_name("birth_name", text) == text
