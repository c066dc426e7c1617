"""A message written to a file that is cut short: what is noted is whether the file is there."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import pytest

from semble_cli.commands.sharing.wording import wording_in
from semble_cli.services.sharing.preparing import ShareAsked, prepare_share
from semble_cli.services.sharing.sending import HowSent, write_share
from tests.commands.sharing.practice import GP, PASSPHRASE
from tests.commands.sharing.test_again import setting_of
from tests.conftest import register_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.patient.sharing.delivery import Delivery
    from semble_cli.patient.sharing.share import ShareRecipient
    from tests.commands.sharing.practice import SharingPractice


@pytest.mark.parametrize(
    ("stops", "outcome"), [("before", "unsent"), ("within", "unsent"), ("after", "written")]
)
def test_who_is_interrupted_as_the_file_appears_has_what_is_true_noted(
    sharing_on_sqlite: SharingPractice, stops: str, outcome: str
) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    sharing.done("config", "set", "mail.sender", "accueil@practice.example.org")
    sharing.monkeypatch.setenv("SEMBLE_MAIL_SENDER", "accueil@practice.example.org")
    register = register_on(sharing.store)
    file, half = sharing.directory / "message.eml", sharing.directory / "half"
    told: list[tuple[str, str]] = []

    def tell(recipient: ShareRecipient, delivery: Delivery) -> None:
        told.append((recipient.address, delivery.outcome.value))

    prepared = prepare_share(register, [1], ShareAsked(("martin",)), setting_of)
    how = HowSent(PASSPHRASE, wording_in("fr", is_zip=False), setting_of, tell=tell)
    with pytest.raises(KeyboardInterrupt):
        write_share(register, prepared, how, _place(half, file, stops), file.exists)
    assert sharing.outcomes() == [outcome]
    assert told == [(GP, outcome)]
    assert file.exists() == (outcome == "written")


@contextmanager
def _place(half: Path, file: Path, stops: str) -> Iterator[BinaryIO]:
    """A place where the person stops *before* the file has its name, *within* its bytes, or *after*
    it has."""
    with half.open("wb") as out:
        yield _Stopping(out) if stops == "within" else out  # type: ignore[misc]
    if stops == "before":
        raise KeyboardInterrupt
    os.replace(half, file)
    raise KeyboardInterrupt


class _Stopping:
    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, content: bytes) -> int:
        self._out.write(content[:10])
        raise KeyboardInterrupt


def test_the_command_looks_for_the_file_itself(sharing: SharingPractice) -> None:
    sharing.agrees()
    sharing.done("config", "set", "mail.sender", "accueil@practice.example.org")
    file = sharing.directory / "message.eml"
    replace = os.replace

    def interrupted(half: str, whole: str) -> None:
        replace(half, whole)
        if str(whole) == str(file):
            raise KeyboardInterrupt

    with sharing.monkeypatch.context() as patched:
        patched.setattr(os, "replace", interrupted)
        assert sharing.share("1", "--to", "martin", "--eml", file).code == 130
    assert (file.exists(), sharing.outcomes()) == (True, ["written"])
    with sharing.monkeypatch.context() as patched:
        patched.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "no room")))
        other = sharing.directory / "other.eml"
        assert sharing.share("1", "--to", "martin", "--eml", other, "--yes").code == 10
    assert (other.exists(), sharing.outcomes()) == (False, ["written", "unsent"])


def test_no_export_is_made_for_a_file_that_cannot_be(sharing: SharingPractice) -> None:
    sharing.agrees()
    sharing.done("config", "set", "mail.sender", "accueil@practice.example.org")
    secret = ("--passphrase-file", sharing.secret)
    there = sharing.directory / "there.eml"
    there.write_bytes(b"x")
    for file in ("nowhere/message.eml", "x" * 300, "a\0b", sharing.directory, there):
        said = sharing.semble("patient", "share", "1", "--export", *secret, "--eml", file)
        assert said.code == 2, said.err
    assert there.read_bytes() == b"x"
    assert sorted(each.suffix for each in sharing.directory.glob("*.eml*")) == [".eml"]
    listed = json.loads(sharing.done("document", "list", "1", "-f", "json"))
    assert ([each["id"] for each in listed], sharing.shares()) == ([1], [])
    file = sharing.directory / "message.eml"
    sharing.done("patient", "share", "1", "--export", *secret, "--eml", file)
    assert (file.exists(), sharing.outcomes()) == (True, ["written"])
