"""Readers that other programs hold, and a service that does not answer: in time, and by name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from smartcard import scard

import private_pcscd
from semble_cli.errors import CardError
from semble_cli.vitale import other_programs, pcsc
from semble_cli.vitale.other_programs import programs_at_readers
from semble_cli.vitale.pcsc_errors import ResultCode, kept_by
from semble_cli.vitale.readers import read_card
from semble_cli.vitale.simulator.virtual_card import PluggedIn, VirtualCard
from tests.vitale.people_on_cards import ZOE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.vitale_card import VitaleCard
    from tests.cards import Plug

READER = private_pcscd.READER
PATIENCE = 20.0

HOLD = """
import sys
from smartcard import scard as s
context = s.SCardEstablishContext(0)[1]
mode = s.SCARD_SHARE_EXCLUSIVE if sys.argv[2] == "exclusive" else s.SCARD_SHARE_SHARED
code, handle, _ = s.SCardConnect(context, sys.argv[1], mode, 3)
if sys.argv[2] == "transaction":
    code = code or s.SCardBeginTransaction(handle)
print(code, flush=True)
sys.stdin.read()
"""

SEMBLE = """
import sys
from semble_cli.__main__ import main
from semble_cli.vitale import pcsc
pcsc._LONGEST_CALL = float(sys.argv.pop(1))
main()
"""


@contextmanager
def another_program(holds: str) -> Iterator[subprocess.Popen[str]]:
    """A program that holds the reader: `transaction`, `exclusive`, or `nothing` beside a line."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, READER, holds],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "0\n"
        yield other
        other.communicate("")


def semble(*words: str, longest_call: float, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SEMBLE, str(longest_call), *words],
        env=os.environ | {"SEMBLE_LANG": "en", "SEMBLE_CONFIG": "/dev/null/x"} | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(command: subprocess.Popen[str]) -> tuple[str, str]:
    """What a command wrote, which ends in time."""
    try:
        return command.communicate(timeout=PATIENCE)
    finally:
        command.kill()


def read(wait: float = 5) -> VitaleCard:
    return read_card(READER, wait, lambda _: None).card


@pytest.mark.parametrize("holds", ["transaction", "exclusive"])
def test_a_reader_that_another_program_holds_is_given_up_in_time_and_it_is_named(
    plug: Plug, holds: str
) -> None:
    plug(VirtualCard.of([ZOE]))
    with another_program(holds) as other:
        command = semble("vitale", "read", "--no-input", longest_call=1)
        out, err = ended(command)
        assert other.poll() is None  # the command did not wait for it
    assert (command.returncode, out) == (8, "")
    assert "Another program keeps the reader to itself" in err
    assert f"(PID {other.pid})" in err
    assert f"(PID {command.pid})" not in err
    assert "Traceback" not in err


def test_ctrl_c_is_heard_while_another_program_s_transaction_lasts(
    plug: Plug, pcscd: private_pcscd.Pcscd
) -> None:
    plug(VirtualCard.of([ZOE]))
    with another_program("transaction") as other:
        command = semble("vitale", "read", "--no-input", longest_call=600)
        _await(lambda: _waiting(pcscd) > 0)
        command.send_signal(signal.SIGINT)
        out, err = ended(command)
        assert other.poll() is None
    assert (command.returncode, out) == (130, "")
    assert err.endswith("Interrupted. Nothing was written.\n")


def _waiting(pcscd: private_pcscd.Pcscd) -> int:
    """How many wait for the lock of the reader, as the service's log tells."""
    log = (Path(pcscd.socket).parent / "pcscd.log").read_text(errors="replace")
    return log.count("Waiting for release of lock") - log.count("Lock released")


