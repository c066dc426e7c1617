"""Imports: what exists already, what is incomplete, what is rejected, fed back, undone."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.services.imports.importing_commands import (
    ADRUN,
    CORSE,
    HEADER,
    NESSI,
    everybody,
    imported,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Said

    Semble = Callable[..., Said]


def test_a_messy_export_goes_to_a_clean_register_and_no_row_is_lost(
    semble_on_both: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    semble = semble_on_both
    bad = "TCHITCHI;Catarina;31/02/1936;F;63220;;D4;\n"
    file = write(ADRUN, CORSE, bad, NESSI, "ECETINSI;;14/07/2009;M;98999;;D5;1\n")
    report = imported(semble, file, "--dry-run")
    assert (report["read"], report["created"], report["rejected"]) == (5, 3, 2)
    assert "Read as: csv, cp1252, “;”." in report["said"]
    assert everybody(semble) == []
    rejects = tmp_path / "to-correct.csv"
    assert imported(semble, file, "--rejects", rejects)["created"] == 3
    with rejects.open(encoding="cp1252", newline="") as content:
        rows = list(csv.reader(content, delimiter=";"))
    assert rows[0] == [*HEADER.strip().split(";"), "motif"]
    assert rows[1][:3] == ["TCHITCHI", "Catarina", "31/02/1936"]
    assert "no calendar has this day" in rows[1][-1]
    for problem in ("first given name", "birth place", "NIR"):
        assert problem in rows[2][-1]
    text = rejects.read_text("cp1252").replace("31/02", "28/02")
    text = text.replace("ECETINSI;;", "ECETINSI;Muriel;").replace("98999;;D5;1;", "63220;;D5;;")
    rejects.write_text(text, "cp1252")
    report = imported(semble, rejects)
    assert (report["created"], report["rejected"]) == (2, 0)
    assert len(everybody(semble)) == 5
    assert imported(semble, file, "--on-duplicate", "skip")["skipped"] == 3


def test_a_patient_who_is_there_is_told_skipped_updated_or_created(
    semble_on_both: Semble, write: Callable[..., Path]
) -> None:
    semble = semble_on_both
    file = write(ADRUN, CORSE)
    assert imported(semble, file)["created"] == 2
    report = imported(semble, file)
    assert (report["created"], report["rejected"]) == (0, 2)
    assert "the register has patient 1 already" in report["said"]
    report = imported(semble, file, "--on-duplicate", "skip")
    assert (report["skipped"], report["rejected"], report["batch"]) == (2, 0, None)
    moved = write(ADRUN.replace("Lyon", "Reims"), CORSE, name="moved.csv")
    report = imported(semble, moved, "--on-duplicate", "update")
    assert (report["updated"], report["skipped"]) == (1, 1)
    assert everybody(semble)[0]["address"]["city"] == "Reims"
    history = json.loads(semble("patient", "history", 1, "-f", "json").out)
    assert history[-1]["changes"] == {"city": ["Lyon", "Reims"]}
    assert imported(semble, file, "--on-duplicate", "create")["created"] == 2


def test_short_phones_are_of_the_address_of_their_row_and_refused_without(
    semble_on_both: Semble, write: Callable[..., Path], tmp_path: Path
) -> None:
    semble = semble_on_both
    rows = (
        "ADRUN;Zoé;31/12/1975;F;63220;25 12 34;98800;\n",
        "CORSE;Anthony;22/03/1980;M;2A004;40.12.34.56;;Polynésie française\n",
        "NESSI;Michelangelo;07/08/2010;M;63220;411234;;\n",
        "TCHITCHI;Catarina;21/06/1936;F;63220;639981234;63000;France\n",
    )
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Tél;Code postal;Pays\n"
    file = write(*rows, header=header)
    report = imported(semble, file)
    assert (report["created"], report["rejected"]) == (3, 1)
    assert "write it with its country, such as +687 25 12 34" in report["said"]
    assert [each["phones"][0]["number"] for each in everybody(semble)] == [
        *("+687 25 12 34", "+689 40.12.34.56", "0639981234"),
    ]
    documents = tmp_path / "patients.ndjson"
    documents.write_text(semble("patient", "list", "-f", "ndjson").out, "utf-8")
    report = imported(semble, documents, "--on-duplicate", "create")
    assert (report["created"], report["rejected"]) == (3, 0)
    moved = write(rows[0].replace("25 12 34", "25 12 35"), header=header, name="moved.csv")
    assert imported(semble, moved, "--on-duplicate", "skip")["rejected"] == 1  # two are the person


def test_several_phones_of_a_cell_are_taken_and_a_note_left_out_is_said(
    semble_on_both: Semble, write: Callable[..., Path]
) -> None:
    semble = semble_on_both
    work = "01 99 00 12 35, 0199001236"
    rows = (
        f"ADRUN;Zoé;31/12/1975;F;63220;06 39 98 12 34 (mère) / 0199001234;{work}\n",
        "CORSE;Anthony;22/03/1980;M;2A004;06 39 98 12 35 (père);\n",
        "NESSI;Michelangelo;07/08/2010;M;63220;(0)6 39 98 12 36;01 99 00 12 3\n",
    )
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Tél;Tél travail\n"
    file = write(*rows, header=header)
    for options in (("--dry-run",), ()):
        report = imported(semble, file, *options)
        assert (report["created"], report["rejected"], report["warned"]) == (2, 1, 2)
        assert "2 × phones: the note beside a number is not kept" in report["said"]
        assert "phones: a number in France has ten digits" in report["said"]
    assert [(each["type"], each["number"]) for each in everybody(semble)[0]["phones"]] == [
        *(("mobile", "06 39 98 12 34"), ("home", "0199001234")),
        *(("work", "01 99 00 12 35"), ("work", "0199001236")),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("ADRUNE;Zoé;30/12/1975;F;63220;;D1;\n", "the register has patient 1 already"),
        ("DURAND;Zoé;31/12/1975;F;51215;;;275126322074974\n", "patient 1 has the same number"),
        ("ADRUN;Zoé;31/12/1975;F;63220;;;\n", "the register has patient 1 already"),
        ("ADRUM;Zoé;31/12/1975;F;63220;;;\n", "likely to be the same person as patient 1"),
        ("ADRUN;Zoé;31/12/1974;F;63220;;;\n", "likely to be the same person as patient 1"),
        ("ADRUN;Anthony;31/12/1975;M;63220;;D2;\n", "patient 2 has the same number, but other"),
        ("ADRUN;Zoé;31/12/1975;F;63220;;D2;\n", "several patients match: 1, 2"),
    ],
)
def test_who_is_there_is_found_by_number_by_nir_and_by_traits(
    semble_on_both: Semble, write: Callable[..., Path], row: str, said: str
) -> None:
    imported(semble_on_both, write(ADRUN, CORSE))
    report = imported(semble_on_both, write(row, name="again.csv"))
    assert report["created"] == 0
    assert said in report["said"]


def test_twins_with_one_nir_are_two_patients(semble: Semble, write: Callable[..., Path]) -> None:
    twins = ["PAT;Zoé;31/12/2015;F;63220;;;275126322074974\n"]
    twins.append("PAT;Agathe;31/12/2015;F;63220;;;275126322074974\n")
    assert imported(semble, write(*twins))["created"] == 2


def test_duplicates_inside_a_file_are_told_with_the_earlier_line(
    semble: Semble, write: Callable[..., Path]
) -> None:
    report = imported(semble, write(ADRUN, CORSE, "adrun;ZOE;31/12/1975;F;63220;;;\n"))
    assert (report["created"], report["rejected"]) == (2, 1)
    assert "Line 4: the same person as line 2, or nearly." in report["said"]


def test_an_incomplete_identity_is_rejected_or_stored_as_unknown_and_tagged(
    semble: Semble, write: Callable[..., Path]
) -> None:
    file = write("ADRUN;Zoé;1975;;;;;\n")
    assert imported(semble, file)["rejected"] == 1
    assert imported(semble, file, "--accept-incomplete")["created"] == 1
    (patient,) = everybody(semble)
    assert (patient["sex"], patient["birth_place_code"]) == ("I", "99999")
    assert (patient["birth_date"], patient["birth_date_fictive"]) == ("1975-12-31", True)
    assert patient["tags"] == ["Identité incomplète"]


def test_strict_takes_all_or_nothing(semble: Semble, write: Callable[..., Path]) -> None:
    report = imported(semble, write(ADRUN, "CORSE;;;;;;;\n"), "--strict")
    assert report["batch"] is None
    assert "Nothing was written" in report["said"]
    assert everybody(semble) == []


def test_an_import_is_undone_but_for_what_was_changed_since(
    semble_on_both: Semble, write: Callable[..., Path]
) -> None:
    semble = semble_on_both
    imported(semble, write(ADRUN))
    file = write(ADRUN.replace("Lyon", "Reims"), CORSE, NESSI, name="second.csv")
    report = imported(semble, file, "--on-duplicate", "update")
    assert (report["created"], report["updated"]) == (2, 1)
    semble("patient", "edit", report["first_id"], "--city", "Ajaccio")
    said = semble("undo", report["batch"])
    assert said.code == 9
    assert f"left as they are: {report['first_id']}." in said.err
    left = {patient["birth_name"]: patient["address"]["city"] for patient in everybody(semble)}
    assert left == {"ADRUN": "Lyon", "CORSE": "Ajaccio"}
    assert semble("patient", "search", "nessi").code == 1
    assert semble("store", "check").code == 0
    assert semble("undo", report["batch"]).code == 5


def test_an_import_is_undone_with_what_was_changed_since_when_forced(
    semble_on_both: Semble, write: Callable[..., Path]
) -> None:
    semble = semble_on_both
    imported(semble, write(ADRUN))
    file = write(ADRUN.replace("Lyon", "Reims"), CORSE, name="second.csv")
    report = imported(semble, file, "--on-duplicate", "update")
    semble("patient", "edit", report["first_id"], "--city", "Ajaccio")
    semble("patient", "edit", 1, "--city", "Nice")
    assert semble("undo", report["batch"], "--force").code == 0
    assert [patient["address"]["city"] for patient in everybody(semble)] == ["Lyon"]
    former = json.loads(semble("patient", "report", "--state", "former", "-f", "json").out)
    assert [line["birth_name"] for line in former] == ["CORSE"]


def test_an_undone_import_with_its_tags_can_be_made_again(
    semble: Semble, write: Callable[..., Path]
) -> None:
    file = write(ADRUN.replace("Lyon", "ALD"), header=HEADER.replace("Ville", "Tag"))
    imported(semble, file, "--create-tags")
    assert semble("undo").code == 0
    assert json.loads(semble("tag", "list", "-f", "json").out) == []
    assert imported(semble, file, "--create-tags")["created"] == 1


def test_documents_of_ours_are_imported_a_line_each(semble: Semble, tmp_path: Path) -> None:
    semble("demo", "--load", "--patients", 40)
    listed = semble("patient", "list", "-f", "ndjson").out
    file = tmp_path / "list.ndjson"
    file.write_text(listed + '{"birth_name": "ADRUN"}\n7\nnot json\n', "utf-8")
    assert semble("undo").code == 0
    assert everybody(semble) == []
    rejects = tmp_path / "rejects.ndjson"
    report = imported(
        semble, file, "--create-tags", "--on-duplicate", "create", "--rejects", rejects
    )
    assert report["rejected"] == 3
    kept = ("birth_name", "birth_date", "phones", "address", "tags", "email")
    assert [[patient[key] for key in kept] for patient in everybody(semble)] == [
        [json.loads(line)[key] for key in kept] for line in listed.splitlines()
    ]
    first = json.loads(rejects.read_text("utf-8").splitlines()[0])
    assert first["birth_name"] == "ADRUN"
    assert "missing" in first["motif"]


def test_a_map_and_its_template(semble: Semble, write: Callable[..., Path], tmp_path: Path) -> None:
    file = write("ADRUN Zoé;31/12/1975;Mme;x\n", header="Qui;DDN;Civ;Solde\n")
    template = semble("patient", "import", file, "--map-template").out
    assert '"DDN" = "birth_date"' in template
    given = tmp_path / "map.toml"
    given.write_text(
        template.replace(
            '"Qui" = ""',
            '"Qui" = { split = " ", fields = ["birth_name", "first_given_name"] }',
        )
        .replace('"Civ" = "title"', '"Civ" = { field = "sex", values = { "Mme" = "F" } }')
        .replace('# country = "France"', 'birth_place_code = "63220"')
    )
    report = imported(semble, file, "--map", given)
    assert report["created"] == 1
    assert "Columns that the map leaves out: Solde." in report["said"]
    assert "Qui → birth_name, first_given_name (ADRUN Zoé)" in report["said"]
    assert "Solde → not taken (x)" in report["said"]
    assert "for want of a field" not in report["said"]
    (patient,) = everybody(semble)
    assert (patient["full_name"], patient["sex"]) == ("ADRUN Zoé", "F")


def test_files_come_from_standard_input_too(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        buffer = io.BytesIO((HEADER + CORSE).encode("utf-16"))

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr("semble_cli.commands.patient.importing.inputs.sys.stdin", Stdin())
    from semble_cli import app

    assert app.run(["patient", "import", "-"]) == 0
    assert semble("patient", "search", "corse").code == 0


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (("--delimiter", "ab"), 2, "A delimiter is one character"),
        (("--date-format", "soon"), 2, "A form of dates has DD"),
        (("--map", "/no/such.toml"), 2, "cannot be opened"),
        (("--encoding", "klingon"), 4, "encoding: it is not known"),
        (("--on-duplicate", "guess"), 2, "is one of"),
    ],
)
def test_options_that_mean_nothing_are_refused(
    semble: Semble, write: Callable[..., Path], options: tuple[str, ...], code: int, sentence: str
) -> None:
    said = semble("patient", "import", write(ADRUN), *options)
    assert said.code == code
    assert sentence in said.err


def test_many_rejects_are_counted_by_cause(semble: Semble, write: Callable[..., Path]) -> None:
    report = imported(
        semble, write(*(f"A{'B' * n};Zoé;31/02/1975;F;63220;;;\n" for n in range(25)))
    )
    assert "… and 5 more." in report["said"]
    assert "25 × birth date: no calendar has this day" in report["said"]


def test_a_row_that_deserves_a_look_is_counted_and_taken(
    semble: Semble, write: Callable[..., Path]
) -> None:
    assert imported(semble, write(ADRUN, NESSI))["warned"] == 0
    number = "280022A004012"
    report = imported(semble, write(CORSE.replace(";D2;", f";D2;{number}"), name="b.csv"))
    assert (report["created"], report["warned"]) == (1, 1)


def test_an_update_adds_the_tags_of_the_row_to_those_on_record(
    semble: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "patients.csv"
    header = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Tags"
    for tag in ("ALD", "suivi"):
        file.write_text(f"{header}\nADRUN;ZOE;31/12/1975;F;63220;{tag}\n", "utf-8")
        options = ("--create-tags", "--on-duplicate", "update")
        assert semble("patient", "import", file, *options).code == 0
    (patient,) = everybody(semble)
    assert patient["tags"] == ["ALD", "suivi"]


def test_a_code_in_doubt_of_a_row_that_is_not_taken_is_not_told(
    semble: Semble, write: Callable[..., Path]
) -> None:
    header = "Nom;Prénom;Né(e) le;Sexe;Code INSEE naissance;Tags\n"
    rows = ["ADRUN;ZOE;31/12/1975;F;01090;\n", "CORSE;ZOE;31/12/1975;F;01090;nowhere\n"]
    report = imported(semble, write(*rows, header=header))
    assert (report["rejected"], report["birth_places_in_doubt"]) == (1, 1)
