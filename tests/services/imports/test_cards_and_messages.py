"""vCards and HL7 messages come into the register as any other file does."""

from __future__ import annotations

import gzip
import json
import os
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from semble_cli import app
from semble_cli.identity.given_names import _COMMON_NAMES
from semble_cli.services.imports import batches
from tests.exchange.hl7.messages import INS, message, pid
from tests.services.imports.importing_commands import everybody, imported
from tests.services.imports.test_shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Said

    Semble = Callable[..., Said]

ADRUN = ("ADRUN", "Zoé", "1975-12-31", "F", "63220", "01400")
CORSE = ("CORSE", "Anthony", "1980-03-02", "M", "2A004", "20000")
NESSI = ("NESSI", "Michelangelo", "2010-08-07", "M", "63220", "63220")

FILES = {
    "telephone_3_0.vcf": (
        "Read as: vCard, utf-8.",
        "1 × a card of an organisation or a group is no patient: left out.",
        "1 × there is no field for PHOTO: not taken.",
    ),
    "carnet_4_0.vcf": (
        "Read as: vCard, utf-8.",
        "1 × a relation of a card is not taken: add it with semble patient relate.",
    ),
    "ancien_telephone_2_1.vcf": (
        "Read as: vCard, cp1252.",
        "1 × a fax or pager number has no field: not taken.",
    ),
    "messages_ansi.hl7": (
        "Read as: HL7 v2, cp1252.",
        "1 × a message of the event A04 is not read: left out.",
        "1 × the status VALI of the sender is not taken",
    ),
    "trames_mllp.hl7": (
        "Read as: HL7 v2, utf-8.",
        "Messages that add a patient (A28): 2; that update one (A31): 1.",
        "1 × there is no field for the segment NK1: not taken.",
    ),
    "messages_a_la_ligne.hl7": ("Read as: HL7 v2, utf-8.",),
}
"""The files, and what is said of each."""


def register(semble: Semble) -> list[tuple[str, ...]]:
    """Whom the register has, as far as the files tell."""
    return [
        (
            *(patient[key] for key in ("birth_name", "first_given_name", "birth_date", "sex")),
            patient["birth_place_code"],
            "; ".join(phone["number"] for phone in patient["phones"]),
            patient["address"]["postal_code"],
        )
        for patient in everybody(semble)
    ]


def people(semble: Semble) -> list[tuple[str, ...]]:
    """Whom the register has: the traits, the digits of the phone, the postal code."""
    return [(*each[:5], each[6]) for each in register(semble)]


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_the_same_three_people(semble: Semble, name: str) -> None:
    report = imported(semble, SHAPES / name)
    assert people(semble) == [ADRUN, CORSE, NESSI]
    assert (report["created"], report["rejected"]) == (3, 0)
    assert report["read"] == report["created"] + report["skipped"]
    numbers = ["".join(filter(str.isdigit, each[5]))[-9:] for each in register(semble)]
    assert numbers == ["639980001", "199000001", ""]
    for said in FILES[name]:
        assert said in report["said"]


