"""Codes of birth places that may be postal codes: told of a column as of one record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.patient.columns.column_intake import ColumnIntake
from semble_cli.patient.fields import READERS
from semble_cli.patient.intake import new_patient
from semble_cli.patient.reading.doubts import code_in_doubt
from tests.conftest import NOW
from tests.patient.columns.test_column_intake import WHOLE

TODAY = NOW.date()
CODES = ("63220", "13001", " 69003", "75015", "01400", "35000", "97123", "98511", "91352", "")
NAMES = ("Aix-en-Provence", "Albigny-sur-Saône (69003, Rhône)", "Lyon 3", "Évry", "13001", "")


@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(NAMES)), min_size=1, max_size=9))
@pytest.mark.parametrize("fields", [("birth_place_code", "birth_place"), ("birth_place",)])
def test_a_column_tells_the_codes_in_doubt_that_single_records_tell(
    fields: tuple[str, ...], pairs: list[tuple[str, str]]
) -> None:
    others = {field: text for field, text in WHOLE.items() if field != "birth_place_code"}
    # A column of names holds codes too.
    cells = pairs if len(fields) == 2 else [(each,) for pair in pairs for each in pair]
    table = [others | dict(zip(fields, each, strict=True)) for each in cells]
    columns = {field: [row[field] for row in table] for field in table[0]}
    read = ColumnIntake(columns, TODAY, str.strip).read(columns, len(table))
    for place, (row, patient) in enumerate(zip(table, read.people.patients(), strict=True)):
        meant = {field: text.strip() for field, text in row.items() if text.strip()}
        if place in read.left:
            assert place not in read.in_doubt
        else:
            assert patient == new_patient(meant, TODAY).patient
            assert read.in_doubt.get(place) == code_in_doubt(meant)


@given(st.integers(0, 99_999).map("{:05}".format), st.booleans())
def test_a_code_is_taken_or_refused_and_never_in_silence_where_it_is_a_postal_code(
    code: str, is_code: bool
) -> None:
    field = "birth_place_code" if is_code else "birth_place"
    others = {name: text for name, text in WHOLE.items() if name != "birth_place_code"}
    try:
        settled = READERS[field](field, code, TODAY)
    except InvalidInput:
        with pytest.raises(InvalidRecord):
            new_patient(others | {field: code}, TODAY)
        return
    intake = new_patient(others | {field: code}, TODAY)
    assert settled["birth_place_code"] == intake.patient.birth_place_code == code
    told = any("which is the postal code of" in str(each) for each in intake.warnings)
    assert told is (code_in_doubt({field: code}) is not None)
