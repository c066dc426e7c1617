"""A record in the person's editor: opened again with what is wrong on top, and the text kept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.show import show_patient
from tests.commands.patient.test_one_patient import added, shown
from tests.conftest import a_patient
from tests.on_terminal import ends, starter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Said

    Semble = Callable[..., Said]


def replaced(before: str, after: str) -> str:
    """A step that replaces what stands in a line."""
    return f"sed -i 's/{before}/{after}/' \"$f\""


NOTHING = ":"
HINT = "# ! Corrigez, enregistrez et quittez. Quittez sans rien changer pour abandonner.\n"


def test_an_error_opens_the_text_again_with_the_error_on_top(
    sqlite_register: Register, editor: Callable[..., str], tmp_path: Path
) -> None:
    create_patient(sqlite_register, a_patient())
    steps = (
        replaced("^sexe: .*", "sexe: X") + "; " + replaced("  ville:.*", "  ville: Reims"),
        replaced("^sexe: .*", "sexe: Y") + "; " + replaced("^profession:.*", "profession: a: b"),
        replaced("^sexe: .*", "sexe: M"),
    )
    process = starter(sqlite_register.store)("patient", "edit", "1", VISUAL=editor(*steps))
    code, said = ends(process)
    assert code == 0, said
    assert "profession : – → a: b" in said
    patient = show_patient(sqlite_register, 1).patient
    assert (patient.sex.value, patient.city, patient.occupation) == ("M", "Reims", "a: b")
    first, second, third = (
        (tmp_path / f"seen.{number}").read_text("utf-8") for number in (1, 2, 3)
    )
    assert "# !" not in first
    for text, sex in ((second, "X"), (third, "Y")):
        assert text.startswith("# ! sexe : c'est l'un de")
        assert HINT in text
        assert text.count("# ! ") == 2
        assert f"\nsexe: {sex}\n" in text
        assert "\n  ville: Reims\n" in text


@pytest.mark.parametrize(
    ("step", "sentence", "exit_code"),
    [
        (replaced("^sexe: .*", "sexe: X"), "# ! sexe : c'est l'un de", 4),
        (replaced("^sexe: .*", "sexxe: X"), "# ! sexxe : ce champ n'existe pas", 4),
        (replaced("^adresse:", "\\tadresse:"), "# ! Le texte n'est plus du YAML", 2),
        ("printf 'abc' > \"$f\"", "# ! Le texte n'est plus", 2),
        ("printf 'sexe: \\351\\n' > \"$f\"", "# ! Le texte n'est plus en UTF-8", 2),
    ],
)
def test_a_text_left_as_it_is_gives_up_with_the_error(
    sqlite_register: Register,
    editor: Callable[..., str],
    tmp_path: Path,
    step: str,
    sentence: str,
    exit_code: int,
) -> None:
    create_patient(sqlite_register, a_patient())
    run = starter(sqlite_register.store)
    code, said = ends(run("patient", "edit", "1", VISUAL=editor(step, NOTHING)))
    assert code == exit_code, said
    assert (tmp_path / "seen.2").read_bytes().decode("utf-8", "replace").startswith(sentence)
    assert not (tmp_path / "seen.3").exists()
    assert show_patient(sqlite_register, 1).patient.version == 1


def test_what_somebody_else_changed_meanwhile_is_told_and_kept(
    sqlite_register: Register, editor: Callable[..., str], tmp_path: Path
) -> None:
    create_patient(sqlite_register, a_patient())
    other = f"{sys.executable} -m semble_cli --no-input patient edit 1"
    steps = (
        f"{other} --occupation sage --city Nice; {replaced('  ville:.*', '  ville: Reims')}",
        "printf '\\n' >> \"$f\"",
    )
    process = starter(sqlite_register.store)("patient", "edit", "1", VISUAL=editor(*steps))
    code, said = ends(process)
    assert code == 0, said
    again = (tmp_path / "seen.2").read_text("utf-8")
    assert "# ! ville : – → Nice\n" in again
    assert "# ! profession : – → sage\n" in again
    assert "\n  ville: Reims\n" in again
    patient = show_patient(sqlite_register, 1).patient
    assert (patient.city, patient.occupation) == ("Reims", "sage")


@pytest.mark.parametrize("step", [': > "$f"', 'sed -i "/^#/!d" "$f"'])
def test_an_emptied_text_gives_up(
    semble: Semble, editor: Callable[..., str], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    patient = added(semble)
    monkeypatch.setenv("VISUAL", editor(step))
    said = semble("patient", "edit", patient, "--editor")
    assert (said.code, "The text is empty. Nothing was written." in said.err) == (2, True)
    assert shown(semble, patient)["version"] == 1


def test_nobody_is_there_to_be_asked_again(
    semble: Semble, editor: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    patient = added(semble)
    monkeypatch.setenv("VISUAL", editor(replaced("^sex: .*", "sex: X")))
    said = semble("patient", "edit", patient, "--editor")
    assert (said.code, "sex: it is one of" in said.err) == (4, True)
    assert not (tmp_path / "seen.2").exists()


def test_a_text_with_a_colon_is_no_error(
    semble: Semble, editor: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = added(semble)
    step = replaced("^comments:.*", "comments: see letter: urgent #2")
    monkeypatch.setenv("VISUAL", editor(step))
    said = semble("patient", "edit", patient, "--editor")
    assert said.code == 0, said.err
    assert shown(semble, patient)["comments"] == "see letter: urgent #2"
