"""What cannot be searched by, or stand in a field: one sentence each, and never a defect."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.errors import BadUsage, InvalidInput, InvalidRecord
from semble_cli.patient.document import NESTED, OBJECTS, flatten
from semble_cli.patient.fields import READERS
from semble_cli.patient.intake import new_patient
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.search_plan import SearchFields
from tests.conftest import ADRUN, NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.register import Register
    from tests.conftest import Said

    Semble = Callable[..., Said]

DIGITS = "9" * 5000
BRACKETS = "(" * 50_000
HALF = "\udc80"

TYPED = [
    *(("patient", "search", word) for word in ("@", DIGITS, BRACKETS, HALF, f"{HALF}@x", "%", "'")),
    ("patient", "search", "0" * 5000),
    ("patient", "search", *"abcdefghij" * 14),
    ("patient", "search", " ".join("[" * 50_000)),
    *(
        ("patient", "search", option, word)
        for option in (
            "--last-name",
            "--first-name",
            "--email",
            "--phone",
            "--tag",
            "--ins",
            "--id",
        )
        for word in ("@", "", " ", DIGITS, BRACKETS, HALF)
    ),
    *(("patient", "search", "--birth-date", word) for word in ("@", "", DIGITS, BRACKETS, HALF)),
    *(("patient", verb, word) for verb in ("show", "history") for word in (DIGITS, "9" * 20, HALF)),
    ("patient", "show", "9" * 10),
    ("patient", "list", "--limit", "9" * 20),
    ("patient", "list", "--tag", HALF),
    ("patient", "block", DIGITS),
    ("patient", "tag", "9" * 20, "x"),
    ("undo", "9" * 20),
    ("undo", "--list", "--limit", "9" * 20),
    *(("place", word) for word in (DIGITS, BRACKETS, HALF, "@")),
    ("tag", "add", HALF),
    ("user", "add", HALF),
    ("store", "purge-former", "--older-than", "99999y"),
    ("adri", "refresh", "--all", "--older-than", "9" * 12),
    ("patient", "edit", "1", "--if-version", "9" * 20, "--city", "x"),
    ("patient", "show", "1", "--fields", HALF),
    *(("patient", verb, "--fields", ",") for verb in ("list", "report")),
    ("patient", "import", f"{HALF}.csv"),
    ("patient", "list", "-o", f"/nonexistent/{HALF}"),
]


@pytest.mark.parametrize("words", TYPED, ids=range(len(TYPED)))
def test_unusable_words_are_one_sentence(semble_on_both: Semble, words: tuple[str, ...]) -> None:
    said = semble_on_both(*words)
    assert said.code in (1, 2, 3, 4), said.err
    assert len(said.err.splitlines()) == 1, said.err[:500]
    assert len(said.err) < 500


@pytest.mark.parametrize("option", ["--last-name", "--first-name"])
def test_a_name_without_a_letter_is_refused_beside_others(semble: Semble, option: str) -> None:
    said = semble("patient", "search", "adrun", option, "@")
    assert (said.code, "write its first letters at least." in said.err) == (4, True)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        '{"a":' * 50_000,
        f'{{"birth_rank": {DIGITS}}}',
        '{"birth_name": "\\ud800"}',
    ],
)
def test_json_that_cannot_be_taken_is_one_sentence(
    semble: Semble, tmp_path: Any, text: str
) -> None:
    file = tmp_path / "patients.json"
    file.write_text(text, "utf-8", "surrogatepass")
    for words in (
        ("patient", "add", "--no-input", "--json", file),
        ("patient", "import", file),
        ("patient", "import", file, "--rejects", tmp_path / "rejects.json"),
    ):
        said = semble(*words)
        assert said.code in (2, 4, 9), (words, said.err)
        assert "defect" not in said.err
    assert semble("patient", "list", "-f", "ndjson").out == ""


def test_rejected_halves_of_characters_are_written_as_they_came(
    semble: Semble, tmp_path: Any
) -> None:
    file, rejects = tmp_path / "patients.json", tmp_path / "rejects.json"
    person = {"first_given_name": "Zoé", "birth_date": "1975-12-31", "sex": "F"}
    half = {"birth_name": "\ud800", "city": "Orléans", "birth_place": "63220"}
    file.write_text(json.dumps(person | half))
    assert semble("patient", "import", file, "--rejects", rejects).code == 9
    assert json.loads(rejects.read_text("utf-8"))["birth_name"] == "\ud800"


ODD = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=20),
        st.sampled_from(["\ud800", "\x00", "=1", "1" * 5000, "01/01/1980", "99352", "12"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["type", "x"]), inner)
    ),
    max_leaves=5,
)


@settings(max_examples=400, deadline=None)
@given(field=st.sampled_from(sorted({*READERS, *OBJECTS, *NESTED})), value=ODD)
def test_any_json_value_of_a_field_is_taken_or_refused_with_a_sentence(
    field: str, value: object
) -> None:
    with suppress(InvalidInput, InvalidRecord):
        new_patient(ADRUN | flatten({field: value}), NOW.date())


@pytest.mark.parametrize("field", ["birth_name", "first_given_name", "sex", "birth_date", "nir"])
@pytest.mark.parametrize("value", [["ADRUN"], {"a": "ADRUN"}, True])
def test_a_list_in_a_field_of_one_value_says_that_a_text_is_expected(
    field: str, value: object
) -> None:
    with pytest.raises(InvalidRecord, match="a text is expected here"):
        new_patient(ADRUN | {field: value}, NOW.date())


def test_the_rank_of_birth_is_one_digit() -> None:
    with pytest.raises(InvalidRecord, match="a digit from 1 to 9"):
        new_patient(ADRUN | {"birth_rank": "12"}, NOW.date())


@settings(max_examples=200, deadline=None)
@given(bar=st.text(max_size=40), name=st.text(max_size=10), email=st.text(max_size=10))
def test_any_text_is_searched_or_refused_with_a_sentence(
    searched: Register, bar: str, name: str, email: str
) -> None:
    for asked in (
        SearchQuery(bar=bar),
        SearchQuery(bar=bar, fields=SearchFields(last_name=name)),
        SearchQuery(fields=SearchFields(email=email, tags=(name,))),
    ):
        with suppress(BadUsage, InvalidInput):
            search_patients(searched, asked)


@pytest.fixture(scope="module")
def searched(sqlite_template: Any) -> Register:
    from semble_cli.store.database.address import Database, StoreAddress
    from tests.conftest import register_on

    return register_on(StoreAddress(Database.SQLITE, str(sqlite_template)))
