"""A message that quotes a book is shortened, and keeps its beginning and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.ui import output
from tests.on_terminal import ends, starter

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


def test_an_error_that_quotes_a_book_is_shortened_in_its_middle(semble: Semble) -> None:
    said = semble("patient", "report", "--fields", "[" * 10_000)
    assert said.code == 2
    assert said.err.startswith("Error: There is no field [[[")
    assert " … " in said.err
    assert len(said.err) < 2010
    assert said.err.endswith(semble("patient", "report", "--fields", "[").err[-20:])


def test_a_message_is_folded_between_words_and_never_within_a_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(output, "messages_width", lambda: 40)
    assert output.fitted("Short enough.") == "Short enough."
    assert output.fitted("There is no such thing here. Create one with semble patient add.") == (
        "There is no such thing here. Create one\nwith semble patient add."
    )
    assert output.fitted("Where it is: you go on with semble patient add --resume.") == (
        "Where it is: you go on with\nsemble patient add --resume."
    )
    assert output.fitted("  address: " + "a word " * 6) == (
        "  address: a word a word a word a word a\n    word a word"
    )
    path = "/home/" + "x" * 50
    assert output.fitted(f"The file is {path}") == f"The file is\n{path}"
    monkeypatch.setattr(output, "messages_width", lambda: 0)
    assert output.fitted("a word " * 20) == "a word " * 20


@pytest.mark.parametrize(("columns", "folded"), [(60, True), (200, False)])
def test_on_a_terminal_no_word_is_cut(
    sqlite_store: StoreAddress, columns: int, folded: bool
) -> None:
    process = starter(sqlite_store)("patient", "show", "9", "--reveal", "--rien")
    process.setwinsize(40, columns)
    _, shown = ends(process)
    lines = shown.strip().splitlines()
    assert (len(lines) > 1) is folded
    assert all(len(line) <= columns for line in lines)
    assert "Il n'y a pas d'option --rien." in " ".join(lines)
