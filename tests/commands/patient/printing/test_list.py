"""`semble patient print list`: the list of the morning, read back by pdftotext."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest

from semble_cli.patient.actions import Action
from semble_cli.patient.insurance import RightsKind, RightsPeriod
from semble_cli.services.access import Permission
from tests.conftest import ADRUN, NOW, PAT_TROIS

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Semble


@pytest.fixture
def people(semble: Semble, sqlite_register: Register) -> Semble:
    """Two patients: the rights of the first ended, those of the second are not known."""
    semble("patient", "add", "--json", "-", stdin=json.dumps(PAT_TROIS))
    semble("patient", "add", "--json", "-", stdin=json.dumps(ADRUN))
    semble("patient", "edit", "1", "--phone", "mobile:06 39 98 12 34", "--nir", "279035121518989")
    semble("patient", "block", "1", "--reason", "impayés")
    with sqlite_register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(1)
        ended = RightsPeriod(
            RightsKind.AMO, None, NOW.date().replace(year=2024), NOW.date().replace(year=2025)
        )
        told = before._replace(rights=(ended,), rights_checked_on=NOW.date())
        work.change(before, told, Action.RIGHTS_REFRESH)
    return semble


def text_of(file: Path) -> str:
    shown = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    )
    return " ".join(shown.stdout.split())


def test_those_whose_rights_are_closed_stand_on_a_page_in_french(
    people: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "list.pdf"
    said = people("patient", "print", "list", "--rights", "closed", "-o", file)
    assert said.code == 0, said.err
    assert "Patients: 1, on pages: 1" in said.err
    found = text_of(file)
    assert "Patients aux droits fermés" in found
    assert "PAT-TROIS" in found
    assert "06 39 98 12 34" in found
    assert "FERMÉS" in found
    assert "ADRUN" not in found
    assert "impayés" not in found
    assert "279035121518989" not in found
    with pikepdf.open(file) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Liste de patients"
    assert file.stat().st_mode & 0o077 == 0


def test_whoever_is_named_stands_on_a_list_that_says_nothing_of_all_their_rights(
    people: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "list.pdf"
    words = ("2", "--rights", "closed", "--page-language", "en")
    assert people("patient", "print", "list", *words, "-o", file).code == 0
    found = text_of(file)
    assert "Patients whose rights" not in found
    assert "2 patients" in found
    assert "ADRUN" in found
    assert "PAT-TROIS" in found


def test_a_list_that_is_of_nobody_is_refused_and_nothing_is_written(
    people: Semble, tmp_path: Path
) -> None:
    file = tmp_path / "list.pdf"
    assert people("patient", "print", "list", "-o", file).code == 2
    assert people("patient", "print", "list", "--rights", "open", "-o", file).code == 1
    assert people("patient", "print", "list", "99", "-o", file).code == 3
    assert not file.exists()


def test_that_a_list_leaves_the_register_is_noted(people: Semble, tmp_path: Path) -> None:
    people("patient", "print", "list", "--search", "adrun", "-o", tmp_path / "list.pdf")
    log = people("audit", "log", "-f", "ndjson").out.splitlines()
    noted = [json.loads(line) for line in log]
    assert any("patients" in json.dumps(one) and "pdf" in json.dumps(one) for one in noted)
