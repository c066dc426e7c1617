"""Lines with the bytes of a document: of any length, never held whole, and read back the same."""

from __future__ import annotations

import gzip
import io
import json
import random
from typing import Any

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange.around.finding import find_around
from semble_cli.exchange.around.lines import pieces_with_data
from semble_cli.exchange.document_records import DocumentRecords
from semble_cli.exchange.documents.in_file import documents_in
from semble_cli.exchange.tables.text_table import LONGEST_LINE

RANDOM = random.Random(20261127)
LARGE = RANDOM.randbytes(3 * LONGEST_LINE + 17)
PATIENT = {"resourceType": "Patient", "id": "1"}


def line(chunks: list[bytes], **more: Any) -> bytes:
    reference = {"resourceType": "DocumentReference", **more, "content": [{"attachment": {}}]}
    text = json.dumps(reference, separators=(",", ":")).replace(
        '{"attachment":{', '{"attachment":{"size":1'
    )
    return ("".join(pieces_with_data(text, chunks)) + "\n").encode()


def read(content: bytes, *, is_data_wanted: bool = True) -> list[tuple[int, Any, bytes]]:
    """The documents of a file: their lines, their base64, and their bytes where they are apart."""
    found = []
    for record in documents_in(io.BytesIO(content), is_data_wanted=is_data_wanted):
        data = record.raw.get("content", [{}])[0].get("attachment", {}).get("data")
        assert not isinstance(record.data, InvalidInput)
        found.append((record.number, data, b"".join(record.data.chunks()) if record.data else b""))
    return found


@pytest.mark.parametrize("sizes", [(), (1,), (2, 2), (3,), (1, 1, 1, 1), (5, 1, 4)])
def test_bytes_in_pieces_of_any_size_are_one_base64(sizes: tuple[int, ...]) -> None:
    from base64 import b64decode

    chunks = [RANDOM.randbytes(size) for size in sizes]
    (reference,) = map(json.loads, line(chunks).splitlines())
    attachment = reference["content"][0]["attachment"]
    assert b64decode(attachment["data"], validate=True) == b"".join(chunks)


def test_the_bytes_of_a_long_line_stand_apart_and_those_of_a_short_one_within() -> None:
    chunks = [LARGE[: 1 << 20], LARGE[1 << 20 :]]
    content = json.dumps(PATIENT).encode() + b"\n" + line(chunks) + line([b"abc"])
    assert read(content) == [(1, None, b""), (2, "", LARGE), (3, "YWJj", b"")]


def test_bytes_that_are_not_wanted_are_passed_over() -> None:
    content = json.dumps(PATIENT).encode() + b"\n" + line([LARGE]) + line([b"abc"])
    assert read(content, is_data_wanted=False) == [(1, None, b""), (2, "", b""), (3, "YWJj", b"")]


def test_another_long_line_is_refused_as_before() -> None:
    long = json.dumps(PATIENT | {"photo": [{"data": "A" * LONGEST_LINE}]}).encode()
    for content in (long, line([b"abc"], description="x" * LONGEST_LINE)):
        with pytest.raises(InvalidInput, match="line 2 has more than"):
            read(json.dumps(PATIENT).encode() + b"\n" + content)


@pytest.mark.parametrize("end", ["", "\n", "\n{}\n"])
def test_a_long_line_about_what_nobody_reads_is_passed_over(end: str) -> None:
    long = '{"resourceType": "Binary", "data": "' + "A" * (2 * LONGEST_LINE) + '"}' + end
    found = list(documents_in(io.BytesIO((json.dumps(PATIENT) + "\n" + long).encode())))
    assert [record.raw for record in found[:2]] == [PATIENT, {"resourceType": "Binary"}]
    assert len(found) == 2 + ("{}" in end)


def test_the_entries_of_bundles_count_as_lines_so_that_each_has_its_number() -> None:
    bundle = json.dumps({"resourceType": "Bundle", "entry": [{"resource": PATIENT}] * 2})
    nobody, one = '{"resourceType": "Bundle"}', json.dumps(PATIENT)
    for content, numbers in (
        (bundle, [1, 2]),
        (f"{bundle}\n{bundle}\n", [1, 2, 3, 4]),
        (f"{one}\n{bundle}\n{one}\n", [1, 2, 3, 4]),
        (f"{one}\n\n{nobody}\n{one}\n", [1, 4]),
    ):
        records = list(documents_in(io.BytesIO(content.encode())))
        assert [record.number for record in records] == numbers
        assert all(record.raw == PATIENT for record in records)


def test_what_comes_behind_the_bytes_is_not_long_either() -> None:
    long = line([LARGE]).replace(b'"}}]}', b'"}}],"description":"' + b"x" * LONGEST_LINE + b'"}')
    with pytest.raises(InvalidInput, match="line 2 has more than"):
        read(json.dumps(PATIENT).encode() + b"\n" + long)


@pytest.mark.parametrize("end", [b"", b"\n", b"\n{}\n"])
def test_a_long_line_that_breaks_off_is_no_json(end: bytes) -> None:
    content = json.dumps(PATIENT).encode() + b"\n" + line([LARGE])[:-300] + end
    records = list(documents_in(io.BytesIO(content), is_data_wanted=True))
    assert str(records[1].problem) == "file: it is no JSON."
    assert [each.number for each in records] == [1, 2, 3][: 2 + bool(end.strip())]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_what_stands_around_is_found_wherever_it_begins_and_the_file_stays_where_it_was(
    pack: Any,
) -> None:
    many = json.dumps(PATIENT).encode() + b"\n"
    for rows in (1, LONGEST_LINE // len(many), LONGEST_LINE // len(many) + 1):
        source = io.BytesIO(pack(many * rows + b'{"resourceType" : "RelatedPerson"}\n'))
        records = DocumentRecords(source)
        assert records.around is not None
        assert len(list(records.around.records())) == 1
        (rest,) = records.batches([rows + 1])
        assert len(rest) == rows


def test_a_file_of_patients_alone_has_nothing_around_them() -> None:
    assert DocumentRecords(io.BytesIO(json.dumps(PATIENT).encode())).around is None
    ours = b'{"birth_name":"ADRUN"}\n{"resourceType":"RelatedPerson"}\n'
    assert find_around(io.BytesIO(b" " * (2 << 20) + ours), documents_in) is None
