"""What an event changed, and whether it can be restored."""

from __future__ import annotations

import pytest

from semble_cli.services.changes import is_same, undone_fields
from tests.conftest import a_patient

HELD = a_patient()._replace(tags=("ALD", "Suivi annuel"), city="Lyon")


def test_tags_that_an_earlier_program_noted_in_another_case_are_restored() -> None:
    changes = {"tags": [["ALD"], ["suivi ANNUEL", "ald"]]}
    assert undone_fields(HELD, changes).tags == ("ALD",)


@pytest.mark.parametrize("changes", [{"tags": [[], ["ALD"]]}, {"city": ["Reims", "LYON"]}])
def test_what_was_changed_since_is_not_restored(changes: dict[str, list[object]]) -> None:
    with pytest.raises(ValueError, match=next(iter(changes))):
        undone_fields(HELD, changes)


def test_no_tags_are_not_the_same_as_some() -> None:
    assert not is_same("tags", [], ["ALD"])
    assert is_same("tags", [], [])
