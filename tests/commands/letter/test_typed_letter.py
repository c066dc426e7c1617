"""Letters typed by a person at a terminal: in the editor, and questions before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.record import ArchiveReason
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import archive_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.record.read_documents import documents_of
from tests.conftest import ADRUN, a_patient, register_on
from tests.on_terminal import answer, ends, starter
from tests.services.invoices.practice import set_up_practice
from tests.services.letters.people import at_home

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress
    from tests.on_terminal import Start


@pytest.fixture
def practice(sqlite_store: StoreAddress) -> Register:
    register = register_on(sqlite_store)
    set_up_practice(register, practice__phone="01 99 00 00 01")
    add_tag(register, "Suivi", None)
    create_patient(register, at_home(a_patient(tags=("Suivi",))))
    return register


@pytest.fixture
def start(practice: Register) -> Start:
    return starter(practice.store)


@pytest.fixture
def editor(tmp_path: Path) -> Callable[..., str]:
    """An editor that writes a text each time it is opened, the last one from then on."""

    def make(*texts: str) -> str:
        for number, text in enumerate(texts, 1):
            (tmp_path / f"text{number}").write_text(text, "utf-8")
        script = tmp_path / "editor.sh"
        script.write_text(
            f'#!/bin/sh\ncp "$1" "{tmp_path}/seen"\nn=$(cat "{tmp_path}/n" 2>/dev/null || echo 0)\n'
            f'n=$((n+1))\n[ -f "{tmp_path}/text$n" ] || n={len(texts)}\n'
            f'echo $n > "{tmp_path}/n"\ncat "{tmp_path}/text$n" > "$1"\n'
        )
        script.chmod(0o755)
        return str(script)

    return make


def titles(register: Register, patient: int = 1) -> list[str]:
    return [each.document.title for each in documents_of(register, patient)]


def test_a_letter_is_typed_and_opened_again_until_it_can_be_taken(
    practice: Register, start: Start, editor: Callable[..., str], tmp_path: Path
) -> None:
    wrong = "Objet : Un\n\nBonjour {{patient.nam}}"
    strange = "Objet : Deux\n\nBonjour \u0635"
    right = "# ! une remarque\nObjet : Trois\n\n# Titre\n\nBonjour {{patient.name}}"
    code, said = ends(start("letter", "write", "1", EDITOR=editor(wrong, strange, right)))
    assert (code, titles(practice)) == (0, ["Trois"])
    assert "Courrier écrit" in said
    seen = (tmp_path / "seen").read_text("utf-8")
    assert seen.startswith("# ! modèle")
    assert strange.splitlines()[-1] in seen


def test_a_template_is_opened_to_be_changed(
    practice: Register, start: Start, editor: Callable[..., str], tmp_path: Path
) -> None:
    words = ("letter", "write", "1", "--template", "rappel", "--edit")
    code, _ = ends(start(*words, EDITOR=editor("Objet : Autre\n\nx")))
    assert (code, titles(practice)) == (0, ["Autre"])
    seen = (tmp_path / "seen").read_text("utf-8")
    assert seen.startswith("# ! ADRUN Zoé, née le 31/12/1975 (1)")
    assert "Objet : Rappel de suivi" in seen


def test_who_leaves_the_text_as_it_was_writes_nothing(practice: Register, start: Start) -> None:
    code, said = ends(start("letter", "write", "1", EDITOR="true"))
    assert (code, titles(practice)) == (2, [])
    assert "Rien n'a été écrit" in said or "Rien n’a été écrit" in said


def test_it_is_asked_before_anything_is_typed_whether_it_may_be_written(
    practice: Register, start: Start, editor: Callable[..., str], tmp_path: Path
) -> None:
    archive_patient(practice, 1, ArchiveReason.INACTIVE)
    for key, code, found in (("n", 6, []), ("o", 0, ["Oui"])):
        process = start("letter", "write", "1", EDITOR=editor("Objet : Oui\n\nx"))
        answer(process, "quand même le courrier", key)
        assert (ends(process)[0], titles(practice)) == (code, found)
        assert (tmp_path / "seen").exists() is (code == 0)
    process = start("letter", "write", "9", EDITOR=editor("x"))
    assert ends(process)[0] == 3


def test_the_number_of_a_mailing_is_confirmed(
    practice: Register, start: Start, tmp_path: Path
) -> None:
    given = ADRUN | {"first_given_name": "Max"}
    create_patient(practice, at_home(a_patient(given, tags=("Suivi",))), known=(1,))
    file = tmp_path / "all.pdf"
    words = ("letter", "write", "--tag", "Suivi", "--template", "rappel", "-o", str(file))
    process = start(*words)
    answer(process, r"2 courrier\(s\)|2 courriers", "n")
    assert (ends(process)[0], titles(practice), file.exists()) == (0, [], False)
    process = start(*words)
    answer(process, r"2 courrier\(s\)|2 courriers", "o")
    assert (ends(process)[0], titles(practice), file.exists()) == (0, ["Rappel de suivi"], True)
    assert ends(start(*words[:-1], str(tmp_path / "b.pdf"), "--yes"))[0] == 0
