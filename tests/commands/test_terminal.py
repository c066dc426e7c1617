"""With a person at a terminal: questions, completion, colours, an interrupt in the middle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.on_terminal import answer, ends

if TYPE_CHECKING:
    from tests.on_terminal import Start


SHORT = ("téléphones", "Que voulez-vous ajouter", "Est-ce exact")
"""What is asked after the traits, and may all be answered with Enter."""


def add_zoe(start: Start) -> None:
    process = start(
        *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
        *("--birth-date", "31/12/1975", "--birth-place", "63220", "--no-input"),
    )
    assert ends(process)[0] == 0


def test_add_asks_for_what_is_missing_and_checks_each_answer(start: Start) -> None:
    process = start("patient", "add", "--birth-name", "PAT-TROIS")
    answer(process, "premier prénom", "DOMINIQUE")
    answer(process, "prénoms de naissance", "DOMINIQUE MARIE-LOUISE")
    answer(process, "date de naissance", "31/02/1979")
    process.expect("aucun calendrier")
    process.send("\x15" + "28/03/1979\r")
    answer(process, "sexe")
    answer(process, "lieu de naissance", "51215")
    for question in SHORT:
        answer(process, question)
    code, shown = ends(process)
    assert code == 0, shown
    assert "Créée : PAT-TROIS DOMINIQUE, née le 28/03/1979 (1), identité provisoire." in shown


ZOE = ("--birth-name", "ADRUN", "--first-name", "Zoé", "--given-names", "Zoé", "--sex", "F")
BORN = ("--birth-date", "31/12/1975")


def test_the_postal_code_of_an_arrondissement_is_asked_about(start: Start) -> None:
    process = start("patient", "add", *ZOE, *BORN, "--birth-place", "69003")
    process.expect("Quel lieu désigne 69003")
    process.expect("Lyon 3e Arrondissement .69383, Rhône.")
    process.expect("Albigny-sur-Saône .69003, Rhône.")
    process.send("\r")
    code, shown = ends(process)
    assert code == 0, shown
    assert "Lieu de naissance : Lyon 3e Arrondissement (69383, Rhône)." in shown
    process = start("patient", "edit", "1", "--birth-place", "69003")
    process.expect("Quel lieu désigne 69003")
    process.send("\x1b[B\r")
    code, shown = ends(process)
    assert code == 0, shown
    assert "lieu de naissance : Lyon 3e Arrondissement (69383, Rhône) → Albigny-sur-Saône" in shown


def test_a_mistyped_place_may_be_one_called_nearly_so_or_none(start: Start) -> None:
    process = start("patient", "add", *ZOE, *BORN, "--birth-place", "Vilurbanne")
    process.expect("Aucun lieu ne porte ce nom. Lequel est-ce")
    process.expect("Villeurbanne .69266, Rhône.")
    process.expect("aucun de ceux-là")
    process.send("\r")
    code, shown = ends(process)
    assert code == 0, shown
    assert "Lieu de naissance : Villeurbanne (69266, Rhône)." in shown
    process = start("patient", "edit", "1", "--birth-place", "Vilurbanne")
    process.expect("Lequel est-ce")
    process.send("\x1b[A\r")
    code, shown = ends(process)
    assert code == 4, shown
    assert "aucun lieu n'a ce nom" in shown


def test_of_a_city_the_arrondissement_is_asked_for_and_may_be_unknown(start: Start) -> None:
    process = start("patient", "add", *ZOE, *BORN)
    answer(process, "lieu de naissance", "Lyon")
    process.expect("Quel arrondissement")
    process.expect("Lyon 9e Arrondissement")
    process.expect("pas connu")
    process.send("\x1b[A\r")
    for question in SHORT[:-1]:
        answer(process, question)
    process.expect("les naissances à Lyon s'enregistrent par arrondissement .69381–69389.")
    answer(process, SHORT[-1])
    code, shown = ends(process)
    assert code == 0, shown
    assert "Lieu de naissance : Lyon (69123, Rhône)." in shown


def test_a_postal_code_typed_as_the_answer_is_asked_about_too(start: Start) -> None:
    process = start("patient", "add", *ZOE, *BORN)
    answer(process, "lieu de naissance", "75015")
    process.expect("Quel lieu désigne 75015")
    process.send("\r")
    for question in SHORT:
        answer(process, question)
    code, shown = ends(process)
    assert code == 0, shown
    assert "Lieu de naissance : Paris 15e Arrondissement (75115, Paris)." in shown


def test_a_short_phone_is_taken_where_the_address_is_known(start: Start) -> None:
    process = start(
        *("patient", "add", "--first-name", "Zoé", "--given-names", "Zoé", "--sex", "F"),
        *("--birth-date", "31/12/1975", "--birth-place", "63220", "--used-name", "X"),
        *("--email", "x@example.org", "--postal-code", "98800"),
    )
    answer(process, "nom de naissance", "ADRUN")
    answer(process, "téléphones", "40 12 34 56")
    process.expect("avec son indicatif")
    process.send("\x15" + "25 12 34\r")
    for question in SHORT[1:]:
        answer(process, question)
    code, shown = ends(process)
    assert code == 0, shown


def test_the_birth_place_is_completed_by_its_name(start: Start) -> None:
    process = start(
        *("patient", "add", "--birth-name", "PAT-TROIS", "--first-name", "DOMINIQUE"),
        *("--given-names", "DOMINIQUE", "--sex", "F", "--birth-date", "28/03/1979"),
        *("--used-name", "X", "--nir", "279035121518989", "--phone", "0639980000"),
        *("--email", "x@example.org"),
    )
    process.expect("lieu de naissance")
    process.send("domprem")
    process.expect(r"Dompremy \(51215, Marne\)")
    process.send("\t")
    process.send("\r")
    process.send("\r")
    for question in SHORT[1:]:
        answer(process, question)
    code, shown = ends(process)
    assert code == 0, shown


def test_an_interrupt_in_a_question_writes_nothing(start: Start) -> None:
    process = start("patient", "add")
    answer(process, "nom de naissance", "ADRUN")
    process.expect("premier prénom")
    process.send("\x03")
    code, shown = ends(process)
    assert code == 130
    assert "Interrompu. Aucun patient n'a été enregistré." in shown
    code, shown = ends(start("patient", "list", "-f", "ndjson"))
    assert (code, shown.strip()) == (0, "")


def test_a_likely_duplicate_is_shown_with_its_reasons_and_a_choice(start: Start) -> None:
    add_zoe(start)
    process = start(
        *("patient", "add", "--birth-name", "ADRUM", "--first-name", "Zoé", "--sex", "F"),
        *("--given-names", "Zoé", "--birth-date", "31/12/1975", "--birth-place", "63220"),
        *("--used-name", "X", "--nir", "275126322074974", "--phone", "0639980000"),
        *("--email", "zoe@example.org"),
    )
    process.expect("Un patient proche existe")
    process.expect(r"à\s+une\s+faute\s+de\s+frappe\s+près")
    process.expect("Que faire")
    process.send("\x1b[B")
    process.send("\r")
    code, shown = ends(process)
    assert code == 0
    assert "Modifiée : X Zoé, née le 31/12/1975 (1)" in shown
    assert "e-mail : – → zoe@example.org" in shown
    _, shown = ends(start("patient", "list", "-f", "ndjson", "--fields", "birth_name,email"))
    assert shown.strip() == '{"birth_name":"ADRUN","email":"zoe@example.org"}'


def test_a_deletion_asks_for_the_full_name(start: Start) -> None:
    add_zoe(start)
    process = start("patient", "delete", "1")
    process.expect("née le 31/12/1975")
    process.expect("le dossier sera définitivement supprimé")
    answer(process, "« ADRUN Zoé »", "adrun zoe")
    code, shown = ends(process)
    assert code == 6
    assert "Rien n'a été supprimé" in shown
    process = start("patient", "delete", "1")
    answer(process, "« ADRUN Zoé »", "ADRUN Zoé")
    assert ends(process)[0] == 0


def test_a_terminal_gets_a_table_in_the_users_language(start: Start) -> None:
    add_zoe(start)
    code, shown = ends(start("patient", "search", "adrun"))
    assert code == 0
    assert "nom utilisé" in shown
    assert "31/12/1975" in shown
    assert "○ provisoire" in shown
    code, shown = ends(start("patient", "search", "adrun", SEMBLE_LANG="en"))
    assert "used name" in shown
    assert "1975-12-31" in shown


def test_colours_are_for_those_who_want_them(start: Start) -> None:
    add_zoe(start)
    for variables, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        process = start("patient", "search", "adrun", **variables)
        process.expect(pexpect.EOF)
        colours = re.findall(r"\x1b\[[0-9;]*3[0-9]m", process.before or "")
        assert bool(colours) == coloured, variables


def test_nothing_is_asked_with_no_input(start: Start) -> None:
    code, shown = ends(start("patient", "add", "--no-input"))
    assert code == 4
    assert "information manquante" in shown


@pytest.mark.parametrize("columns", [100, 60])
def test_the_way_back_stands_whole_on_a_narrow_terminal(start: Start, columns: int) -> None:
    add_zoe(start)
    process = start("patient", "block", "1", "--reason", "impayés")
    process.setwinsize(40, columns)
    _, shown = ends(process)
    between = " " if columns == 100 else "\r\n"
    said = "Bloquée : ADRUN Zoé, née le 31/12/1975 (1), motif : impayés."
    assert f"{said}{between}Annuler : semble undo" in shown
