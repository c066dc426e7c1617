"""A primary is lost in the middle of a command: what was acknowledged is on the standby that takes
its place, and what is not certain is said to be so. The tests follow each other on one pair."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.services import stores
from semble_cli.services.access import Permission
from semble_cli.services.patients.tags import add_tag, all_tags
from semble_cli.store.database import errors, postgres
from semble_cli.store.database.address import parse_address
from tests.clusters import until
from tests.conftest import register_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.clusters import Cluster, Pair
    from tests.conftest import Semble

    On = Callable[[str], Semble]

WAITS = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' LIMIT 1"
UNCONFIRMED = "has written this, but no standby has confirmed it"
UNKNOWN = "was lost before it said whether the last step is written"
TAGS = "SELECT array_agg(name) FROM tag"


def begin(address: str, *words: object) -> subprocess.Popen[str]:
    """Begin a command, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "semble_cli", "--no-input", *map(str, words)],
        env=os.environ | {"SEMBLE_STORE": address, "LC_ALL": "C.UTF-8", "SEMBLE_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def fail_over(servers: Pair) -> None:
    """Let the standby take the place of the primary that was killed, and check what it holds."""
    servers.standby.promote()
    servers.change_places()
    assert stores.check(register_on(parse_address(servers.address()))) == []


def test_a_commit_that_no_standby_confirms_is_said_to_be_on_the_primary_alone(
    servers: Pair, on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "CONFIRMATION_TIMEOUT", 0.3)
    go_on = servers.standby.freeze()
    try:
        said = on(servers.address())("tag", "add", "ALD")
    finally:
        go_on()
    assert said.code == 7
    assert UNCONFIRMED in said.err
    assert re.search(r"Command \d+ is written\.", said.err)
    assert "ALD" in servers.primary.value(TAGS, "practice")


def test_an_interrupt_of_a_commit_that_hangs_says_what_is_written(servers: Pair) -> None:
    go_on = servers.standby.freeze()
    try:
        command = begin(servers.address(), "tag", "add", "Diabète")
        until(lambda: servers.primary.value(WAITS), "a commit that waits")
        command.terminate()
        _, err = command.communicate(timeout=60)
    finally:
        go_on()
    assert command.returncode == 7
    assert UNCONFIRMED in err
    assert "is written." in err


def test_an_upgrade_or_a_creation_that_no_standby_confirms_says_so(
    servers: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers.primary.run("CREATE DATABASE another")
    servers.primary.until_confirmed()
    monkeypatch.setattr(postgres, "CONFIRMATION_TIMEOUT", 0.1)
    go_on = servers.standby.freeze()
    another = parse_address(servers.address().replace("/practice", "/another"))
    try:
        with pytest.raises(errors.Unconfirmed):
            stores.create(register_on(another))
    finally:
        go_on()
    servers.primary.until_confirmed()
    assert stores.status(register_on(another)).users == 1


def cut_off(servers: Pair) -> int:
    """End the connections of commands; how many there were."""
    ended = servers.primary.value(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = 'practice' AND application_name = 'semble'"
    )
    return int(ended)


def test_a_server_that_ends_before_anything_is_written_says_that_nothing_is(servers: Pair) -> None:
    register = register_on(parse_address(servers.address()))
    writing = register.writing(Permission.EDIT_PATIENTS)
    with pytest.raises(errors.ConnectionLost, match="What was being written is not"), writing as w:
        w.connection.run(f"UPDATE tag SET color = 'red' WHERE id = {cut_off(servers)}")
    assert [tag.name for tag in all_tags(register)] == ["ALD", "Diabète"]


def test_a_server_that_ends_while_somebody_reads_is_said_in_a_sentence(servers: Pair) -> None:
    register = register_on(parse_address(servers.address()))
    with pytest.raises(errors.StoreUnreachable), register.reading() as connection:
        connection.value(f"SELECT count(*) FROM patient WHERE id > {cut_off(servers)}")


def test_single_writes_that_were_acknowledged_are_on_the_standby(servers: Pair) -> None:
    acknowledged = []
    address = servers.address()
    for number in range(3):
        command = begin(address, "tag", "add", f"single-{number}")
        command.communicate(timeout=60)
        assert command.returncode == 0
        acknowledged.append(f"single-{number}")
    go_on = servers.standby.freeze()
    hanging = begin(address, "tag", "add", "single-unknown")
    until(lambda: servers.primary.value(WAITS), "a commit that waits")
    lost = servers.primary
    lost.kill()
    go_on()
    _, err = hanging.communicate(timeout=60)
    assert hanging.returncode == 7
    assert UNKNOWN in err
    assert "semble undo --list" in err
    assert "Nothing was written" not in err
    late = begin(address, "tag", "add", "single-late")
    _, err = late.communicate(timeout=60)
    assert late.returncode == 7
    assert "promote a standby" in err
    fail_over(servers)
    found = set(servers.primary.value(TAGS, "practice"))
    assert found >= {*acknowledged}
    assert "single-late" not in found
    add_tag(register_on(parse_address(address)), "after", None)
    servers.standby.rejoin(servers.primary)


def rows(count: int) -> Iterator[str]:
    yield "birth_name;first_given_name;sex;birth_date;birth_place;tags"
    letters = "BCDFGHJKLMNPQRSTVWXZ"
    for number in range(count):
        name = "".join(letters[number // 20**place % 20] + "A" for place in range(4))
        born = date(1930, 1, 1) + timedelta(days=7 * number)
        yield f"{name};Zoé;F;{born:%d/%m/%Y};63220;"


EVERY = 250
ROWS = 4000
TAKEN = "SELECT content::json ->> 'through' FROM event WHERE action = 'patient.import'"


def through(cluster: Cluster) -> set[int]:
    where = f"postgresql://postgres@127.0.0.1:{cluster.port}/practice"
    with psycopg.connect(where, autocommit=True) as connection:
        return {int(row[0]) for row in connection.execute(TAKEN.encode())}


def test_an_import_that_loses_its_primary_loses_no_batch_and_goes_on(
    servers: Pair, tmp_path: Path
) -> None:
    file = tmp_path / "many.csv"
    file.write_text("\n".join(rows(ROWS)), "utf-8")
    words = (
        *("patient", "import", file, "--commit-every", EVERY, "--resume"),
        *("--on-duplicate", "create"),  # two of the fictitious may be nearly alike
    )
    command = begin(servers.address(), *words)
    until(lambda: len(through(servers.standby)) >= 3, "some batches")
    servers.primary.kill()
    _, err = command.communicate(timeout=120)
    assert command.returncode == 7, err
    assert "go on with --resume" in err
    told = re.search(r"Commands written: (\d+), from (\d+) to (\d+)\.", err)
    assert told, err
    batches, first, last = map(int, told.groups())
    assert last - first == batches - 1
    fail_over(servers)
    there = through(servers.primary)
    assert there >= {EVERY * number for number in range(1, batches + 1)}
    assert len(there) in (batches, batches + 1)  # the one whose answer did not come
    patients = servers.primary.value("SELECT count(*) FROM patient", "practice")
    assert patients == 1 + max(there)
    again = begin(servers.address(), *words)
    _, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert f"Rows taken already: {max(there)}." in err
    assert servers.primary.value("SELECT count(*) FROM patient", "practice") == 1 + ROWS
    assert through(servers.primary) >= {*range(EVERY, ROWS + 1, EVERY)}
    assert stores.check(register_on(parse_address(servers.address()))) == []
