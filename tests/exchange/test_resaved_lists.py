"""Our own lists come back after a spreadsheet has read them and written them again."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.exchange.test_round_trip import RICH, everybody

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Semble

SAID = {
    "accepted": "2026-01-13",
    "refused": "2026-01-14",
}


@pytest.fixture
def lists(semble: Semble, tmp_path: Path) -> dict[str, str]:
    """A whole list in CSV and one in TSV, by their delimiters: of states, consents, formulas."""
    for name, (answer, on) in zip(("ADRUN", "CORSE"), SAID.items(), strict=True):
        rich = RICH | {
            "used_name": name,
            "birth_name": name,
            "birth_date": {"ADRUN": "1975-12-31", "CORSE": "1980-03-28"}[name],
            "nir": None,
            "numbers": [{"name": f"N;{name}", "value": "=1;2"}],
            "occupation": "=1+1",
            "consents": {"receive_email": {"answer": answer, "on": on, "by": "zoe"}},
            "privacy_policy": answer,
        }
        added = semble("patient", "add", "--json", "-", stdin=json.dumps(rich))
        assert added.code == 0, added.err
        semble("patient", "deceased", added.out.strip(), "--on", "25/02/2026")
        semble("patient", "archive", added.out.strip(), "--reason", "deceased")
    texts: dict[str, str] = {}
    for delimiter, name in ((",", "list.csv"), ("\t", "list.tsv")):
        file = tmp_path / name
        written = semble("patient", "list", "--whole", "--reveal", "--archived", "-o", file)
        assert written.code == 0, written.err
        texts[delimiter] = file.read_text()
    return texts


def resaved(lists: dict[str, str], cell: Callable[[str], str], delimiter: str) -> str:
    """A list, each cell as a spreadsheet shows it."""
    out = io.StringIO()
    before = "\t" if delimiter == "\t" else ","
    lines = csv.reader(io.StringIO(lists[before]), delimiter=before)
    rows = [[cell(each) for each in row] for row in lines]
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def in_french(cell: str) -> str:
    if cell in ("true", "false"):
        return {"true": "VRAI", "false": "FAUX"}[cell]
    year, _, rest = cell.partition("-")
    month, _, day = rest.partition("-")
    is_day = year.isdigit() and month.isdigit() and day.isdigit()
    return f"{day}/{month}/{year}" if is_day else cell


def in_american(cell: str) -> str:
    french = in_french(cell)
    if french == cell or cell in ("true", "false"):
        return cell.upper() if cell in ("true", "false") else cell
    day, month, year = french.split("/")
    return f"{int(month)}/{int(day)}/{year}"


@pytest.mark.parametrize(
    ("cell", "delimiter", "encoding"),
    [(in_french, ";", "cp1252"), (in_american, ",", "utf-8-sig"), (in_french, "\t", "utf-16")],
)
def test_a_list_that_a_spreadsheet_saved_again_comes_back_exactly(
    semble: Semble,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lists: dict[str, str],
    cell: Callable[[str], str],
    delimiter: str,
    encoding: str,
) -> None:
    before = everybody(semble)
    file = tmp_path / "again.csv"
    file.write_bytes(resaved(lists, cell, delimiter).encode(encoding))
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    semble("init")
    said = semble("patient", "import", file, "--on-duplicate", "create")
    assert said.code == 0, said.err
    assert everybody(semble) == before


@pytest.mark.parametrize(
    ("header", "cell", "key", "value"),
    [
        ("Date de décès", "25/02/2026", "deceased_on", "2026-02-25"),
        ("Décédé(e) le", "25/02/2026", "deceased_on", "2026-02-25"),
        ("DateDeces", "25/02/2026", "deceased_on", "2026-02-25"),
        ("Archivé le", "25/02/2026", "archived", {"on": "2026-02-25", "reason": None}),
        ("bloqué le", "25/02/2026", "blocked", {"on": "2026-02-25", "reason": None}),
        ("Politique de confidentialité", "acceptée", "privacy_policy", "accepted"),
        ("RGPD", "refusé", "privacy_policy", "refused"),
    ],
)
def test_deaths_archives_blocks_and_privacy_have_columns(
    semble: Semble, tmp_path: Path, header: str, cell: str, key: str, value: Any
) -> None:
    file = tmp_path / "export.csv"
    file.write_text(
        f"Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;{header}\n"
        f"ADRUN;Zoé;31/12/1975;F;2A004;{cell}\n"
    )
    said = semble("patient", "import", file)
    assert said.code == 0, said.err
    (patient,) = everybody(semble)
    assert patient[key] == value


def test_an_update_writes_a_death_and_leaves_what_the_row_does_not_tell(
    semble: Semble, tmp_path: Path
) -> None:
    head = "birth_name,first_given_name,birth_date,sex,birth_place_code,deceased_on,blocked_on\n"
    row = "ADRUN,Zoé,1975-12-31,F,2A004"
    first, second, bad = (tmp_path / f"{name}.csv" for name in "abc")
    first.write_text(f"{head}{row},,2026-01-02\n")
    second.write_text(f"{head}{row},2026-02-25,\n")
    bad.write_text(f"{head}{row},1960-02-25,\n")
    assert semble("patient", "import", first).code == 0
    assert semble("patient", "import", second, "--on-duplicate", "update").code == 0
    (patient,) = everybody(semble)
    assert (patient["deceased_on"], patient["blocked"]["on"]) == ("2026-02-25", "2026-01-02")
    said = semble("patient", "import", bad, "--on-duplicate", "update")
    assert said.code == 9
    assert "before the patient's birth" in said.err


def test_a_reason_without_its_day_is_no_state(semble: Semble, tmp_path: Path) -> None:
    head = "birth_name,first_given_name,birth_date,sex,birth_place_code,archive_reason\n"
    file = tmp_path / "a.csv"
    file.write_text(f"{head}ADRUN,Zoé,1975-12-31,F,2A004,moved_away\n")
    said = semble("patient", "import", file)
    assert said.code == 9
    assert "its reason is there, and the day is missing" in said.err


def test_a_foreign_tsv_has_no_escapes(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "a.tsv"
    file.write_text(
        "Nom\tPrénom\tNé(e) le\tSexe\tLieu de naissance\tCommentaire\n"
        "ADRUN\tZoé\t31/12/1975\tF\t2A004\tC:\\neuf\n"
    )
    assert semble("patient", "import", file).code == 0
    assert everybody(semble)[0]["comments"] == "C:\\neuf"
