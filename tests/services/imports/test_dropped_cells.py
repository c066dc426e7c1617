"""With --drop-bad-cells, an optional cell never costs a patient."""

from __future__ import annotations

import csv
import json
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from tests.services.imports.importing_commands import everybody, imported

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.imports.importing_commands import Semble

HEADER = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Tél;Mél;Dossier;Adhésion;NIR\n"
GOOD = "ADRUN;Zoé;31/12/1975;F;63220;0639980001;zoe@example.org;D1;01/02/2020;275126322074974\n"
MAIL = "CORSE;Anthony;02/03/1980;M;2A004;0639980002;pas de mail;D2;;\n"
PHONES = "NESSI;Michelangelo;07/08/2010;M;63220;0639980003, inconnu;;D3;;\n"
NIR = "TROIS;Dominique;01/03/1979;F;51215;;;D4;;279035121518900\n"
SEX = "CINQ;Marie;01/03/1979;?;51215;;pas de mail;D5;;\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    header = HEADER.replace("Adhésion", "membership_started_on")
    path.write_text(header + GOOD + MAIL + PHONES + NIR + SEX)
    return path


def test_what_cannot_be_taken_in_an_optional_field_is_left_out_and_counted(
    semble: Semble, file: Path
) -> None:
    report = imported(semble, file, "--drop-bad-cells")
    assert (report["created"], report["rejected"], report["dropped_cells"]) == (4, 1, 3)
    assert "Cells dropped from rows that are taken: 3." in report["said"]
    assert [(each["email"], each["nir"]) for each in everybody(semble)[1:]] == [
        *[(None, None), (None, None), (None, None)],
    ]


def test_of_several_items_the_good_ones_stay(semble: Semble, file: Path) -> None:
    imported(semble, file, "--drop-bad-cells")
    (patient,) = (each for each in everybody(semble) if each["birth_name"] == "NESSI")
    assert patient["phones"] == [{"type": "mobile", "number": "0639980003"}]


def test_the_rejects_file_has_the_row_as_it_came_with_a_remark(
    semble: Semble, file: Path, tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.csv"
    imported(semble, file, "--drop-bad-cells", "--rejects", rejects)
    rows = rows_of(rejects)
    reasons = {row["Nom"]: row["motif"] for row in rows}
    assert list(reasons) == ["CORSE", "NESSI", "TROIS", "CINQ"]
    assert reasons["CORSE"].startswith("Taken, but for this: e-mail: ")
    assert rows[0]["Mél"] == "pas de mail"
    assert not reasons["CINQ"].startswith("Taken")
    assert "e-mail: " in reasons["CINQ"]


def test_a_file_that_is_corrected_in_part_keeps_its_other_remarks(
    semble: Semble, file: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    imported(semble, file, "--drop-bad-cells", "--rejects", first)
    first.write_text(first.read_text("utf-8").replace("?;51215", "F;51215"), "utf-8")
    again = ("--on-duplicate", "update", "--drop-bad-cells", "--rejects", second)
    report = imported(semble, first, *again)
    assert (report["created"], report["skipped"], report["dropped_cells"]) == (1, 3, 4)
    reasons = {row["Nom"]: row["motif"] for row in rows_of(second)}
    assert list(reasons) == ["CORSE", "NESSI", "TROIS", "CINQ"]
    assert all(reason.startswith("Taken, but for this: ") for reason in reasons.values())


def test_rows_that_are_skipped_have_no_remark(semble: Semble, file: Path, tmp_path: Path) -> None:
    imported(semble, file, "--drop-bad-cells")
    rejects = tmp_path / "rejects.csv"
    skipped = ("--on-duplicate", "skip", "--drop-bad-cells", "--rejects", rejects)
    report = imported(semble, file, *skipped)
    assert (report["skipped"], report["rejected"], report["dropped_cells"]) == (4, 1, 0)
    assert [row["Nom"] for row in rows_of(rejects)] == ["CINQ"]


def test_without_the_flag_a_dry_run_says_how_many_rows_it_would_take_in(
    semble: Semble, file: Path
) -> None:
    report = imported(semble, file, "--dry-run")
    assert (report["rejected"], report["taken_by_dropping"]) == (4, 3)
    assert "Rejected rows that --drop-bad-cells would take in: 3." in report["said"]
    assert imported(semble, file)["taken_by_dropping"] == 0


def test_rows_that_are_known_already_are_not_among_those_it_would_take_in(
    semble: Semble, file: Path
) -> None:
    imported(semble, file, "--drop-bad-cells")
    again = imported(semble, file, "--dry-run")
    assert (again["rejected"], again["taken_by_dropping"]) == (5, 0)
    update = imported(semble, file, "--dry-run", "--on-duplicate", "update")
    assert update["taken_by_dropping"] == 3
    create = imported(semble, file, "--dry-run", "--on-duplicate", "create")
    assert create["taken_by_dropping"] == 3


def test_a_row_that_is_rejected_all_the_same_says_everything(
    semble: Semble, file: Path, tmp_path: Path
) -> None:
    imported(semble, file, "--drop-bad-cells")
    rejects = tmp_path / "rejects.csv"
    report = imported(semble, file, "--drop-bad-cells", "--rejects", rejects)
    assert (report["created"], report["dropped_cells"]) == (0, 0)
    adrun, corse, *_ = (row["motif"] for row in rows_of(rejects))
    assert "the register has patient" in adrun
    assert "the register has patient" in corse
    assert "e-mail: " in corse


def test_an_update_drops_them_as_well(semble: Semble, file: Path, tmp_path: Path) -> None:
    imported(semble, file, "--drop-bad-cells")
    again = tmp_path / "again.csv"
    head = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Dossier;Mél;Ville\n"
    again.write_text(f"{head}CORSE;Anthony;1980-03-02;M;2A004;D2;toujours pas;Ajaccio\n")
    report = imported(semble, again, "--on-duplicate", "update", "--drop-bad-cells")
    assert (report["updated"], report["dropped_cells"]) == (1, 1)
    (corse,) = (each for each in everybody(semble) if each["birth_name"] == "CORSE")
    assert (corse["address"]["city"], corse["email"]) == ("Ajaccio", None)


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text().splitlines(), delimiter=";"))


