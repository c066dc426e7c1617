"""Whatever is changed in a register by hand is found by its check."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Weight
from semble_cli.identity.ins import InsOid
from semble_cli.identity.status import Standing
from semble_cli.patient.actions import Action
from semble_cli.services import stores
from semble_cli.services.access import Permission
from semble_cli.services.patients.edit import edit_fields
from semble_cli.store.database.open import connected
from semble_cli.store.journal import Journal
from semble_cli.store.patients.keys import KEY_COLUMNS
from semble_cli.store.patients.rows import COLUMNS
from tests.conftest import NOW, runner
from tests.store.soundness.practice import (
    BLOCKED,
    GONE,
    PRESENT,
    RECOVERED,
    purged_once,
    run,
    said_of,
)

if TYPE_CHECKING:
    from semble_cli.services.register import Register

_ROW = ", ".join((*COLUMNS[1:], *KEY_COLUMNS))
_LEDGER = "birth_date, birth_key, given_key, record, deleted_at, deleted_by"
NOT_AS_TOLD = "the register is not as the journal tells: "
SEARCH_KEYS = "the search keys are not those of the names, phones and e-mail."


def copied(new_id: int) -> str:
    return f"INSERT INTO patient (id, {_ROW}) SELECT {new_id}, {_ROW} FROM patient WHERE id = 2"


VALUES = [
    ("UPDATE patient SET city = 'Reims' WHERE id = 1", PRESENT, "city"),
    (
        "UPDATE patient SET city = NULL, blocked_reason = 'x' WHERE id = 2",
        BLOCKED,
        "blocked reason, city",
    ),
    ("UPDATE patient SET occupation = 'luthier' WHERE id = 4", RECOVERED, "occupation"),
    ("UPDATE phone SET type = 'work' WHERE patient_id = 1 AND position = 1", PRESENT, "phones"),
    ("DELETE FROM extra_number WHERE patient_id = 1 AND position = 0", PRESENT, "numbers"),
    ("DELETE FROM patient_tag WHERE patient_id = 1", PRESENT, "tags"),
    ("DELETE FROM rights_period WHERE patient_id = 1", PRESENT, "rights"),
    ("DELETE FROM ins_history WHERE patient_id = 1", PRESENT, "former INS"),
    (
        "UPDATE patient SET email = NULL, email_key = NULL, domain_key = NULL WHERE id = 8",
        8,
        "e-mail",
    ),
]


@pytest.mark.parametrize(("sql", "patient", "fields"), VALUES)
def test_a_value_that_no_event_wrote_is_found(
    filled: Register, sql: str, patient: int, fields: str
) -> None:
    run(filled, sql)
    assert f"patient {patient}: {NOT_AS_TOLD}{fields}." in said_of(filled)


def test_a_value_changed_by_hand_is_found_after_an_edit_of_the_same_field(filled: Register) -> None:
    run(filled, "UPDATE patient SET city = 'Reims' WHERE id = 2")
    edit_fields(filled, BLOCKED, {"city": "Nantes"})
    (said,) = said_of(filled)
    assert said.startswith("patient 2: event ")
    assert said.endswith("found other values than the event before left: city.")


def test_a_change_without_an_event_is_found_of_a_patient_of_an_import(filled: Register) -> None:
    run(filled, "UPDATE patient SET city = 'Reims', version = 2 WHERE id = 6")
    assert said_of(filled) == [
        "patient 6: the record is version 2, and the journal tells of 0 changes."
    ]


KEYS = [
    *((f"UPDATE patient SET {name} = 'X' WHERE id = 2", BLOCKED) for name in KEY_COLUMNS),
    ("UPDATE phone SET reversed = '123' WHERE patient_id = 4 AND position = 0", RECOVERED),
    ("DELETE FROM word WHERE patient_id = 2", BLOCKED),
    ("INSERT INTO word (patient_id, word) VALUES (2, 'INTRUS')", BLOCKED),
    ("DELETE FROM vocabulary WHERE word = 'LATOUR'", BLOCKED),
]


@pytest.mark.parametrize(("sql", "patient"), KEYS)
def test_a_search_key_that_is_wrong_is_found_and_an_upgrade_makes_it_anew(
    filled: Register, sql: str, patient: int
) -> None:
    run(filled, sql)
    said = f"patient {patient}: {SEARCH_KEYS} semble store upgrade makes them anew."
    assert said in said_of(filled)
    stores.upgrade(filled)
    assert said_of(filled) == []


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO vocabulary (word, reversed, phonetic) VALUES ('PARTI', 'ITRAP', 'PARTI')",
        "UPDATE vocabulary SET reversed = 'X' WHERE word = 'ADRUN'",
        "UPDATE vocabulary SET phonetic = 'X' WHERE word = 'ADRUN'",
    ],
)
def test_a_known_name_that_is_wrong_is_found_and_an_upgrade_makes_it_anew(
    filled: Register, sql: str
) -> None:
    run(filled, sql)
    (said,) = said_of(filled)
    assert said.startswith("known names: 1 are wrong, or of nobody in the register.")
    stores.upgrade(filled)
    assert said_of(filled) == []


LEDGER = [
    ("UPDATE former_patient SET record = replace(record, 'Max', 'Luc')", "record"),
    ("UPDATE former_patient SET deleted_by = 'nobody'", "deleted by"),
    ("UPDATE former_patient SET deleted_at = '2020-01-01T00:00:00Z'", "deleted at"),
    ("UPDATE former_patient SET reason = NULL", "reason"),
]


@pytest.mark.parametrize(("sql", "fields"), LEDGER)
def test_an_entry_of_the_ledger_that_no_deletion_wrote_is_found(
    filled: Register, sql: str, fields: str
) -> None:
    run(filled, f"{sql} WHERE id = {GONE}")
    said = said_of(filled)
    assert f"ledger: patient {GONE}: not as the journal tells: {fields}." in said


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE former_patient SET birth_key = 'X'", "not as its record says: search keys"),
        ("UPDATE former_patient SET used_key = 'X'", "not as its record says: search keys"),
        (
            "UPDATE former_patient SET birth_date = '1990-01-01'",
            "not as its record says: birth date",
        ),
        ("UPDATE former_patient SET record = 'x'", "the record cannot be read"),
        ("UPDATE former_patient SET record = '[]'", "the record cannot be read"),
        ("UPDATE former_patient SET record = '{}'", "the record cannot be read"),
    ],
)
def test_an_entry_of_the_ledger_that_contradicts_itself_is_found(
    filled: Register, sql: str, said: str
) -> None:
    run(filled, f"{sql} WHERE id = {GONE}")
    assert f"ledger: patient {GONE}: {said}." in said_of(filled)


def test_a_medical_field_in_the_ledger_is_found(filled: Register) -> None:
    with connected(filled.store) as connection:
        record = json.loads(
            connection.value("SELECT record FROM former_patient WHERE id = ?", (GONE,))
        )
        record |= {"comments": "une maladie", "religion": "x"}
        connection.run("UPDATE former_patient SET record = ?", (json.dumps(record),))
    assert f"ledger: patient {GONE}: these fields must not be kept: comments, religion." in said_of(
        filled
    )


IDS = [
    ([copied(9)], "patient 9: no event gave this id."),
    ([copied(5)], "patient 5: no event gave this id."),
    ([copied(GONE)], "patient 3: is in the register and in the ledger."),
    (
        [copied(GONE), "DELETE FROM former_patient"],
        "patient 3: was deleted, and is in the register without an event.",
    ),
    (["DELETE FROM former_patient"], "patient 3: was deleted, and is not in the ledger."),
    (
        [f"INSERT INTO former_patient (id, {_LEDGER}) SELECT 77, {_LEDGER} FROM former_patient"],
        "patient 77: is in the ledger, and no event tells of a deletion.",
    ),
    (
        ["DELETE FROM patient WHERE id = 2"],
        "patient 2: is gone from the register, and no event says why.",
    ),
    (
        ["DELETE FROM patient WHERE id = 7"],
        "import 15: 1 of the patients it created, 6 to 8, are gone, and no event says why.",
    ),
]


@pytest.mark.parametrize(("statements", "said"), IDS)
def test_an_id_that_nobody_was_given_or_that_was_lost_is_found(
    filled: Register, statements: list[str], said: str
) -> None:
    run(filled, *statements)
    assert said in said_of(filled)


def test_a_purge_explains_whom_it_erased_and_nobody_else(filled: Register) -> None:
    purged_once(filled)
    assert said_of(filled) == []
    run(filled, "DELETE FROM former_patient")
    assert said_of(filled) == ["patient 3: was deleted, and is not in the ledger."]


def test_an_identity_that_letters_case_took_away_is_named_and_the_register_is_sound(
    filled: Register, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As programs of before wrote it, which compared names letter by letter."""
    sure: dict[str, Any] = {"identity_retrieved": True, "ins_matricule": "275126322074974"}
    sure["ins_oid"] = InsOid.NIR.value
    with filled.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(RECOVERED)
        qualified = work.change(before, before._replace(**sure), Action.PATIENT_IDENTITY)
        edited = qualified.with_standing(Standing(False, False, frozenset()))
        batch = work.journal.batch + 1
        work.change(qualified, edited._replace(first_given_name="LUC"), Action.PATIENT_EDIT)
    (said,) = stores.check(filled)
    assert said.weight is Weight.REMARK
    assert str(said).startswith(
        f"patient {RECOVERED}: event {batch} made the identity provisional, though its traits"
    )
    command = runner(filled.store.location, monkeypatch, capsys)("store", "check")
    assert (command.code, command.err) == (0, f"{said}\nThe register is sound.\n")