@pytest.mark.parametrize("name", ["telephone_3_0.vcf", "trames_mllp.hl7"])
def test_packed_and_under_any_name_they_are_read(semble: Semble, tmp_path: Path, name: str) -> None:
    data = (SHAPES / name).read_bytes()
    (tmp_path / "export.csv").write_bytes(data)
    (tmp_path / "export.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("export.txt", data)
    for file in ("export.csv", "export.gz", "export.zip"):
        assert imported(semble, tmp_path / file, "--dry-run")["created"] == 3


@pytest.mark.parametrize("name", ["telephone_3_0.vcf", "trames_mllp.hl7"])
def test_piped_they_are_read(semble: Semble, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert semble("patient", "list").code == 0  # which leaves the register set
    reading, writing = os.pipe()
    os.write(writing, (SHAPES / name).read_bytes())
    os.close(writing)
    with open(reading, encoding="utf-8") as piped:
        monkeypatch.setattr(sys, "stdin", piped)
        assert app.run(["patient", "import", "-"]) == 0
    assert people(semble) == [ADRUN, CORSE, NESSI]


@pytest.mark.parametrize("name", ["telephone_3_0.vcf", "trames_mllp.hl7"])
def test_a_dry_run_writes_nothing_and_who_is_there_is_not_created_again(
    semble: Semble, name: str
) -> None:
    assert imported(semble, SHAPES / name, "--dry-run")["created"] == 3
    assert everybody(semble) == []
    imported(semble, SHAPES / name)
    again = imported(semble, SHAPES / name, "--on-duplicate", "skip")
    assert (again["created"], again["rejected"]) == (0, 0)
    again = imported(semble, SHAPES / name)
    assert (again["created"], again["rejected"]) == (0, 3)
    assert len(everybody(semble)) == 3


def test_a_rejected_card_is_corrected_and_fed_back(semble: Semble, tmp_path: Path) -> None:
    file, rejects = tmp_path / "a.vcf", tmp_path / "rejects.vcf"
    text = (SHAPES / "telephone_3_0.vcf").read_text("utf-8")
    file.write_text(text.replace("BDAY:1980-03-02", "BDAY:--0302"), "utf-8", newline="")
    report = imported(semble, file, "--rejects", rejects)
    assert (report["created"], report["rejected"]) == (2, 1)
    assert "Line 14: birth date: the card has no year of it; add the year." in report["said"]
    assert report["said"].count("Line ") == 1
    kept = rejects.read_text("utf-8")
    assert kept.count("BEGIN:VCARD") == 1
    assert "X-MOTIF:birth date: the card has no year of it\\; add the year." in kept
    rejects.write_text(kept.replace("--0302", "1980-03-02"), "utf-8", newline="")
    assert imported(semble, rejects)["created"] == 1
    assert people(semble) == [ADRUN, CORSE, NESSI]


def test_a_rejected_message_is_corrected_and_fed_back(semble: Semble, tmp_path: Path) -> None:
    file, rejects = tmp_path / "a.hl7", tmp_path / "rejects.hl7"
    data = (SHAPES / "messages_ansi.hl7").read_bytes()
    file.write_bytes(data.replace(b"19751231", b"19751331"))
    report = imported(semble, file, "--rejects", rejects)
    assert (report["created"], report["rejected"]) == (2, 1)
    kept = rejects.read_bytes()
    assert kept.startswith(data[: data.index(b"\r")])
    assert "Zoé".encode("cp1252") in kept
    assert b"\rZRJ|birth date: " in kept
    rejects.write_bytes(kept.replace(b"19751331", b"19751231"))
    assert imported(semble, rejects)["created"] == 1
    assert people(semble) == [ADRUN, CORSE, NESSI]


@pytest.mark.parametrize("name", ["telephone_3_0.vcf", "messages_ansi.hl7"])
def test_a_long_file_goes_on_where_it_was_interrupted(
    semble: Semble, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes((SHAPES / name).read_bytes())
    report = imported(semble, file, "--commit-every", "2")
    assert (report["read"], report["created"]) == (4, 3)
    resumed = imported(semble, file, "--commit-every", "2", "--resume")
    assert (resumed["read"], resumed["created"]) == (4, 0)
    assert "Rows taken already: 4." in resumed["said"]


@pytest.mark.parametrize("name", ["a.hl7", "a.vcf"])
def test_a_file_that_another_process_reads_loses_nothing(
    semble_on_both: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(batches, "_AT_ONCE", 20)
    file, rejects = tmp_path / name, tmp_path / f"rejects-{name}"
    letters = "ABCDEFGHIJ"
    people = [f"{first}{second}OT" for first in letters for second in letters]
    card = "BEGIN:VCARD\nVERSION:4.0\nN:{};Zoé;;Mme;\nBDAY:1975-12-31\nBIRTHPLACE:63220\n"
    entries = {
        "a.hl7": [message(pid(p3=f"{name}^^^H^PI", p5=f"{name}^Zoé")) for name in people],
        "a.vcf": [f"{card.format(name)}END:VCARD\n" for name in people],
    }[name]
    bad = {
        "a.hl7": message(pid(p3="9^^^H^PI", p5="ADRTROIS^Toussaint", p30="Y")),
        "a.vcf": f"{card.format('ADRTROIS')}DEATHDATE:--0102\nEND:VCARD\n",
    }[name]
    entries[50:50] = [bad]
    file.write_text("".join(entries), "utf-8", newline="")
    options = ("--on-duplicate", "create")  # names as these are alike
    report = imported(semble_on_both, file, "--rejects", rejects, *options)
    assert (report["read"], report["created"], report["rejected"]) == (101, 100, 1)
    assert "deceased on: the " in report["said"]
    text = rejects.read_bytes().decode()
    assert ("ADRTROIS" in text, text.count("Zoé")) == (True, name == "a.vcf")
    again = imported(semble_on_both, rejects)
    assert (again["created"], again["rejected"]) == (0, 1)


def test_an_update_is_written_over_who_is_there_where_that_is_asked_for(
    semble: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "a.hl7"
    update = message(pid(p13="^PRN^CP^^^^^^^^^0639980001"), event="ADT^A31^ADT_A05")
    last = message(pid(p13="^PRN^CP^^^^^^^^^0639980002"), event="ADT^A31^ADT_A05")
    file.write_text(message() + update + last, newline="")
    report = imported(semble, file)
    assert (report["created"], report["updated"], report["rejected"]) == (1, 0, 2)
    report = imported(semble, file, "--on-duplicate", "update")
    assert (report["created"], report["updated"], report["rejected"]) == (0, 2, 0)
    (patient,) = everybody(semble)
    assert [phone["number"] for phone in patient["phones"]] == ["0639980002"]


def test_patients_of_a_long_file_are_updated_by_what_comes_later_in_it(
    semble_on_both: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "_AT_ONCE", 8)
    file = tmp_path / "a.hl7"
    texts = []
    names = _COMMON_NAMES.split()[::7]
    for place in range(40):
        called = f"{names[place]}^{names[-place - 1]}^^^^^L"
        one = {"p3": f"{place}^^^H^PI", "p5": called, "p7": f"19{place + 20}0102"}
        texts.append(message(pid(**one)))
        if place % 2:
            one["p13"] = f"^PRN^CP^^^^^^^^^06399800{place:02}"
            texts.append(message(pid(**one), event="ADT^A31^ADT_A05"))
    file.write_text("".join(texts), newline="")
    report = imported(semble_on_both, file, "--on-duplicate", "update")
    assert (report["created"], report["updated"], report["rejected"]) == (40, 20, 0)
    found = {each["birth_date"][2:4]: each["phones"] for each in everybody(semble_on_both)}
    assert [bool(found[f"{place + 20}"]) for place in range(40)] == [False, True] * 20


def test_an_added_patient_is_updated_within_one_file(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "a.hl7"
    update = message(pid(p13="^PRN^CP^^^^^^^^^0639980001"), event="ADT^A31^ADT_A05")
    file.write_text(message() + update, newline="")
    report = imported(semble, file, "--on-duplicate", "update")
    assert (report["created"], report["updated"], report["rejected"]) == (1, 1, 0)
    (patient,) = everybody(semble)
    assert [phone["number"] for phone in patient["phones"]] == ["0639980001"]


def test_an_identity_comes_in_as_provisional_and_the_matricule_as_the_nir(
    semble: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "a.hl7"
    file.write_text(message(pid(p3=INS, p32="VALI")), newline="")
    imported(semble, file)
    document = json.loads(semble("patient", "show", "1", "--reveal", "-f", "json").out)
    assert (document["identity_status"], document["ins"]) == ("PROV", None)
    assert document["nir"] == "279035121518989"


def test_no_number_of_a_person_stands_in_what_is_said(semble: Semble, tmp_path: Path) -> None:
    file, report_file = tmp_path / "a.hl7", tmp_path / "report.json"
    wrong = INS.replace("989^", "988^")
    texts = [message(pid(p3=wrong, p32="VALI"))]
    texts += [message(pid(p3=INS, p8="279035121518989", p32="279035121518989"))]
    texts += [message(event="ADT^279035121518989"), f"279035121518989\r{message(pid(p7='x'))}"]
    file.write_text("".join(texts), newline="")
    report = imported(semble, file, "--report", report_file)
    assert report["rejected"] == 4
    for said in (report["said"], report_file.read_text()):
        assert "2790351" not in said
        assert "PAT-TROIS" not in said


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("carnet_4_0.vcf", ("--delimiter", ";"), "it holds no table"),
        ("carnet_4_0.vcf", ("--header-line", "2"), "it holds no table"),
        ("messages_ansi.hl7", ("--date-format", "DD/MM/YYYY"), "it holds no table"),
        ("messages_ansi.hl7", ("--map-template",), "nothing of it needs a map"),
        ("carnet_4_0.vcf", ("--map-template",), "nothing of it needs a map"),
        ("carnet_4_0.vcf", ("--encoding", "hex"), "it is not known"),
    ],
)
def test_what_is_asked_for_a_table_is_refused(
    semble: Semble, name: str, options: tuple[str, ...], said: str
) -> None:
    refused = semble("patient", "import", SHAPES / name, *options)
    assert refused.code == 4
    assert said in refused.err
    assert everybody(semble) == []


def test_what_no_card_tells_is_one_error_or_taken_as_unknown(
    semble: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "a.vcf"
    text = (SHAPES / "carnet_4_0.vcf").read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("GENDER", "BIRTHPLACE"))]
    file.write_text("\n".join(kept), "utf-8")
    refused = semble("patient", "import", file)
    assert refused.code == 4
    assert "nothing in it tells what every patient needs: sex, birth place." in refused.err
    assert "Line" not in refused.err
    assert imported(semble, file, "--accept-incomplete")["created"] == 3
    assert {(each[3], each[4]) for each in people(semble)} == {("I", "99999")}


@pytest.mark.parametrize("name", ["a.vcf", "a.hl7"])
def test_a_file_that_is_not_what_its_name_says_is_refused(
    semble: Semble, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_text("Nom;Prénom\nADRUN;Zoé\n", "utf-8")
    refused = semble("patient", "import", file)
    assert refused.code == 4
    assert "it is no file of whole vCards" in refused.err or "no HL7 messages" in refused.err


def test_hostile_texts_are_refused_and_move_no_terminal(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "a.vcf"
    card = "BEGIN:VCARD\nVERSION:4.0\nN:ADRUN;Zoé;;Mme;\nBDAY:1975\nBIRTHPLACE:63220\n"
    card += "NOTE:{}\nEND:VCARD\n"
    hostile = (
        "\x1b[2J",
        "\u202e",
        "a\x00b",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    )
    file.write_text("".join(map(card.format, hostile)), "utf-8")
    report = imported(semble, file)
    assert report["created"] + report["rejected"] == len(hostile)
    assert report["rejected"] >= 3
    assert "\x1b" not in report["said"]
    assert "\u202e" not in report["said"]
    with_escapes = tmp_path / "a.hl7"
    with_escapes.write_text(message(pid(p5=r"PAT\X1B\TROIS^D^^^^^L", p3="1^^^H^PI")), newline="")
    report = imported(semble, with_escapes)
    assert (report["created"], report["rejected"]) == (0, 1)
    assert "\x1b" not in report["said"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.vcf",
            "BEGIN:VCARD\nVERSION:4.0\nN:ADRUN;Zoé;;Mme;\nBDAY:19751231\nBIRTHPLACE:63220\n"
            "TEL:12\nTEL:0639980001\nEMAIL:nobody\nEND:VCARD\n",
        ),
        (
            "a.hl7",
            message(
                pid(p5="ADRUN^Zoé", p7="19751231", p13="12~0639980001~^NET^Internet^nobody", p3="")
            ),
        ),
    ],
)
def test_what_cannot_be_taken_may_cost_itself_alone(
    semble: Semble, tmp_path: Path, name: str, text: str
) -> None:
    file, rejects = tmp_path / name, tmp_path / f"rejects-{name}"
    file.write_text(text, "utf-8", newline="")
    trial = imported(semble, file, "--dry-run")
    assert (trial["rejected"], trial["taken_by_dropping"]) == (1, 1)
    report = imported(semble, file, "--drop-bad-cells", "--rejects", rejects)
    assert (report["created"], report["rejected"], report["dropped_cells"]) == (1, 0, 2)
    (patient,) = everybody(semble)
    assert [phone["number"] for phone in patient["phones"]] == ["0639980001"]
    assert patient["email"] is None
    assert {"a.vcf": "X-MOTIF:Taken", "a.hl7": "ZRJ|Taken"}[name] in rejects.read_text("utf-8")
