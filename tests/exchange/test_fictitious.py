"""The fictitious patients: the same for the same seed, and all of them acceptable."""

from __future__ import annotations

from collections import Counter
from datetime import date

from semble_cli.exchange import fictitious, fictitious_words
from semble_cli.identity.nir import parse_nir
from semble_cli.patient.intake import new_patient
from semble_cli.patient.reading.doubts import code_in_doubt

ROWS = list(fictitious.patients(2000, seed=5))
FICTION = ("06 39 98", "01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49")
"""The beginnings of the phone numbers set apart for fiction (ARCEP)."""

COLUMN = {name: place for place, name in enumerate(fictitious.COLUMNS)}


def test_a_seed_makes_the_same_patients_and_another_seed_others() -> None:
    assert list(fictitious.patients(300, seed=5)) == ROWS[:300]
    assert list(fictitious.patients(300, seed=6)) != ROWS[:300]


def test_every_row_is_taken_as_it_is() -> None:
    warned = 0
    for row in ROWS:
        given = {name: cell for name, cell in zip(fictitious.COLUMNS, row, strict=True) if cell}
        given.pop("tags", None)
        warnings = new_patient(given, date(2026, 11, 23)).warnings
        warned += len(warnings) > (code_in_doubt(given) is not None)
    assert warned < len(ROWS) / 50


def test_numbers_phones_and_addresses_are_those_of_fiction() -> None:
    for row in ROWS:
        if nir := row[COLUMN["nir"]]:
            assert str(parse_nir(nir)) == nir
        for phone in filter(None, row[COLUMN["phones"]].split("; ")):
            number = phone.partition(":")[2]
            assert number.startswith(FICTION)
        email = row[COLUMN["email"]]
        assert not email or email.endswith(("@example.org", "@example.net"))


def test_they_are_as_varied_as_a_practice() -> None:
    names = Counter(row[COLUMN["birth_name"]] for row in ROWS)
    assert len(names) > 700
    assert any(not name.isascii() for name in names)
    assert any(name in fictitious_words.COMPOSED_SURNAMES for name in names)
    abroad = sum(row[COLUMN["birth_place_code"]].startswith("99") for row in ROWS)
    assert 0.05 < abroad / len(ROWS) < 0.2
    homes = Counter(row[COLUMN["address_lines"]] + row[COLUMN["city"]] for row in ROWS)
    assert max(homes.values()) > 2
    traits = Counter((row[COLUMN["nir"]], row[COLUMN["birth_date"]]) for row in ROWS)
    again = sum(count - 1 for (nir, _), count in traits.items() if nir)
    assert 5 < again < 100
