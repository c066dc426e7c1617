"""Documents on printers: byte for byte, noted, and for who may read them; on both databases."""

from __future__ import annotations

import os
import signal
from threading import Timer
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Interrupted, NoSuchRecord, PrinterError, Refused, Sentence
from semble_cli.services.audit.log import LogQuery, logged_events
from semble_cli.services.paper.printing import (
    Printing,
    open_printer,
    print_documents,
    printers,
)
from semble_cli.services.record.change_document import delete_document
from semble_cli.services.record.read_documents import DocumentDamaged
from semble_cli.store.database.address import Database
from semble_cli.store.database.open import connected
from tests.conftest import tamper
from tests.services.record.documents import LARGE, SMALL, keep, with_two_patients

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from private_cups import Cups, Listening
    from semble_cli.services.register import Register


@pytest.fixture
def people(register: Register) -> Register:
    return with_two_patients(register)


@pytest.fixture
def printing(cups: Cups, printer: Listening) -> Printing:
    """A printer `bureau`, and one that has no paper."""
    cups.add("bureau", printer.address)
    cups.add("vide", "says:media-empty")
    return how(cups)


def how(cups: Cups, seconds: float = 60) -> Printing:
    said: list[Sentence] = []
    return Printing({"CUPS_SERVER": cups.server}, seconds, said.append)


def printed(
    register: Register, ids: Sequence[int], printing: Printing, copies: int = 1
) -> list[str]:
    done = print_documents(register, ids, printing, "bureau", copies)
    return [f"{document.id} {job.printer}" for document, job in done]


def noted(register: Register) -> list[tuple[int | None, dict[str, Any]]]:
    """What is noted of documents that were taken out, the oldest first: of whom, and what."""
    return [
        (event.patient_id, event.details)
        for event in reversed(list(logged_events(register, LogQuery())))
        if event.action == "document.get"
    ]


def test_documents_arrive_byte_for_byte_and_that_they_leave_is_noted(
    people: Register, printing: Printing, printer: Listening, tmp_path: Path
) -> None:
    keep(people, tmp_path, LARGE)
    keep(people, tmp_path, SMALL, patient=2)
    assert printed(people, [2, 1], printing) == ["2 bureau", "1 bureau"]
    assert printer.jobs == [SMALL, LARGE]
    assert noted(people) == [
        (2, {"document": 2, "printer": "bureau"}),
        (1, {"document": 1, "printer": "bureau"}),
    ]
    printed(people, [2], printing, copies=3)
    assert printer.jobs[-1] == SMALL * 3


def test_the_job_bears_neither_the_title_nor_the_file_s_name(
    people: Register, printing: Printing, cups: Cups, tmp_path: Path
) -> None:
    keep(people, tmp_path, SMALL)
    before = len(cups.page_log())
    printed(people, [1], printing)
    line = cups.page_log()[before:]
    assert line.split()[-3:] == ["Document", "-", "-"]


def test_nothing_is_printed_nor_noted_unless_all_are_there_and_the_printer_takes_them(
    people: Register, printing: Printing, printer: Listening, cups: Cups, tmp_path: Path
) -> None:
    keep(people, tmp_path, SMALL)
    keep(people, tmp_path, LARGE)
    keep(people, tmp_path, SMALL)
    delete_document(people, 3)
    for ids in ([1, 3], [1, 9]):
        with pytest.raises(NoSuchRecord):
            printed(people, ids, printing)
    cups.add("lettres", printer.address, "-P", str(cups.driver))
    tamper(people, "UPDATE document SET media_type = 'application/dicom' WHERE id = 2")
    for name, said in (
        ("lettres", "does not print files of this kind: application/dicom"),
        ("absente", "There is no printer absente"),
    ):
        with pytest.raises(PrinterError, match=said):
            list(print_documents(people, [1, 2], printing, name))
    assert printer.jobs == []
    assert noted(people) == []


def test_who_may_not_read_documents_is_refused_before_a_printer_is_asked(
    people: Register, printing: Printing, printer: Listening, tmp_path: Path
) -> None:
    keep(people, tmp_path, SMALL)
    tamper(people, "UPDATE app_user SET role = 'secretary'")
    nowhere = printing._replace(environment={"CUPS_SERVER": "/dev/null/none"})
    for how_printed in (nowhere, printing):
        with pytest.raises(Refused):
            printed(people, [1], how_printed)
    assert printer.jobs == []


def test_a_document_that_is_damaged_is_not_printed(
    people: Register, printing: Printing, printer: Listening, tmp_path: Path
) -> None:
    keep(people, tmp_path, LARGE)
    keep(people, tmp_path, SMALL)
    tamper(people, "DELETE FROM document_chunk WHERE position = 3")
    with pytest.raises(DocumentDamaged, match="Document 1 is damaged"):
        printed(people, [1], printing)
    assert printed(people, [2], printing) == ["2 bureau"]
    assert printer.jobs == [SMALL]


def test_what_was_printed_before_a_printer_fails_is_told(
    people: Register, printing: Printing, cups: Cups, tmp_path: Path
) -> None:
    keep(people, tmp_path, SMALL)
    keep(people, tmp_path, SMALL)
    done = print_documents(people, [1, 2], printing, "bureau")
    assert next(done)[0].id == 1
    cups.run("lpadmin", "-x", "bureau")
    with pytest.raises(PrinterError, match="bureau is not there any more"):
        next(done)


def test_nobody_waits_within_a_transaction(
    people: Register, cups: Cups, printing: Printing, tmp_path: Path
) -> None:
    keep(people, tmp_path, SMALL)
    open_ones: list[object] = []

    def look(_: Sentence) -> None:
        with connected(people.store) as connection:
            if people.store.database is Database.SQLITE:  # a reader holds up who tidies
                question = "PRAGMA wal_checkpoint(TRUNCATE)"
            else:
                question = (
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND state = 'idle in transaction'"
                )
            open_ones.append(connection.value(question))

    waits = print_documents(people, [1], how(cups, 0.5)._replace(tell=look), "vide")
    with pytest.raises(PrinterError, match="no paper"):
        next(waits)
    assert open_ones == [0]
    del printing


def test_who_waits_no_longer_hears_what_is_known(cups: Cups, printing: Printing) -> None:
    opened = open_printer(printing, "vide", "Essai")
    job = opened.send([SMALL])
    Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(Interrupted) as known:
        opened.wait_for(job)
    assert known.value.exit_code == 130
    assert str(known.value) == (
        f"Interrupted. Job {job.number} is in the queue of vide, and may still be printed. To take"
        f" it back: cancel vide-{job.number}"
    )
    assert f"vide-{job.number}" in cups.run("lpstat", "-o")


def test_who_interrupts_the_sending_hears_that_nobody_knows(
    printing: Printing, printer: Listening
) -> None:
    def interrupted() -> Iterator[bytes]:
        yield SMALL
        raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="look at the printer bureau, whether anything"):
        open_printer(printing, "bureau", "Essai").send(interrupted())
    assert printer.jobs == []


def test_printers_are_listed_from_where_the_variables_say(cups: Cups, printing: Printing) -> None:
    assert [each.name for each in printers(printing.environment)] == ["bureau", "vide"]
    with pytest.raises(PrinterError, match="No print server answers at /dev/null/none"):
        printers({"CUPS_SERVER": "/dev/null/none"})
    del cups
