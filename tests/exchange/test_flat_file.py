"""Our CSV: read line by line, each row with the number of its line, problems with theirs."""

from __future__ import annotations

import hashlib
import io

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange.flat_file import FlatFile, Line

KNOWN, IGNORED = ("birth_name", "comments", "city"), ("id",)


def lines(content: bytes) -> list[Line]:
    return list(FlatFile(io.BytesIO(content), KNOWN, IGNORED).lines())


def test_rows_have_the_number_of_their_first_line_and_no_empty_cells() -> None:
    content = b'birth_name,comments\r\nADRUN,"une\ndeux"\r\n\r\nCORSE,\r\n'
    assert lines(content) == [
        Line(2, {"birth_name": "ADRUN", "comments": "une\ndeux"}),
        Line(5, {"birth_name": "CORSE"}),
    ]


def test_a_byte_order_mark_is_no_part_of_a_name() -> None:
    assert lines("\ufeffbirth_name\nŒUVRÉ\n".encode()) == [Line(2, {"birth_name": "ŒUVRÉ"})]


def test_columns_that_the_register_keeps_are_left_out() -> None:
    assert lines(b"id,birth_name\n7,ADRUN\n") == [Line(2, {"birth_name": "ADRUN"})]


def test_a_row_of_another_length_is_a_problem_of_that_row_only() -> None:
    (short, whole) = lines(b"birth_name,city\nADRUN\nCORSE,Lyon\n")
    assert "this line has 1 cells, the first line has 2" in str(short.problem)
    assert whole.problem is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"birth_name,shoe\n", "column 2 is no field"),
        (b"birth_name,city,city\n", "two columns have the same name"),
        ("birth_name\nOEUVR\u00c9\n".encode("cp1252"), "near line 1 it is no text in UTF-8"),
        (b'birth_name\n"ADRUN\n', "line 2 is no CSV"),
        (b"birth_name\n" + b"A" * 1_100_000 + b"\n", "line 2 is no CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as caught:
        lines(content)
    assert caught.value.field == "file"


def test_the_digest_is_that_of_the_whole_file() -> None:
    content = b"birth_name\n" + b"ADRUN\n" * 5000
    file = FlatFile(io.BytesIO(content), KNOWN)
    assert len(list(file.lines())) == 5000
    assert file.digest() == hashlib.sha256(content).hexdigest()
