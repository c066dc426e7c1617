"""A family comes to the practice: all that stands around a patient, through the commands, on both
databases, with somebody at a terminal where something is asked."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.on_terminal import DOWN, answer, ends, pick, starter

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble
    from tests.on_terminal import Start

ZOE, AGATHE, MOTHER = 1, 2, 3
SCAN = b"%PDF-1.7\n" + bytes(range(256)) * 5000
"""A letter of more than a chunk."""


@pytest.fixture
def start(store: StoreAddress) -> Start:
    return starter(store)


@pytest.fixture
def family(semble_on_both: Semble) -> Semble:
    """Two sisters and their mother, and a GP among the contacts."""
    for name, born in (("Zoé", "04/07/2015"), ("Agathe", "05/08/2017"), ("Claude", "31/12/1975")):
        said = semble_on_both(
            *("patient", "add", "--birth-name", "ADRUN", "--first-name", name, "--sex", "F"),
            *("--birth-date", born, "--birth-place", "63220"),
        )
        assert said.code == 0, said.err
    for words in (
        ("person", "--name", "MARTIN", "--first-name", "Claire", "--rpps", "10003456786"),
        ("person", "--name", "MARTINEZ"),
    ):
        assert semble_on_both("contact", "add", "--kind", *words).code == 0
    return semble_on_both


def done(family: Semble, *words: object) -> Any:
    """What a command said, which did what it was to do."""
    said = family(*words)
    assert said.code == 0, said.err
    return said


def shown(family: Semble, patient: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done(family, "patient", "show", patient, "-f", "json").out)
    return found


def related(family: Semble, patient: int) -> list[tuple[str, str, bool, str | None]]:
    return [
        (each["type"], each["name"], each["is_payer"], each["policy_number"])
        for each in shown(family, patient)["relations"]
    ]


def at_the_counter(start: Start) -> None:
    """A receptionist notes who is what to Zoé, and types nothing but the answers."""
    process = start("patient", "relate", str(ZOE))
    answer(process, "Quel est son lien avec le patient", "médecin traitant")
    process.expect("Quel contact")
    process.send("cl mart")
    process.expect(r"MARTIN Claire \(1\)")
    process.send(DOWN + "\r")
    answer(process, "depuis", "01/09/2026")
    assert ends(process)[0] == 0
    process = start("patient", "relate", str(ZOE))
    answer(process, "Quel est son lien avec le patient", "parent")
    answer(process, "Qui est-ce", "un autre patient")
    answer(process, "Quel patient", "ADRUN Claude")
    pick(process, "qui paie", "o")
    answer(process, "depuis")
    code, said = ends(process)
    assert code == 0, said
    assert "parent ou représentante légale : ADRUN Claude (3), paie" in " ".join(said.split())
    process = start("patient", "relate", str(ZOE))
    answer(process, "Quel est son lien avec le patient", "assureur")
    answer(process, "Quel contact", "Mutuelle Essai")
    answer(process, "Quel contact")
    answer(process, "numéro de contrat", "00012345")
    answer(process, "numéro d'accord")
    answer(process, "depuis", "01/01/2026")
    assert ends(process)[0] == 0


def test_who_belongs_to_a_child_is_noted_by_questions_and_seen_from_both_sides(
    family: Semble, start: Start
) -> None:
    at_the_counter(start)
    assert related(family, ZOE) == [
        ("gp", "MARTIN Claire", False, None),
        ("parent_guardian", "ADRUN Claude", True, None),
        ("insurer", "Mutuelle Essai", False, "00012345"),
    ]
    done(family, "patient", "relate", AGATHE, "--type", "mère", "--patient", MOTHER, "--payer")
    done(family, "patient", "relate", AGATHE, "--type", "family", "--patient", ZOE)
    assert sorted(each[:2] for each in related(family, MOTHER)) == [
        ("parent_guardian_of", "ADRUN Agathe"),
        ("parent_guardian_of", "ADRUN Zoé"),
    ]
    # A mistake: the insurer is removed, and comes back.
    number = shown(family, ZOE)["relations"][2]["id"]
    done(family, "patient", "unrelate", ZOE, number)
    assert len(related(family, ZOE)) == 3  # the sister's, seen from here
    said = done(family, "undo")
    assert "relation removed, ADRUN Zoé, born 2015-07-04 (1)" in said.err
    assert len(related(family, ZOE)) == 4
    assert done(family, "store", "check").code == 0


def test_allergies_of_two_sisters_are_never_mixed_up(family: Semble, start: Start) -> None:
    assert shown(family, ZOE)["allergy_status"]["state"] == "not_asked"
    done(
        *(family, "consultation", "add", ZOE, "--section", "Motif=Toux"),
        *("--section", "Allergie=Pénicilline; gravité: sévère; réaction: urticaire"),
    )
    done(family, "patient", "allergy", "none", AGATHE)
    states = [shown(family, each)["allergy_status"]["state"] for each in (ZOE, AGATHE, MOTHER)]
    assert states == ["noted", "none_known", "not_asked"]
    said = done(family, "treatment", "add", ZOE, "--drug", "Pénicilline V 1 MUI")
    assert "Pénicilline" in said.err
    assert "drug's name holds it" in said.err
    done(family, "treatment", "add", ZOE, "--drug", "Ibuprofène 200 mg", "--from", "01/11/2026")
    process = start("treatment", "stop", "2")
    pick(process, "Motif de l'arrêt", "i", "n", "t")
    pick(process, "Noter une allergie", "o")
    process.expect("Substance")
    process.expect("Ibuprofène")
    process.send("\r")
    assert ends(process)[0] == 0
    found = shown(family, ZOE)
    assert [each["substance"] for each in found["allergies"]] == ["Pénicilline", "Ibuprofène"]
    assert [each["drug"] for each in found["treatments"]] == ["Pénicilline V 1 MUI"]
    # Of another dose it is told too.
    said = done(family, "treatment", "add", ZOE, "--drug", "IBUPROFENE 400 mg")
    assert "an allergy to Ibuprofène is noted" in said.err
    done(family, "undo")
    done(family, "undo")  # the stop, and the allergy that was noted with it
    found = shown(family, ZOE)
    assert [each["substance"] for each in found["allergies"]] == ["Pénicilline"]
    assert len(found["treatments"]) == 2
    top = done(family, "patient", "show", ZOE, "-f", "table").out.split("╰")[0]
    assert "ALLERGY: Pénicilline, severe, unconfirmed, urticaire" in top
    assert done(family, "store", "check").code == 0


def test_a_letter_goes_in_and_out_and_from_the_wrong_sister_to_the_right_one(
    family: Semble, store: StoreAddress, tmp_path: Path
) -> None:
    scan = tmp_path / "lettre.pdf"
    scan.write_bytes(SCAN)
    made = json.loads(
        done(family, "document", "add", AGATHE, scan, "--title", "Courrier", "-f", "json").out
    )
    done(family, "document", "move", made["id"], ZOE)
    out = tmp_path / "sortie.pdf"
    done(family, "document", "get", made["id"], "-o", out)
    assert hashlib.sha256(out.read_bytes()).digest() == hashlib.sha256(SCAN).digest()
    words = ("document", "get", str(made["id"]), "-o", "-")
    streamed = subprocess.run(
        [sys.executable, "-m", "semble_cli", "--store", store.location, *words],
        capture_output=True,
        check=True,
    )
    assert streamed.stdout == SCAN
    for patient in (ZOE, AGATHE):
        told = json.loads(done(family, "patient", "history", patient, "-f", "json").out)
        assert "document.move" in [each["action"] for each in told]
    assert json.loads(done(family, "document", "list", AGATHE, "-f", "json").out) == []
    assert len(json.loads(done(family, "document", "list", ZOE, "-f", "json").out)) == 1


def test_a_deletion_counts_all_that_goes_before_it_is_confirmed(
    family: Semble, start: Start, tmp_path: Path
) -> None:
    scan = tmp_path / "lettre.pdf"
    scan.write_bytes(SCAN)
    done(family, "patient", "relate", ZOE, "--type", "gp", "--contact", 1)
    done(family, "patient", "relate", ZOE, "--type", "parent", "--patient", MOTHER)
    done(
        *(family, "consultation", "add", ZOE, "--section", "Motif=Toux"),
        *("--section", "Allergie=Latex"),
    )
    done(family, "treatment", "add", ZOE, "--drug", "Ibuprofène")
    for title in ("Courrier", "Compte rendu"):
        done(family, "document", "add", ZOE, scan, "--title", title)
    process = start("patient", "delete", str(ZOE))
    answer(process, "tapez le nom complet", "zoé adrun")
    code, said = ends(process)
    assert (code, "Rien n'a été supprimé" in said) == (6, True)
    process = start("patient", "delete", str(ZOE))
    process.expect("tapez le nom complet")
    asked = " ".join((process.before or "").split())
    for count in ("2 documents", "1 consultation", "1 traitement", "1 allergie", "2 relations"):
        assert count in asked, asked
    process.send("ADRUN Zoé\r")
    code, said = ends(process)
    assert code == 0, said
    assert "semble patient recover 1" in said
    assert related(family, MOTHER) == []
    assert family("document", "show", 1).code == 3
    assert done(family, "store", "check").code == 0
