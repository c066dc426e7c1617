"""Hostile words in the place of every argument and of every option's value of every command: the
exit code of the contract, one sentence where it is refused, and never a defect."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

import reference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Semble

WORDS = (
    *("a\x1b[31m\x07b", "a\u202eb\u2066c", "x\udc80y", "\ud800", "a\x00b", "\ufeff-1"),
    *("9" * 5000, "(" * 50_000, "a" * 10_001, "%s{x}{0}[red]", "=1+1", "", " ", "1e999"),
    *("a\nb\tc", "\u0663\u0663", "../\x00", "9" * 25),
)

_TRAITS = (
    *("--birth-name", "ADRUN", "--first-name", "ZOE", "--birth-date", "1975-12-31"),
    *("--sex", "F", "--birth-place", "63220", "--on-duplicate", "create"),
)
NEEDED: dict[str, tuple[str, ...]] = {
    "patient add": _TRAITS,
    "patient archive": ("--reason", "moved_away"),
    "patient import": ("--dry-run",),
    "user role": ("--role", "reader"),
}
"""Options without which a command does not begin, whatever else is wrong."""

ARGUMENTS = {"patient": "1", "tag": "ALD", "tags": "ALD", "words": "adrun", "login": "zoe"}

ENDLESS = ("semble vitale watch", "semble vitale simulator")
"""Commands that wait for a person to end them."""

COMMANDS = [
    (name, command)
    for name, command in reference.commands()
    if name not in ENDLESS and not getattr(command, "members", None)
]


def lines(name: str, command: Any, start: int) -> Iterator[list[str]]:
    """A command line for each argument and each option that takes a value, with a hostile word."""
    words = count(start)
    path = name.split()[1:]
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    usual = [ARGUMENTS.get(each.name, "1") for each in arguments]
    needed = NEEDED.get(" ".join(path), ())
    for place in range(len(arguments)):
        word = WORDS[next(words) % len(WORDS)]
        yield [*path, *usual[:place], word, *usual[place + 1 :], *needed]
    for option in command.params:
        if option.param_type_name == "option" and not option.is_flag:
            yield [*path, *usual, *needed, option.opts[0], WORDS[next(words) % len(WORDS)]]


@pytest.mark.parametrize(
    ("name", "command", "start"),
    [(name, command, 5 * place) for place, (name, command) in enumerate(COMMANDS)],
    ids=[name for name, _ in COMMANDS],
)
def test_no_word_is_a_defect(
    semble_on_both: Semble,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    command: Any,
    start: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    semble_on_both("patient", "add", *_TRAITS)
    semble_on_both("tag", "add", "ALD")
    for words in lines(name, command, start):
        said = semble_on_both(*words)
        assert said.code in range(11), (ascii(words)[:300], said.err[:300])
        assert len(said.err) < 3_000
        assert not {*"\x00\x07\x1b\u202e\u2066\udc80\ud800"} & {*said.err, *said.out}
        if said.code in (2, 4):
            assert sum(line.startswith("Error: ") for line in said.err.splitlines()) >= 1
    assert semble_on_both("store", "check").code == 0
