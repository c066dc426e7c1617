"""The screens of docs/ are what the program shows; the terminal that reads them is one."""

from __future__ import annotations

from pathlib import Path

import pytest

import screens
from terminal_screen import TerminalScreen

DOCS = Path(__file__).parent.parent / "docs"


def test_the_screens_are_what_the_program_shows() -> None:
    made = screens.screens()
    written = {f"screens/{file.name}" for file in (DOCS / "screens").iterdir()}
    assert written | {screens.PAGE} == made.keys()
    for name, text in made.items():
        assert (DOCS / name).read_text("utf-8") == text, f"{name}: run `make docs`"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("un\r\ndeux", "un\ndeux\n"),
        ("abc\rX", "Xbc\n"),
        ("12345678", "12345\n678\n"),
        ("12345\r\n6", "12345\n6\n"),
        ("a\x1b[3Cb", "a   b\n"),
        ("ab\x1b[2Dc\bd", "db\n"),
        ("one\r\ntwo\x1b[1A\r\x1b[J!", "!\n"),
        ("abc\x1b[2D\x1b[K", "a\n"),
        ("abc\x1b[2K", "\n"),
        ("abcd\x1b[2GX", "aXcd\n"),
        ("\x1b[?25l\x1b[?7l\x1b]0;title\x07x", "x\n"),
        ("⛔a", "⛔a\n"),
        ("\x1b[1mb\x1b[0m.", "\x1b[1mb\x1b[0m.\n"),
        ("\x1b[1m\x1b[0;31mr", "\x1b[0;31mr\x1b[0m\n"),
    ],
)
def test_a_terminal_shows_what_is_written_to_it(written: str, shown: str) -> None:
    screen = TerminalScreen(5)
    screen.write(written)
    assert screen.text() == shown
