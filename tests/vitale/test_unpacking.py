"""Bodies of answers, packed and not."""

from __future__ import annotations

import gzip
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from semble_cli.vitale.teleservices.unpacking import NotPacked, TooLong, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = b"beneficiaireDeSoins" * 9
PACKED = gzip.compress(WORDS, mtime=0)


def in_parts(text: bytes, size: int) -> Iterator[bytes]:
    return (text[start : start + size] for start in range(0, len(text), size))


@pytest.mark.parametrize("size", [1, 7, 9999])
@pytest.mark.parametrize("packing", ["gzip", "GZIP", " gzip "])
def test_what_is_packed_is_unpacked_in_whatever_parts_it_comes(size: int, packing: str) -> None:
    assert unpacked(in_parts(PACKED, size), packing, len(WORDS)) == WORDS


@pytest.mark.parametrize("packing", ["", "identity"])
def test_what_is_not_packed_is_taken_as_it_is(packing: str) -> None:
    assert unpacked(in_parts(WORDS, 7), packing, len(WORDS)) == WORDS


@pytest.mark.parametrize(("text", "packing"), [(WORDS, ""), (PACKED, "gzip")])
def test_no_more_is_taken_than_an_answer_may_have(text: bytes, packing: str) -> None:
    with pytest.raises(TooLong):
        unpacked(in_parts(text, 9999), packing, len(WORDS) - 1)


@pytest.mark.parametrize(
    ("text", "packing"),
    [
        *((WORDS, "gzip"), (PACKED[:-1], "gzip"), (PACKED + b"x", "gzip"), (b"", "gzip")),
        *((PACKED, "br"), (PACKED, "gzip, gzip"), (PACKED, "deflate")),
    ],
)
def test_what_is_not_packed_as_it_says_is_refused(text: bytes, packing: str) -> None:
    with pytest.raises(NotPacked):
        unpacked([text], packing, 9999)


def test_a_bomb_is_refused_while_it_is_unpacked() -> None:
    bomb = gzip.compress(bytes(256 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(TooLong):
            unpacked([bomb], "gzip", 1 << 20)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
