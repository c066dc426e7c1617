"""What stands beside the rows, and times, days and words that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.store.database.address import Database
from tests.store.soundness.practice import FIRST_IMPORTED, GONE, run, said_of

if TYPE_CHECKING:
    from semble_cli.services.register import Register

TRIGGERS = {
    Database.SQLITE: [
        "CREATE TRIGGER spy AFTER UPDATE ON patient BEGIN DELETE FROM word WHERE word = 'X'; END"
    ],
    Database.POSTGRES: [
        "CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER spy AFTER UPDATE ON patient FOR EACH ROW EXECUTE FUNCTION spy()",
    ],
}

STRUCTURE = [
    (
        ["CREATE INDEX by_city ON patient (city)"],
        ["table patient: the index by_city is not one of ours. Drop it."],
    ),
    (
        ["DROP INDEX patient_by_nir"],
        ["table patient: the index patient_by_nir is missing, or was replaced."],
    ),
    (
        ["DROP INDEX patient_by_nir", "CREATE INDEX patient_by_nir ON patient (city)"],
        [
            "table patient: the index patient_by_nir is not one of ours. Drop it.",
            "table patient: the index patient_by_nir is missing, or was replaced.",
        ],
    ),
]


@pytest.mark.parametrize(("statements", "said"), STRUCTURE)
def test_an_index_that_is_not_ours_or_is_missing_is_found(
    filled: Register, statements: list[str], said: list[str]
) -> None:
    run(filled, *statements)
    assert said_of(filled) == said


def test_a_trigger_that_is_not_ours_is_found(filled: Register) -> None:
    run(filled, *TRIGGERS[filled.store.database])
    assert said_of(filled) == ["table patient: the trigger spy is not one of ours. Drop it."]


def test_a_rule_and_a_policy_of_postgres_are_found(filled: Register) -> None:
    if filled.store.database is Database.SQLITE:
        assert said_of(filled) == []
        return
    run(
        filled,
        "CREATE RULE quiet AS ON DELETE TO phone DO INSTEAD NOTHING",
        "CREATE POLICY hidden ON tag USING (false)",
    )
    assert said_of(filled) == [
        "table tag: the policy hidden is not one of ours. Drop it.",
        "table phone: the rule quiet is not one of ours. Drop it.",
    ]


def never(filled: Register) -> str:
    """A time that each database takes, and that nobody can read."""
    return "soon" if filled.store.database is Database.SQLITE else "infinity"


TIMES = [
    ("UPDATE app_user SET added_at = '{never}'", "app_user: the time of row "),
    ("UPDATE former_patient SET deleted_at = '{never}'", f"former_patient: the time of row {GONE}"),
    ("UPDATE event SET at = '{never}' WHERE seq = 2", "event: the time of row 2 cannot be read."),
    ("UPDATE event SET at = '{never}' WHERE seq = 15", "event: the time of row 15 cannot be read."),
    (
        "UPDATE patient SET created_at = '{never}' WHERE id = 6",
        f"patient {FIRST_IMPORTED}: these values cannot be read: created at.",
    ),
    (
        "UPDATE patient SET archived_on = '{never}', updated_at = '{never}' WHERE id = 6",
        f"patient {FIRST_IMPORTED}: these values cannot be read: archived on, updated at.",
    ),
    (
        "UPDATE patient SET privacy_policy = 'perhaps' WHERE id = 6",
        f"patient {FIRST_IMPORTED}: these values cannot be read: privacy policy.",
    ),
    (
        "UPDATE store_info SET value = 'soon' WHERE name = 'created_at'",
        "store_info: the time of row created_at cannot be read.",
    ),
]


@pytest.mark.parametrize(("sql", "said"), TIMES)
def test_what_cannot_be_read_is_found(filled: Register, sql: str, said: str) -> None:
    run(filled, sql.replace("{never}", never(filled)))
    assert any(line.startswith(said) for line in said_of(filled))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE event SET content = 'x', salt = 'x' WHERE seq = {seq}",
        "UPDATE event SET content = '[]', salt = 'x' WHERE seq = {seq}",
        """UPDATE event SET content = '{"changes":{"city":3},"tag":5}' WHERE seq = {seq}""",
    ],
)
@pytest.mark.parametrize("seq", [2, 4, 15])
def test_a_content_that_is_not_of_our_making_is_a_fault_and_no_crash(
    filled: Register, sql: str, seq: int
) -> None:
    run(filled, sql.replace("{seq}", str(seq)))
    assert f"journal: the content of event {seq} was changed." in said_of(filled)
