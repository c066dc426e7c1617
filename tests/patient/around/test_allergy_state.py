"""Not asked, none known, a list: three states that are never mixed up."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.patient.around.allergy_state import allergy_status

SAID = {"scope": "drug", "by": "zoe", "at": "2026-11-23T10:30:00Z"}


@pytest.mark.parametrize(
    ("certainties", "none_known", "state"),
    [
        ([], [], "not_asked"),
        (["refuted"], [], "not_asked"),
        ([], [SAID], "none_known"),
        (["refuted"], [SAID], "none_known"),
        (["unconfirmed"], [], "noted"),
        (["refuted", "confirmed"], [], "noted"),
    ],
)
def test_the_state_of_allergies(
    certainties: list[str], none_known: list[dict[str, Any]], state: str
) -> None:
    allergies = [{"certainty": certainty} for certainty in certainties]
    assert allergy_status(allergies, none_known) == {"state": state, "none_known": none_known}
