"""Every way by which a free text comes in, on both databases: one reader, one sentence, nothing
written of what it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ADRUN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

HOSTILE = ("a\x1b[31mb", "a\u202eb", "a\x00b", "a\udc80b")

WAYS: dict[str, list[tuple[str, ...]]] = {
    "reason": [
        ("patient", "block", "1", "--reason", "{text}"),
        ("patient", "delete", "1", "--confirm", "ADRUN Zoé", "--reason", "{text}"),
    ],
    "login": [("user", "add", "{text}")],
    "tag": [("tag", "add", "{text}"), ("tag", "rename", "ALD", "{text}")],
    "city": [("patient", "edit", "1", "--city", "{text}")],
    "occupation": [("patient", "edit", "1", "--occupation", "{text}")],
    "complementary insurance (AMC)": [("patient", "edit", "1", "--amc", "{text}")],
    "comments": [("patient", "edit", "1", "--comment", "{text}")],
    "address lines": [("patient", "edit", "1", "--address", "{text}")],
    "numbers": [("patient", "edit", "1", "--number", "Dossier={text}")],
    "e-mail": [("patient", "edit", "1", "--email", "{text}@example.org")],
    "phones": [("patient", "edit", "1", "--phone", "mobile:{text}")],
    "birth name": [("patient", "edit", "1", "--birth-name", "{text}")],
}
"""The commands that write a text, by the field that their sentence names."""


@pytest.fixture
def practice(semble_on_both: Semble) -> Semble:
    """A register with a patient and a tag."""
    assert semble_on_both("patient", "add", "--json", "-", stdin=json.dumps(ADRUN)).code == 0
    assert semble_on_both("tag", "add", "ALD").code == 0
    return semble_on_both


def written(semble: Semble) -> str:
    """All that the register says of itself."""
    return "".join(
        semble(*words).out
        for words in (
            ("patient", "list", "--whole", "-f", "ndjson"),
            ("patient", "report", "-f", "ndjson"),
            ("tag", "list", "-f", "json"),
            ("user", "list", "-f", "json"),
            ("undo", "--list", "-f", "json"),
        )
    )


def test_no_option_takes_what_nobody_sees(practice: Semble) -> None:
    before = written(practice)
    for field, commands in WAYS.items():
        for words in commands:
            for text in HOSTILE:
                said = practice(*(word.format(text=text) for word in words))
                assert (said.code, len(said.err.splitlines())) == (4, 1), (words, said.err)
                assert said.err.startswith(f"Error: {field}: its character ")
                assert not set("\x1b\u202e\x00\udc80") & set(said.err)
    assert written(practice) == before


def test_a_document_and_its_kind_of_import_take_none_either(
    practice: Semble, tmp_path: Path
) -> None:
    before = written(practice)
    file = tmp_path / "patients.ndjson"
    for key, value in (
        ("comments", HOSTILE[0]),
        ("address", {"lines": ["1 rue", HOSTILE[1]]}),
        ("numbers", [{"name": HOSTILE[2], "value": "1"}]),
        ("tags", [HOSTILE[3]]),
        ("billing", {"name": HOSTILE[1]}),
    ):
        document = json.dumps(ADRUN | {key: value})
        assert practice("patient", "add", "--no-input", "--json", "-", stdin=document).code == 4
        file.write_text(document)
        said = practice("patient", "import", file, "--create-tags", "--on-duplicate", "create")
        assert (said.code, "cannot be seen" in said.err) == (9, True), said.err
    assert written(practice) == before


def test_columns_take_none_either(practice: Semble, tmp_path: Path) -> None:
    before = written(practice)
    fields = ("comments", "city", "tags", "numbers", "email", "occupation", "member_number")
    file = tmp_path / "patients.csv"
    for field in fields:
        cell = {"numbers": "D=a\u202eb", "email": "a\u202eb@example.org"}.get(field, "a\u202eb")
        file.write_text(
            f"birth_name,first_given_name,birth_date,sex,birth_place,{field}\n"
            f"ADRUN,Max,31/12/1975,M,63220,{cell}\n"
        )
        said = practice("patient", "import", file, "--create-tags", "--on-duplicate", "create")
        assert (said.code, "cannot be seen" in said.err) == (9, True), (field, said.err)
    assert written(practice) == before


def test_a_report_takes_none_either(practice: Semble, tmp_path: Path) -> None:
    practice("patient", "block", "1", "--reason", "-10 %")
    report = tmp_path / "report.csv"
    assert practice("patient", "report", "-f", "csv", "-o", report).code == 0
    assert "'-10 %" in report.read_text()
    other = ("--store", tmp_path / "other.db")  # which has no ledger to know better
    assert practice("init", *other).code == 0
    hostile = tmp_path / "hostile.csv"
    hostile.write_text(report.read_text().replace("'-10 %", "a\u202eb"))
    said = practice("patient", "recover", "--from-report", hostile, "--all", "-f", "json", *other)
    assert "blocked reason: its character 2" in json.loads(said.out)[0]["problems"][0]
    said = practice("patient", "recover", "--from-report", report, "--all", *other)
    assert said.code == 0, said.err
    shown = json.loads(practice("patient", "show", "1", "-f", "json", *other).out)
    assert shown["blocked"]["reason"] == "-10 %"


def test_what_is_taken_is_made_one_line(practice: Semble) -> None:
    assert practice("patient", "block", "1", "--reason", " impayés\r\nde\u00a02025 ").code == 0
    shown = json.loads(practice("patient", "show", "1", "-f", "json").out)
    assert shown["blocked"]["reason"] == "impayés de 2025"
    practice("patient", "block", "1", "--reason", " ")  # nothing is no other reason
    assert json.loads(practice("patient", "show", "1", "-f", "json").out)["blocked"] == {
        "on": shown["blocked"]["on"],
        "reason": "impayés de 2025",
    }
    practice("patient", "delete", "1", "--confirm", "ADRUN Zoé", "--reason", "  double \t")
    line = json.loads(practice("patient", "report", "-f", "ndjson").out)
    assert line["reason"] == "double"


@pytest.mark.parametrize("login", ["", " ", "z" * 64, "é" * 32])
def test_a_login_is_as_long_as_a_database_takes_it(semble: Semble, login: str) -> None:
    said = semble("user", "add", login)
    assert (said.code, "a login has 1 to 63 characters" in said.err) == (4, True)
    assert semble("user", "add", "  " + "z" * 63).err.startswith("zzz")


def test_a_login_of_before_can_still_be_removed(semble: Semble, sqlite_register: Any) -> None:
    with sqlite_register.writing("administer") as work:
        work.connection.run(
            "INSERT INTO app_user (login, role, added_at) VALUES (?, 'reader', ?)",
            ("a\x1bb", str(work.at)),
        )
    assert semble("user", "role", "a\x1bb", "--role", "secretary").code == 0
    said = semble("user", "remove", "a\x1bb")
    assert (said.code, said.err) == (0, "a\ufffdb, secretary until now, is no user any more.\n")
