"""`semble store key`, and how every command finds the key of an encrypted register."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import keyring
import pytest

from semble_cli.store.encryption.key_files import read_key_file
from semble_cli.store.encryption.keys import StoreKey
from tests.conftest import Said
from tests.encrypted import KEY, OTHER
from tests.on_terminal import answer, ends, pick
from tests.store.encryption.test_key_ring import InMemory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble
    from tests.on_terminal import Start

LOST = "Whoever has not the key can never read the register again"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return written(tmp_path / "key", KEY)


def written(file: Path, key: StoreKey) -> Path:
    """A key in a file."""
    file.write_text(key.figures)
    file.chmod(0o600)
    return file


@pytest.fixture
def secret(semble: Semble, key_file: Path) -> Semble:
    """Commands on an encrypted register."""
    said = semble("store", "key", "set", "--new-key-file", key_file, "--yes")
    assert said.code == 0, said.err
    return semble


def is_encrypted(said: Said) -> bool:
    """What the status of a register tells, that could be opened."""
    assert said.code == 0, said.err
    return bool(json.loads(said.out)["encrypted"])


def test_an_evening_of_keys(semble: Semble, sqlite_store: StoreAddress, tmp_path: Path) -> None:
    semble("tag", "add", "ALD")
    first, second, backup = tmp_path / "first", tmp_path / "second", tmp_path / "x.db"
    said = semble("store", "key", "set", "--new-key-file", first, "--yes", "-f", "json")
    assert (said.code, LOST in said.err) == (0, True)
    assert f"Its key is in {first}" in said.err
    assert json.loads(said.out) == {
        "store": str(sqlite_store),
        "encrypted": True,
        "head": json.loads(semble("store", "status", "--key-file", first, "-f", "json").out)[
            "head"
        ],
        "overwritten": True,
        "copies_in_clear": [],
    }
    assert semble("store", "backup", backup, "--key-file", first).code == 0
    said = semble(
        *("store", "key", "change", "--key-file", first, "--new-key-file", second, "--yes")
    )
    assert (said.code, "keep it" in said.err) == (0, True)
    assert read_key_file(str(first)) != read_key_file(str(second))
    assert semble("tag", "list", "--key-file", first).code == 7
    assert semble("store", "check", "--key-file", second).code == 0
    again = ("store", "restore", backup, "--to", tmp_path / "again.db")
    assert semble(*again, "--key-file", second).code == 7
    assert not (tmp_path / "again.db").exists()
    said = semble(*again, "--key-file", first)
    assert (said.code, "is not known: The key is not that of the store" in said.err) == (0, True)
    assert "ALD" in semble("tag", "list", "--store", tmp_path / "again.db", "--key-file", first).out
    assert semble("store", "key", "remove", "--key-file", second, "--yes").code == 0
    assert not is_encrypted(semble("store", "status", "-f", "json"))
    told = semble("undo", "--list", "-f", "ndjson").out.splitlines()
    assert [json.loads(line)["action"] for line in told[:3]] == [
        *("key.remove", "key.change", "store.backup")
    ]


def test_without_its_key_each_command_says_so_in_one_sentence(
    secret: Semble, sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    asked = f"Error: The store {sqlite_store} is encrypted. Name the file of its key with"
    wrong = written(tmp_path / "wrong", OTHER)
    for words in (("patient", "search", "adrun"), ("tag", "add", "ALD"), ("store", "check")):
        said = secret(*words)
        assert (said.code, said.out, said.err.count("\n")) == (7, "", 1)
        assert said.err.startswith(asked)
        said = secret(*words, "--key-file", wrong)
        assert (said.code, said.out, said.err.count("\n")) == (7, "", 1)
        assert said.err.startswith(f"Error: The key is not that of the store {sqlite_store}")


@pytest.mark.usefixtures("secret")
def test_nothing_of_the_driver_reaches_the_terminal_of_who_has_a_wrong_key(
    sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    wrong = written(tmp_path / "wrong", OTHER)  # a process of its own: the driver's log is one
    words = ("--lang", "en", "--store", sqlite_store.location, "--key-file", str(wrong))
    for command in (("patient", "search", "x"), ("tag", "list")):
        done = subprocess.run(
            [sys.executable, "-m", "semble_cli", *command, *words],
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (7, "", 1)
        assert done.stderr.startswith("Error: The key is not that of the store")


@pytest.mark.parametrize("place", ["variable", "file", "option", "descriptor"])
def test_the_key_is_found_where_it_is_named(
    secret: Semble, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    words: list[object] = []
    if place == "variable":
        monkeypatch.setenv("SEMBLE_KEY_FILE", str(key_file))
    elif place == "file":
        (tmp_path / "config.toml").write_text(f'key_file = "{key_file}"\n')
        monkeypatch.setenv("SEMBLE_CONFIG", str(tmp_path / "config.toml"))
    elif place == "option":
        words = ["--key-file", key_file]
    else:
        handle = os.open(key_file, os.O_RDONLY)
        monkeypatch.setenv("SEMBLE_KEY_FD", str(handle))
    assert secret("patient", "list", *words).code == 0


def test_the_place_that_is_named_first_is_the_only_one(
    secret: Semble, key_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = written(tmp_path / "wrong", OTHER)
    monkeypatch.setenv("SEMBLE_KEY_FILE", str(key_file))
    assert secret("tag", "list").code == 0
    assert secret("tag", "list", "--key-file", wrong).code == 7
    assert secret("patient", "search", "x", f"--key-file={wrong}").code == 7
    with wrong.open() as file:
        monkeypatch.setenv("SEMBLE_KEY_FD", str(file.fileno()))
        assert secret("tag", "list").code == 7
        assert secret("tag", "list", "--key-file", key_file).code == 0


def test_a_key_file_that_others_may_read_is_refused(secret: Semble, key_file: Path) -> None:
    key_file.chmod(0o644)
    said = secret("tag", "list", "--key-file", key_file)
    assert (said.code, said.out) == (6, "")
    assert said.err == (
        f"Error: The file {key_file} with the key must be yours, and be read by nobody else:"
        " chmod 600.\n"
    )


def test_the_key_comes_through_a_descriptor_and_is_in_nothing_that_is_said(
    semble: Semble, key_file: Path
) -> None:
    handle = os.open(key_file, os.O_RDONLY)
    said = semble("store", "key", "set", "--new-key-fd", handle, "--yes", "-f", "json")
    assert said.code == 0, said.err
    assert KEY.figures not in said.out + said.err
    assert is_encrypted(semble("store", "status", "--key-file", key_file, "-f", "json"))


@pytest.fixture
def ring() -> Iterator[InMemory]:
    before = keyring.get_keyring()
    made = InMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_keys_are_kept_in_the_key_ring(
    semble: Semble, ring: InMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert semble("store", "key", "set", "--new-key-ring", "--yes").code == 0
    assert semble("tag", "list").code == 7
    monkeypatch.setenv("SEMBLE_KEY_RING", "true")
    assert semble("store", "backup", tmp_path / "x.db").code == 0
    assert semble("store", "key", "change", "--new-key-ring", "--yes").code == 0
    assert is_encrypted(semble("store", "status", "-f", "json"))
    assert len(set(ring.kept.values())) == 2
    # The key before is there still, for the backup.
    assert semble("store", "restore", tmp_path / "x.db", "--to", tmp_path / "y.db").code == 0
    ring.kept.clear()
    said = semble("tag", "list")
    assert (said.code, "is encrypted. Name the file of its key" in said.err) == (7, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name a place for the new key"),
        (("--new-key-file", "x", "--new-key-ring"), "Name one place for the new key"),
        (("--new-key-file", "{key}"), "Agree to that with --yes"),
        (("--new-key-file", "/no/directory/key", "--yes"), "There is no directory for"),
        (("--new-key-fd", "999", "--yes"), "Nothing can be read from the file descriptor 999"),
    ],
)
def test_what_is_not_told_whole_does_nothing(
    semble: Semble, sqlite_store: StoreAddress, key_file: Path, words: tuple[str, ...], said: str
) -> None:
    before = Path(sqlite_store.location).read_bytes()
    answered = semble("store", "key", "set", *(word.format(key=key_file) for word in words))
    assert (answered.code, answered.out, said in answered.err) == (2, "", True), answered.err
    assert Path(sqlite_store.location).read_bytes()[100:] == before[100:]


def test_where_there_is_a_key_or_none_already_is_said(
    semble: Semble, key_file: Path, tmp_path: Path
) -> None:
    for verb in ("change", "remove"):
        new = ("--new-key-file", tmp_path / "new") if verb == "change" else ()
        said = semble("store", "key", verb, *new, "--yes")
        assert (said.code, "has no key. Set one with" in said.err) == (5, True)
    semble("store", "key", "set", "--new-key-file", key_file, "--yes")
    named = ("--key-file", key_file, "--yes")
    said = semble("store", "key", "set", "--new-key-file", tmp_path / "new", *named)
    assert (said.code, "is encrypted already" in said.err) == (5, True)
    said = semble("store", "key", "change", "--new-key-file", key_file, *named)
    assert (said.code, "is the one that the register has" in said.err) == (5, True)
    assert not (tmp_path / "new").exists()


def test_copies_in_clear_are_named(
    semble: Semble, sqlite_store: StoreAddress, key_file: Path, tmp_path: Path
) -> None:
    copy = Path(f"{sqlite_store.location}.0009.20261127T020000Z.backup")
    copy.write_bytes(Path(sqlite_store.location).read_bytes())
    os.link(sqlite_store.location, tmp_path / "linked")
    said = semble("store", "key", "set", "--new-key-file", key_file, "--yes")
    assert f"Warning: {copy} is in clear. Erase it" in said.err
    assert "Warning: The file as it was before could not be written over" in said.err


def test_a_key_is_typed_hidden_and_agreed_to_on_a_terminal(
    start: Start, semble: Semble, key_file: Path
) -> None:
    process = start("store", "key", "set", SEMBLE_LANG="en")
    answer(process, "New key", KEY.figures)
    answer(process, "once more", KEY.figures)
    process.expect(LOST[:40])
    pick(process, "Encrypt the register", "y")
    code, shown = ends(process)
    assert (code, KEY.figures in shown) == (0, False)
    assert is_encrypted(semble("store", "status", "--key-file", key_file, "-f", "json"))

    process = start("tag", "add", "ALD", SEMBLE_LANG="en")
    answer(process, "Key of the store", KEY.figures)
    code, shown = ends(process)
    assert (code, KEY.figures in shown) == (0, False)

    process = start("tag", "list", SEMBLE_LANG="en")
    answer(process, "Key of the store", "hunter2")
    code, shown = ends(process)
    assert (code, "What was typed is no key" in shown, "hunter2" in shown) == (2, True, False)


@pytest.mark.parametrize(
    ("twice", "agrees", "said", "code"),
    [(OTHER, False, "not twice the same", 2), (KEY, False, "Nothing was done", 6)],
)
def test_who_does_not_agree_or_mistypes_has_nothing_done(
    start: Start, semble: Semble, twice: StoreKey, agrees: bool, said: str, code: int
) -> None:
    process = start("store", "key", "set", SEMBLE_LANG="en")
    answer(process, "New key", KEY.figures)
    answer(process, "once more", twice.figures)
    if twice == KEY:
        pick(process, "Encrypt the register", "y" if agrees else "n")
    found, shown = ends(process)
    assert (found, said in shown) == (code, True)
    assert not is_encrypted(semble("store", "status", "-f", "json"))
