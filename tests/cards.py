"""A private pcscd with a virtual reader, and cards to put into it: fixtures of every test."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import private_pcscd
from semble_cli.vitale import pcsc
from semble_cli.vitale.simulator.virtual_card import PluggedIn, VirtualCard

POLL = 0.5
"""Seconds after which the reader has noticed that a card left."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Plug = Callable[..., PluggedIn]
    """Put a card in; the second slot is `slot=1`."""


def pytest_configure(config: pytest.Config) -> None:
    """Let no test reach the readers of this machine; the PC/SC library keeps the first address that
    it is told."""
    directory = tempfile.mkdtemp(prefix="semble-pcscd-")
    os.environ[private_pcscd.SOCKET_VARIABLE] = f"{directory}/pcscd.comm"
    config.add_cleanup(lambda: shutil.rmtree(directory, ignore_errors=True))


@pytest.fixture(scope="session")
def pcscd() -> Iterator[private_pcscd.Pcscd]:
    """A pcscd of this test run; programs started by the tests find it too."""
    if not private_pcscd.is_installed():
        needed = f"Install the Debian packages {private_pcscd.PACKAGES}."
        if os.environ.get("CI"):
            pytest.fail(needed)
        pytest.skip(needed)
    with private_pcscd.pcscd_in(Path(os.environ[private_pcscd.SOCKET_VARIABLE]).parent) as running:
        yield running


@pytest.fixture
def plug(pcscd: private_pcscd.Pcscd) -> Iterator[Plug]:
    """Put a card into the virtual reader; it is taken out at the end of the test."""
    plugged: list[PluggedIn] = []

    def put_in(card: VirtualCard, slot: int = 0) -> PluggedIn:
        # The virtual reader now and then loses a card that comes soon after another: then again.
        for _ in range(_ATTEMPTS):
            plugged.append(PluggedIn(card, pcscd.port + slot))
            if _is_seen_within(2, slot):
                return plugged[-1]
            plugged[-1].pull_out()
        pytest.fail("the reader sees no card")

    yield put_in
    if any(not card.is_alive() for card in plugged):
        time.sleep(POLL)  # a card that left by itself: one put in before that is noticed is lost
    for card in plugged:
        card.pull_out()
    await_empty_reader()


_ATTEMPTS = 4


def _is_seen_within(seconds: float, slot: int) -> bool:
    """Whether the reader sees the card that was put into a slot."""
    deadline = time.monotonic() + seconds
    with pcsc.service() as service:
        while time.monotonic() < deadline:
            if service.slots()[slot].is_present:
                return True
            time.sleep(0.02)
    return False


def await_empty_reader() -> None:
    """Come back when the reader has noticed that its card was taken out."""
    deadline = time.monotonic() + 5
    with pcsc.service() as service:
        while any(slot.is_present for slot in service.slots()):
            assert time.monotonic() < deadline, "the reader still sees a card"
            time.sleep(0.02)
