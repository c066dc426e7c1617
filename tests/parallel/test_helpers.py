"""Work that is handed to processes of ours: in order, whoever does it; what goes wrong there."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidInput, StoreError
from semble_cli.parallel.helpers import helping

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux")


def doubled(number: int) -> tuple[int, int]:
    """Twice a number, with the process that made it; the first takes longest."""
    time.sleep(0.02 if number == 0 else 0)
    return 2 * number, os.getpid()


def numbered(count: int) -> Iterator[tuple[str, int]]:
    return ((f"item {number}", number) for number in range(count))


@pytest.mark.parametrize("processes", [0, 1, 2, 3])
@pytest.mark.parametrize("items", [0, 1, 2, 7])
def test_what_becomes_of_items_comes_in_their_order(processes: int, items: int) -> None:
    with helping(doubled, processes) as helpers:
        found = list(helpers.in_order(numbered(items)))
    assert [(key, made) for key, (made, _) in found] == [(f"item {n}", 2 * n) for n in range(items)]
    makers = {process for _, (_, process) in found}
    if processes < 2:
        assert makers <= {os.getpid()}
    else:
        assert os.getpid() not in makers
        assert len(makers) == min(processes, items)


def test_the_next_item_is_made_ready_while_others_are_worked_out() -> None:
    begun: list[int] = []

    def watched() -> Iterator[tuple[int, int]]:
        for number in range(5):
            begun.append(number)
            yield number, number

    with helping(doubled, 2) as helpers:
        coming = helpers.in_order(watched())
        next(coming)
        assert begun == [0, 1, 2]


def test_items_larger_than_a_pipe_holds_stop_nobody() -> None:
    with helping(bytes.upper, 2) as helpers:
        large = b"a" * (4 << 20)
        for _, made in helpers.in_order((number, large) for number in range(6)):
            assert made == large.upper()


def test_what_is_raised_there_is_raised_here_with_its_field() -> None:
    def failing(number: int) -> int:
        if number == 3:
            raise InvalidInput("file", "line {line} is no CSV.", line=7)
        return number

    with (
        helping(failing, 2) as helpers,
        pytest.raises(InvalidInput, match="file: line 7 is no CSV") as raised,
    ):
        list(helpers.in_order(numbered(9)))
    assert raised.value.field == "file"


@pytest.mark.parametrize("while_working", [True, False])
def test_a_process_that_was_killed_is_an_error_of_its_own(*, while_working: bool) -> None:
    def killed(_: int) -> int:
        if while_working:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    def until_the_end(coming: Iterator[tuple[str, int]]) -> None:
        for _, process in coming:
            os.kill(process, signal.SIGKILL)
            time.sleep(0.05)

    with helping(killed, 2) as helpers, pytest.raises(StoreError, match="stopped from outside"):
        until_the_end(helpers.in_order(numbered(99)))


def test_they_end_with_the_block_whatever_they_do() -> None:
    def endless(number: int) -> int:
        while number:
            time.sleep(1)
        return os.getpid()

    with helping(endless, 2) as helpers:
        coming = helpers.in_order(numbered(9))
        _, process = next(coming)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_they_end_with_the_process_that_began_them() -> None:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        with helping(doubled, 2) as helpers:
            for _, (_, process) in helpers.in_order(numbered(2)):
                os.write(write, f"{process}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as lines:  # which ends when the last of them has
        processes = [int(line) for line in lines]
    assert len(set(processes)) == 2
