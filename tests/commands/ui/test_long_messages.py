"""A message that quotes a book is shortened, and keeps its beginning and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Semble


def test_an_error_that_quotes_a_book_is_shortened_in_its_middle(semble: Semble) -> None:
    said = semble("patient", "report", "--fields", "[" * 10_000)
    assert said.code == 2
    assert said.err.startswith("Error: There is no field [[[")
    assert " … " in said.err
    assert len(said.err) < 2010
    assert said.err.endswith(semble("patient", "report", "--fields", "[").err[-20:])
