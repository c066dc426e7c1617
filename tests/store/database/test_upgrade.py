"""A store of every older version is brought up to the program's without a loss, and read by neither
program of the other version.

The rows are those that the program of the time wrote: `old_stores/`, by revision. No program was
ever used with 0001 alone; its rows are those of 0002.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from alembic import command
from alembic.config import Config

from semble_cli.patient.catalogue import COLLECTIONS
from semble_cli.patient.consents.rules import PARTS
from semble_cli.patient.json_form import as_kept_today, plain_value
from semble_cli.services import stores
from semble_cli.services.patients.tags import add_tag
from semble_cli.store import migrations
from semble_cli.store.database import errors, schema
from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.database.connection import Connection
from semble_cli.store.database.engine import writing_on
from semble_cli.store.database.open import opened
from semble_cli.store.database.version import CURRENT, REVISIONS, store_revision
from semble_cli.store.patients import keys
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.keys import other_words, patient_keys, phone_key
from tests.conftest import NOW, as_login, in_database, register_on, runner

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from tests.conftest import Semble

OLD_STORES = Path(__file__).parent / "old_stores"
OLDER = REVISIONS[:-1]

REFERRED_TO = ("patient", "tag", "document_content", "practitioner", "invoice_series")
"""The tables that others refer to which come before them in the alphabet."""


def rows_of(revision: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a store of a revision, by table."""
    found: dict[str, list[dict[str, Any]]] = json.loads(
        (OLD_STORES / f"{revision}.json").read_text("utf-8")
    )
    return found


def fill(address: StoreAddress, revision: str) -> None:
    """Make the tables of a revision, and put the rows into them that the program of then wrote."""
    rows = rows_of(revision)
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    config.set_main_option("path_separator", "os")
    with opened(address) as connection, writing_on(connection) as begun:
        config.attributes["connection"] = begun
        command.upgrade(config, revision)
        connection.run("DELETE FROM alembic_version")
        for table in sorted(rows, key=lambda table: (table not in REFERRED_TO, table)):
            put(connection, table, rows[table])


