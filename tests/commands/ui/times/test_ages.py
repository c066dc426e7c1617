"""Ages in words, as they stand on the screen of the counter and on paper."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.ui import language
from semble_cli.commands.ui.times.ages import shown_age

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Said


@pytest.mark.parametrize(
    ("born", "day", "english", "french"),
    [
        ("2026-11-23", "2026-11-23", "less than a month", "moins d'un mois"),
        ("2026-10-24", "2026-11-23", "less than a month", "moins d'un mois"),
        ("2026-10-23", "2026-11-23", "1 month", "1 mois"),
        ("2026-01-31", "2026-02-28", "less than a month", "moins d'un mois"),
        ("2026-01-31", "2026-03-01", "1 month", "1 mois"),
        ("2024-11-24", "2026-11-23", "23 months", "23 mois"),
        ("2024-11-23", "2026-11-23", "2 years", "2 ans"),
        ("2024-02-29", "2026-02-28", "23 months", "23 mois"),
        ("2024-02-29", "2026-03-01", "2 years", "2 ans"),
        ("1926-11-23", "2026-11-23", "100 years", "100 ans"),
    ],
)
def test_an_age_is_in_months_before_the_second_birthday(
    born: str, day: str, english: str, french: str
) -> None:
    days = date.fromisoformat(born), date.fromisoformat(day)
    assert shown_age(*days) == english
    with language.speaking("fr"):
        assert shown_age(*days) == french


def test_a_summary_tells_it_of_a_small_child(semble: Callable[..., Said]) -> None:
    born = date.today().replace(day=1).isoformat()  # noqa: DTZ011 - the commands' day
    traits = ("--birth-name", "ADRUN", "--first-name", "Léo", "--sex", "M")
    born_here = ("--birth-date", born, "--birth-place", "63220")
    said = semble("patient", "add", *traits, *born_here, "--no-input", "-f", "table")
    assert said.code == 0, said.err
    shown = semble("patient", "show", 1, "-f", "table")
    assert f"born {born} (less than a month)" in " ".join(shown.out.split())
