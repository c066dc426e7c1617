"""Lists of a record, changed by the options of `patient edit`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.patient.editing.list_options import LIST_OPTIONS, PUT
from tests.commands.patient.test_one_patient import added, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Said

    Semble = Callable[..., Said]


@pytest.fixture
def zoe(semble: Semble) -> Semble:
    """Commands on a register with one patient, who has something in every list."""
    for name in ("ALD", "Suivi annuel"):
        semble("tag", "add", name)
    added(
        semble,
        *("--given-names", "Zoé Marie", "--phone", "mobile:0639980001"),
        *("--phone", "home:0199000001", "--number", "Labo=7", "--number", "Carte=1"),
        *("--tag", "ALD", "--flag", "homonym"),
    )
    return semble


def edited(semble: Semble, *options: str) -> dict[str, Any]:
    """The record after an edit, which can be taken back."""
    before = shown(semble, "1")
    said = semble("patient", "edit", "1", *options)
    assert said.code == 0, said.err
    after = shown(semble, "1")
    assert semble("undo").code == 0
    for document in (restored := shown(semble, "1"), before):
        del document["version"], document["updated_at"]
    assert restored == before
    return after


def phones(document: dict[str, Any]) -> list[str]:
    return [f"{each['type']}:{each['number']}" for each in document["phones"]]


def test_an_option_for_one_item_leaves_the_others(zoe: Semble) -> None:
    assert phones(edited(zoe, "--phone", "mobile:0639980002")) == [
        *("mobile:0639980002", "home:0199000001"),
    ]
    numbers = edited(zoe, "--number", "labo=8")["numbers"]
    assert [each["value"] for each in numbers] == ["8", "1"]
    assert edited(zoe, "--tag", "suivi annuel")["tags"] == ["ALD", "Suivi annuel"]
    assert edited(zoe, "--flag", "doubtful")["identity_flags"] == ["homonym", "doubtful"]


def test_items_are_added_taken_away_and_replaced_by_words_of_their_own(zoe: Semble) -> None:
    after = edited(zoe, "--add-phone", "work:0199000002", "--remove-phone", "home")
    assert phones(after) == ["mobile:0639980001", "work:0199000002"]
    after = edited(zoe, "--replace-phones", "work:0199000002", "--replace-phones", "0639980002")
    assert phones(after) == ["work:0199000002", "mobile:0639980002"]
    assert edited(zoe, "--add-number", "Labo=8", "--remove-number", "Labo=7")["numbers"] == [
        {"name": "Carte", "value": "1"},
        {"name": "Labo", "value": "8"},
    ]
    assert edited(zoe, "--add-tag", "suivi annuel", "--remove-tag", "ald")["tags"] == [
        "Suivi annuel"
    ]
    assert edited(zoe, "--replace-tags", "suivi annuel")["tags"] == ["Suivi annuel"]
    after = edited(zoe, "--add-flag", "doubtful", "--remove-flag", "homonym")
    assert after["identity_flags"] == ["doubtful"]
    after = edited(zoe, "--add-given-name", "Anne", "--remove-given-name", "marie")
    assert after["birth_given_names"] == "Zoé Anne"


@pytest.mark.parametrize(
    ("option", "key"),
    [
        ("--replace-phones", "phones"),
        ("--replace-numbers", "numbers"),
        ("--replace-tags", "tags"),
        ("--replace-flags", "identity_flags"),
    ],
)
def test_a_list_is_cleared_by_replacing_it_by_nothing(zoe: Semble, option: str, key: str) -> None:
    assert edited(zoe, option, "")[key] == []


def test_another_first_given_name_begins_the_list_of_them_and_that_is_told(zoe: Semble) -> None:
    after = edited(zoe, "--first-name", "Chloé")
    assert (after["first_given_name"], after["birth_given_names"]) == ("Chloé", "Chloé Marie")
    said = zoe("patient", "edit", "1", "--first-name", "Chloé")
    assert "  with it, birth given names: Zoé Marie → Chloé Marie\n" in said.err
    after = edited(zoe, "--first-name", "Anne", "--given-names", "Zoé Anne")
    assert after["birth_given_names"] == "Zoé Anne"


@pytest.mark.parametrize(
    "options",
    [
        ("--replace-phones", "work:0199000002", "--phone", "mobile:0639980002"),
        ("--replace-tags", "", "--add-tag", "ALD"),
        ("--replace-flags", "", "--remove-flag", "homonym"),
    ],
)
def test_a_list_is_not_replaced_and_changed_at_once(zoe: Semble, options: tuple[str, ...]) -> None:
    said = zoe("patient", "edit", "1", *options)
    assert (said.code, said.out) == (2, "")
    assert "What gives a whole list goes with no other change of that list." in said.err
    assert shown(zoe, "1")["version"] == 1


def test_a_document_gives_its_lists_whole(zoe: Semble) -> None:
    document = {"phones": [{"type": "work", "number": "0199000002"}], "tags": []}
    words = ("patient", "edit", "1", "--json", "-")
    said = zoe(*words, "--phone", "0639980002", stdin=json.dumps(document))
    assert (said.code, "What gives a whole list" in said.err) == (2, True)
    assert zoe(*words, "--add-number", "Labo=8", stdin=json.dumps(document)).code == 0
    after = shown(zoe, "1")
    assert (phones(after), after["tags"]) == (["work:0199000002"], [])
    assert [each["value"] for each in after["numbers"]] == ["7", "1", "8"]


def test_what_is_not_there_or_not_one_is_refused_and_nothing_is_written(zoe: Semble) -> None:
    zoe("patient", "edit", "1", "--add-phone", "0639980002")
    for options, sentence in (
        (("--remove-phone", "work"), "phones: the record has none such to be taken away."),
        (("--phone", "mobile:0639980003"), "phones: the record has several of this kind"),
        (("--remove-phone", "mobile"), "phones: the record has several such"),
        (("--phone", ""), "phones: an empty text is no item"),
        (("--tag", "nothing"), "tags: there is no such tag"),
    ):
        said = zoe("patient", "edit", "1", *options, "--city", "Lyon")
        assert (said.code, sentence in said.err) == (4, True), said.err
    assert shown(zoe, "1")["version"] == 2


def test_every_list_that_an_option_sets_has_words_for_the_rest() -> None:
    for field in PUT:
        ways = {option.how for option in LIST_OPTIONS if option.field == field}
        assert ways == {"add", "remove", "replaced"}
