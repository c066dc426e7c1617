"""Passphrases of what is shared: strong, and read out without a mistake."""

from __future__ import annotations

import math
import random
import re
import secrets
from pathlib import Path

import pytest

from semble_cli.errors import BadUsage
from semble_cli.patient.sharing.passphrases import (
    BITS,
    LEAST,
    LONGEST,
    SIGNS,
    check_given_passphrase,
    new_passphrase,
)

ALIKE = ("0o", "1li", "2z", "5s", "6b", "9gq", "nm", "uv", "bcdpt", "fs", "gj")


def test_a_passphrase_is_six_groups_of_four_signs() -> None:
    group = f"[{SIGNS}]{{4}}"
    for _ in range(200):
        assert re.fullmatch(rf"{group}(-{group}){{5}}", new_passphrase())


def test_its_strength_is_what_is_said_and_beyond_guessing() -> None:
    assert len(set(SIGNS)) == len(SIGNS)
    assert math.floor(24 * math.log2(len(SIGNS))) == BITS == 103


def test_its_strength_is_that_of_the_documentation() -> None:
    page = (Path(__file__).parents[3] / "docs" / "sharing.md").read_text("utf-8")
    assert f"**{BITS} bits**" in page
    assert f"of {len(SIGNS)}\nsmall letters and figures" in page
    assert f"{LEAST} to {LONGEST} characters" in page


def test_no_two_signs_are_taken_for_each_other() -> None:
    for alike in ALIKE:
        assert len(set(alike) & set(SIGNS)) <= 1, alike


def test_no_two_are_alike_and_all_signs_are_used() -> None:
    made = [new_passphrase() for _ in range(300)]
    assert len(set(made)) == 300
    assert set("".join(made)) - {"-"} == set(SIGNS)


def test_they_come_from_the_system_s_source_of_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    random.seed(1)
    first = new_passphrase()
    random.seed(1)
    assert new_passphrase() != first
    monkeypatch.setattr(secrets, "choice", lambda signs: signs[0])
    assert new_passphrase() == "-".join(["2222"] * 6)


def test_one_that_is_made_may_be_given() -> None:
    made = new_passphrase()
    assert check_given_passphrase(made) == made


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("short", "from 12 to 127 characters"),
        ("x" * 11, "from 12 to 127"),
        ("x" * 128, "from 12 to 127"),
        ("cinq mots accentués ici", "without accents"),
        ("tab\tin the midst", "without accents"),
        ("", "from 12 to 127"),
    ],
)
def test_one_that_readers_would_not_agree_on_is_refused(given: str, why: str) -> None:
    with pytest.raises(BadUsage, match=why) as error:
        check_given_passphrase(given)
    assert not given or given not in str(error.value)


@pytest.mark.parametrize("given", ["x" * 12, "x" * 127, 'signs ~!@#$%^&*()"\\ and spaces'])
def test_one_that_all_read_alike_is_taken(given: str) -> None:
    assert check_given_passphrase(given) == given