def work_as_then(revision: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work as the admin of a store of before: its journal tells who that is."""
    (admin,) = rows_of(revision)["app_user"]
    monkeypatch.setattr(Connection, "login", lambda _: admin["login"])


def put(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows as they were, with their ids."""
    if connection.address.database is Database.SQLITE:
        for row in rows:
            connection.insert(table, {name: _value(value) for name, value in row.items()})
        return
    columns = ", ".join(rows[0])
    connection.run(
        f"INSERT INTO {table} ({columns}) SELECT {columns}"
        f" FROM json_populate_recordset(NULL::{table}, ?)",
        (json.dumps(rows),),
    )
    if "id" in rows[0] and table not in ("event", "former_patient"):
        greatest = max(row["id"] for row in rows)
        connection.never_give(table, greatest)


def _value(value: Any) -> Any:
    is_hex = isinstance(value, str) and value.startswith("\\x")
    return bytes.fromhex(value[2:]) if is_hex else value


@pytest.fixture(params=OLDER)
def revision(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def old(
    empty: StoreAddress,
    revision: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Semble:
    """Commands on a store of an older revision."""
    fill(empty, revision)
    work_as_then(revision, monkeypatch)
    return runner(empty.location, monkeypatch, capsys)


def test_there_is_an_old_store_of_every_revision_but_the_last() -> None:
    assert sorted(path.stem for path in OLD_STORES.glob("*.json")) == list(OLDER)


def test_an_older_store_is_refused_by_every_command_until_it_is_upgraded(old: Semble) -> None:
    for words in (("patient", "list"), ("patient", "tag", "2", "ALD"), ("undo",)):
        said = old(*words)
        assert said.code == 7
        assert "Upgrade it with semble store upgrade." in said.err
    assert old("store", "upgrade").code == 0
    assert old("patient", "list").code == 0
    assert "up to date" in old("store", "upgrade").err


def test_an_upgrade_keeps_every_value_of_every_patient(
    old: Semble, empty: StoreAddress, revision: str
) -> None:
    before = {row["id"]: row for row in rows_of(revision)["patient"]}
    assert old("store", "upgrade").code == 0
    with opened(empty) as connection:
        found = patients.get_many(connection, list(before))
    assert len(found) == len(before) > 5
    for patient in found:
        row = before[patient.id or 0]
        kept = {name: plain_value(value) for name, value in patient._asdict().items()}
        for name, value in row.items():
            if name in kept:
                assert kept[name] == as_kept_today(name, value), name
        for name in set(kept) - set(row) - set(COLLECTIONS) - set(PARTS):
            assert kept[name] is None, name


def test_an_upgrade_makes_the_keys_of_patients_anew(old: Semble, empty: StoreAddress) -> None:
    assert old("store", "upgrade").code == 0
    with opened(empty) as connection:
        ids = list(patients.all_ids(connection))
        for patient in patients.get_many(connection, ids):
            made = patient_keys(patient)
            row = connection.row(
                f"SELECT {', '.join(made)} FROM patient WHERE id = ?", (patient.id,)
            )
            assert row == tuple(made.values())
            words = connection.rows("SELECT word FROM word WHERE patient_id = ?", (patient.id,))
            beside = (made["given_key"], made["used_given_key"], made["inner_key"], patient.email)
            assert sorted(word for (word,) in words) == sorted(other_words(*beside))
        assert connection.value("SELECT count(*) FROM word WHERE substr(word, 1, 1) = ' '") > 0


def test_an_upgrade_keeps_what_patients_have_several_of(old: Semble, revision: str) -> None:
    rows = rows_of(revision)
    assert old("store", "upgrade").code == 0
    shown = json.loads(old("patient", "show", "1", "-f", "json").out)
    assert [phone["number"] for phone in shown["phones"]] == [
        row["number"] for row in rows["phone"] if row["patient_id"] == 1
    ]
    assert [number["value"] for number in shown["numbers"]] == ["P1", "42"]
    assert shown["tags"] == ["ALD"]
    assert [tag["name"] for tag in json.loads(old("tag", "list", "-f", "json").out)] == [
        "ALD",
        "Suivi annuel",
    ]


def test_an_upgrade_makes_the_keys_of_phones_anew(old: Semble, empty: StoreAddress) -> None:
    assert old("store", "upgrade").code == 0
    with opened(empty) as connection:
        rows = connection.rows("SELECT number, reversed FROM phone")
    assert len(rows) > 5
    assert {key for _, key in rows} == {phone_key(number) for number, _ in rows}


def test_an_upgrade_keeps_the_journal_its_chain_and_what_it_can_undo(
    old: Semble, revision: str
) -> None:
    events = rows_of(revision)["event"]
    assert old("store", "upgrade").code == 0
    *found, last = (old("store", "check").err or "\n").splitlines()
    by_hand = len(rows_of(revision).get("contact", ()))  # no program wrote into these tables
    assert all("no event made it" in line for line in found)
    assert bool(found) == bool(by_hand) == last.startswith("Error")
    status = json.loads(old("store", "status", "-f", "json").out)
    assert status["events"] == len(events)
    assert status["journal_head"] == events[-1]["chain"]
    history = json.loads(old("patient", "history", "2", "-f", "json").out)
    actions = [event["action"] for event in events if event["patient_id"] == 2]
    assert [event["action"] for event in history] == actions
    batch = next(event["batch"] for event in events if event["action"] == "patient.import")
    assert old("undo", str(batch)).code == 0
    assert len(json.loads(old("patient", "list", "-f", "json", "--archived").out)) == 2


def test_an_upgrade_keeps_the_ledger_and_who_is_in_it_comes_back(old: Semble) -> None:
    assert old("store", "upgrade").code == 0
    assert old("patient", "recover", "3", "--on-duplicate", "create").code == 0
    shown = json.loads(old("patient", "show", "3", "-f", "json").out)
    assert (shown["full_name"], shown["email"]) == ("ADRUN KARL", "karl.adrun@example.org")
    assert (shown["occupation"], shown["comments"]) == ("boulanger", None)


def test_a_new_patient_of_an_upgraded_store_gets_a_new_id(old: Semble, revision: str) -> None:
    assert old("store", "upgrade").code == 0
    added = old(
        *("patient", "add", "--birth-name", "NOUVEAU", "--first-name", "ALIX"),
        *("--given-names", "ALIX", "--birth-date", "1990-05-01", "--sex", "I"),
        *("--birth-place", "63220", "--language", "breton"),
    )
    assert added.code == 0, added.err
    assert int(added.out) > max(row["id"] for row in rows_of(revision)["patient"])


def test_a_file_is_backed_up_first_and_the_backup_is_a_whole_store_of_the_old_version(
    old: Semble, empty: StoreAddress
) -> None:
    said = old("store", "upgrade").err
    backups = list(Path(empty.location).parent.glob("*.backup"))
    assert ("was backed up to" in said) == bool(backups)
    assert bool(backups) == (empty.database is Database.SQLITE)
    for backup in backups:
        assert backup.stat().st_mode & 0o777 == 0o600
        copy = register_on(empty._replace(location=str(backup)))
        assert stores.status(copy).state == "outdated"


def test_an_upgrade_that_fails_half_way_leaves_the_store_as_it_was(
    empty: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object, *_others: object, **_more: object) -> None:
        raise OSError

    fill(empty, "0002")
    monkeypatch.setattr(keys, "phone_key", fail)  # the last migration of all
    with pytest.raises(OSError):  # noqa: PT011
        schema.upgrade(empty, NOW)
    with opened(empty) as connection:
        assert store_revision(connection) == "0002"
        row = connection.row("SELECT * FROM patient WHERE id = 1")
    assert row is not None
    assert len(row) == len(rows_of("0002")["patient"][0])
    monkeypatch.undo()
    work_as_then("0002", monkeypatch)
    schema.upgrade(empty, NOW.replace(year=2027))
    assert stores.status(register_on(empty)).state == "current"


def test_after_an_upgrade_nobody_but_an_admin_may_delete_or_recover(
    old: Semble, empty: StoreAddress
) -> None:
    with opened(empty) as connection:
        connection.run(
            "INSERT INTO app_user (login, role, added_at) VALUES"
            " ('secretary', 'secretary', '2026-01-01T00:00:00Z')"
        )
    assert old("store", "upgrade").code == 0
    told = json.loads(old("user", "list", "-f", "json").out)
    assert [(user["role"], user["may_delete"], user["may_recover"]) for user in told] == [
        (role, role == "admin", role == "admin") for role in (user["role"] for user in told)
    ]
    assert {user["role"] for user in told} == {"admin", "secretary"}


@pytest.mark.parametrize("empty", ["postgres"], indirect=True)
def test_an_upgrade_takes_what_logins_were_granted_before_and_grants_it_anew(
    empty: StoreAddress, postgres: str
) -> None:
    """Programs of before had admins grant, and each could take back what it had granted alone."""
    fill(empty, "0006")
    with psycopg.connect(postgres, autocommit=True) as server:
        for login in ("before_admin", "before_reader", "before_gone"):
            server.execute(f"DROP ROLE IF EXISTS {login}")
            server.execute(f"CREATE ROLE {login} LOGIN")
    with opened(empty) as owner:
        for login, role in (("before_admin", "admin"), ("before_reader", "reader")):
            owner.run(
                "INSERT INTO app_user (login, role, added_at) VALUES (?, ?, now())", (login, role)
            )
        owner.run("GRANT ALL ON patient, event TO before_admin WITH GRANT OPTION")
    with opened(as_login(in_database(postgres, "old_register"), "before_admin")) as admin:
        admin.run("GRANT ALL ON patient, event TO before_reader, before_gone")
    schema.upgrade(empty, NOW)
    with opened(empty) as owner:
        for login in ("before_reader", "before_gone"):
            for table in ("patient", "event"):
                asked = "SELECT has_table_privilege(?, ?, 'SELECT, INSERT, UPDATE, DELETE')"
                assert owner.value(asked, (login, table)) is False
        assert owner.value("SELECT has_table_privilege('before_admin', 'patient', 'DELETE')")
        assert owner.value("SELECT has_table_privilege('before_admin', 'event', 'DELETE')") is False


def test_a_store_that_another_program_upgrades_meanwhile_is_not_written_to(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = Connection.begin_write

    def upgraded_first(connection: Connection) -> None:
        with opened(register.store) as other:
            other.run("UPDATE alembic_version SET version_num = '9999'")
        begin(connection)

    monkeypatch.setattr(Connection, "begin_write", upgraded_first)
    with pytest.raises(errors.StoreTooNew, match="Upgrade semble"):
        add_tag(register, "ALD", None)
    with opened(register.store) as connection:
        assert connection.value("SELECT count(*) FROM tag") == 0
        assert connection.value("SELECT count(*) FROM event") == 1


def test_two_versions_of_the_program_refuse_each_others_store_and_say_which_to_upgrade(
    store: StoreAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    semble = runner(store.location, monkeypatch, capsys)
    for version, way_out in (("9999", "Upgrade semble."), (OLDER[-1], "semble store upgrade.")):
        with opened(store) as connection:
            connection.run("UPDATE alembic_version SET version_num = ?", (version,))
        for words in (("patient", "list"), ("tag", "add", "ALD"), ("store", "check")):
            said = semble(*words)
            assert (said.code, said.out) == (7, "")
            assert way_out in said.err
    assert CURRENT not in ("9999", OLDER[-1])
