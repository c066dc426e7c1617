"""Rows read column by column are those that are read one by one."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.exchange import fictitious
from semble_cli.identity.nir import nir_key
from semble_cli.patient.columns.column_intake import ColumnIntake
from semble_cli.patient.columns.usual_texts import USUAL
from semble_cli.patient.fields import COLUMN_READERS, READERS, Reader, settled_by
from semble_cli.patient.intake import new_patient
from semble_cli.patient.record import Patient, Phone, PhoneType
from tests.conftest import NOW
from tests.identity.test_nir import BODIES
from tests.identity.test_phones import numbers

TODAY = NOW.date()
TEXTS: dict[str, list[str]] = {
    "birth_name": ["ADRUN", "D’Œuvré", "pat  trois", "X2", ""],
    "first_given_name": ["Zoé", "Jean-Noël", "--", ""],
    "birth_given_names": ["Zoé, Marie", "Zoé", "", "9"],
    "birth_date": ["31/12/1975", "1960", "00/07/1960", "31/02/1975", "2031-01-01", ""],
    "birth_date_fictive": ["true", "false", "perhaps", ""],
    "sex": ["F", "homme", "?", ""],
    "birth_place_code": ["63220", "51215", "2a004", "00000", ""],
    "birth_place": ["Lyon", "nowhere", ""],
    "nir": ["275126322074974", "275126322074900", "2 75 •• •• ••• ••• ••", ""],
    "identity_flags": ["homonym", "strange", ""],
    "phones": [
        *("mobile:06 39 98 00 01; 0199000002", "25 12 34", "+49 30 1234567", "x", ""),
        *("06 39 98 00 01 (mère)", "0639980001 / (0)199000002", "06 39 98 00 01/35"),
        *("mère:06 39 98 00 01 (soir)", "Mère : 0639980001", "Fax 01 99 00 00 01"),
    ],
    "postal_code": ["63220", "98800", ""],
    "country": ["France", "Nouvelle-Calédonie", ""],
    "numbers": ["Dossier=1; Autre=2", "=", ""],
    "receive_sms": ["oui", "false", "refusé", "non demandé", "perhaps", ""],
    "receive_sms_answer": ["accepted", "refused", "not_asked", "later", ""],
    "receive_sms_on": ["01/02/2026", "2031-01-01", "once", ""],
    "receive_sms_by": ["martine", "a\x1b", ""],
    "dmp_consent": ["true", "refused", ""],
    "dmp_visible_patient": ["true", "false", ""],
    "comments": ["ligne\nseconde", "a\x1b", ""],
}


WHOLE = {
    "birth_name": "ADRUN",
    "first_given_name": "Zoé",
    "birth_date": "31/12/1975",
    "sex": "F",
    "birth_place_code": "63220",
}


def rows() -> st.SearchStrategy[list[dict[str, str]]]:
    """Rows of one table: the same columns in each, those that are needed and some others."""

    def of_columns(others: list[str]) -> st.SearchStrategy[list[dict[str, str]]]:
        needed = {field: st.just(text) | cells(field) for field, text in WHOLE.items()}
        row = st.fixed_dictionaries({**needed, **{field: cells(field) for field in others}})
        return st.lists(row, min_size=1, max_size=12)

    others = [field for field in TEXTS if field not in WHOLE]
    return st.lists(st.sampled_from(others), unique=True).flatmap(of_columns)


def cells(field: str) -> st.SearchStrategy[str]:
    return st.sampled_from(TEXTS[field])


def texts_of_phones() -> st.SearchStrategy[str]:
    """Cells of phones: some numbers, with types or without."""
    kinds = st.sampled_from(("", "mobile:", "fixe:", "pager:"))
    notes = st.sampled_from(("", "", " (mère)", "(pro)", " (a; b)", "("))
    phones = st.lists(st.builds("{}{}{}".format, kinds, numbers(), notes), max_size=3)
    return st.builds(str.join, st.sampled_from(("; ", ", ", "/", " / ", "\n")), phones)


def read(table: list[dict[str, str]]) -> list[Patient | None]:
    columns = {field: [row[field] for row in table] for field in table[0]}
    people, left, _ = ColumnIntake(columns, TODAY, str.strip).read(columns, len(table))
    return [None if place in left else one for place, one in enumerate(people.patients())]


def one_by_one(row: dict[str, str]) -> Patient | None:
    found: dict[str, Any] = {field: text.strip() for field, text in row.items() if text.strip()}
    try:
        return new_patient(found, TODAY).patient
    except InvalidRecord:
        return None


@given(rows())
def test_a_row_is_read_as_alone_or_left_to_be_read_alone(table: list[dict[str, str]]) -> None:
    for patient, row in zip(read(table), table, strict=True):
        assert patient is None or patient == one_by_one(row)


def test_ordinary_rows_are_read_at_once() -> None:
    table = [
        dict(zip(fictitious.COLUMNS, row, strict=True)) for row in fictitious.patients(300, seed=4)
    ]
    for row in table:
        row.pop("tags")
    for patient, row in zip(read(table), table, strict=True):
        if patient is None:  # known in part, so that more than the date's own cell may tell
            assert "/" not in row["birth_date"]
        else:
            assert patient == one_by_one(row)


def test_a_phone_with_a_note_is_left_to_be_told() -> None:
    assert read([WHOLE | {"phones": "06 39 98 00 01 (mère)"}]) == [None]
    assert None not in read([WHOLE | {"phones": "06 39 98 00 01 (portable) / (0)199000002"}])


def test_a_short_phone_is_left_to_be_read_with_its_address() -> None:
    row = WHOLE | {"phones": "work:25 12 34", "postal_code": "98800"}
    assert read([row]) == [None]
    alone = one_by_one(row)
    assert alone is not None
    assert alone.phones == (Phone(PhoneType.WORK, "+687 25 12 34"),)
    assert one_by_one(row | {"postal_code": "63220"}) is None


@given(texts_of_phones() | st.text(max_size=12))
def test_the_phones_of_a_column_are_those_of_one_record(text: str) -> None:
    assert settled(COLUMN_READERS, "phones", text) == settled(READERS, "phones", text)


@given(BODIES, st.sampled_from(("", "0", "97")) | st.integers(0, 99).map("{:02}".format))
def test_the_nir_of_a_column_is_that_of_one_record(body: str, key: str) -> None:
    assert settled(COLUMN_READERS, "nir", body + key) == settled(READERS, "nir", body + key)


def settled(readers: dict[str, Reader], field: str, text: str) -> dict[str, Any] | str:
    """What a reader makes of a text, or why it does not take it."""
    try:
        return readers[field](field, text, TODAY)
    except InvalidInput as refusal:
        return str(refusal)


def test_a_column_is_read_without_the_libraries_that_judge_single_numbers() -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ_A_COLUMN], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


READ_A_COLUMN = """
import sys
from datetime import date
from semble_cli.patient.columns.column_intake import ColumnIntake
row = {
    "birth_name": "ADRUN", "first_given_name": "Zoé", "birth_date": "31/12/1975", "sex": "F",
    "birth_place_code": "63220", "nir": "275126322074974",
    "phones": "06 39 98 00 01; +49 30 1234567; +687 25 12 34",
}
columns = {field: [text] for field, text in row.items()}
people, left, _ = ColumnIntake(columns, date(2026, 1, 1), str.strip).read(columns, 1)
(patient,) = people.patients()
assert not left and patient.nir and len(patient.phones) == 3
assert not {"phonenumbers", "stdnum"} & set(sys.modules)
"""


@pytest.mark.parametrize("missing", ["birth_name", "first_given_name", "birth_date", "sex"])
def test_a_row_without_a_trait_is_left(missing: str) -> None:
    assert read([WHOLE, WHOLE | {missing: " "}])[1] is None
    assert read([{field: text for field, text in WHOLE.items() if field != missing}]) == [None]


@pytest.mark.parametrize(
    ("field", "text"),
    [("dmp_visible_patient", "true"), ("identity_flags", "doubtful; fictitious")],
)
def test_what_has_rules_beyond_its_own_field_is_left(field: str, text: str) -> None:
    first, second = read([WHOLE | {field: ""}, WHOLE | {field: text}])
    assert first is not None
    assert second is None


def test_a_text_that_was_refused_once_is_refused_again_after_many_others() -> None:
    whole = WHOLE | {"nir": "1"}
    intake = ColumnIntake(whole, TODAY, str.strip)
    for start in range(0, 9000, 1000):
        texts = {field: [text] * 1000 for field, text in whole.items()}
        texts["nir"] = ["1", *(f"27512632{number:05}" for number in range(start, start + 999))]
        _, left, _ = intake.read(texts, 1000)
        assert 0 in left
        assert 1 not in left


def test_what_a_field_settles_is_what_its_reader_gives() -> None:
    texts = {
        field: next(text for text in TEXTS.get(field, [""]) if text or field not in TEXTS)
        for field in READERS
    }
    texts |= {
        "privacy_policy": "accepted",
        "birth_rank": "1",
        "email": "zoe@example.org",
        "membership_started_on": "01/02/2020",
        **{name: "01/02/2020" for name in READERS if name.endswith("_on")},
        "preferred_language": "arabe",
    }
    for field, reader in READERS.items():
        text = texts[field] or ("oui" if field.startswith(SWITCHES) else "x")
        assert tuple(reader(field, text, TODAY)) == settled_by(field), field


SWITCHES = ("receive", "promotional", "payment_reminders", "mssante", "dmp")


USUAL_TEXTS: dict[str, st.SearchStrategy[str]] = {
    "nir": st.builds(
        lambda body, key: body + key, BODIES, st.sampled_from(("", "00", "74", "49", "97"))
    )
    | BODIES.map(lambda body: body + nir_key(body)),
    "member_number": st.text(st.sampled_from("A1é ;=\t²"), min_size=1, max_size=5)
    | st.integers(199, 202).map("9".__mul__),
    "numbers": st.lists(
        st.text(st.sampled_from("AB1 =;\t\x1b"), min_size=1, max_size=6), min_size=1, max_size=3
    ).map("; ".join),
    "phones": texts_of_phones().filter(bool),
    "email": st.text(st.sampled_from("a.@-é "), min_size=1, max_size=9)
    | st.builds("{}@example.{}".format, st.text("ab.@", min_size=1), st.sampled_from(("org", "1"))),
    "birth_given_names": st.text(st.sampled_from("Zé-' ,1"), min_size=1, max_size=6)
    | st.integers(48, 52).map("Z".__mul__),
}


@pytest.mark.parametrize("field", sorted(USUAL))
@given(data=st.data())
def test_a_text_in_the_usual_form_means_what_its_reader_says(
    field: str, data: st.DataObject
) -> None:
    text = data.draw(USUAL_TEXTS[field])
    found = USUAL[field](text)
    if found is not None:
        assert COLUMN_READERS[field](field, text, TODAY) == {field: found}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("nir", "275126322074974"),
        ("member_number", "00000001"),
        ("numbers", "Ancien logiciel=P0000001; Dossier=12"),
        ("phones", "mobile:06 39 98 54 13; home:0199000002"),
        ("email", "zoe.adrun1@example.org"),
        ("birth_given_names", "Zoé Anne-Marie"),
    ],
)
def test_what_nearly_all_files_write_is_in_the_usual_form(field: str, text: str) -> None:
    assert USUAL[field](text) is not None


def test_a_word_for_nothing_is_nothing_in_whatever_form() -> None:
    table = {field: [text] * 2 for field, text in WHOLE.items()}
    table["member_number"], table["email"] = ["0", "12"], ["x@example.org", "none@example.org"]
    nothing = frozenset(("0", "none@example.org"))
    clean = lambda text: "" if text in nothing else text  # noqa: E731
    people, left, _ = ColumnIntake(table, TODAY, clean, nothing).read(table, 2)
    assert not left
    assert people.column("member_number") == [None, "12"]
    assert people.column("email") == ["x@example.org", None]
