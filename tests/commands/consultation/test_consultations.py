"""`semble consultation`: notes by options, by questions, and in the person's editor."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.ui import language
from semble_cli.services.patients.create import create_patient
from semble_cli.services.record.allergies import add_allergy, known_allergies
from semble_cli.services.record.consultations import show_consultation
from tests.commands.patient.test_one_patient import added
from tests.conftest import a_patient
from tests.on_terminal import answer, ends, pick, starter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Said

    Semble = Callable[..., Said]

ADD = ("consultation", "add", "1", "--section")


def document(semble: Semble, consultation: int = 1) -> dict[str, Any]:
    said = semble("consultation", "show", consultation, "-f", "json")
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def texts(semble: Semble) -> dict[str, str]:
    return {each["keyword"]: each["text"] for each in document(semble)["sections"]}


def test_a_note_is_written_by_options_and_shown(semble_on_both: Semble) -> None:
    added(semble_on_both)
    said = semble_on_both(
        *(*ADD, "reason=Toux", "--section", "Allergie=Latex; gravité: grave"),
        *("--title", "Suivi", "--on", "02/01/2026 10:30"),
    )
    assert (said.code, said.out) == (0, "1\n")
    assert "written: ADRUN" in said.err
    assert "Reason, Allergy. Undo: semble undo" in said.err
    assert "  allergy: Latex, severe, unconfirmed" in said.err
    shown = semble_on_both("consultation", "show", "1", "-f", "table").out
    for part in ("ADRUN", "2026-01-02 10:30", "Suivi", "Reason", "Toux", "Latex, severe"):
        assert part in shown
    listed = semble_on_both("consultation", "list", "1", "-f", "table").out
    assert "Reason, Allergy" in listed
    assert "Toux" not in listed
    (one,) = json.loads(semble_on_both("consultation", "list", "1", "-f", "json").out)
    assert one == document(semble_on_both)
    tsv = semble_on_both("consultation", "list", "1", "-f", "tsv", "--fields", "sections").out
    (cell,) = (row["sections"] for row in csv.DictReader(io.StringIO(tsv), delimiter="\t"))
    assert json.loads(cell) == one["sections"]


def test_a_section_is_replaced_added_and_taken_away(semble: Semble) -> None:
    added(semble)
    semble(*ADD, "Motif=Toux", "--section", "Allergie=Latex", "--title", "Suivi")
    edit = ("consultation", "edit", "1", "--section")
    said = semble(*edit, "motif=Fièvre", "--section", "Conclusion=ok", "-f", "json")
    assert json.loads(said.out)["version"] == 2
    assert texts(semble) == {"Motif": "Fièvre", "Allergie": None, "Conclusion": "ok"}
    said = semble(*edit, "Allergie=", "--title", "")
    assert "  with it, the allergy is removed: Latex, unconfirmed" in said.err
    assert document(semble)["title"] is None
    said = semble(*edit, "Motif=Fièvre")
    assert "it was so already. Nothing was written." in said.err
    said = semble("consultation", "delete", "1")
    assert (said.code, "Consultation 1 of " in said.err) == (0, True)
    assert semble("undo").code == 0
    assert texts(semble) == {"Motif": "Fièvre", "Conclusion": "ok"}


def test_that_there_is_none_is_said(semble: Semble) -> None:
    added(semble)
    said = semble("consultation", "list", "1", "-f", "table")
    assert (said.code, said.out) == (0, "")
    assert said.err.endswith(": no consultation is noted.\n")


def test_the_title_of_a_note_is_not_called_as_that_of_a_person(semble: Semble) -> None:
    added(semble)
    semble(*ADD, "Motif=Toux", "--title", "Suivi")
    for words in (("list", "1"), ("show", "1")):
        said = semble("--lang", "fr", "consultation", *words, "-f", "table", "--fields", "title")
        assert "titre" in said.out
        assert "Suivi" in said.out
        assert "civilité" not in said.out
    said = semble("--lang", "fr", "consultation", "edit", "1", "--title", "a\x1b")
    assert (said.code, said.err.startswith("Erreur : titre : ")) == (4, True)
    language.use("en")


def test_the_keywords_of_the_practices_own(semble: Semble) -> None:
    added(semble)
    keyword = ("consultation", "keyword")
    assert semble(*ADD, "Vaccins=DTP").code == 4
    said = semble(*keyword, "add", "Vaccins", "-f", "json")
    assert json.loads(said.out) == {"id": 1, "keyword": "Vaccins"}
    assert semble(*ADD, "vaccins=DTP").code == 0
    known = json.loads(semble(*keyword, "list", "-f", "json").out)
    assert known[-1] == {"keyword": "Vaccins", "id": 1}
    assert [each["keyword"] for each in known[:2]] == ["Motif", "Observation"]
    assert "The keyword Vaccins is deleted" in semble(*keyword, "delete", "VACCINS").err
    assert semble("consultation", "edit", "1", "--section", "Vaccins=ROR").code == 0
    assert texts(semble) == {"Vaccins": "ROR"}
    assert semble(*keyword, "delete", "Vaccins").code == 3


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("add", "1"), 2, "Give the sections"),
        (("add", "1", "--section", "Motif=x", "--editor"), 2, "either options or --editor"),
        (("add", "1", "--section", "Toux"), 4, "KEYWORD=TEXT"),
        (("add", "1", "--section", "Motif="), 4, "needs one section"),
        (("add", "1", "--section", "Examen=x"), 4, "consultation keyword add"),
        (("add", "1", "--section", "Allergie=aucune"), 4, "semble patient allergy none"),
        (("add", "1", "--section", "Motif=x", "--on", "2090-01-02"), 4, "still to come"),
        (("add", "9", "--section", "Motif=x"), 3, "9"),
        (("show", "9"), 3, "No consultation has the number 9"),
        (("edit", "9", "--section", "Motif=x"), 3, "No consultation has the number 9"),
        (("edit", "1"), 2, "Say what to change"),
        (("edit", "1", "--section", "Motif=x", "--if-version", "7"), 5, "changed meanwhile"),
        (("edit", "1", "--section", "Motif="), 4, "needs one section"),
        (("edit", "1", "--section", "Conclusion="), 4, "has no section of this keyword"),
        (("delete", "1", "--if-version", "7"), 5, "changed meanwhile"),
        (("list", "9"), 3, "9"),
        (("keyword", "add", "Motif"), 4, "every practice has this keyword"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    semble: Semble, words: tuple[str, ...], code: int, sentence: str
) -> None:
    added(semble)
    semble(*ADD, "Motif=Toux")
    said = semble("consultation", *words)
    assert (said.code, sentence in said.err) == (code, True), said.err
    assert len(json.loads(semble("consultation", "list", "1", "-f", "json").out)) == 1
    assert (document(semble)["version"], texts(semble)) == (1, {"Motif": "Toux"})


@pytest.fixture
def zoe(sqlite_register: Register) -> Register:
    create_patient(sqlite_register, a_patient())
    return sqlite_register


def test_sections_are_asked_for_one_after_the_other(zoe: Register) -> None:
    add_allergy(zoe, 1, {"substance": "oeuf"})
    process = starter(zoe.store)("consultation", "add", "1")
    pick(process, "Consultation, ADRUN Zoé .1. : quelle section", "m", "o", "t")
    answer(process, "Motif", "Toux")
    pick(process, "Une autre section", "a", "l", "l")
    answer(process, "Allergie : quelle substance", "Latex; gravité: x")
    process.expect("c'est l'un de")
    process.send("\x15")
    answer(process, "", "Œuf")
    process.expect("déjà notée")
    process.send("\x15")
    answer(process, "", "Latex; gravité: grave")
    pick(process, "Une autre section", "a", "l", "l")
    answer(process, "Allergie : quelle substance", "Kiwi")
    pick(process, "Quelle est sa gravité", "m", "o", "d")
    pick(process, "À quel point est-ce certain", "c")
    answer(process, "Comment s'est-elle manifestée", "urticaire")
    answer(process, "Quel jour")
    answer(process, "Que faut-il dire de plus")
    pick(process, "Une autre section", "n", "o", "n")
    code, said = ends(process)
    assert (code, "Motif, Allergie" in said) == (0, True), said
    assert "Kiwi, modérée, confirmée, urticaire" in said
    assert show_consultation(zoe, 2).note.sections[0].body == "Toux"


def test_a_new_note_is_written_in_the_editor(
    zoe: Register, editor: Callable[..., str], tmp_path: Path
) -> None:
    step = "printf '\\n[Vaccins]\\nDTP\\n' >> \"$f\"; sed -i 's/^.Motif.$/&\\nToux/' \"$f\""
    mended = "sed -i 's/^.Vaccins.$/[Observation]/' \"$f\""
    process = starter(zoe.store)(
        "consultation", "add", "1", "--editor", VISUAL=editor(step, mended)
    )
    code, said = ends(process)
    assert code == 0, said
    first, second = ((tmp_path / f"seen.{number}").read_text("utf-8") for number in (1, 2))
    assert first.startswith("# ADRUN Zoé, né")
    assert "\n[Motif]\n\n[Observation]\n" in first
    assert "ligne 19 : c'est l'un de" in second
    sections = show_consultation(zoe, 1).note.sections
    assert [(each.keyword, each.body) for each in sections] == [
        ("Motif", "Toux"),
        ("Observation", "DTP"),
    ]


def test_an_editor_left_without_a_word_writes_nothing(
    semble: Semble, editor: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    added(semble)
    monkeypatch.setenv("VISUAL", editor(":"))
    said = semble("consultation", "add", "1", "--editor")
    assert (said.code, "The text is as it was" in said.err) == (2, True)
    assert semble("consultation", "list", "1", "-f", "json").out == "[]\n"


def test_of_two_who_edit_one_note_each_is_told_and_what_was_typed_is_kept(
    zoe: Register, editor: Callable[..., str], tmp_path: Path
) -> None:
    run = starter(zoe.store)
    made = run("consultation", "add", "1", "--section", "Motif=Toux", "--section", "Allergie=Latex")
    assert ends(made)[0] == 0
    other = f"{sys.executable} -m semble_cli --no-input consultation edit 1"
    steps = (
        f"{other} --section Conclusion=Grippe; sed -i 's/^Toux/Fièvre/' \"$f\"",
        "printf '\\n[Conclusion]\\nGrippe A\\n' >> \"$f\"",
    )
    code, said = ends(run("consultation", "edit", "1", VISUAL=editor(*steps)))
    assert code == 0, said
    again = (tmp_path / "seen.2").read_text("utf-8")
    assert again.startswith("# ! Cela a été modifié entre-temps.")
    assert "# ! [Conclusion]\n# ! Grippe\n" in again
    assert "\n[Motif]\nFièvre\n" in again
    assert "[Allergie #1]\nLatex\ncertitude: non confirmée\n" in again
    found = show_consultation(zoe, 1)
    assert (found.consultation.version, found.note.sections[-1].body) == (3, "Grippe A")
    (allergy,) = known_allergies(zoe, 1).allergies
    assert (allergy["id"], allergy["substance"]) == (1, "Latex")


def test_what_somebody_else_wrote_stays_where_the_person_leaves_after_a_conflict(
    zoe: Register, editor: Callable[..., str], tmp_path: Path
) -> None:
    run = starter(zoe.store)
    assert ends(run("consultation", "add", "1", "--section", "Motif=Toux"))[0] == 0
    other = f"{sys.executable} -m semble_cli --no-input consultation edit 1"
    steps = (f"{other} --section Motif=Grippe; sed -i 's/^Toux/Fièvre/' \"$f\"", ":")
    code, said = ends(run("consultation", "edit", "1", VISUAL=editor(*steps)))
    assert (code, "modifié entre-temps" in said) == (5, True), said
    assert not (tmp_path / "seen.3").exists()
    assert show_consultation(zoe, 1).note.sections[0].body == "Grippe"


def test_what_was_typed_of_a_note_that_somebody_else_deleted_is_kept_to_be_copied(
    zoe: Register, editor: Callable[..., str], tmp_path: Path
) -> None:
    run = starter(zoe.store)
    assert ends(run("consultation", "add", "1", "--section", "Motif=Toux"))[0] == 0
    other = f"{sys.executable} -m semble_cli --no-input consultation delete 1"
    steps = (f"{other}; sed -i 's/^Toux/Fièvre/' \"$f\"", ":")
    code, said = ends(run("consultation", "edit", "1", VISUAL=editor(*steps)))
    assert (code, "supprimé cette consultation entre-temps" in said) == (5, True), said
    again = (tmp_path / "seen.2").read_text("utf-8")
    assert "\n[Motif]\nFièvre\n" in again
