"""One long reading by several processes: the same lines, of one moment."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.parallel.partition import WHOLE, Partition, read_partitioned
from semble_cli.services.demo import load_fictitious
from semble_cli.services.patients import list_all
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.list_all import Listing, all_columns, all_patients
from semble_cli.services.patients.report import REPORT_KEYS, Reported, report_columns
from tests.conftest import ADRUN, a_patient

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from semble_cli.services.register import Register

KEYS_OF_LIST = ["id", "full_name", "birth_date", "phones", "tags"]


def numbered(partition: Partition, *, batches: int) -> Iterator[tuple[object, tuple[int, int]]]:
    """Numbers, each with the process that made it."""
    yield "one moment", (-1, os.getpid())
    for number in partition.of(range(batches)):
        yield "one moment", (number, os.getpid())


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("batches", [0, 1, 2, 7, 12])
def test_batches_come_in_order_whoever_makes_them(processes: int, batches: int) -> None:
    with read_partitioned(partial(numbered, batches=batches), processes) as read:
        found = list(read)
    assert [number for number, _ in found if number >= 0] == list(range(batches))
    if sys.platform == "linux":
        makers = {process for _, process in found}
        assert os.getpid() not in makers
        assert len(makers) == min(processes, batches) or batches == 0


def test_who_writes_between_two_beginnings_makes_them_begin_again(
    register: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load_fictitious(register, 60, seed=8)
    monkeypatch.setattr(list_all, "_AT_ONCE", 7)
    begun, written = tmp_path / "begun", tmp_path / "written"

    def read(partition: Partition) -> Iterator[tuple[object, list[Sequence[str]]]]:
        if partition.place and not written.exists():
            while not begun.exists():
                time.sleep(0.01)
            create_patient(register, a_patient({**ADRUN, "birth_name": "AAA"}))
            written.touch()
        batches = all_columns(register, Listing(), KEYS_OF_LIST, partition)
        first = next(batches)
        begun.touch()
        yield first
        yield from batches

    with read_partitioned(read, 2) as partitions:
        ids = [number for columns in partitions if columns for number in columns[0]]
    assert written.exists()
    assert ids == [str(patient.id) for patient in all_patients(register, Listing())]


def test_where_somebody_writes_again_and_again_one_process_reads_alone() -> None:
    moments = count()

    def read(partition: Partition) -> Iterator[tuple[object, tuple[int, int]]]:
        yield (partition, next(moments)), (-1, partition.among)
        for number in partition.of(range(4)):
            yield partition, (number, partition.among)

    with read_partitioned(read, 2) as batches:
        assert list(batches) == [(-1, 1), (0, 1), (1, 1), (2, 1), (3, 1)]


def test_what_one_process_refuses_is_refused_here() -> None:
    def read(partition: Partition) -> Iterator[tuple[object, int]]:
        yield "one moment", 0
        for number in partition.of(range(9)):
            if number == 5:
                raise InvalidInput("tags", "there is no such tag.")
            yield "one moment", number

    with (
        pytest.raises(InvalidInput, match="no such tag"),
        read_partitioned(read, 2) as batches,
    ):
        list(batches)


def test_a_list_and_a_report_in_parts_are_those_of_one_process(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_fictitious(register, 60, seed=8)
    last = create_patient(register, a_patient())
    delete_patient(register, last.id or 0, last.full_name, "double")
    monkeypatch.setattr(list_all, "_AT_ONCE", 7)
    for read in (
        partial(all_columns, register, Listing(), KEYS_OF_LIST),
        partial(report_columns, register, Reported.ALL, list(REPORT_KEYS)),
    ):
        alone = [columns for _, columns in read(WHOLE)]
        for processes in (1, 2, 3):
            with read_partitioned(read, processes) as batches:
                assert [columns for columns in batches if columns] == alone[1:]
