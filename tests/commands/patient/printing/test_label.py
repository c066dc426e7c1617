"""`semble patient print label`: what is made, what is said, what is refused."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pikepdf
import pytest

from semble_cli.commands.ui import prompts
from semble_cli.commands.ui.context import Context
from tests.conftest import ADRUN, PAT_TROIS

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


@pytest.fixture
def people(semble: Semble) -> Semble:
    """A register of two patients, the first with a tag."""
    semble("patient", "add", "--json", "-", stdin=json.dumps(ADRUN))
    semble("patient", "add", "--json", "-", stdin=json.dumps(PAT_TROIS))
    semble("patient", "tag", "1", "Diabète", "--create")
    return semble


def pages(pdf: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        boxes = [[float(side) * 25.4 / 72 for side in page.mediabox] for page in read.pages]
    return [(round(box[2]), round(box[3])) for box in boxes]


def test_a_label_is_a_file_for_its_owner_alone(people: Semble, tmp_path: Path) -> None:
    file = tmp_path / "label.pdf"
    said = people("patient", "print", "label", "1", "-o", file)
    assert (said.code, said.out) == (0, "")
    assert said.err == f"Labels: 1, on pages: 1, in {file}. Print at 100 %.\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert pages(file.read_bytes()) == [(57, 32)]
    again = people("patient", "print", "label", "ADRUN Zoé", "-o", file)
    assert again.code == 2
    assert "is there already" in again.err


def test_several_and_a_whole_search_and_a_tag(people: Semble, tmp_path: Path) -> None:
    for number, words in enumerate(
        (
            ("1", "2", "--copies", "2"),
            ("--search", "pat-trois", "1", "--copies", "2"),
            ("--tag", "Diabète", "--search", "adrun", "2", "--copies", "2"),
        )
    ):
        file = tmp_path / f"{number}.pdf"
        said = people("patient", "print", "label", *words, "-o", file)
        assert said.err.startswith("Labels: 4, on pages: 4, in"), said.err
    sheet = tmp_path / "sheet.pdf"
    words = ("--size", "sheet_3x7", "--start", "21", "--search", "1975", "2")
    assert people("patient", "print", "label", *words, "-o", sheet).code == 0
    assert pages(sheet.read_bytes()) == [(210, 297)] * 2


def test_a_pdf_goes_through_a_pipe_and_not_to_a_terminal(
    people: Semble, sqlite_store: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("patient", "print", "label", "1", "-o", "-", "--template", "ins")
    piped = subprocess.run(
        [
            sys.executable,
            "-m",
            "semble_cli",
            "--store",
            sqlite_store.location,
            "--lang",
            "en",
            *words,
        ],
        capture_output=True,
        check=True,
    )
    assert pages(piped.stdout) == [(57, 32)]
    assert piped.stderr.decode() == (
        "Warning: the INS is printed for qualified identities only; labels without it are of"
        " patients: 1.\n"
    )
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    said = people(*words)
    assert (said.code, said.out) == (2, "")
    assert "A PDF is nothing for a terminal" in said.err


def test_fields_are_named_as_people_call_them(people: Semble, tmp_path: Path) -> None:
    fields = "nom complet,birth_date,ins_datamatrix"
    file = tmp_path / "x.pdf"
    said = people("patient", "print", "label", "1", "--fields", fields, "-o", file)
    assert said.code == 0, said.err
    assert said.err.endswith(
        "Warning: beside an INS datamatrix the identity stands in clear; missing: birth name, birth"
        " given names, sex, INS.\n"
    )


def test_fields_are_ticked_at_a_terminal(
    people: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def ticks(question: str, shown: list[tuple[str, str]], ticked: frozenset[str]) -> list[str]:
        asked.append((question, dict(shown)["birth_date"], ticked))
        return ["full_name", "email"]

    monkeypatch.setattr(Context, "may_ask", True)
    monkeypatch.setattr(prompts, "choose_several", ticks)
    file = tmp_path / "ticked.pdf"
    assert people("patient", "print", "label", "1", "--choose", "-o", file).code == 0
    usual = frozenset({"full_name", "birth_date", "sex", "id_datamatrix"})
    assert asked == [("What stands on the label?", "birth date", usual)]
    named = tmp_path / "named.pdf"
    people("patient", "print", "label", "1", "--fields", "full_name,email", "-o", named)
    assert file.read_bytes() == named.read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Say whose labels: PATIENT, --search or --tag."),
        (("9",), 3, "No patient has the id 9."),
        (("--search", "hermann"), 1, "No patient matches."),
        (("1", "--template", "tube", "--fields", "sex"), 2, "Use one of --template, --fields and"),
        (("1", "--choose", "--fields", "sex"), 2, "Use one of --template, --fields and --choose."),
        (("1", "--choose"), 2, "Nobody is there to tick fields: name them with --fields."),
        (("1", "--fields", "nir"), 2, "There is no field nir. The fields are: "),
        (("1", "--fields", ","), 2, "Name at least one field."),
        (("1", "--size", "planche"), 4, "--size: there is no labels.sizes.planche. There are: "),
        (("1", "--size", "3x9"), 4, "size: it is the width and the height in mm"),
        (("1", "--template", "x"), 4, "--template: there is no labels.templates.x."),
        (("1", "--offset", "hp"), 4, "--offset: there is no labels.offsets.hp. There are: –."),
        (("1", "--start", "2"), 4, "a roll has no places to begin at: leave it out."),
        (("1", "--size", "sheet_3x7", "--start", "22"), 4, "has places 1 to 21."),
        (("1", "--size", "10x10", "--fields", "birth_date"), 4, "Patient 1: birth date has no"),
        (("1", "--copies", "0"), 2, "--copies"),
    ],
)
def test_what_is_refused_is_one_sentence_and_makes_no_file(
    people: Semble, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    file = tmp_path / "labels.pdf"
    answer = people("patient", "print", "label", *words, "-o", file)
    assert (answer.code, answer.out) == (code, ""), answer.err
    assert said in answer.err
    assert not list(tmp_path.glob("labels.pdf*"))
    assert "ADRUN" not in answer.err


def test_right_to_left_names_and_emoji_are_refused_by_the_id(
    people: Semble, tmp_path: Path
) -> None:
    people("patient", "edit", "2", "--city", "حلب")
    file = tmp_path / "labels.pdf"
    said = people("patient", "print", "label", "1", "2", "--template", "contact", "-o", file)
    assert said.code == 4
    assert "Patient 2: address cannot be printed: ARABIC is not among the letters" in said.err
    assert not file.exists()
