"""BER-TLV as cards write it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import CardError
from semble_cli.vitale.tlv import Tlv, read_tlvs


def objects(figures: str) -> list[tuple[int, bytes]]:
    return [tuple(one) for one in read_tlvs(bytes.fromhex(figures))]  # type: ignore[misc]


def written(tag: int, value: bytes) -> bytes:
    """The shortest form of a data object."""
    size = len(value)
    length = (
        bytes([size])
        if size < 0x80
        else bytes([0x80 | (size.bit_length() + 7) // 8])
        + size.to_bytes((size.bit_length() + 7) // 8)
    )
    return tag.to_bytes((tag.bit_length() + 7) // 8) + length + value


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("", []),
        ("8000", [(0x80, b"")]),
        ("8002 4142", [(0x80, b"AB")]),
        ("8001 41 8101 42", [(0x80, b"A"), (0x81, b"B")]),
        ("7F21 01 41", [(0x7F21, b"A")]),
        ("5F8101 01 41", [(0x5F8101, b"A")]),
        ("80 8101 41", [(0x80, b"A")]),
        ("80 820001 41", [(0x80, b"A")]),
        ("80 83000001 41", [(0x80, b"A")]),
        ("80 8400000001 41", [(0x80, b"A")]),
        ("8001 41 000000", [(0x80, b"A")]),
        ("8001 41 FFFFFF", [(0x80, b"A")]),
        ("0000", []),
        ("8001 41 00 8101 42", [(0x80, b"A")]),
    ],
)
def test_data_objects_are_read_up_to_the_padding(
    figures: str, expected: list[tuple[int, bytes]]
) -> None:
    assert objects(figures) == expected


@pytest.mark.parametrize(
    "figures",
    [
        "80",
        "8002 41",
        "80 81",
        "80 8200",
        "80 80 41 0000",
        "80 8500000000 01 41",
        "80 84FFFFFFFF 41",
        "7F",
        "7F81",
        "5F818181 01 41",
    ],
)
def test_what_is_cut_off_or_of_no_card_is_refused(figures: str) -> None:
    with pytest.raises(CardError, match="damaged or cut off"):
        objects(figures)


TAGS = st.sampled_from([0x65, 0x80, 0x93, 0x7F21, 0x5F37, 0x5F8101])
OBJECTS = st.lists(st.tuples(TAGS, st.binary(max_size=400)), max_size=6)


@given(OBJECTS, st.integers(0, 20))
def test_what_is_written_is_read_again(some: list[tuple[int, bytes]], padding: int) -> None:
    data = b"".join(written(*one) for one in some) + bytes(padding)
    assert list(read_tlvs(data)) == [Tlv(*one) for one in some]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(CardError):
        assert sum(len(one.value) for one in read_tlvs(data)) <= len(data)


def test_a_data_object_shows_no_data() -> None:
    assert repr(Tlv(0x93, b"275126322074974")) == "Tlv(93, 15 bytes)"
