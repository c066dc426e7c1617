"""The post of a day, on both databases: a letter to the school, thirty to the patients of a tag."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.tags import add_tag
from tests.conftest import ADRUN, a_patient, register_on
from tests.services.letters.people import at_home

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

LETTERS = {
    "practice.name": "Cabinet des Lilas",
    "practice.address": "1 rue de la Paix\n63000 Clermont-Ferrand",
    "practice.phone": "01 99 00 00 01",
    "letters.signature": "Docteur Alix ROUSSEL",
}
COUNT = 30


def read(file: Path) -> str:
    """What another program reads on the pages of a file."""
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_the_post_of_a_day(semble_on_both: Semble, store: StoreAddress, tmp_path: Path) -> None:
    def done(*words: object) -> str:
        said = semble_on_both(*words)
        assert said.code == 0, (words, said.err)
        return str(said.out).strip()

    for name, value in LETTERS.items():
        done("config", "set", name, value)
    register = register_on(store)
    add_tag(register, "Suivi", None)
    for number in range(1, COUNT + 1):
        given = ADRUN | {"birth_date": f"{number % 27 + 1}/0{number % 9 + 1}/{1950 + number}"}
        street = f"{(number * 7) % 31} rue des Lilas"
        patient = at_home(a_patient(given, tags=("Suivi",)), address_lines=street)
        create_patient(register, patient, known=range(1, number))

    # A letter to the school, from the list of templates to the printed page.
    assert "ecole" in done("letter", "templates", "-f", "tsv")
    home = ("--address", "25 rue de l'École", "--postal-code", "63000", "--city", "Riom")
    contact = done("contact", "add", "--kind", "organisation", "--name", "École Jaurès", *home)
    done("patient", "relate", "1", "--type", "school", "--contact", contact)
    file = tmp_path / "ecole.pdf"
    document = done("letter", "write", "1", "--to", "école", "--template", "ecole", "-o", file)
    page = read(file)
    for text in (
        "École Jaurès",
        "63000 RIOM",
        "Objet : Rendez-vous médical",
        "Docteur Alix ROUSSEL",
    ):
        assert text in page
    again = tmp_path / "again.pdf"
    done("document", "get", document, "-o", again)
    assert again.read_bytes() == file.read_bytes()
    shown = json.loads(done("document", "show", document, "-f", "json"))
    assert (shown["kind"], shown["title"]) == ("letter", "Rendez-vous médical de l'élève Zoé ADRUN")

    # Thirty letters to the patients of a tag: two are left out, by name; one undo takes all back.
    done("patient", "deceased", "2", "--on", "2026-01-02")
    done("patient", "prefs", "3", "--no-promotional")
    mail = tmp_path / "rappels.pdf"
    words = ("letter", "write", "--tag", "Suivi", "--template", "rappel", "-f", "json")
    said = semble_on_both(*words, "-o", mail)
    assert said.code == 9
    assert "Left out: 2." in said.err
    told = json.loads(said.out)
    assert {each["patient_id"]: each["reason"] for each in told["left_out"]} == {
        2: "deceased",
        3: "refused",
    }
    numbers = [int(each["address"][0].split()[0]) for each in told["letters"]]
    assert numbers == sorted(numbers)
    assert len(numbers) == COUNT - 2
    pages = read(mail).split("\f")[:-1]
    assert len(pages) == COUNT - 2
    for page, number in zip(pages, numbers, strict=True):
        assert f"{number} rue des Lilas" in page
        assert "1/1" in page.replace(" ", "")
    kept = json.loads(done("document", "list", "4", "-f", "json"))
    assert [each["title"] for each in kept] == ["Rappel de suivi"]
    done("undo")
    assert json.loads(done("document", "list", "4", "-f", "json")) == []
    assert len(json.loads(done("document", "list", "1", "-f", "json"))) == 1
    everybody = semble_on_both(*words, "--care", "-o", tmp_path / "care.pdf")
    assert len(json.loads(everybody.out)["letters"]) == COUNT - 1
    log = json.loads(done("audit", "log", "--kind", "exported", "-f", "json"))
    assert any(each["details"].get("list") == "letters" for each in log if each["details"])
    done("store", "check")
