"""What is said: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui import written
from semble_cli.commands.ui.csv_lines import lines_of
from semble_cli.commands.ui.language import explain, tr
from semble_cli.commands.ui.safe_text import discreet, safe
from semble_cli.errors import BadUsage, SembleError, Sentence
from semble_cli.identity.patterns import pattern
from semble_cli.patient.document import cells
from semble_cli.patient.json_form import escaped_json

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


NOTHING = "–"
"""What people are shown where there is nothing."""

_LONGEST = 2_000
"""Characters of a message."""


def write(text: str) -> None:
    """One line of the result."""
    sys.stdout.write(f"{text}\n")


def write_pieces(pieces: Iterable[str]) -> None:
    """One line of the result, piece by piece: it may be too long to be held."""
    sys.stdout.writelines(chain(pieces, ("\n",)))


def say(text: str | Sentence, /, **values: object) -> None:
    """A message for the person: never part of the result. One that quotes a book is shortened in
    its middle."""
    sys.stderr.write(f"{fitted(bounded(safe(discreet(tr(text, **values)))))}\n")


def messages_width() -> int:
    """The columns of the terminal that messages go to; none where it is not a terminal."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return 0


def fitted(message: str) -> str:
    """A message in lines that fit the terminal: words are not cut, nor are commands of ours."""
    width = messages_width()
    if not width or len(message) <= width:
        return message
    import textwrap

    margin = message[: len(message) - len(message.lstrip(" "))]
    return textwrap.fill(
        _COMMAND.sub(lambda found: found[0].replace(" ", _GLUE), message),
        width,
        subsequent_indent=margin * 2,
        break_long_words=False,
        break_on_hyphens=False,
    ).replace(_GLUE, " ")


_COMMAND = pattern(r"\bsemble(?: -{0,2}[a-z][a-z-]*){1,4}")
"""A command as messages name it."""

_GLUE = "\0"
"""Holds the words of a command together; no message has it."""


def warn(warnings: Iterable[Sentence]) -> None:
    """What was taken, but deserves a look."""
    for warning in warnings:
        say("Warning: {warning}", warning=warning)


def complain(error: SembleError) -> None:
    """What an error says, a line for each problem."""
    for line in explain(error):
        say("Error: {problem}", problem=line)


def bounded(problem: str) -> str:
    """What is wrong, without the middle of a text that was given and is too long to be said."""
    if len(problem) <= _LONGEST:
        return problem
    return f"{problem[: _LONGEST // 2]} … {problem[-_LONGEST // 2 :]}"


def report_defect(error: BaseException) -> None:
    """Say where semble itself failed. Values stay out of it: they may be a patient's."""
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    say(
        "A defect of semble stopped this command: {kind} in {file}, line {line}. "
        "{written} Please report this line.",
        kind=type(error).__name__,
        file=os.path.basename(place.filename),
        line=place.lineno,
        written=written.what(),
    )


def chosen(wanted: Format | None, file: str | None = None) -> Format:
    """The format asked for, or the one that fits where the results go, or the file's name."""
    if wanted is None and file is not None:
        ending = file.rpartition(".")[2].lower()
        return Format(ending) if ending in set(Format) else Format.CSV
    return wanted or (Format.TABLE if sys.stdout.isatty() else Format.TSV)


DELIMITERS = {Format.CSV: ",", Format.TSV: "\t"}
"""What stands between the cells of a line."""

_AT_ONCE = 100
"""Records written at a time: few, for they may come slowly, and somebody may watch."""


def is_separated(form: Format) -> bool:
    """Whether results are written line by line with a delimiter between the cells."""
    return form in DELIMITERS


def refuse_workbook_here(form: Format | None) -> None:
    """Before anything is written: a workbook is nothing for a terminal.

    Raises:
        BadUsage: it would go there.
    """
    if form is Format.XLSX and sys.stdout.isatty():
        raise BadUsage("A workbook goes to a file: send the result there with > FILE, or -o FILE.")


def columns_of(known: Sequence[str], wanted: str | None) -> list[str]:
    """The fields asked for as `a,b`, in that order, or all that are known.

    Raises:
        BadUsage: one is not known, or none is named.
    """
    if not wanted:
        return list(known)
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    if names and set(names) <= set(known):
        return names
    from semble_cli.commands.ui.words.fields import read_fields

    return read_fields(known, names)


def write_records(
    records: Iterable[Record], columns: Sequence[str], form: Format, *, reveal: bool = False
) -> None:
    """Write records as JSON, NDJSON, CSV or TSV, as they come; NIRs are masked unless *reveal*."""
    records = (chosen_of(record, columns, reveal=reveal) for record in records)
    refuse_workbook_here(form)
    first = list(islice(records, 1))  # what is refused is refused before a header is written
    records = chain(first, records)
    if form is Format.JSON:
        _write_json(list(records))
    elif form is Format.NDJSON:
        for record in records:
            write(line_of(record))
    elif form is Format.XLSX:
        from semble_cli.commands.ui.workbook import write_workbook

        if not write_workbook(records, columns, header_of(columns, *first)):
            raise BadUsage("A workbook has no room for so many; write them as csv.")
    else:
        batches = _batches(records, columns)
        header = header_of(columns, *first)
        lines = (lines_of(batch, DELIMITERS[form], header) for batch in batches)
        write_lines(lines, header, form)


def write_lines(lines: Iterable[str], header: Sequence[str], form: Format) -> None:
    """Write CSV or TSV: a header, then lines, some at a time."""
    lines = iter(lines)
    first = list(islice(lines, 1))  # what is refused is refused before a header is written
    top = lines_of([[cell] for cell in header], DELIMITERS[form])
    sys.stdout.writelines(chain([top], first, lines))


def header_of(keys: Sequence[str], example: Record = MappingProxyType({})) -> list[str]:
    """The columns of a flat file for some keys of records that are like an *example*."""
    return [cell for key in keys for cell in cells(key, example.get(key))]


def write_line(document: Record) -> None:
    """Write one record as a line of JSON, as it is."""
    write(line_of(document))


def write_document(record: Record, *, reveal: bool = False) -> None:
    """Write one record as a JSON object; NIRs are masked unless *reveal*."""
    _write_json(chosen_of(record, list(record), reveal=reveal))


def chosen_of(record: Record, columns: Sequence[str], *, reveal: bool) -> Record:
    """The fields of a record that are asked for, as they may be shown."""
    return {name: record[name] if reveal else discreet(record[name], name) for name in columns}


def _write_json(value: object) -> None:
    import json

    write(escaped_json(json.dumps(value, ensure_ascii=False, indent=2)))


def line_of(value: object) -> str:
    """A JSON document on one line, as it is."""
    import json

    return escaped_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _batches(records: Iterator[Record], keys: Sequence[str]) -> Iterator[list[tuple[str, ...]]]:
    """The cells of some records at a time, column by column."""
    while some := [tuple(_line(record, keys)) for record in islice(records, _AT_ONCE)]:
        yield list(zip(*some, strict=True))


def _line(record: Record, columns: Sequence[str]) -> Iterator[str]:
    for name in columns:
        yield from cells(name, record[name]).values()
