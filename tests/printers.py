"""A private cupsd whose printers listen on this machine: fixtures of every test."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import private_cups

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_configure() -> None:
    """Let no test reach the printers of this machine."""
    os.environ[private_cups.SERVER_VARIABLE] = "/dev/null/cups.sock"


@pytest.fixture(scope="session")
def running_cups() -> Iterator[private_cups.Cups]:
    """A cupsd of this test run."""
    if not private_cups.is_installed():
        needed = f"Install the Debian packages {private_cups.PACKAGES}."
        if os.environ.get("CI"):
            pytest.fail(needed)
        pytest.skip(needed)
    with own_cups() as running:
        yield running


@contextmanager
def own_cups(more: str = "") -> Iterator[private_cups.Cups]:
    """Another cupsd, with *more* in its configuration."""
    # Its backends may run as a user of their own, who must get through the directories above; and
    # the path of a socket has to be short.
    with (
        tempfile.TemporaryDirectory(prefix="semble-cups-", dir="/tmp") as directory,
        private_cups.cups_in(Path(directory), more) as running,
    ):
        yield running


@pytest.fixture
def cups(
    running_cups: private_cups.Cups, monkeypatch: pytest.MonkeyPatch
) -> Iterator[private_cups.Cups]:
    """A cupsd without a printer, which commands find, too."""
    monkeypatch.setenv(private_cups.SERVER_VARIABLE, running_cups.server)
    yield running_cups
    for name in running_cups.run("lpstat", "-e").split():
        running_cups.run("lpadmin", "-x", name)


@pytest.fixture
def printer() -> Iterator[private_cups.Listening]:
    """A printer that takes all that comes, in no queue yet."""
    listening = private_cups.Listening()
    yield listening
    listening.close()
