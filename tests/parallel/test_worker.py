"""Work done by a process of its own, as if it were done here."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidInput, StoreError
from semble_cli.parallel.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux")


def numbers(count: int) -> Iterator[tuple[int, int]]:
    """Numbers, each with the process that made it."""
    for number in range(count):
        yield number, os.getpid()


def test_items_come_in_order_from_another_process() -> None:
    worker = Worker(numbers(5000))
    found = list(worker)
    worker.close()
    assert [number for number, _ in found] == list(range(5000))
    assert {process for _, process in found} != {os.getpid()}


def test_what_is_raised_there_is_raised_here_with_its_field() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise InvalidInput("file", "line {line} is no CSV.", line=7)

    worker = Worker(failing())
    items = iter(worker)
    assert next(items) == 1
    with pytest.raises(InvalidInput, match="file: line 7 is no CSV") as raised:
        next(items)
    assert raised.value.field == "file"
    worker.close()


def test_a_process_that_was_killed_is_an_error_of_its_own() -> None:
    worker = Worker(numbers(10**9))
    items = iter(worker)
    _, process = next(items)
    os.kill(process, signal.SIGKILL)
    with pytest.raises(StoreError, match="stopped from outside"):
        list(items)
    worker.close()


def test_a_process_nobody_listens_to_any_more_ends() -> None:
    worker = Worker(numbers(10**9))
    _, process = next(iter(worker))
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
