"""Tags that come with a register, and those that are added where they are given."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

ZOE = (
    *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--given-names", "Zoé"),
    *("--birth-date", "31/12/1975", "--sex", "F", "--birth-place", "63220"),
)


def names(semble: Semble) -> list[str]:
    return [tag["name"] for tag in json.loads(semble("tag", "list", "-f", "json").out)]


@pytest.mark.parametrize(
    ("option", "tags"), [("--tags", ["Archivé", "Inactif", "Sorti"]), ("--no-tags", [])]
)
def test_a_register_begins_with_the_first_tags_where_they_are_wanted(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, tags: list[str]
) -> None:
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "new.db"))
    said = semble("init", option)
    assert (said.code, said.out) == (0, "")
    assert names(semble) == tags
    assert ("These tags are added: Sorti, Archivé, Inactif." in said.err) == bool(tags)


def test_nobody_is_offered_tags_where_nobody_may_be_asked(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "new.db"))
    assert semble("init").code == 0
    assert names(semble) == []


def test_new_tags_are_added_where_they_are_given_and_go_with_the_undoing(semble: Semble) -> None:
    assert semble(*ZOE).code == 0
    assert semble("tag", "add", "Sorti").code == 0
    said = semble("patient", "tag", "1", "Été 2026", "SORTI", "ÉTÉ 2026", "--create")
    assert said.code == 0, said.err
    assert names(semble) == ["Été 2026", "Sorti"]
    tags = json.loads(semble("patient", "show", "1", "-f", "json").out)["tags"]
    assert sorted(tags) == ["Sorti", "Été 2026"]
    assert semble("undo").code == 0
    assert names(semble) == ["Sorti"]
    assert json.loads(semble("patient", "show", "1", "-f", "json").out)["tags"] == []


def test_without_create_an_unknown_tag_is_refused_and_nothing_is_written(semble: Semble) -> None:
    assert semble(*ZOE).code == 0
    said = semble("patient", "tag", "1", "Nouveau")
    assert said.code == 4
    assert "--create" in said.err
    assert names(semble) == []


def test_what_can_be_no_tag_is_not_created(semble: Semble) -> None:
    assert semble(*ZOE).code == 0
    said = semble("patient", "tag", "1", "Bon", "x;y", "--create")
    assert said.code == 4
    assert "no semicolon" in said.err
    assert names(semble) == []