def base(**more: Any) -> dict[str, Any]:
    return {
        "birth_name": "CORSE",
        "first_given_name": "Anthony",
        "birth_date": "1980-03-02",
        "sex": "M",
        "birth_place_code": "2A004",
        **more,
    }


@pytest.mark.parametrize(
    "more",
    [
        {"preferences": {"dmp_visible_patient": True}},
        {"consents": {"receive_sms": {"answer": "peut-être", "on": "2026-01-01", "by": "zoe"}}},
        {"consents": {"receive_sms": {"on": "2026-01-01"}}},
        {"preferences": {"dmp_consent": "?", "dmp_visible_patient": True}},
        {"identity_flags": ["fictitious", "homonym"]},
        {"blocked": {"on": None, "reason": "impayés"}},
        {"archived": {"on": "2026-01-01", "reason": "autre chose"}},
        {"numbers": "sans valeur; A=1"},
        {"phones": [{"type": "mobile", "number": "12"}]},
        {"tags": ["inconnu"]},
        {"comments": ["une liste"]},
        {"coverage": {"birth_rank": 12}},
    ],
)
def test_every_optional_field_may_be_dropped(
    semble: Semble, tmp_path: Path, more: dict[str, Any]
) -> None:
    file = tmp_path / "list.ndjson"
    file.write_text(json.dumps(base(**more)))
    assert imported(semble, file)["rejected"] == 1
    report = imported(semble, file, "--drop-bad-cells")
    assert (report["created"], report["rejected"]) == (1, 0)
    assert report["dropped_cells"] >= 1


@pytest.mark.parametrize(
    "more",
    [
        *[{"birth_date": "?"}, {"sex": "?"}, {"birth_place_code": "00000"}, {"birth_name": "1"}],
        *[{"deceased_on": "oui"}, {"deceased_on": "1970-01-01"}],
    ],
)
def test_a_needed_trait_and_a_death_are_never_dropped(
    semble: Semble, tmp_path: Path, more: dict[str, Any]
) -> None:
    file = tmp_path / "list.ndjson"
    file.write_text(json.dumps(base(**more)))
    assert imported(semble, file, "--drop-bad-cells")["rejected"] == 1
    assert imported(semble, file, "--dry-run")["taken_by_dropping"] == 0


def test_a_date_that_is_not_of_the_form_that_was_told_is_dropped(
    semble: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "export.csv"
    file.write_text(
        "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;membership_started_on\n"
        "CORSE;Anthony;02/03/1980;M;2A004;2020-01-02\n"
    )
    form = ("--date-format", "DD/MM/YYYY")
    assert imported(semble, file, *form)["rejected"] == 1
    assert imported(semble, file, *form, "--drop-bad-cells")["created"] == 1


def test_the_report_names_what_was_dropped(semble: Semble, file: Path, tmp_path: Path) -> None:
    written, page = tmp_path / "report.json", tmp_path / "report.html"
    imported(semble, file, "--drop-bad-cells", "--report", written)
    dropped = json.loads(written.read_text())["dropped"]
    assert sum(each["cells"] for each in dropped) == 3
    imported(semble, file, "--drop-bad-cells", "--on-duplicate", "create", "--report", page)
    assert all(each["cause"].partition(":")[0] in page.read_text() for each in dropped)


def test_a_long_file_is_no_other_than_a_short_one(semble: Semble, tmp_path: Path) -> None:
    """It is read by another process, and its doubtful rows wait to the end."""
    file = tmp_path / "long.csv"
    names = ["".join(letters) for letters in product("ABCDE", repeat=5)] * 3
    rows = [
        f"{name};Zoé;{place % 28 + 1:02}/{place % 12 + 1:02}/{1930 + place % 71};F;63220;x\n"
        for place, name in enumerate(names[:9000])
    ]
    file.write_text("Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Mél\n" + "".join(rows))
    trial = imported(semble, file, "--dry-run")
    report = imported(semble, file, "--drop-bad-cells")
    assert report["created"] + report["rejected"] == 9000
    assert report["dropped_cells"] == report["created"] > 0
    assert trial["taken_by_dropping"] >= report["created"]


@pytest.mark.parametrize(
    ("day", "reason", "is_taken"),
    [
        ("99/99/2020", "Décédé", False),
        ("99/99/2020", "DCD", False),
        ("99/99/2020", "ne vit plus", False),
        ("", "décédée", False),
        ("99/99/2020", "Déménagé", True),
        ("99/99/2020", "", True),
        ("01/02/2020", "ne vit plus", True),
    ],
)
def test_nobody_whose_archive_may_tell_a_death_is_taken_for_living(
    semble: Semble, tmp_path: Path, day: str, reason: str, *, is_taken: bool
) -> None:
    file = tmp_path / "archive.csv"
    file.write_text(
        "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Date d'archivage;Motif d'archivage\n"
        f"ADRUN;Zoé;31/12/1975;F;63220;{day};{reason}\n"
        "CORSE;Anthony;02/03/1980;M;2A004;;\n"
    )
    report = imported(semble, file, "--drop-bad-cells")
    assert (report["created"], report["rejected"]) == (1 + is_taken, 1 - is_taken)
