"""`semble export all`: what is said and written."""

from __future__ import annotations

import json
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

from semble_cli.commands.exporting.dictionary import dictionary_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Semble


def test_a_practice_is_exported_and_told_in_numbers(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    del people
    said = semble("export", "all", "-o", tmp_path / "out", "-f", "json")
    told = json.loads(said.out)
    assert said.code == 0
    assert told == {
        "directory": str(tmp_path / "out"),
        "patients": 2,
        "exported": 2,
        "made_now": 2,
        "taken_away": 0,
        "documents": 1,
        "size": told["size"],
        "damaged": [],
        "without_pages": [],
        "still_changing": 0,
    }
    assert semble("export", "verify", tmp_path / "out").code == 0


def test_the_dictionary_knows_every_key_of_a_record(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    del people
    semble("patient", "export", "1", "-o", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        found = set(keys_of(json.loads(archive.read("dossier.json"))))
    known = {row[1] for row in dictionary_rows()}
    assert sorted(found - known) == []


def keys_of(value: Any, key: str = "") -> Iterator[str]:
    """The keys of a document that hold no other: `documents[].title`."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from keys_of(inner, f"{key}.{name}".strip("."))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for inner in value:
            yield from keys_of(inner, f"{key}[]")
    else:
        yield key


def test_every_row_of_the_dictionary_says_it_in_both_languages() -> None:
    head, *rows = dictionary_rows()
    assert head[:4] == ("file", "key", "english", "francais")
    for row in rows:
        assert len(row) == len(head)
        assert all(row[:4]), row


def test_a_practice_is_exported_encrypted(semble: Semble, people: Register, tmp_path: Path) -> None:
    del people
    secret, out = tmp_path / "phrase", tmp_path / "out"
    secret.write_text("cinq mots à retenir\n")
    secret.chmod(0o600)
    assert semble("export", "all", "-o", out, "--passphrase-file", secret).code == 2
    assert semble("export", "all", "-o", out, "--encrypt").code == 2  # nobody is there to type it
    assert not out.exists()
    given = ("--encrypt", "--passphrase-file", secret)
    assert semble("export", "all", "-o", out, *given, "--page-language", "en").code == 0
    said = semble("export", "verify", out, "-f", "json")
    assert (said.code, json.loads(said.out)["is_encrypted"]) == (0, True)
    page = subprocess.run(
        ["pdftotext", out / "LISEZ-MOI.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "cabinet.zip" in page
    assert "cabinet.json" not in page
    assert "AES-256" in page
    secret.write_text("une autre phrase\n")
    said = semble("export", "all", "-o", out, *given)
    assert (said.code, "another passphrase" in said.err) == (2, True)
    assert semble("export", "verify", out).code == 0


def test_pages_are_left_out_where_nobody_wants_them(
    semble: Semble, people: Register, tmp_path: Path
) -> None:
    del people
    pages = {"LISEZ-MOI.pdf", "dossier.pdf"}
    for words, found in (((), pages), (("--pdf",), pages), (("--no-pdf",), set())):
        out = tmp_path / "".join(("out", *words))
        assert semble("export", "all", "-o", out, *words).code == 0
        with zipfile.ZipFile(out / "patients/000000/1.zip") as archive:
            assert pages & set(archive.namelist()) == found
