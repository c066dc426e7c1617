"""What is said: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from semble_cli.commands.language import explain, tr
from semble_cli.errors import BadUsage, SembleError, Sentence
from semble_cli.identity.document import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Record = Mapping[str, Any]


class Format(StrEnum):
    """How results are written. A table on a terminal and TSV elsewhere, unless one is named."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"


def write(text: str) -> None:
    """One line of the result."""
    sys.stdout.write(f"{text}\n")


def say(text: str | Sentence, /, **values: object) -> None:
    """A message for the person: never part of the result."""
    sys.stderr.write(f"{safe(tr(text, **values))}\n")


def warn(warnings: Iterable[Sentence]) -> None:
    """What was taken, but deserves a look."""
    for warning in warnings:
        say("Warning: {warning}", warning=warning)


def complain(error: SembleError) -> None:
    """What an error says, a line for each problem."""
    for line in explain(error):
        say("Error: {problem}", problem=line)


def report_defect(error: BaseException) -> None:
    """Say where semble itself failed. Values stay out of it: they may be a patient's."""
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    say(
        "A defect of semble stopped this command: {kind} in {file}, line {line}. "
        "Nothing was written. Please report this line.",
        kind=type(error).__name__,
        file=os.path.basename(place.filename),
        line=place.lineno,
    )


def safe(text: str) -> str:
    """The text without control characters: data must never drive the terminal."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "\ufffd" for sign in text)


def chosen(wanted: Format | None, file: str | None = None) -> Format:
    """The format asked for, or the one that fits where the results go, or the file's name."""
    if wanted is None and file is not None:
        ending = file.rpartition(".")[2].lower()
        return Format(ending) if ending in set(Format) else Format.CSV
    return wanted or (Format.TABLE if sys.stdout.isatty() else Format.TSV)


def is_separated(form: Format) -> bool:
    """Whether results are written line by line with a sign between the cells."""
    return form in (Format.CSV, Format.TSV)


def columns_of(known: Sequence[str], wanted: str | None) -> list[str]:
    """The fields asked for as `a,b`, in that order, or all that are known.

    Raises:
        BadUsage: one is not known.
    """
    if not wanted:
        return list(known)
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise BadUsage(
                "There is no field {name}. The fields are: {known}.",
                name=safe(name),
                known=", ".join(known),
            )
    return names


def write_records(records: Iterable[Record], columns: Sequence[str], form: Format) -> None:
    """Write records as JSON, NDJSON, CSV or TSV, as they come."""
    records = iter(records)
    if form is Format.XLSX and sys.stdout.isatty():
        raise BadUsage("A workbook goes to a file: add -o FILE.")
    first = list(islice(records, 1))  # what is refused is refused before a header is written
    records = chain(first, records)
    if form is Format.JSON:
        _write_json([{name: record[name] for name in columns} for record in records])
    elif form is Format.NDJSON:
        for record in records:
            write(_json({name: record[name] for name in columns}))
    elif form is Format.XLSX:
        from semble_cli.commands.workbook import write_workbook

        if not write_workbook(records, columns):
            raise BadUsage("A workbook has no room for so many; write them as csv.")
    else:
        _write_separated(records, columns, "," if form is Format.CSV else "\t")


def write_columns(
    batches: Iterable[Sequence[Sequence[str]]], keys: Sequence[str], form: Format
) -> None:
    """Write texts that come some lines at a time, column by column, as CSV or TSV."""
    header = [cell for key in keys for cell in cells(key, None)]
    batches = iter(batches)
    first = list(islice(batches, 1))  # what is refused is refused before a header is written
    if form is Format.TSV:
        write("\t".join(header))
        for columns in chain(first, batches):
            rows = zip(*(_tsv_column(column) for column in columns), strict=True)
            sys.stdout.writelines(f"{line}\n" for line in map("\t".join, rows))
        return
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    for columns in chain(first, batches):
        writer.writerows(zip(*map(_csv_column, columns), strict=True))


def write_line(document: Record) -> None:
    """Write one record as a line of JSON."""
    write(_json(document))


def write_document(record: Record) -> None:
    """Write one record as a JSON object."""
    _write_json(record)


def _write_json(value: object) -> None:
    import json

    write(json.dumps(value, ensure_ascii=False, indent=2))


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write_separated(records: Iterable[Record], columns: Sequence[str], separator: str) -> None:
    if separator == "\t":
        write("\t".join(cell for name in columns for cell in cells(name, None)))
        for record in records:
            write("\t".join(_tsv_cell(cell) for cell in _line(record, columns)))
        return
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([cell for name in columns for cell in cells(name, None)])
    writer.writerows([_csv_cell(cell) for cell in _line(record, columns)] for record in records)


def _line(record: Record, columns: Sequence[str]) -> Iterator[str]:
    for name in columns:
        yield from cells(name, record[name]).values()


def _tsv_cell(text: str) -> str:
    return safe(" ".join(text.split())) if not text.isprintable() else text


_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def _csv_cell(text: str) -> str:
    # A spreadsheet runs a cell that begins like a formula (OWASP, CSV injection).
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _tsv_column(texts: Sequence[str]) -> Sequence[str]:
    return texts if "".join(texts).isprintable() else list(map(_tsv_cell, texts))


def _csv_column(texts: Sequence[str]) -> Sequence[str]:
    if not any(texts):
        return texts
    together = "\n" + "\n".join(texts)
    if any(sign in together and f"\n{sign}" in together for sign in _FORMULA_SIGNS):
        return list(map(_csv_cell, texts))
    return texts
