"""What a teleservice answers is read by the reader of all other texts."""

from __future__ import annotations

import pytest

from semble_cli.vitale.teleservices.answers import read_rights
from semble_cli.vitale.teleservices.trees import NoTree, text


@pytest.mark.parametrize(
    ("value", "read"),
    [(" 12  RUE\u00a0DU PORT ", "12 RUE DU PORT"), (631, "631"), ("", None), (None, None)],
)
def test_a_text_is_one_line(value: object, read: str | None) -> None:
    assert text({"adresse1": value}, "adresse1") == read


@pytest.mark.parametrize("value", ["a\x1bb", "a\u202eb", "a\x00b", "x" * 1_001, {}, ["a"], 1.5])
def test_a_text_that_no_field_takes_is_no_answer(value: object) -> None:
    with pytest.raises(NoTree):
        text({"codeRegime": value}, "codeRegime")
    person = {"dateNaissance": "19751231"}
    assert read_rights({"beneficiaireDeSoins": person}).regime is None
    with pytest.raises(NoTree):
        read_rights({"beneficiaireDeSoins": person, "infosGlobales": {"codeRegime": value}})
