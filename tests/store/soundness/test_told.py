"""What the events of one patient come to: the rules, without a store."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.store.soundness.told import Entry, Renaming, Told, differing_fields, told_by

CREATED = {"created": {"birth_name": "ADRUN", "city": "Lyon", "tags": ["ALD"]}}


def entries(*contents: dict[str, Any] | None, action: str = "patient.edit") -> list[Entry]:
    """Events with every second sequence, so that others stand between them."""
    return [
        Entry(2 * place, "2026-01-01T00:00:00Z", "zoe", action, 2 * place, content)
        for place, content in enumerate(contents, start=1)
    ]


def changes(**fields: list[Any]) -> dict[str, Any]:
    return {"changes": fields}


@pytest.mark.parametrize(
    ("contents", "values", "whole", "count"),
    [
        ((), {}, False, 0),
        (({},), {}, False, 0),
        ((changes(city=[None, "Reims"]),), {"city": "Reims"}, False, 1),
        ((CREATED,), CREATED["created"], True, 0),
        (
            (CREATED, changes(city=["Lyon", "Reims"]), changes(city=["Reims", None])),
            CREATED["created"] | {"city": None},
            True,
            2,
        ),
        ((CREATED, {"reason": None, "erased": [2]}), {}, False, 0),
        ((None, {"reason": None, "erased": [2]}, CREATED), CREATED["created"], True, 0),
        ((CREATED, None), {}, False, 0),
    ],
)
def test_the_last_value_of_each_field_is_told(
    contents: tuple[dict[str, Any] | None, ...], values: dict[str, Any], whole: bool, count: int
) -> None:
    told = told_by(entries(*contents))
    assert (told.values, told.whole, told.changes) == (values, whole, count)
    assert told.seen == bool(contents)


def test_a_deletion_is_told_while_it_is_the_last_that_was_done() -> None:
    gone = {"reason": None, "erased": [2]}
    assert (told := told_by(entries(None, gone))).deletion
    assert told.deletion.content == gone
    assert told_by(entries(None, gone, CREATED)).deletion is None


@pytest.mark.parametrize(
    ("found", "differing"),
    [
        ({"birth_name": "ADRUN", "city": "Lyon", "tags": ["ald"], "email": None}, []),
        ({"city": "Reims"}, ["city"]),
        ({"city": None}, ["city"]),
        ({"email": "x@example.org", "homonym": 0, "numbers": []}, ["email"]),
        ({"homonym": 1}, ["homonym"]),
        ({"tags": []}, ["tags"]),
        ({"version": 7, "id": 3, "birth_key": "X"}, []),
    ],
)
def test_a_record_that_was_created_is_known_in_every_field(
    found: dict[str, Any], differing: list[str]
) -> None:
    assert differing_fields(told_by(entries(CREATED)), found) == differing


def test_of_a_record_that_was_imported_only_what_was_changed_since_is_known() -> None:
    told = told_by(entries(changes(city=[None, "Reims"], homonym=[False, True])))
    assert differing_fields(told, {"email": "x@example.org", "city": "Reims", "homonym": 1}) == []
    assert differing_fields(told, {"city": None, "homonym": False}) == ["city", "homonym"]
    assert differing_fields(Told(), {"city": "Lyon"}) == []


def test_what_an_event_found_otherwise_than_the_one_before_left_it_is_told() -> None:
    told = told_by(entries(CREATED, changes(city=["Reims", "Paris"], email=["x", "y"])))
    assert told.unexplained == {"city": 4, "email": 4}
    assert told_by(entries(CREATED, changes(city=["Lyon", "Paris"]))).unexplained == {}


def test_a_tag_keeps_its_patients_under_its_new_names() -> None:
    renamings = [Renaming(1, "ALD", "X"), Renaming(3, "ALD", "Été"), Renaming(9, "ete", "Hiver")]
    told = told_by(entries(CREATED, {}), renamings)
    assert differing_fields(told, {"tags": ["Hiver"]}) == []
    assert differing_fields(told, {"tags": ["ALD"]}) == ["tags"]
    told = told_by(entries(CREATED, changes(tags=[["ÉTÉ"], []])), renamings[:2])
    assert told.unexplained == {}


LOST = {"identity_retrieved": [True, False], "ins_matricule": ["279035121518989", None]}


@pytest.mark.parametrize(
    ("action", "done", "spoiled"),
    [
        ("patient.edit", {"first_given_name": ["ZOÉ", "Zoe"]} | LOST, True),
        (
            "patient.edit",
            {"birth_name": ["D’ŒUVRÉ", "d'oeuvre"], "identity_checked": [True, False]},
            True,
        ),
        ("patient.edit", {"first_given_name": ["ZOÉ", "Léa"]} | LOST, False),
        ("patient.edit", {"first_given_name": ["ZOÉ", "Zoe"], "sex": ["F", "M"]} | LOST, False),
        ("patient.edit", {"first_given_name": ["ZOÉ", "Zoe"]}, False),
        ("patient.edit", LOST, False),
        (
            "patient.edit",
            {"first_given_name": ["ZOÉ", "Zoe"], "doubtful": [False, True]} | LOST,
            False,
        ),
        ("patient.identity", {"first_given_name": ["ZOÉ", "Zoe"]} | LOST, False),
        ("undo", {"first_given_name": ["ZOÉ", "Zoe"]} | LOST, False),
    ],
)
def test_an_identity_that_letters_case_or_accents_took_away_is_told(
    action: str, done: dict[str, list[Any]], spoiled: bool
) -> None:
    told = told_by(entries({"changes": done}, action=action))
    assert (told.spoiled is not None) == spoiled
    if told.spoiled:
        assert (told.spoiled.seq, told.spoiled.batch) == (2, 2)


def test_an_identity_that_was_given_back_since_is_not_spoiled() -> None:
    lost = {"changes": {"first_given_name": ["ZOÉ", "Zoe"]} | LOST}
    back = changes(identity_retrieved=[False, True])
    assert told_by(entries(lost, changes(city=[None, "Lyon"]))).spoiled
    assert told_by(entries(lost, back)).spoiled is None


def test_an_answer_of_before_has_a_day_that_no_event_tells_though_it_changes_on_that_day() -> None:
    accepted = changes(promotional=[False, True])
    refused = changes(promotional=["accepted", "refused"])
    signed = {"promotional_on": "2026-01-01", "promotional_by": "zoe"}
    told = told_by(entries(CREATED, accepted, refused))
    assert differing_fields(told, {"promotional": "refused", **signed}) == []
    again = changes(promotional=["refused", "accepted"], promotional_by=["zoe", "max"])
    told = told_by(entries(CREATED, accepted, refused, again))
    assert differing_fields(told, {"promotional": "accepted", **signed}) == ["promotional_by"]
