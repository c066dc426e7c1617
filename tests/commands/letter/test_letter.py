"""`semble letter`: what scripts read, what people are told, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from semble_cli.patient.letters.fields import LETTER_FIELDS
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import declare_deceased
from semble_cli.services.record.relations import relate
from tests.conftest import PAT_TROIS, a_patient, login, register_on
from tests.services.invoices.practice import set_up_practice
from tests.services.letters.people import DIED, at_home

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


@pytest.fixture
def practice(sqlite_store: StoreAddress) -> Register:
    register = register_on(sqlite_store)
    set_up_practice(register, practice__phone="01 99 00 00 01")
    create_patient(register, at_home(a_patient()))
    create_patient(register, at_home(a_patient(PAT_TROIS), address_lines="9 rue de la Paix"))
    return register


@pytest.mark.usefixtures("practice")
def test_a_letter_as_scripts_read_it(semble: Semble) -> None:
    said = semble("letter", "write", "1", "--template", "rappel", "-f", "json")
    told = json.loads(said.out)
    for name in ("size", "sha256", "added_at"):
        assert told.pop(name)
    assert told == {
        "id": 1,
        "patient_id": 1,
        "title": "Rappel de suivi",
        "kind": "letter",
        "dated_on": told["dated_on"],
        "file_name": f"courrier-{told['dated_on']}.pdf",
        "media_type": "application/pdf",
        "added_by": login(),
        "version": 1,
        "recipient": {
            "relation": "patient",
            "label": None,
            "name": "Madame Zoé ADRUN",
            "address": ["1 rue de la Paix", "51300 DOMPREMY"],
        },
        "pages": 1,
    }
    assert "Undo: semble undo" in said.err
    assert semble("letter", "write", "1", "--template", "rappel").out == "2\n"


@pytest.mark.usefixtures("practice")
def test_a_letter_that_is_handed_out_is_noted_and_one_that_is_kept_alone_is_not(
    semble: Semble, tmp_path: Path
) -> None:
    words = ("letter", "write", "1", "--template", "rappel")

    def noted() -> list[int]:
        log = json.loads(semble("audit", "log", "--kind", "exported", "-f", "json").out)
        return [each["details"]["document"] for each in log]

    assert semble(*words).out == "1\n"
    assert noted() == []
    assert semble(*words, "-o", tmp_path / "a.pdf").out == "2\n"
    assert noted() == [2]


@pytest.mark.usefixtures("practice")
def test_a_mailing_as_scripts_read_it(semble: Semble, tmp_path: Path, practice: Register) -> None:
    create_patient(practice, a_patient(first_given_name="Max", birth_given_names="Max"), known=(1,))
    file = tmp_path / "all.pdf"
    words = ("letter", "write", "--search", "pat-trois", "--template", "rappel", "-o", file)
    said = semble(*words, "-f", "json")
    assert said.code == 0
    assert json.loads(said.out) == {
        "letters": [
            {
                "patient_id": 2,
                "document_id": 1,
                "recipient": "Madame DOMINIQUE PAT-TROIS",
                "address": ["9 rue de la Paix", "51300 DOMPREMY"],
            }
        ],
        "pages": 1,
        "left_out": [],
    }
    assert len(pypdfium2.PdfDocument(file)) == 1
    assert file.stat().st_mode & 0o777 == 0o600
    to_two = ("letter", "write", "--search", "adrun", "--template", "rappel")
    tried = semble(*to_two, "--dry-run", "-f", "json")
    assert (tried.code, json.loads(tried.out)["left_out"]) == (
        0,
        [{"patient_id": 3, "full_name": "ADRUN Max", "reason": "no_address"}],
    )
    assert json.loads(tried.out)["letters"][0]["document_id"] is None
    assert "Left out: ADRUN Max, born 1975-12-31 (3): no whole postal address." in tried.err
    done = semble(*to_two, "-o", tmp_path / "one.pdf")
    assert (done.code, done.out) == (9, "")
    assert len(pypdfium2.PdfDocument(tmp_path / "one.pdf")) == 1
    assert "Error: Left out: 1." in done.err
    alone = ("letter", "write", "--search", "max", "--template", "rappel", "-o", tmp_path / "x.pdf")
    assert semble(*alone).code == 1
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("1",), 2, "--template NAME|FILE"),
        ((), 2, "PATIENT, or --search"),
        (("1", "--search", "x", "--template", "rappel"), 2, "PATIENT, or --search"),
        (("1", "--template", "rappel", "--care"), 2, "go with --search"),
        (("1", "--template", "rappel", "--edit"), 2, "leave --edit out"),
        (("1", "--template", "rappel", "-o", "-", "-f", "json"), 2, "use -o FILE"),
        (("1", "--template", "rappel", "-o", "a", "--printer", "b"), 2, "Use one of"),
        (("1", "--template", "nemo"), 4, "there is no letters.templates.nemo"),
        (("1", "--template", "./nemo.md"), 2, "cannot be read as a text"),
        (("1", "--template", "rappel", "--to", "gp"), 3, "no such relation"),
        (("1", "--template", "rappel", "--subject", "{{x}}"), 4, "there is no field {{x}}"),
        (("1", "--template", "rappel", "--title", " "), 4, "it is empty"),
        (
            ("1", "--template", "convocation"),
            4,
            "{{rendez_vous.prochain}}, {{rendez_vous.praticien}}",
        ),
        (("9", "--template", "rappel"), 3, "9"),
        (("--search", "nemo", "--template", "rappel", "-o", "n.pdf"), 1, "No patient matches"),
        (("--search", "adrun", "--template", "rappel"), 2, "-o FILE"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_sentence(
    semble: Semble,
    words: tuple[str, ...],
    code: int,
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    said = semble("letter", "write", *words)
    assert (said.code, said.out) == (code, "")
    assert why in said.err
    assert "ADRUN" not in said.err
    assert list(tmp_path.glob("*.pdf")) == []
    assert semble("document", "list", "1", "-f", "json").out == "[]\n"


def test_who_is_deceased_is_asked_about_and_yes_answers(semble: Semble, practice: Register) -> None:
    new = {"kind": "organisation", "name": "Notaire", "address_lines": "1 rue X"}
    town = {"postal_code": "63000", "city": "Riom"}
    relate(practice, 1, {"type": "other", "label": "notaire", "new": {**new, **town}})
    declare_deceased(practice, 1, DIED)
    words = ("letter", "write", "1", "--to", "notaire", "--template", "-")
    refused = semble(*words, stdin="Bonjour")
    assert (refused.code, refused.out) == (6, "")
    assert "Patient 1 died on 02/01/2026." in refused.err
    assert "--yes" in refused.err
    done = semble(*words, "--yes", stdin="Bonjour {{destinataire.lien}}")
    assert (done.code, done.out) == (0, "1\n")
    assert semble("letter", "write", "1", "--template", "-", "--yes", stdin="x").code == 6


@pytest.mark.usefixtures("practice")
def test_a_text_file_is_plain_and_another_is_markdown(semble: Semble, tmp_path: Path) -> None:
    for name, text in (("a.txt", "**x** y"), ("a.md", "x y")):
        (tmp_path / name).write_text("Objet : S\n\n**x** y", "utf-8")
        out = tmp_path / f"{name}.pdf"
        assert semble("letter", "write", "1", "--template", tmp_path / name, "-o", out).code == 0
        assert text in pypdfium2.PdfDocument(out)[0].get_textpage().get_text_bounded()
    (tmp_path / "latin.md").write_bytes(b"\xe9t\xe9")
    assert semble("letter", "write", "1", "--template", tmp_path / "latin.md").code == 2
    (tmp_path / "long.md").write_text("x" * 300_000, "utf-8")
    assert semble("letter", "write", "1", "--template", tmp_path / "long.md").code == 2


@pytest.mark.usefixtures("practice")
def test_templates_are_listed_printed_and_kept(semble: Semble, tmp_path: Path) -> None:
    found = json.loads(semble("letter", "templates", "-f", "json").out)
    assert [each["name"] for each in found][:2] == ["attestation_presence", "convocation"]
    assert list(found[0]) == ["name", "subject", "origin", "fields", "text"]
    assert found[0]["fields"] == ["patient.name", "patient.born", "letter.date"]
    text = semble("letter", "templates", "ecole").out
    assert text.startswith("Objet : Rendez-vous médical")
    (tmp_path / "own.md").write_text("Objet : Bref\n\nx", "utf-8")
    kept = semble("letter", "keep", "École", tmp_path / "own.md")
    assert (kept.code, kept.out) == (0, "")
    assert "The template ecole is kept" in kept.err
    assert semble("letter", "templates", "ecole").out == "Objet : Bref\n\nx\n"
    assert "it was so already" in semble("letter", "keep", "ecole", tmp_path / "own.md").err
    assert semble("undo").code == 0
    assert semble("letter", "templates", "ecole").out == text
    refused = semble("letter", "keep", "bref", "-", stdin="{{patient.nam}}")
    assert refused.code == 4
    assert "{{patient.name}}" in refused.err
    assert semble("letter", "templates", "nemo").code == 4


def test_the_fields_are_listed_in_both_languages(semble: Semble) -> None:
    found = json.loads(semble("letter", "fields", "-f", "json").out)
    assert [each["name"] for each in found] == [field.name for field in LETTER_FIELDS]
    assert list(found[0]) == ["name", "french", "help"]
    assert (
        "{{patient.prenom_et_nom}}" in semble("--lang", "fr", "letter", "fields", "-f", "table").out
    )
