"""The commands on one patient, from creation to deletion, as they are typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Said

    Semble = Callable[..., Said]

ADRUN = (
    *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
    *("--birth-date", "31/12/1975", "--birth-place", "63220"),
)
PAT_TROIS = {
    "birth_name": "PAT-TROIS",
    "first_given_name": "DOMINIQUE",
    "birth_given_names": "DOMINIQUE MARIE-LOUISE",
    "sex": "F",
    "birth_date": "1979-03-28",
    "birth_place_code": "51215",
}


def added(semble: Semble, *options: object) -> str:
    """Add ADRUN Zoé; the new id."""
    said = semble(*ADRUN, *options)
    assert said.code == 0, said.err
    return said.out.strip()


def shown(semble: Semble, patient: str) -> dict[str, Any]:
    said = semble("patient", "show", patient, "-f", "json")
    assert said.code == 0, said.err
    document: dict[str, Any] = json.loads(said.out)
    return document


def test_add_prints_the_new_id_and_tells_the_rest_on_the_other_stream(
    semble_on_both: Semble,
) -> None:
    said = semble_on_both(*ADRUN[:-1], "51215")
    assert said.code == 0
    assert said.out == "1\n"
    assert said.err == (
        "Created: ADRUN Zoé, born 1975-12-31 (1), identity provisional. Undo: semble undo\n"
        "Birth place: Dompremy (51215, Marne).\n"
    )


def test_add_takes_a_document_and_options_win_over_it(semble: Semble, tmp_path: Path) -> None:
    said = semble(
        *("patient", "add", "--json", "-", "--city", "Reims", "-f", "json"),
        stdin=json.dumps(PAT_TROIS | {"address": {"city": "Lyon", "lines": ["1 rue"]}}),
    )
    assert said.code == 0, said.err
    assert json.loads(said.out)["address"]["city"] == "Reims"
    file = tmp_path / "adrun.json"
    file.write_text(json.dumps(PAT_TROIS | {"birth_name": "ADRUN", "birth_date": "1980"}))
    assert semble("patient", "add", "--json", file).code == 0


def test_what_show_prints_can_be_added_again(semble: Semble) -> None:
    patient = added(semble, "--phone", "home:01 99 00 00 01", "--nir", "275126322074974")
    document = shown(semble, patient)
    document["birth_name"], document["birth_date"], document["nir"] = "NESSI", "2010-08-07", None
    said = semble("patient", "add", "--json", "-", stdin=json.dumps(document))
    assert said.code == 0, said.err
    assert "kept by the register itself, not taken" in said.err


@pytest.mark.parametrize(
    ("stdin", "sentence"),
    [
        ("", "standard input cannot be read as JSON"),
        ("{", "cannot be read as JSON"),
        ("[]", "one JSON object"),
        ('{"address": "Paris"}', "an object with some of these keys"),
        ('{"shoe_size": 42}', "there is no such field"),
        ('{"sex": "F", "sex": "M"}', "has the key sex twice"),
    ],
)
def test_a_document_that_is_none_is_refused(semble: Semble, stdin: str, sentence: str) -> None:
    said = semble("patient", "add", "--json", "-", stdin=stdin)
    assert said.code in (2, 4)
    assert sentence in said.err
    assert said.out == ""


def test_every_missing_trait_is_named_at_once(semble: Semble) -> None:
    said = semble("patient", "add", "--birth-name", "ADRUN")
    assert said.code == 4
    for trait in ("first given name", "birth date", "sex", "birth place"):
        assert f"Error: {trait}: it is missing" in said.err


def test_a_likely_duplicate_is_refused_by_its_id_and_created_when_wanted(semble: Semble) -> None:
    patient = added(semble)
    again = [word if word != "Zoé" else "Zoe" for word in ADRUN]
    said = semble(*again)
    assert said.code == 5
    assert f"likely to be the same person: {patient}." in said.err
    assert semble(*again, "--on-duplicate", "create").code == 0
    assert len(semble("patient", "list", "-f", "ndjson").out.splitlines()) == 2


def test_a_nir_is_masked_until_it_is_revealed_which_is_journalled(semble: Semble) -> None:
    patient = added(semble, "--nir", "2 75 12 63 220 749 74")
    assert shown(semble, patient)["nir"] == "2 75 •• •• ••• ••• ••"
    said = semble("patient", "show", patient, "--reveal", "-f", "json")
    assert json.loads(said.out)["nir"] == "275126322074974"
    assert "NIR shown" in semble("patient", "history", patient, "-f", "table").out
    for command in (("show", patient), ("history", patient), ("list",), ("search", "adrun")):
        for form in ("table", "json", "csv"):
            assert "275126322074974" not in semble("patient", *command, "-f", form).out


def test_a_nir_can_come_from_standard_input(semble: Semble) -> None:
    said = semble(*ADRUN, "--nir", "-", stdin="275126322074974\n")
    assert said.code == 0, said.err
    said = semble("patient", "show", said.out.strip(), "--reveal", "-f", "json")
    assert json.loads(said.out)["nir"] == "275126322074974"


def test_a_nir_that_tells_another_person_is_a_warning_only(semble: Semble) -> None:
    said = semble(*ADRUN, "--nir", "180032B02040123")
    assert said.code == 0
    for told in ("another sex", "another year of birth", "another month", "another place"):
        assert f"Warning: the NIR gives {told}" in said.err


def test_edit_changes_clears_and_compares_the_version(semble: Semble) -> None:
    patient = added(semble, "--city", "Reims", "--email", "zoe@example.org")
    said = semble("patient", "edit", patient, "--city", "Lyon", "--email", "", "--if-version", "1")
    assert said.code == 0, said.err
    document = shown(semble, patient)
    assert (document["address"]["city"], document["email"]) == ("Lyon", None)
    assert document["version"] == 2
    said = semble("patient", "edit", patient, "--city", "Nice", "--if-version", "1")
    assert said.code == 5
    assert "was changed meanwhile" in said.err
    assert shown(semble, patient)["address"]["city"] == "Lyon"


def test_phones_are_kept_as_typed_and_shown_to_people_in_one_form(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    typed = ("mobile:+33 (0)639981234", "work:0692.12.34.56", "other:0049301234567")
    patient = added(semble, *(word for phone in typed for word in ("--phone", phone)))
    numbers = [phone.partition(":")[2] for phone in typed]
    assert [phone["number"] for phone in shown(semble, patient)["phones"]] == numbers
    for form in ("json", "ndjson", "csv", "tsv"):
        found = semble("patient", "search", "adrun", "--fields", "phones", "-f", form).out
        assert all(number in found for number in numbers), form
    summary = semble("patient", "show", patient, "-f", "table").out
    for number in ("06 39 98 12 34", "0692 12 34 56", "+49 30 1234567"):
        assert number in summary
        for command in (("show", patient), ("search", "adrun"), ("list",)):
            words = ("patient", *command, "--fields", "phones", "-f", "table")
            assert number in semble(*words).out
    for command in (("search", "adrun"), ("list",)):
        assert "06 39 98 12 34" in semble("patient", *command, "-f", "table").out
    assert semble("patient", "edit", patient, "--replace-phones", "mobile:0639981234").code == 0
    history = semble("patient", "history", patient, "-f", "table").out
    assert "→ 06 39 98 12 34 (mobile)" in history
    assert semble("patient", "edit", patient, "--replace-phones", "mobile:06.39981234").code == 0
    history = semble("patient", "history", patient, "-f", "table").out
    assert "mobile:0639981234 → mobile:06.39981234" in history  # nothing else tells them apart


def test_a_phone_is_read_alike_wherever_it_is_given(
    semble: Semble, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "06 39 98 12 34 (mère), (0)1 99 00 12 34 (bureau)"
    wanted = [
        {"type": "mobile", "number": "06 39 98 12 34"},
        {"type": "work", "number": "(0)1 99 00 12 34"},
    ]
    note = "the note beside a number is not kept"
    patient = added(semble)
    said = semble("patient", "edit", patient, "--phone", text)
    assert (said.code, note in said.err) == (0, True)
    assert shown(semble, patient)["phones"] == wanted
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/mobile:06.*/mobile:06 39 98 12 35 (mère)/' \"$1\"\n")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    said = semble("patient", "edit", patient, "--editor")
    assert (said.code, note in said.err) == (0, True), said.err
    assert [each["number"][-2:] for each in shown(semble, patient)["phones"]] == ["35", "34"]
    document = {"birth_name": "CORSE", "first_given_name": "Anthony", "sex": "M"}
    document |= {"birth_date": "1980-03-02", "birth_place_code": "2A004", "phones": text}
    said = semble("patient", "add", "--json", "-", "-f", "json", stdin=json.dumps(document))
    assert (said.code, note in said.err) == (0, True)
    assert json.loads(said.out)["phones"] == wanted
    for short in ("06 39 98 12 3", "+33 6 39 98 12 3", "06 39 98 12 34, 01 99 00 12 3"):
        for command in (("edit", patient), ("add", "--birth-name", "NESSI")):
            said = semble("patient", *command, "--phone", short, "--no-input")
            assert (said.code, "phones" in said.err) == (4, True), said.err


def test_a_short_phone_takes_the_country_code_of_the_address(semble: Semble) -> None:
    patient = added(semble, "--country", "Nouvelle-Calédonie", "--phone", "home:25 12 34")
    assert shown(semble, patient)["phones"] == [{"type": "home", "number": "+687 25 12 34"}]
    moved = ("--country", "", "--postal-code", "97500", "--phone", "home:41 12 34")
    assert semble("patient", "edit", patient, *moved).code == 0
    assert shown(semble, patient)["phones"] == [{"type": "home", "number": "+508 41 12 34"}]
    assert semble("patient", "edit", patient, "--postal-code", "75001").code == 0
    said = semble("patient", "edit", patient, "--phone", "home:41 12 34")
    assert said.code == 4
    assert "phones: write it with its country, such as +687 25 12 34" in said.err


def test_an_edit_that_changes_nothing_says_so(semble: Semble) -> None:
    patient = added(semble, "--city", "Reims")
    said = semble("patient", "edit", patient, "--city", "Reims")
    assert said.code == 0
    already = f"ADRUN Zoé, born 1975-12-31 ({patient}): it was so already. Nothing was written.\n"
    assert said.err == already
    assert shown(semble, patient)["version"] == 1


def test_a_partial_birth_date_is_marked_fictive(semble: Semble) -> None:
    patient = added(semble)
    assert semble("patient", "edit", patient, "--birth-date", "1975").code == 0
    document = shown(semble, patient)
    assert (document["birth_date"], document["birth_date_fictive"]) == ("1975-12-31", True)


def test_the_editor_gets_yaml_and_what_it_leaves_is_taken(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = added(semble)
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/^  city:.*/  city: Reims/' \"$1\"\n")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    said = semble("patient", "edit", patient, "--editor")
    assert said.code == 0, said.err
    assert shown(semble, patient)["address"]["city"] == "Reims"


def test_an_editor_that_fails_or_is_not_there_writes_nothing(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = added(semble)
    for editor, sentence in (("false", "The editor failed"), ("/no/such", "cannot be started")):
        monkeypatch.setenv("VISUAL", editor)
        said = semble("patient", "edit", patient, "--editor")
        assert said.code != 0
        assert sentence in said.err
    assert shown(semble, patient)["version"] == 1


@pytest.mark.parametrize("after", ["", "mkdir", "mkfifo"])
def test_an_editor_that_leaves_no_file_writes_nothing(
    semble: Semble, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, after: str
) -> None:
    patient = added(semble)
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\nrm "$1"\n{after or "true"} "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    said = semble("patient", "edit", patient, "--editor")
    assert (said.code, "The editor left no file. Nothing was written." in said.err) == (2, True)
    assert shown(semble, patient)["version"] == 1


def test_a_search_that_finds_nobody_exits_with_1(semble: Semble) -> None:
    added(semble)
    assert semble("patient", "search", "nessi").code == 1
    assert semble("patient", "search", "zoe").code == 0
    said = semble("patient", "search", "adrum", "-f", "ndjson")
    assert said.code == 1
    assert json.loads(said.out)["birth_name"] == "ADRUN"
    assert "No patient matches exactly. Those shown nearly do" in said.err


TSV = ("-f", "tsv", "--fields", "id,match")


def test_a_search_says_who_nearly_matches_and_where_others_are(semble: Semble) -> None:
    added(semble)
    added(semble, "--birth-name", "ADRUM", "--birth-date", "01/02/1960")
    said = semble("patient", "search", "adrum", "-f", "ndjson")
    assert said.code == 0
    assert [json.loads(line)["near"] for line in said.out.splitlines()] == [False, True]
    assert said.err == ("The last shown match only nearly, by a typing error or by the sound: 1.\n")
    semble("patient", "archive", "2", "--reason", "moved_away")
    said = semble("patient", "search", "adrum", "1960", "--explain", *TSV)
    assert said.code == 1
    assert said.out.splitlines()[1:] == ["1\tin part"]
    assert "Archived patients who match: 1; --include archived shows them." in said.err
    semble("patient", "unarchive", "2")
    semble("patient", "delete", "2", "--confirm", "ADRUM Zoé")
    said = semble("patient", "search", "adrum", "1960")
    assert "Deleted patients who match: 1; --include former shows them." in said.err


def test_a_place_is_found_by_code_and_by_name(semble: Semble) -> None:
    said = semble("place", "dompremy", "-f", "json")
    assert json.loads(said.out) == [
        {
            "code": "51215",
            "name": "Dompremy",
            "kind": "commune",
            "area": "Marne",
            "valid_from": None,
            "valid_until": None,
            "today": None,
            "today_name": None,
        }
    ]
    assert semble("place", "zzzz").code == 1
    (nice,) = json.loads(semble("place", "nice", "alpes-maritimes", "-f", "json").out)
    assert nice["code"] == "06088"
    (former,) = json.loads(semble("place", "79245", "-f", "json").out)
    assert (former["today"], former["today_name"]) == ("79066", "Champdeniers")


def test_an_import_creates_tells_its_rejects_and_can_be_tried(
    semble_on_both: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "patients.csv"
    file.write_text(
        "birth_name,first_given_name,birth_date,sex,birth_place_code,tags,phones\n"
        'ADRUN,Zoé,31/12/1975,F,63220,Suivi; ALD,"mobile:06 39 98 00 01; home:01 99 00 00 01"\n'
        "ADRUN,Zoé,31/02/1975,F,63220,,\n"
        "CORSE,Anthony,02/03/1980,X,99998,,12\n"
        "adrun,ZOE,31/12/1975,F,63220,,\n"
    )
    said = semble_on_both("patient", "import", file, "--create-tags", "--dry-run", "-f", "json")
    assert said.code == 9
    report = json.loads(said.out)
    assert (report["read"], report["created"], report["rejected"]) == (4, 1, 3)
    assert report["batch"] is None
    for sentence in (
        "Line 3: birth date: no calendar has this day",
        "Line 4: sex: it is one of: female",
        "Line 4: birth place code: no commune and no country",
        "Line 4: phones: a phone number has 6 to 15 digits",
        "Line 5: the same person as line 2, or nearly.",
        "Dry run: nothing was written.",
    ):
        assert sentence in said.err
    assert semble_on_both("patient", "list", "-f", "ndjson").out == ""
    assert semble_on_both("patient", "import", file, "--create-tags").code == 9
    (line,) = semble_on_both("patient", "list", "-f", "ndjson").out.splitlines()
    assert json.loads(line)["tags"] == ["ALD", "Suivi"]
    said = semble_on_both("patient", "import", file)
    assert "the register has patient" in said.err


def test_users_are_added_given_roles_and_removed_but_for_the_last_admin(semble: Semble) -> None:
    from tests.conftest import login

    assert semble("user", "add", "martine", "--role", "secretary").code == 0
    said = semble("user", "list", "-f", "json")
    roles = {user["login"]: user["role"] for user in json.loads(said.out)}
    assert roles == {login(): "admin", "martine": "secretary"}
    assert semble("user", "add", "martine", "--role", "reader").code == 5
    assert semble("user", "role", "martine", "--role", "reader").code == 0
    assert semble("user", "role", "nobody", "--role", "reader").code == 3
    said = semble("user", "remove", login())
    assert said.code == 6
    assert "must keep an admin" in said.err
    assert semble("user", "remove", "martine").code == 0
