"""A replica is read as the register is; what cannot be noted or written there is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.services import stores
from semble_cli.store.database.address import parse_address
from semble_cli.store.database.open import opened
from tests.conftest import register_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import psycopg

    from tests.clusters import Pair
    from tests.conftest import Said, Semble

    On = Callable[[str], Semble]

WAY_OUT = "is a replica, which is only read. To write, name the primary"


@pytest.mark.parametrize(
    "words",
    [
        ("patient", "search", "pat-trois"),
        ("undo", "--list"),
        ("user", "list"),
        ("tag", "list"),
        ("config", "list"),
        ("store", "check"),
        ("store", "upgrade"),
        ("audit", "log"),
        ("audit", "verify"),
    ],
)
def test_a_replica_is_read(servers: Pair, on: On, words: tuple[str, ...]) -> None:
    said = on(servers.of(servers.standby))(*words)
    assert said.code in (0, 1), said
    assert "replica" not in said.err
    assert said.out or words[0] in ("store", "tag")


@pytest.mark.parametrize(
    "words",
    [
        ("patient", "show", "1"),
        ("patient", "show", "1", "--whole", "-f", "json"),
        ("patient", "search", "--ins", "279035121518989"),
        ("patient", "list", "-f", "csv"),
        ("patient", "list", "-f", "fhir", "--whole"),
        ("patient", "history", "1"),
        ("patient", "report", "--state", "all"),
        ("retention", "due"),
    ],
)
def test_what_is_read_on_a_replica_is_said_not_to_be_noted(
    servers: Pair, on: On, words: tuple[str, ...]
) -> None:
    said = on(servers.of(servers.standby))(*words)
    assert said.code in (0, 1), said
    (unnoted,) = [line for line in said.err.splitlines() if "replica" in line]
    assert "the journal does not note it" in unnoted
    assert said.out or words[0] == "retention"


def test_names_are_completed_from_a_replica(servers: Pair) -> None:
    from semble_cli.services.completion import patients_called

    found = patients_called(register_on(parse_address(servers.of(servers.standby))), "pat")
    assert [each.id for each in found] == [1]


@pytest.mark.parametrize(
    "words",
    [
        ("patient", "block", "1", "--reason", "x"),
        ("patient", "edit", "1", "--city", "Reims"),
        ("tag", "add", "ALD"),
        ("user", "add", "zoe", "--role", "reader"),
        ("config", "set", "practice.name", "Cabinet"),
        ("undo",),
        ("init",),
    ],
)
def test_what_writes_is_sent_to_the_primary(servers: Pair, on: On, words: tuple[str, ...]) -> None:
    said = on(servers.of(servers.standby))("--no-input", *words)
    assert said.code == 7, said
    assert WAY_OUT in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_a_first_import_is_sent_to_the_primary(servers: Pair, on: On, tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text(ROW, "utf-8")
    said = on(servers.of(servers.standby))("patient", "import", file)
    assert said.code == 7
    assert WAY_OUT in said.err


@pytest.mark.parametrize(
    "words", [("patient", "show", "1", "--reveal"), ("patient", "list", "--reveal", "-f", "csv")]
)
def test_no_number_is_revealed_where_that_cannot_be_noted(
    servers: Pair, on: On, words: tuple[str, ...]
) -> None:
    said = on(servers.of(servers.standby))(*words)
    assert (said.code, said.out) == (7, "")
    assert "cannot be noted who sees a NIR" in said.err


def test_the_status_tells_a_replica_and_what_it_shows(servers: Pair, on: On) -> None:
    def told(address: str) -> dict[str, object]:
        found = json.loads(on(address)("store", "status", "-f", "json").out)
        return {name: found[name] for name in found if name.startswith("replica")}

    standby = told(servers.of(servers.standby))
    assert standby["replica"] is True
    assert standby["replica_follows"] is True
    assert str(standby["replica_as_of"]).endswith("Z")
    assert told(servers.address()) == {
        "replica": False,
        "replica_as_of": None,
        "replica_follows": None,
    }


def test_a_replica_is_backed_up_and_that_it_is_not_noted_is_said(
    servers: Pair, on: On, tmp_path: Path
) -> None:
    said = on(servers.address("standby"))("store", "backup", tmp_path, "-f", "json")
    assert said.code == 0, said
    assert "The backup is whole, but could not be noted" in said.err
    assert WAY_OUT in said.err
    assert json.loads(said.out)["patients"] == 1


def test_an_address_of_several_servers_finds_the_one_it_asks_for(servers: Pair) -> None:
    for asked, kind in (("read-write", False), ("standby", True), ("prefer-standby", True)):
        with opened(parse_address(servers.address(asked))) as connection:
            assert connection.is_replica is kind
            very = connection.very_server()
        with opened(very) as again:
            assert again.is_replica is kind
            assert "," not in very.location


def test_a_server_that_only_reads_for_a_login_is_no_replica(servers: Pair) -> None:
    quiet = f"{servers.of(servers.primary)}?options=-cdefault_transaction_read_only%3Don"
    with opened(parse_address(quiet)) as connection:
        assert not connection.is_replica
        assert connection.value("SHOW timezone") == "UTC"


def test_a_replica_is_known_through_a_pooler_that_does_not_tell(servers: Pair) -> None:
    class Info:
        def parameter_status(self, _: str) -> None:
            return None

    class Pooled:
        info = Info()

        def __init__(self, server: psycopg.Connection[tuple[object, ...]]) -> None:
            self.execute = server.execute

    for cluster, kind in ((servers.primary, False), (servers.standby, True)):
        with opened(parse_address(servers.of(cluster))) as connection:
            assert connection.dialect.is_replica(Pooled(connection.raw)) is kind


def test_how_long_servers_are_waited_for_is_the_address_s_own(servers: Pair) -> None:
    def told(address: str, patience: float | None = None) -> dict[str, str]:
        with opened(parse_address(address)._replace(patience=patience)) as connection:
            found: dict[str, str] = connection.raw.info.get_parameters()
            return found

    own = told(f"{servers.address()}&tcp_user_timeout=9000")
    assert (own["connect_timeout"], own["tcp_user_timeout"]) == ("3", "9000")
    usual = told(servers.of(servers.primary))
    assert (usual["connect_timeout"], usual["keepalives_idle"]) == ("5", "10")
    assert told(servers.address(), 0.5)["connect_timeout"] == "2"


def test_what_libpq_does_not_know_is_no_address(on: On) -> None:
    said: Said = on("postgresql://zoe:secret@one,two/practice?nonsense=1")("patient", "list")
    assert said.code == 2
    assert "Postgres knows no address like postgresql://zoe@one,two/practice" in said.err
    assert "secret" not in said.err


def test_servers_of_another_kind_than_asked_for_are_told_from_none(servers: Pair, on: On) -> None:
    only = f"{servers.of(servers.standby)}?target_session_attrs=read-write"
    said = on(only)("patient", "list")
    assert said.code == 7
    assert "none that answers is of the kind" in said.err
    assert stores.status(register_on(parse_address(servers.address("any")))).state == "current"


ROW = """birth_name;first_given_name;sex;birth_date;birth_place
ADRUN;Zoé;F;31/12/1975;63220
"""
