"""The user's file: one setting is changed, and all else stays as it is."""

from __future__ import annotations

import errno
import os
import tomllib
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage
from semble_cli.settings.table import BY_NAME
from semble_cli.settings.user_file import put, take_out

if TYPE_CHECKING:
    from pathlib import Path


OLD = """# what is mine
lang = "fr"   # always

# the counter
[teleservices]
bridge = "https://localhost/x"
environment = "qualification"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "semble" / "config.toml"


def set_in(file: Path, name: str, value: str) -> str | None:
    return put(str(file), BY_NAME[name], value)


def test_the_file_and_its_directory_are_made_for_their_owner_alone(file: Path) -> None:
    assert set_in(file, "lang", "fr") is None
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert tomllib.loads(file.read_text("utf-8")) == {"lang": "fr"}
    assert [each.name for each in file.parent.iterdir()] == ["config.toml"]


def test_comments_and_order_stay(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(OLD, "utf-8")
    assert set_in(file, "lang", "en") == "fr"
    assert set_in(file, "teleservices.timeout", "7") is None
    assert set_in(file, "no_input", "true") is None
    assert set_in(file, "mail.port", "25") is None
    assert set_in(file, "practice.address", "1 rue X\n63000 Y") is None
    text = file.read_text("utf-8")
    assert text.startswith('no_input = true\n# what is mine\nlang = "en"   # always\n\n')
    assert "\n# the counter\n[teleservices]\n" in text
    assert tomllib.loads(text) == {
        "lang": "en",
        "no_input": True,
        "teleservices": {
            "bridge": "https://localhost/x",
            "environment": "qualification",
            "timeout": "7",
        },
        "mail": {"port": 25},
        "practice": {"address": "1 rue X\n63000 Y"},
    }
    assert take_out(str(file), BY_NAME["lang"]) == "en"
    assert take_out(str(file), BY_NAME["lang"]) is None
    assert "# the counter" in file.read_text("utf-8")


@pytest.mark.parametrize(
    "written",
    [
        'teleservices.bridge = "https://localhost/x"\n',
        'teleservices = {bridge = "https://localhost/x"}\n',
        '"teleservices"."bridge" = "https://localhost/x"\n',
        '[teleservices]\r\nbridge = "https://localhost/x"\r\n',
    ],
)
def test_a_group_may_be_written_in_any_way(file: Path, written: str) -> None:
    file.parent.mkdir()
    file.write_bytes(written.encode())
    set_in(file, "teleservices.emitter", "1")
    assert tomllib.loads(file.read_bytes().decode()) == {
        "teleservices": {"bridge": "https://localhost/x", "emitter": "1"}
    }
    take_out(str(file), BY_NAME["teleservices.bridge"])
    assert tomllib.loads(file.read_bytes().decode()) == {"teleservices": {"emitter": "1"}}


def test_what_stands_so_already_is_not_written(file: Path) -> None:
    set_in(file, "lang", "fr")
    before = file.stat().st_mtime_ns, file.stat().st_ino
    assert set_in(file, "lang", "fr") == "fr"
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before


def test_a_link_stays_one(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    (tmp_path / "dotfiles").mkdir()
    file.symlink_to(tmp_path / "dotfiles" / "semble.toml")
    set_in(file, "lang", "fr")
    assert file.is_symlink()
    assert (tmp_path / "dotfiles" / "semble.toml").read_text("utf-8") == 'lang = "fr"\n'


@pytest.mark.parametrize("text", ["lang = \n", "x = [\n", "\udce9 = 1\n"])
def test_a_file_that_is_no_toml_is_left_as_it_is(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(BadUsage, match="cannot be read as TOML"):
        set_in(file, "lang", "fr")
    with pytest.raises(BadUsage, match="cannot be read as TOML"):
        take_out(str(file), BY_NAME["lang"])
    assert file.read_bytes() == text.encode(errors="surrogateescape")


@pytest.mark.parametrize("text", ['mail = "x"\n', "[[mail]]\nport = 1\n", "mail = [1]\n"])
def test_what_stands_in_the_place_of_a_group_is_left_as_it_is(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    with pytest.raises(BadUsage, match="is written in a way that semble does not change"):
        set_in(file, "mail.port", "25")
    assert file.read_text("utf-8") == text


def test_what_would_not_say_what_is_wanted_is_not_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_in(file, "lang", "fr")
    monkeypatch.setattr("semble_cli.settings.user_file._as_toml", lambda *_: "something else")
    with pytest.raises(BadUsage, match="is written in a way that semble does not change"):
        set_in(file, "reader", "Omnikey")
    assert file.read_text("utf-8") == 'lang = "fr"\n'
    assert len(list(file.parent.iterdir())) == 1


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "There is no room left to write"), (errno.EACCES, "cannot be written to")],
)
def test_a_file_that_cannot_be_written_is_told_and_left(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    set_in(file, "lang", "fr")

    def fail(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(BadUsage, match=told):
        set_in(file, "lang", "en")
    assert file.read_text("utf-8") == 'lang = "fr"\n'
    assert len(list(file.parent.iterdir())) == 1
