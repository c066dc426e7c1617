"""The keys by which a patient is found, and the words that have rows of their own."""

from __future__ import annotations

import pytest

from semble_cli.store.patients.keys import (
    MANY_GIVEN_NAMES,
    domain_key,
    email_words,
    other_words,
    patient_keys,
    trios,
)
from tests.conftest import PAT_TROIS, a_patient


@pytest.mark.parametrize(
    ("email", "domain", "words"),
    [
        ("Zoe.Adrun@Example.org", "example.org", ["adrun@example.org"]),
        ("zoe@mail.example.org", "mail.example.org", []),
        ("a.b-c+d_e@x.fr", "x.fr", ["b-c+d_e@x.fr", "c+d_e@x.fr", "d_e@x.fr", "e@x.fr"]),
        ("..zoe.@x.fr", "x.fr", ["zoe.@x.fr"]),
        ("typed before addresses were checked", None, []),
    ],
)
def test_an_email_is_found_from_each_of_its_words_and_by_its_domain(
    email: str, domain: str | None, words: list[str]
) -> None:
    assert domain_key(email) == domain
    assert email_words(email) == words
    assert domain_key(None) is None


@pytest.mark.parametrize(
    ("given", "used", "inner", "found"),
    [
        ("ZOE", None, None, []),
        ("ZOE", None, " ANNE", []),
        ("ZOE", None, " ANNE MARIE", [" ANNE MARIE ZOE"]),
        ("ZOE", "LULU", " ANNE", [" ANNE LULU ZOE"]),
        ("ZOE", "ZOE", " ANNE", []),
        ("D", None, " A B C", [" A B C", " A B D", " A C D", " B C D"]),
        ("H", None, " A B C D E F G", [MANY_GIVEN_NAMES]),
    ],
)
def test_three_given_names_together_are_a_word(
    given: str, used: str | None, inner: str | None, found: list[str]
) -> None:
    assert sorted(trios(given, used, inner)) == found


def test_seven_given_names_are_the_most_that_are_told_in_threes() -> None:
    assert len(trios("G", None, " A B C D E F")) == 35


def test_the_words_that_have_rows_of_their_own() -> None:
    keys = patient_keys(a_patient(PAT_TROIS))
    assert keys["inner_key"] == " LOUISE MARIELOUISE TROIS"
    words = other_words(keys["given_key"], None, keys["inner_key"], "a.pat@example.org")
    assert "pat@example.org" in words
    assert {"LOUISE", "MARIELOUISE", "TROIS"} < set(words)
    assert " DOMINIQUE LOUISE MARIELOUISE" in words
    assert "example.org" not in words
    assert other_words("ZOE", None, None, None) == []
