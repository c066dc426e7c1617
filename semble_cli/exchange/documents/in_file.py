"""JSON documents in a file, one by one, whatever each holds: one a line, or a list or a FHIR bundle
as a whole, or one after the other over several lines each."""

from __future__ import annotations

import codecs
import json
from contextlib import closing
from io import BytesIO
from itertools import chain, count
from typing import TYPE_CHECKING, Any, BinaryIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange.around.lines import DocumentLine, read_line
from semble_cli.exchange.documents.envelopes import entry_of, within
from semble_cli.exchange.mapping import REASONS
from semble_cli.exchange.record import Record
from semble_cli.exchange.tables.text_table import LONGEST_LINE
from semble_cli.patient.reading.json_texts import (
    NO_JSON,
    read_json,
    read_jsons,
    wrong_with_file,
    wrong_with_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_BUNDLE = "Bundle"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_LARGEST_DOCUMENT = 256 << 20


def documents_in(stream: BinaryIO, *, is_data_wanted: bool = False) -> Iterator[Record]:
    """The documents of a file one by one, whatever each holds.

    Args:
        is_data_wanted: whether the bytes of documents are, where a line is too long to be held.

    Raises:
        InvalidInput: it cannot be read any further.
    """
    first = stream.readline(LONGEST_LINE)
    if first.startswith(_UTF_16):  # as a shell of Windows writes what a program says
        stream = BytesIO(_text(first + stream.read(_LARGEST_DOCUMENT), "utf-16").encode())
        first = stream.readline(LONGEST_LINE)
    if _is_json(first) and not first.lstrip().startswith(b"["):
        yield from _lines(first, stream, is_data_wanted=is_data_wanted)
        return
    text = _text(first + stream.read(_LARGEST_DOCUMENT), "utf-8-sig")
    try:
        documents = read_jsons(text)
    except NO_JSON as problem:
        raise wrong_with_file(problem, text) from None
    records = chain.from_iterable(_of_document(1, document) for document in documents)
    for number, record in enumerate(records, start=1):
        yield record._replace(number=number)


def _lines(first: bytes, stream: BinaryIO, *, is_data_wanted: bool) -> Iterator[Record]:
    """The documents of lines; those within one, a bundle, count as lines: each has its number."""
    line: DocumentLine | None = DocumentLine(first)
    more = 0
    for number in count(1):
        if line is None:
            return
        with closing(line):
            if line.text.strip():
                place = -1
                for place, record in enumerate(_of_line(number, line.text)):
                    found = record._replace(number=number + more + place)
                    yield found if line.data is None else found._replace(data=line.data)
                more += max(place, 0)
        line = read_line(stream, number + 1, is_data_wanted=is_data_wanted)


def _text(content: bytes, encoding: str) -> str:
    """A file that is read as a whole.

    Raises:
        InvalidInput: it is too long, or no text in this encoding.
    """
    if len(content) > _LARGEST_DOCUMENT:
        raise InvalidInput("file", "it is too large for one document; write one a line.")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise InvalidInput("file", "it is no text in UTF-8.") from None


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line.decode("utf-8-sig"))
    except NO_JSON:
        return False
    return True


def _of_line(number: int, line: bytes) -> Iterator[Record]:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = InvalidInput("file", "it is no text in UTF-8.")
        yield Record(number, {"line": line.decode("utf-8", "surrogateescape")}, problem)
        return
    try:
        document = read_json(text)
    except NO_JSON as problem:
        yield Record(number, {"line": text}, wrong_with_line(problem))
        return
    yield from _of_document(number, document)


def _of_document(number: int, document: Any) -> Iterator[Record]:
    """The patients of one document: itself, those of a list, or those of a FHIR bundle."""
    document = within(document)
    if isinstance(document, list):
        for place, each in enumerate(document, start=1):
            yield _document(place, entry_of(each))
    elif isinstance(document, dict) and document.get("resourceType") == _BUNDLE:
        from semble_cli.exchange.fhir.resources import entries_of  # no table needs it

        for place, entry in enumerate(entries_of(document), start=1):
            yield _document(place, entry.resource)._replace(note=entry.note)
    else:
        yield _document(number, document)


def _document(number: int, document: Any) -> Record:
    if not isinstance(document, dict):
        problem = InvalidInput("file", "a patient is one JSON object.")
        return Record(number, {"line": json.dumps(document)}, problem)
    raw = {key: value for key, value in document.items() if key != REASONS}
    return Record(number, raw)