def _await(is_so: object) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_who_gave_up_waiting_holds_nothing_once_the_other_program_is_done(
    plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    released: list[object] = []
    release = scard.SCardReleaseContext

    def note(context: object) -> object:
        released.append(context)
        return release(context)

    plug(VirtualCard.of([ZOE]))
    with another_program("transaction"), monkeypatch.context() as patched:
        patched.setattr(pcsc, "_LONGEST_CALL", 0.3)
        patched.setattr(scard, "SCardReleaseContext", note)
        with pytest.raises(CardError, match="Another program keeps the reader"):
            read(wait=0)
        assert len(released) == 1  # what looked for the card: the other would have to wait
    assert read().holder == ZOE
    with another_program("exclusive"):  # nobody is left in the reader: not we either
        pass


def test_a_program_that_only_looks_on_is_in_nobody_s_way(plug: Plug) -> None:
    plug(VirtualCard.of([ZOE]))
    with another_program("nothing"):
        assert read().holder == ZOE


@pytest.mark.parametrize("words", [("read", "--no-input"), ("status", "-f", "json")])
def test_a_service_that_does_not_answer_is_given_up_in_time(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    with private_pcscd.pcscd_in(tmp_path) as service:
        service.process.send_signal(signal.SIGSTOP)
        where = {private_pcscd.SOCKET_VARIABLE: service.socket}
        command = semble("vitale", *words, longest_call=0.5, **where)
        out, err = ended(command)
        service.process.send_signal(signal.SIGCONT)
    assert command.returncode == 8
    assert "The PC/SC service does not answer" in out + err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "function",
    [
        *("SCardListReaders", "SCardGetStatusChange", "SCardConnect", "SCardBeginTransaction"),
        *("SCardStatus", "SCardTransmit", "SCardEndTransaction", "SCardDisconnect"),
        "SCardReleaseContext",
    ],
)
def test_each_call_of_the_driver_has_the_deadline(tmp_path: Path, function: str) -> None:
    script = """
import os, signal, sys, time
from smartcard import scard
from semble_cli.errors import CardError
from semble_cli.vitale import pcsc
from semble_cli.vitale.readers import read_card

service = int(sys.argv[2])
call = getattr(scard, sys.argv[1])
def stopped(*arguments):
    os.kill(service, signal.SIGSTOP)
    return call(*arguments)
setattr(scard, sys.argv[1], stopped)
pcsc._LONGEST_CALL = 0.5
try:
    print(read_card(None, 2, lambda _: None).card.holder.name)
except CardError as error:
    print(type(error).__name__)
"""
    with private_pcscd.pcscd_in(tmp_path) as service:
        card = PluggedIn(VirtualCard.of([ZOE]), service.port)
        asked = subprocess.run(
            [sys.executable, "-c", script, function, str(service.process.pid)],
            env=os.environ | {private_pcscd.SOCKET_VARIABLE: service.socket},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        service.process.send_signal(signal.SIGCONT)
        card.pull_out()
    was_read = function in ("SCardEndTransaction", "SCardDisconnect")
    assert asked.stdout == (f"{ZOE.name}\n" if was_read else "ReaderError\n")
    assert asked.stderr == ""


def test_the_programs_at_the_readers_are_those_of_this_service_and_not_this_one(
    plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug(VirtualCard.of([ZOE]))
    assert programs_at_readers() == []
    with pcsc.service(), another_program("nothing") as other:
        (program,) = programs_at_readers()
        assert program.endswith(f" (PID {other.pid})")
        monkeypatch.setattr(other_programs, "_owners", lambda _: [])
        assert programs_at_readers() == [f"UID {os.getuid()}"]
        monkeypatch.setenv(private_pcscd.SOCKET_VARIABLE, "/run/another.comm")
        assert programs_at_readers() == []


def test_a_name_that_a_program_gave_itself_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "open('/proc/self/comm', 'w').write('\\x1b[31mred')\n"
        "print(flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path
    ) as other:
        assert other.stdout
        other.stdout.readline()
        assert other_programs._program(other.pid) == f"?[31mred (PID {other.pid})"
        other.communicate(b"")
    assert other_programs._program(other.pid) == f"? (PID {other.pid})"


def test_where_the_kernel_tells_nothing_the_way_out_is_said_without_a_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("socket.socket", refused)
    assert programs_at_readers() == []
    monkeypatch.setattr(sys, "platform", "darwin")
    assert programs_at_readers() == []
    assert "close the software that reads cards" in str(kept_by([]))
    assert kept_by(["galss (PID 7)"]).code == ResultCode.HELD_BY_ANOTHER
    assert "talk to readers now: galss (PID 7). Close" in str(kept_by(["galss (PID 7)"]))
