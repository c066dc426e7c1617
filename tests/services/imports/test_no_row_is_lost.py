"""Rows are never lost or changed between a file, the register and the rejected rows."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.identity.cells.formulas import STARTS, rearmed
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.services.imports.report import Policy
from semble_cli.services.imports.run import import_patients
from semble_cli.services.patients.list_all import Listing, all_patients
from semble_cli.store.database.address import Database, StoreAddress
from tests.conftest import register_on

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.errors import SembleError
    from semble_cli.exchange.record import Record
    from semble_cli.patient.record import Patient

HEADER = ("Nom", "Prénom", "Né(e) le", "Sexe", "Lieu de naissance", "Ville", "Commentaire")
UNDECODABLE = "\udce9"
MARKED = re.compile(r"'([0-9][0-9AB ./:-]*)|'?=\"((?:[^\"]|\"\")*)\"")

names = st.sampled_from(
    ("ADRUN", "D'Œuvré", "Lefèvre", "X2", f"Lef{UNDECODABLE}vre", "Du\ufffd", "")
)
dates = st.sampled_from(("31/12/1975", "01/02/1980", "31/02/1980", "1975", ""))
places = st.sampled_from(("63220", "Dompremy", "69003", "Evry", "01400", ""))
texts = st.text("aé;,\"\n\t='0 €|", max_size=8)
firsts = st.sampled_from(("Zoé", "Anthony", ""))
people = st.tuples(names, firsts, dates, st.sampled_from("FM"), places, texts, texts)
tables = st.lists(people | st.lists(texts, max_size=9).map(tuple), max_size=12)


class Left(NamedTuple):
    """What an import leaves: the patients, the rejected rows as they came, and their file."""

    patients: list[Patient]
    rejected: list[tuple[str, ...]]
    file: bytes
    lines: list[str]


def imported(content: bytes, place: Path, template: Path, encoding: str, delimiter: str) -> Left:
    shutil.copy(template, place)
    register = register_on(StoreAddress(Database.SQLITE, str(place)))
    file = io.BytesIO(content)
    source = TableRecords(
        file, None, Reading(month_first=False), encoding=encoding, delimiter=delimiter
    )
    raws: list[tuple[str, ...]] = []
    lines: list[str] = []
    rejects_file = io.BytesIO()
    out = io.TextIOWrapper(
        rejects_file,
        source.rejects_form.encoding,
        errors="surrogateescape",
        newline="",
        write_through=True,
    )
    rejects = source.rejects(out)

    def told(record: Record, reasons: tuple[SembleError, ...], is_taken: bool) -> None:
        assert reasons
        assert not is_taken
        raws.append(tuple(record.raw))
        if not any(cell.startswith(STARTS) for cell in record.raw):
            lines.append((record.text or "?").rstrip("\r\n"))
        rejects.write(record, "; ".join(map(str, reasons)))

    policy = Policy(OnDuplicate.CREATE, keeps_texts=True)
    report = import_patients(register, source, policy, told=told)
    patients = list(all_patients(register, Listing()))
    assert (report.created, report.rejected) == (len(patients), len(raws))
    assert report.read == len(patients) + len(raws) + report.skipped
    return Left(patients, raws, rejects_file.getvalue(), lines)


def as_read(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row with its last cell, if that alone is missing, and without empty ones beyond."""
    width = len(HEADER)
    if len(row) == width - 1:
        return (*row, "")
    return row if any(map(str.strip, row[width:])) else row[:width]


def of_file(row: tuple[str, ...]) -> tuple[str, ...]:
    """What a row says of a patient, but for spaces, what keeps a formula from running, and what
    marks a cell as a text."""
    name, first, born, sex, _, *others = row
    return (name, first, born, sex, *(" ".join(unmarked(text).split()) for text in others))


def unmarked(text: str) -> str:
    if found := MARKED.fullmatch(text):
        return found[1] or unmarked(found[2].replace('""', '"'))
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "\t") else text


def of_register(patient: Patient) -> tuple[str, ...]:
    born = "1975" if patient.birth_date_fictive else f"{patient.birth_date:%d/%m/%Y}"
    others = (" ".join((text or "").split()) for text in (patient.city, patient.comments))
    return (patient.birth_name, patient.first_given_name, born, patient.sex.value, *others)


def rows_in(file: bytes, encoding: str, delimiter: str) -> list[tuple[str, ...]]:
    """The rows of a file of rejects: the cells of the header, the reasons, and what is beyond."""
    text = io.StringIO(file.decode(encoding, "surrogateescape"), newline="")
    return [tuple(cells) for cells in csv.reader(text, delimiter=delimiter)][1:]


def meant(row: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of a row, but for what keeps a formula from running."""
    return tuple(map(rearmed, row))


def padded(row: tuple[str, ...]) -> tuple[str, ...]:
    return meant(row) + ("",) * (len(HEADER) - len(row))


@given(tables, st.sampled_from(("utf-8", "utf-8-sig", "cp1252")), st.sampled_from(";,\t|"))
@settings(max_examples=60, deadline=None)
def test_every_row_is_in_the_register_or_among_the_rejects_as_it_came(
    tmp_path_factory: pytest.TempPathFactory,
    sqlite_template: Path,
    table: list[tuple[str, ...]],
    encoding: str,
    delimiter: str,
) -> None:
    directory = tmp_path_factory.mktemp("rows")
    if encoding == "cp1252":  # which has a character for nearly every byte, and none that is lost
        others = str.maketrans({UNDECODABLE: "\udc81", "\ufffd": "9"})
        table = [tuple(cell.translate(others) for cell in row) for row in table]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([HEADER, *table])
    content = out.getvalue().encode(encoding, "surrogateescape")
    rows = Counter(as_read(row) for row in table if any(map(str.strip, row)))

    if not rows:
        with pytest.raises(InvalidInput, match="there are no patients in it"):
            imported(content, directory / "register.db", sqlite_template, encoding, delimiter)
        return
    left = imported(content, directory / "register.db", sqlite_template, encoding, delimiter)
    rejected = Counter(left.rejected)
    assert rejected <= rows
    taken = Counter(map(of_file, (rows - rejected).elements()))
    assert taken == Counter(map(of_register, left.patients))

    width = len(HEADER)
    told = rows_in(left.file, encoding, delimiter)
    came = [as_read(row[:width] + row[width + 1 :]) for row in told]
    assert list(map(meant, came)) == list(map(padded, left.rejected))
    assert all(row[width] for row in told)
    for line in left.lines:  # the bytes are those of the file, cut where the reasons stand
        kept = delimiter.join(line.split(delimiter)[:width] if '"' not in line else [])
        assert kept.encode(encoding.removesuffix("-sig"), "surrogateescape") in left.file
    if not left.rejected:
        return

    again = imported(left.file, directory / "again.db", sqlite_template, encoding, delimiter)
    back = Counter(meant(row[:width] + row[width + 1 :]) for row in again.rejected)
    assert back <= Counter(map(padded, left.rejected))
    assert len(again.patients) + len(again.rejected) == len(left.rejected)
    assert "\ufffd" not in repr((left.patients, again.patients))
