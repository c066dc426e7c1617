"""Archives are written as a stream, the same files as the same bytes; every program reads them."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import pyzipper
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.exchange.archive.writing import (
    Member,
    archive_chunks,
    member_of,
    write_encrypted,
)

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 23, 10, 30, 2, tzinfo=UTC)
DESCRIPTOR_FLAG = 0x08
MEMBERS = [
    member_of("dossier.json", b'{"a": 1}' * 500, is_packed=True),
    member_of("documents/0001.pdf", b"%PDF" + bytes(range(256)) * 9000),
    member_of("vide", b""),
]


def whole(members: list[Member]) -> bytes:
    return b"".join(archive_chunks(members, AT))


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,9}", fullmatch=True), st.tuples(st.binary(), st.booleans())
    )
)
def test_what_goes_in_comes_out(files: dict[str, tuple[bytes, bool]]) -> None:
    members = [member_of(name, data, is_packed=packed) for name, (data, packed) in files.items()]
    with zipfile.ZipFile(io.BytesIO(whole(members))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == list(files)
        for name, (data, _) in files.items():
            assert archive.read(name) == data


def test_size_and_checksum_stand_before_the_bytes_of_each_file() -> None:
    written = whole(MEMBERS)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        for info in archive.infolist():
            assert not info.flag_bits & DESCRIPTOR_FLAG
            here = written[info.header_offset :]
            assert int.from_bytes(here[14:18], "little") == info.CRC
            assert int.from_bytes(here[18:22], "little") == info.compress_size
            assert int.from_bytes(here[22:26], "little") == info.file_size


def test_the_same_files_are_the_same_bytes() -> None:
    assert whole(MEMBERS) == whole(MEMBERS)


def test_a_file_is_for_its_owner_alone_where_it_is_unpacked() -> None:
    with zipfile.ZipFile(io.BytesIO(whole(MEMBERS))) as archive:
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100600}
        assert {info.date_time for info in archive.infolist()} == {(2026, 11, 23, 10, 30, 2)}


def test_another_program_finds_no_error_in_it(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(whole(MEMBERS))
    subprocess.run(["unzip", "-tq", file], check=True, stdout=subprocess.DEVNULL)


def test_a_file_that_is_not_what_was_said_of_it_is_found_out() -> None:
    for chunks in ((b"other",), ()):
        wrong = MEMBERS[1]._replace(chunks=lambda chunks=chunks: chunks)  # type: ignore[misc]
        with pytest.raises(ValueError, match=r"documents/0001\.pdf"):
            whole([wrong])


@pytest.mark.parametrize("is_file", [True, False])
def test_an_encrypted_archive_opens_with_its_passphrase_alone(is_file: bool) -> None:
    out = io.BytesIO()
    write_encrypted(out, MEMBERS, AT, "cinq mots à retenir".encode(), is_file=is_file)
    assert b'{"a"' not in out.getvalue()
    with pyzipper.AESZipFile(out) as archive:
        archive.setpassword(b"another passphrase")
        with pytest.raises(RuntimeError):
            archive.read("dossier.json")
        archive.setpassword("cinq mots à retenir".encode())
        assert archive.read("documents/0001.pdf") == b"".join(MEMBERS[1].chunks())
        assert {info.wz_aes_strength for info in archive.infolist()} == {3}  # AES-256