def test_a_check_ends_after_a_thousand_findings(sqlite_register: Register) -> None:
    run(
        sqlite_register,
        "WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 1500)"
        " INSERT INTO tag (name, key) SELECT 'T' || n, 'X' || n FROM many",
    )
    assert len(said_of(sqlite_register)) == 1000


def test_an_id_that_would_be_given_again_is_found_and_an_upgrade_settles_it(
    filled: Register,
) -> None:
    with connected(filled.store) as connection:
        connection.give_after("patient", 2)
    said = "ids: one that was given would be given again. Run semble store upgrade."
    assert said_of(filled) == [said]
    stores.upgrade(filled)
    assert said_of(filled) == []


USERS = [
    (
        "INSERT INTO app_user (login, role, added_at)"
        " VALUES ('intrus', 'admin', '2026-01-01T00:00:00Z')",
        "user intrus: is admin here, and no user in the journal.",
    ),
    ("UPDATE app_user SET role = 'reader'", "is reader here, and admin in the journal."),
    ("UPDATE tag SET color = '#000000'", "tags: Zèle is not as the journal tells."),
    ("UPDATE tag SET key = 'X'", "its search key is not that of its name."),
    ("INSERT INTO tag (name, key) VALUES ('Faux', 'FAUX')", "tags: Faux is not as the journal"),
    (
        "UPDATE practice_setting SET value = '10x10'",
        "practice_setting: labels.size is not as the journal tells.",
    ),
    ("DELETE FROM practice_setting", "practice_setting: labels.size is not as the journal tells."),
    (
        "INSERT INTO practice_setting VALUES ('mail.port', '25')",
        "practice_setting: mail.port is not as the journal tells.",
    ),
]


@pytest.mark.parametrize(("sql", "said"), USERS)
def test_a_user_a_tag_or_a_setting_that_no_event_made_is_found(
    filled: Register, sql: str, said: str
) -> None:
    run(filled, sql)
    assert any(said in line for line in said_of(filled))


def test_rights_that_were_given_and_taken_are_told_by_the_journal(filled: Register) -> None:
    run(
        filled,
        "INSERT INTO app_user (login, role, added_at)"
        " VALUES ('zoe', 'secretary', '2026-01-01T00:00:00Z')",
    )
    with connected(filled.store) as connection, connection.writing():
        journal = Journal(connection, actor=connection.login(), at=NOW)
        changes = {"role": [None, "secretary"], "may_delete": [False, True]}
        journal.append(Action.USER_ROLE, None, {"login": "zoe", "changes": changes})
    said = "user zoe: has other rights than the journal tells."
    assert said_of(filled) == [said]
    run(filled, "UPDATE app_user SET may_delete = TRUE WHERE login = 'zoe'")
    assert said_of(filled) == []
