"""`semble identity feed` as other programs meet it: files, and a folder that is read once."""

from __future__ import annotations

import json
import os
import stat
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage
from semble_cli.services.identity_feed.folder import REASON, Folder
from semble_cli.store.database import sqlite
from tests.commands.identity.feeds import NEAR, put
from tests.exchange.feed.messages import CORSE, adt, fhir, resource
from tests.on_terminal import ends, starter

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


def test_a_file_is_told_message_by_message(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "identities.hl7"
    file.write_text(adt() + NEAR + adt(**CORSE))
    said = semble("identity", "feed", file, "-f", "ndjson")
    assert said.code == 9
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [len(line.pop("message")) for line in lines] == [64, 64, 64]
    assert lines == [
        {
            "file": "identities.hl7",
            "outcome": "created",
            "patient": 1,
            "fields": [],
            "left": [],
            "notes": [],
            "reasons": [],
        },
        {
            "file": "identities.hl7",
            "outcome": "rejected",
            "patient": None,
            "fields": [],
            "left": [],
            "notes": [],
            "reasons": [
                "it is of patient 1, whose record says otherwise: sex. Look at it by hand."
            ],
        },
        {
            "file": "identities.hl7",
            "outcome": "created",
            "patient": 2,
            "fields": [],
            "left": [],
            "notes": [],
            "reasons": [],
        },
    ]
    file.write_text(adt("A31", p13="0199000002^PRN^PH"))
    said = semble("identity", "feed", file, "-f", "table")
    assert (said.code, said.out) == (
        0,
        "identities.hl7 · brought up to date · ADRUN ZOE (1) · phones\n",
    )
    said = semble("identity", "feed", file, "-f", "table")
    assert (said.code, said.out) == (0, "identities.hl7 · read before\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nowhere",), 2),
        (("{file}", "--once"), 2),
        (("{file}", "-f", "csv"), 2),
        (("{file}",), 4),
        ((), 2),
    ],
)
def test_what_is_no_feed_is_one_sentence(
    semble: Semble, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("Nom;NIR\nADRUN;275126322074974\n")
    said = semble("identity", "feed", *(word.format(file=file) for word in words))
    assert said.code == code
    assert "275126322074974" not in said.err
    assert "Traceback" not in said.err


def test_a_folder_is_read_once_and_what_is_rejected_lies_beside_its_reason(
    semble: Semble, folder: Path
) -> None:
    put(folder, "a.hl7", adt())
    put(folder, "b.hl7", NEAR)
    put(folder, "c.json", fhir({"resourceType": "Observation"}))
    put(folder, "d.pdf", b"%PDF-1.7\n")
    for place, name in enumerate(("a.hl7", "b.hl7", "c.json", "d.pdf")):
        os.utime(folder / name, (1_790_000_000 + place,) * 2)
    (folder / ".hidden").write_text(adt())
    (folder / "e.hl7.part").write_text(adt())
    (folder / "inner").mkdir()
    elsewhere = folder.parent / "elsewhere.hl7"
    elsewhere.write_text(adt(**CORSE))
    (folder / "link.hl7").symlink_to(elsewhere)
    said = semble("identity", "feed", folder, "--once", "-f", "ndjson")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [(line["file"], line["outcome"]) for line in lines] == [
        ("a.hl7", "created"),
        ("b.hl7", "rejected"),
        ("c.json", "passed_over"),
        ("d.pdf", "rejected"),
    ]
    assert said.code == 9
    rejected = folder / "rejected"
    assert {each.name for each in rejected.iterdir()} == {
        *("b.hl7", f"b.hl7{REASON}", "d.pdf", f"d.pdf{REASON}")
    }
    assert (rejected / "b.hl7").read_bytes() == NEAR.encode()
    reason = (rejected / f"b.hl7{REASON}").read_text()
    assert reason == "it is of patient 1, whose record says otherwise: sex. Look at it by hand.\n"
    assert stat.S_IMODE(rejected.stat().st_mode) == 0o700
    assert stat.S_IMODE((rejected / f"b.hl7{REASON}").stat().st_mode) == 0o600
    again = semble("identity", "feed", folder, "--once", "-f", "ndjson")
    assert (again.code, again.out) == (0, "")
    assert (folder / "a.hl7").exists()


def test_a_reason_has_nothing_of_the_person(semble: Semble, folder: Path) -> None:
    put(folder, "a.hl7", adt(p7="19751399", p29="19000101", p13="0639981234^PRN^CP"))
    put(folder, "b.json", fhir(resource(birthDate="1975", gender="x", name=[{"text": "ADRUN"}])))
    assert semble("identity", "feed", folder, "--once").code == 9
    reasons = [each.read_text() for each in (folder / "rejected").glob(f"*{REASON}")]
    assert len(reasons) == 2
    for word in ("ADRUN", "ZOE", "1975", "275126322074974", "0639981234", "CLERMONT"):
        assert word not in "".join(reasons)


def test_of_several_messages_the_rejected_one_is_set_aside_and_the_file_stays(
    semble: Semble, folder: Path
) -> None:
    file = put(folder, "all.hl7", adt() + NEAR)
    said = semble("identity", "feed", folder, "--once", "-f", "ndjson")
    outcomes = [json.loads(line)["outcome"] for line in said.out.splitlines()]
    assert outcomes == ["created", "rejected"]
    (aside,) = (folder / "rejected").glob("all.*.hl7")
    assert aside.read_bytes() == NEAR.encode()
    aside.unlink()
    assert semble("identity", "feed", folder, "--once", "-f", "ndjson").out == ""
    assert file.exists()
    assert list((folder / "rejected").glob("all.*.hl7")) == []


def test_two_rejected_files_of_one_name_are_both_kept(semble: Semble, folder: Path) -> None:
    for content in ("%PDF-1\n", "%PDF-2\n"):
        put(folder, "x.pdf", content)
        assert semble("identity", "feed", folder, "--once").code == 9
    kept = {each.read_text() for each in (folder / "rejected").glob("x*.pdf")}
    assert kept == {"%PDF-1\n", "%PDF-2\n"}


def test_where_there_is_no_room_for_a_reason_none_is_left_half(folder: Path) -> None:
    put(folder, "x.hl7", adt())
    found = Folder(str(folder), lambda: 0)
    (waiting,) = found.ready(at_once=True)
    soft, hard = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(BadUsage, match="see that there is room"):
            found.reject(waiting, "its end is missing.")
    finally:
        setrlimit(RLIMIT_FSIZE, (soft, hard))
    assert list((folder / "rejected").iterdir()) == []
    assert (folder / "x.hl7").exists()


def test_nothing_is_written_through_a_link_among_the_rejected(
    semble: Semble, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "somebody.txt"
    other.write_text("theirs")
    (folder / "rejected").mkdir()
    (folder / "rejected" / f"x.pdf{REASON}").symlink_to(other)
    (folder / "x.pdf").write_bytes(b"%PDF-1.7\n")
    said = semble("identity", "feed", folder, "--once")
    assert (said.code, "cannot be put into" in said.err) == (2, True)
    assert other.read_text() == "theirs"
    assert (folder / "x.pdf").exists()


def test_a_file_that_is_being_written_waits_until_it_is_whole(folder: Path) -> None:
    now = [0.0]
    watched = Folder(str(folder), lambda: now[0])

    def ready() -> list[tuple[str, bool]]:
        return [(each.path.name, each.problem is None) for each in watched.ready()]

    file = folder / "a.hl7"
    file.write_text(adt()[:-30])
    assert ready() == []
    now[0] = 30
    assert ready() == []
    file.write_text(adt())
    assert ready() == []  # it was just written to
    now[0] = 32
    assert ready() == [("a.hl7", True)]
    assert ready() == []
    file.write_text(adt("A31"))
    now[0] = 33
    assert ready() == []
    now[0] = 35
    assert ready() == [("a.hl7", True)]
    (folder / "b.json").write_text('{"resourceType": "Pat')
    assert ready() == []
    now[0] = 94
    assert ready() == []
    now[0] = 96
    assert ready() == [("b.json", False)]
    (folder / "c.json").write_text("{")
    assert ready() == []
    now[0] = 98
    assert ready() == []
    assert watched.unfinished == {"c.json"}
    (folder / "c.json").unlink()
    assert ready() == []
    assert watched.unfinished == set()


def test_a_terminal_breaks_the_line_of_a_message_between_words(
    sqlite_store: StoreAddress, folder: Path
) -> None:
    name = f"{'x' * 68}.hl7"
    put(folder, name, adt())
    code, shown = ends(starter(sqlite_store)("identity", "feed", str(folder / name)))
    assert code == 0
    lines = shown.splitlines()
    assert lines[0].rstrip().endswith(" ADRUN")
    assert all(len(line) <= 100 for line in lines)
    assert "ADRUN ZOE (1)" in " ".join(map(str.strip, lines))


def test_a_folder_that_cannot_be_written_to_is_refused_before_anything(
    semble: Semble, folder: Path
) -> None:
    put(folder, "a.hl7", adt())
    (folder / "rejected").write_text("")
    said = semble("identity", "feed", folder, "--once")
    assert said.code == 2
    assert "cannot be written to" in said.err
    assert json.loads(semble("patient", "list", "-f", "json").out) == []


def test_a_reader_is_refused_before_the_folder_is_touched(
    semble_on_sqlite: Semble, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert semble_on_sqlite("user", "add", "somebody", "--role", "reader").code == 0
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    said = semble_on_sqlite("identity", "feed", folder, "--once")
    assert (said.code, "may not change patients" in said.err) == (6, True)
    assert list(folder.iterdir()) == []
