"""Write the screens of docs/: commands as a receptionist types them, on a real terminal, in French.

Everybody in them is an official fictitious patient. The clock stands still, and nothing is taken
from the machine, so that the screens are the same wherever and whenever they are made.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pexpect
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from terminal_screen import TerminalScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGE = "screens.md"
COLUMNS, ROWS = 80, 45

_PROGRAM = """
import sys
import pwd
from datetime import datetime
from types import SimpleNamespace
from semble_cli import app
from semble_cli.commands.ui import context
pwd.getpwuid = lambda uid: SimpleNamespace(pw_name="martine")
context.now = lambda: datetime.fromisoformat("2026-11-23T10:30:00+00:00")
sys.exit(app.run(sys.argv[1:]))
"""
"""The program, whose clock stands still, for somebody who is the same on every machine."""

_INTRODUCTION = """# Screens

<!-- Written by `make docs` (tools/screens.py); do not edit. -->

What the counter looks like, on a terminal of 80 columns, in French. The people are fictitious.
"""
DOWN, ENTER = "\x1b[B", "\r"


class Answer(NamedTuple):
    """What is waited for, and the keys that are pressed then."""

    question: str
    keys: str = ENTER


class Scene(NamedTuple):
    """A command, and what a person answers; without a name, nobody is shown it. The screen may be
    shown *at the last question* too, under a title of its own."""

    name: str
    title: str
    command: str
    answers: tuple[Answer, ...] = ()
    at_last_question: str = ""


class Picture(NamedTuple):
    """A screen to be shown, with the codes of its colours."""

    name: str
    title: str
    text: str


def _unseen(command: str, *answers: Answer) -> Scene:
    return Scene("", "", command, answers)


_ADRUN = (
    "semble patient add --birth-name ADRUN --first-name Zoé --sex F --birth-date 31/12/1975"
    " --birth-place 63220 --phone 0639980001 --no-input"
)
_CORSE = (
    "semble patient add --birth-name CORSE --first-name Anthony --sex M --birth-date 02/03/1980"
    " --birth-place 2B020 --phone 0639980002 --no-input"
)
_NESSI = (
    "semble patient add --birth-name NESSI --first-name MICHELANGELO --sex M"
    " --birth-date 07/08/2010 --birth-place 63220 --no-input"
)
SCENES = (
    Scene("init", "A register is made, once", "semble init", (Answer("Ajouter ces tags"),)),
    _unseen(_ADRUN),
    _unseen(_CORSE),
    Scene("welcome", "The welcome", "semble"),
    Scene(
        "add",
        "A patient is created, and may be taken back",
        "semble patient add",
        (
            Answer("nom de naissance", "PAT-TROIS\r"),
            Answer("premier prénom", "DOMINIQUE\r"),
            Answer("prénoms de naissance", "DOMINIQUE MARIE-LOUISE\r"),
            Answer("date de naissance", "28/03/1979\r"),
            Answer("indéterminé"),
            Answer("lieu de naissance", "51215\r"),
            Answer("téléphones", "06 39 98 12 34\r"),
            Answer("Numéros d'identification"),
            Answer("Abandonner sans rien garder"),
        ),
        at_last_question="The questions about a patient, and the review before anything is written",
    ),
    Scene("search", "Found by the beginning of the name", "semble patient search pat"),
    Scene("near", "Found in spite of a typing error, which is told", "semble adrum"),
    Scene("show", "The record, by the name of one person", "semble patient show pat-trois"),
    Scene(
        "mistake",
        "A mistake is a sentence, and nothing is written",
        "semble patient edit pat-trois --phone '06 39 98 12 3'",
    ),
    Scene(
        "edit",
        "A change is told, before and after",
        "semble patient edit pat-trois --phone 0639980099",
    ),
    Scene("undo", "The last command is taken back", "semble undo", (Answer("oui", DOWN + ENTER),)),
    _unseen("semble patient block adrun --reason impayés"),
    _unseen("semble patient deceased corse --on 01/02/2026"),
    Scene("list", "A table with its marks", "semble patient list"),
    _unseen(_NESSI),
    _unseen("semble patient relate nessi --type mère --patient 1 --payer"),
    _unseen("semble patient relate nessi --type traitant --new MARTIN --first-name Claire"),
    _unseen("semble patient relate nessi --type assureur --new 'Mutuelle Essai' --policy 00012345"),
    _unseen(
        "semble consultation add nessi --section Motif=Toux"
        " --section 'Allergie=Pénicilline; gravité: sévère; réaction: urticaire'"
    ),
    _unseen(
        "semble treatment add nessi --drug 'Essai 200 mg' --frequency 'matin et soir' --no-input"
    ),
    Scene(
        "record",
        "The record of a child: allergies first, who belongs to it, what is taken",
        "semble patient show nessi",
    ),
    Scene("help", "A help topic", "semble help exit-codes"),
)


def screens() -> dict[str, str]:
    """Every file below docs/ that the scenes make, with its contents."""
    with tempfile.TemporaryDirectory(prefix="semble-screens-") as place:
        played = [picture for scene in SCENES for picture in _play(scene, Path(place))]
    files = {}
    page = _INTRODUCTION
    for number, picture in enumerate((each for each in played if each.title), 1):
        file = f"screens/{number:02}-{picture.name}.svg"
        files[file] = _drawn(picture)
        page += f"\n## {picture.title}\n\n![{picture.title}]({file})\n"
    return files | {PAGE: page}


def _play(scene: Scene, place: Path) -> Iterator[Picture]:
    """Run a command to its end; what the terminal shows at the last question, and then."""
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "HOME": str(place),
        "XDG_RUNTIME_DIR": str(place),
        "SEMBLE_STORE": "cabinet.db",
        "SEMBLE_CONFIG": str(place / "none.toml"),
        "LANG": "C.UTF-8",
        "SEMBLE_LANG": "fr",
        "TERM": "xterm-256color",
        "TZ": "UTC0",
        "PAGER": "cat",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    screen = TerminalScreen(COLUMNS)
    screen.write(f"$ {scene.command}\r\n")
    process = pexpect.spawn(
        sys.executable,
        ["-c", _PROGRAM, *shlex.split(scene.command)[1:]],
        env=environment,
        cwd=str(place),
        encoding="utf-8",
        timeout=60,
        dimensions=(ROWS, COLUMNS),
    )
    for answer in scene.answers:
        process.expect(answer.question)
        screen.write(f"{process.before}{process.after}")
        if answer == scene.answers[-1]:
            yield Picture(f"{scene.name}-review", scene.at_last_question, screen.text())
        process.send(answer.keys)
    process.expect(pexpect.EOF)
    screen.write(process.before or "")
    process.close()
    yield Picture(scene.name, scene.title, screen.text())


def _drawn(picture: Picture) -> str:
    """A screen as SVG, whose fonts are the reader's own."""
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False
    )
    console.print(Text.from_ansi(picture.text), end="")
    form = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return console.export_svg(title="semble", unique_id=picture.name, code_format=form)


def main() -> None:
    """Write the screens and their page."""
    (DOCS / "screens").mkdir(exist_ok=True)
    made = screens()
    for old in (DOCS / "screens").iterdir():
        if f"screens/{old.name}" not in made:
            old.unlink()
    for name, text in made.items():
        (DOCS / name).write_text(text, "utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
