"""Calls into what knows no deadline."""

from __future__ import annotations

import threading

import pytest

from semble_cli.parallel import deadline
from semble_cli.parallel.deadline import TooLate, within

PATIENCE = 10


def test_a_call_that_ends_gives_what_it_gives() -> None:
    put_back: list[int] = []
    assert within(PATIENCE, lambda: 7, put_back.append) == 7
    assert put_back == []


def test_what_a_call_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        within(PATIENCE, lambda: 1 // 0)


def test_a_call_that_does_not_end_is_given_up_and_what_it_gives_late_is_put_back() -> None:
    may_end, is_put_back = threading.Event(), threading.Event()
    put_back: list[int] = []

    def work() -> int:
        may_end.wait(PATIENCE)
        return 7

    def late(result: int) -> None:
        put_back.append(result)
        is_put_back.set()

    with pytest.raises(TooLate):
        within(0.05, work, late)
    assert put_back == []
    may_end.set()
    assert is_put_back.wait(PATIENCE)
    assert put_back == [7]


def test_ctrl_c_is_heard_while_a_call_hangs_and_puts_back_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may_end, is_put_back = threading.Event(), threading.Event()

    class Interrupted(threading.Thread):
        def join(self, timeout: float | None = None) -> None:
            assert timeout is not None
            assert timeout <= deadline._GLANCE
            raise KeyboardInterrupt

    monkeypatch.setattr(deadline, "Thread", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        within(PATIENCE, lambda: may_end.wait(PATIENCE), lambda _: is_put_back.set())
    may_end.set()
    assert is_put_back.wait(PATIENCE)


def test_what_fails_late_fails_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    may_end = threading.Event()

    def work() -> None:
        may_end.wait(PATIENCE)
        raise OSError

    before = set(threading.enumerate())
    with pytest.raises(TooLate):
        within(0.05, work)
    (worker,) = set(threading.enumerate()) - before
    may_end.set()
    worker.join(PATIENCE)
    assert capfd.readouterr().err == ""
