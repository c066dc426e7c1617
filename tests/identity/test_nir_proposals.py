"""What a NIR typed first proposes: sex, month and place, never a day, nor a century in doubt."""

from __future__ import annotations

from datetime import date

import pytest

from semble_cli.identity.nir_proposals import proposals

TODAY = date(2026, 11, 23)

VECTORS = [
    (
        "2 79 03 51 215 189 89",
        {"sex": "F", "birth_date": "/03/1979", "birth_place": "Dompremy (51215, Marne)"},
    ),
    (
        "1 80 03 2A 004 123",  # Corsica, without its key
        {"sex": "M", "birth_date": "/03/1980", "birth_place": "Ajaccio (2A004, Corse-du-Sud)"},
    ),
    (
        "2751263220749",
        {"sex": "F", "birth_date": "/12/1975", "birth_place": "Mazoires (63220, Puy-de-Dôme)"},
    ),
    (
        "1200163220749",  # six years old, or a hundred and six
        {"sex": "M", "birth_date": "/01/", "birth_place": "Mazoires (63220, Puy-de-Dôme)"},
    ),
    (
        "1270163220749",  # 2027 is to come
        {"sex": "M", "birth_date": "/01/1927", "birth_place": "Mazoires (63220, Puy-de-Dôme)"},
    ),
    (
        "1160163220749",  # who was born in 1916 would be 110
        {"sex": "M", "birth_date": "/01/2016", "birth_place": "Mazoires (63220, Puy-de-Dôme)"},
    ),
    (
        "2754263220749",  # a month that is none
        {"sex": "F", "birth_date": "/1975", "birth_place": "Mazoires (63220, Puy-de-Dôme)"},
    ),
    ("2204263220749", {"sex": "F", "birth_place": "Mazoires (63220, Puy-de-Dôme)"}),
    ("2754200000749", {"sex": "F", "birth_date": "/1975"}),  # a place that is none
    ("8001234567890", {"sex": "F"}),  # a provisional number tells no more
]


@pytest.mark.parametrize(("number", "proposed"), VECTORS)
def test_a_nir_proposes_what_it_tells(number: str, proposed: dict[str, str]) -> None:
    assert proposals(number, TODAY) == proposed
