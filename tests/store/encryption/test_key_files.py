"""Keys in files, and from programs that hand one over."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage, Refused
from semble_cli.store.encryption.key_files import (
    make_key_file,
    read_key_descriptor,
    read_key_file,
)
from semble_cli.store.encryption.keys import new_key
from tests.encrypted import KEY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "key"
    made.write_text(f"{KEY.figures}\n")
    made.chmod(0o600)
    return made


def test_a_key_shows_itself_to_nobody() -> None:
    assert KEY.figures not in f"{KEY} {KEY!r} {[KEY]} {(KEY,)}"
    assert new_key() != new_key()


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
def test_a_key_is_read_from_a_file_that_is_its_owners_alone(file: Path, mode: int) -> None:
    file.chmod(mode)
    assert read_key_file(str(file)) == KEY


def test_a_key_may_stand_in_capitals_and_between_spaces(file: Path) -> None:
    file.write_text(f"  {KEY.figures.upper()}\r\n")
    assert read_key_file(str(file)) == KEY


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_key_that_others_may_get_at_is_refused(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(Refused, match="must be yours, and be read by nobody else: chmod 600"):
        read_key_file(str(file))


def test_a_key_in_the_file_of_another_person_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() == 0:
        os.chown(file, 54321, -1)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(Refused, match="must be yours"):
        read_key_file(str(file))


@pytest.mark.parametrize(
    "text", ["", "a1" * 31, "a1" * 33, "correct horse battery staple", "é" * 64, "g1" * 32]
)
def test_what_is_no_key_is_said_without_showing_it(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(BadUsage, match="holds no key: 64 hexadecimal figures") as refused:
        read_key_file(str(file))
    assert not text or text not in str(refused.value)


def test_what_is_no_file_is_said_and_waits_for_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name in ("none", ".", "pipe", "nul\0"):
        with pytest.raises(BadUsage, match="cannot be read"):
            read_key_file(str(tmp_path / name))


def test_a_key_is_drawn_into_a_new_file_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = make_key_file(str(tmp_path / "new"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    assert read_key_file(str(tmp_path / "new")) == made


def test_a_key_is_never_drawn_over_a_file_nor_through_a_link(file: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    there = "is there already"
    for name, why in {"key": there, "link": there, "no/directory": "no directory for"}.items():
        with pytest.raises(BadUsage, match=why):
            make_key_file(str(tmp_path / name))
    assert (read_key_file(str(file)), (tmp_path / "elsewhere").exists()) == (KEY, False)


def test_a_key_comes_through_a_file_descriptor() -> None:
    reading, writing = os.pipe()
    for part in (KEY.figures[:10], KEY.figures[10:], "\n"):
        os.write(writing, part.encode())
    os.close(writing)
    assert read_key_descriptor(str(reading)) == KEY
    with pytest.raises(BadUsage, match="holds no key"):  # all of it was read
        read_key_descriptor(str(reading))
    os.close(reading)


@pytest.mark.parametrize("number", ["999", "-1", "three", "9" * 30, "1e3"])
def test_a_file_descriptor_from_which_nothing_comes_is_said(number: str) -> None:
    with pytest.raises(BadUsage, match="Nothing can be read from the file descriptor"):
        read_key_descriptor(number)
