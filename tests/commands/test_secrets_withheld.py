"""The variables of secrets, which no program that a command starts is handed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from semble_cli.settings.secrets import secret_value, withheld
from semble_cli.settings.table import SECRETS
from tests.on_terminal import ends, starter

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress

VARIABLES = {secret.variable: "tournesol" for secret in SECRETS}
ADD = (
    *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
    *("--birth-date", "1975-12-31", "--birth-place", "63220", "--no-input"),
)


@pytest.mark.parametrize(
    ("variable", "words"),
    [("EDITOR", ("patient", "edit", "1", "--editor")), ("PAGER", ("config", "list"))],
)
def test_neither_editor_nor_pager_sees_a_secret(
    sqlite_store: StoreAddress, tmp_path: Path, variable: str, words: tuple[str, ...]
) -> None:
    start = starter(sqlite_store)
    assert ends(start(*ADD))[0] == 0
    program, seen = tmp_path / "program", tmp_path / "seen"
    program.write_text(f"#!/bin/sh\nenv >{seen}\ncat >/dev/null </dev/null\n")
    program.chmod(0o700)
    ends(start(*words, **{variable: str(program)}, **VARIABLES))
    assert "SEMBLE_STORE=" in seen.read_text()
    assert "tournesol" not in seen.read_text()


def test_what_is_withheld_is_known_to_the_command_and_given_back_at_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name, variable = SECRETS[0].name, SECRETS[0].variable
    monkeypatch.setenv(variable, "tournesol")
    with withheld():
        assert variable not in os.environ
        assert secret_value(name) == "tournesol"
    assert os.environ[variable] == "tournesol"
    assert secret_value(name) == "tournesol"
    monkeypatch.delenv(variable)
    with withheld():
        assert secret_value(name) is None
