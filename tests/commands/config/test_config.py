"""`semble config`: what is shown, set and unset, and what is said of it."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.settings.families import FAMILIES
from semble_cli.settings.table import SETTINGS
from semble_cli.store.database import sqlite
from semble_cli.store.database.open import connected
from tests.conftest import register_on, runner

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

SECRETS = (
    *("teleservices.passphrase", "teleservices.token", "mail.password"),
    *("mssante.token", "mssante.passphrase"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "own" / "config.toml"


@pytest.fixture
def own(semble: Semble, file: Path, monkeypatch: pytest.MonkeyPatch) -> Semble:
    """Commands of somebody who has a file of settings, or may have one."""
    monkeypatch.setenv("SEMBLE_CONFIG", str(file))
    return semble


def told(semble: Semble, name: str) -> dict[str, Any]:
    """What the list says of a setting."""
    said = semble("config", "list", "-f", "json")
    assert said.code == 0, said.err
    return next(each for each in json.loads(said.out) if each["name"] == name)


def test_a_setting_of_the_practice_is_set_for_everybody_and_undone(
    semble_on_both: Semble, store: StoreAddress
) -> None:
    semble = semble_on_both
    said = semble("config", "set", "Labels.Size", "62 x 100 mm")
    assert (said.code, said.out) == (0, "")
    assert said.err == "labels.size: – → 62x100, for the practice. Undo: semble undo\n"
    said = semble("config", "set", "labels.size", "89x36")
    assert said.err == "labels.size: 62x100 → 89x36, for the practice. Undo: semble undo\n"
    said = semble("config", "set", "labels.size", "89x36")
    assert said.err == "labels.size: it was so already. Nothing was written.\n"
    assert semble("config", "get", "labels.size").out == "89x36\n"
    assert told(semble, "labels.size") == {
        "name": "labels.size",
        "value": "89x36",
        "origin": "practice",
        "place": str(register_on(store).store),
        "below": [],
        "home": "practice",
        "problem": None,
    }
    assert json.loads(semble("undo", "--list", "-f", "json").out)[0]["setting"] == "labels.size"
    assert semble("undo").err == (
        "Command 3 is taken back: setting changed, labels.size. Do it again: semble redo\n"
        "  labels.size: 89x36 → 62x100\n"
    )
    assert semble("redo").err == (
        "Command 3 is done again: setting changed, labels.size. Undo: semble undo\n"
        "  labels.size: 62x100 → 89x36\n"
    )
    said = semble("config", "unset", "labels.size")
    assert said.err == "labels.size: 89x36 → –, for the practice. Undo: semble undo\n"
    said = semble("config", "unset", "labels.size")
    assert said.err == "labels.size: it was so already. Nothing was written.\n"
    assert semble("config", "get", "labels.size").out == "57x32\n"
    assert semble("store", "check").code == 0


def test_a_setting_of_one_s_own_goes_into_the_file(own: Semble, file: Path) -> None:
    said = own("config", "set", "reader", "Omnikey 3121")
    assert (said.code, said.out) == (0, "")
    assert said.err == (f"reader: – → Omnikey 3121, in {file}. Undo: semble config unset reader\n")
    assert file.stat().st_mode & 0o777 == 0o600
    said = own("config", "set", "reader", "Gemalto")
    assert said.err == (
        f"reader: Omnikey 3121 → Gemalto, in {file}."
        " Undo: semble config set reader 'Omnikey 3121'\n"
    )
    assert own("config", "set", "reader", "Gemalto").err == (
        "reader: it was so already. Nothing was written.\n"
    )
    assert told(own, "reader")["place"] == str(file)
    assert own("config", "unset", "reader").err == (
        f"reader: Gemalto → –, in {file}. Undo: semble config set reader Gemalto\n"
    )
    assert own("config", "unset", "reader").err == (
        "reader: it was so already. Nothing was written.\n"
    )
    assert json.loads(own("undo", "--list", "-f", "json").out)[0]["action"] == "store.init"


def test_mine_sets_one_of_the_practice_s_for_oneself(own: Semble, file: Path) -> None:
    own("config", "set", "document_limit", "50")
    said = own("config", "set", "document_limit", "20", "--mine")
    assert said.err == (
        f"document_limit: – → 20, in {file}. Undo: semble config unset document_limit --mine\n"
    )
    assert tomllib.loads(file.read_text("utf-8")) == {"document_limit": 20}
    found = told(own, "document_limit")
    assert (found["value"], found["origin"], found["below"]) == ("20", "file", ["practice=50"])
    said = own("config", "set", "document_limit", "70")
    assert f"Warning: here {file} goes before it, and document_limit stays 20.\n" in said.err
    own("config", "unset", "document_limit", "--mine")
    assert own("config", "get", "document_limit").out == "70\n"


def test_what_goes_before_a_value_is_told(own: Semble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEMBLE_READER", "Omnikey")
    said = own("config", "set", "reader", "Gemalto")
    assert said.err.endswith(
        "Warning: here SEMBLE_READER goes before it, and reader stays Omnikey.\n"
    )
    found = told(own, "reader")
    assert (found["value"], found["origin"], found["place"]) == (
        "Omnikey",
        "variable",
        "SEMBLE_READER",
    )
    assert found["below"] == ["file=Gemalto"]


def test_flags_go_before_everything(own: Semble, sqlite_store: StoreAddress) -> None:
    own("config", "set", "no_input", "no")
    said = own("--no-input", "--lang", "en", "config", "list", "-f", "json")
    found = {each["name"]: each for each in json.loads(said.out)}
    assert (found["no_input"]["origin"], found["no_input"]["value"]) == ("flag", "true")
    assert found["no_input"]["below"] == ["file=False"]
    assert found["lang"]["origin"] == "flag"
    assert found["store"]["origin"] == "variable"
    said = own("--store", sqlite_store.location, "config", "get", "store", "-f", "json")
    assert json.loads(said.out)["origin"] == "flag"


def test_every_setting_and_every_secret_is_listed_and_no_secret_is_shown(
    own: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_TELESERVICES_TOKEN", "geheim")
    for form in ("json", "table", "tsv"):
        said = own("config", "list", "-f", form)
        assert "geheim" not in said.out + said.err
    found = json.loads(own("config", "list", "-f", "json").out)
    built_in = (f"{family.name}.{key}" for family in FAMILIES for key in family.built_in)
    names = [*(each.name for each in SETTINGS), *built_in, *SECRETS]
    assert [each["name"] for each in found] == names
    by_name = {each["name"]: each for each in found}
    assert by_name["teleservices.token"]["origin"] == "variable"
    assert by_name["mail.password"]["origin"] is None
    assert by_name["mail.password"]["place"] == "SEMBLE_MAIL_PASSWORD"


def test_the_table_says_what_wins_and_over_what(
    own: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    own("config", "set", "labels.size", "62x100")
    own("config", "set", "labels.size", "10x10", "--mine")
    monkeypatch.setenv("SEMBLE_MAIL_PORT", "x")
    lines = {
        line.split()[0]: " ".join(line.split())
        for line in own("config", "list", "-f", "table").out.splitlines()
    }
    assert lines["labels.size"] == "labels.size 10x10 your file the practice (62x100)"
    assert lines["mail.security"] == "mail.security starttls default –"
    assert lines["reader"] == "reader the first with a card default –"
    assert lines["mail.port"] == (
        "mail.port it is a whole number from 1 to 65535. SEMBLE_MAIL_PORT –"
    )
    assert lines["mail.password"] == "mail.password – not set –"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("get", "colour"), 2, "There is no setting of that name. See them all with"),
        (("set", "label.size", "1x1"), 2, "Did you mean labels.size?"),
        (("set", "labels.size", "5x7"), 4, "labels.size: it is the width and the height in mm"),
        (("set", "practice.siret", "1"), 4, "practice.siret: a SIRET number has 14 digits."),
        (("set", "teleservices.certificate", "nowhere.p12"), 4, "there is no such file"),
        (("set", "labels.size", ""), 4, "it is empty. semble config unset labels.size takes it"),
        (("set", "mail.password", "geheim"), 2, "is a secret: no file, no register and no"),
        (("set", "teleservices.passphrase", "geheim"), 2, "Set the variable SEMBLE_TELESERVICES"),
        (("get", "mail.password"), 2, "is a secret"),
        (("set", "store", "postgresql://zoe:geheim@db/x"), 4, "a password does not belong into"),
        (("get", "practice.name"), 1, "practice.name is not set; without it: none."),
        (("get", "reader"), 1, "reader is not set; without it: the first with a card."),
    ],
)
def test_what_is_refused_is_one_sentence_and_writes_nothing(
    own: Semble, file: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = own("config", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert "geheim" not in answer.err
    assert not file.exists()
    assert len(json.loads(own("undo", "--list", "-f", "json").out)) == 1


def test_get_gives_the_value_alone_and_more_as_json(
    own: Semble, sqlite_store: StoreAddress
) -> None:
    own("config", "set", "practice.address", "1 rue de la Paix\n63000 Clermont-Ferrand")
    assert own("config", "get", "practice.address").out == (
        "1 rue de la Paix\n63000 Clermont-Ferrand\n"
    )
    said = own("config", "get", "practice.name", "-f", "json")
    assert said.code == 0
    assert json.loads(said.out)["value"] is None
    assert own("config", "get", "SEMBLE_STORE").out == f"{sqlite_store.location}\n"


def test_a_wrong_value_is_told_by_get_and_by_list(
    own: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_LANG", "de")
    said = own("tag", "list")
    assert (said.code, said.out) == (2, "")
    assert "The variable SEMBLE_LANG cannot be taken: it is one of: en, fr." in said.err
    said = own("config", "get", "lang")
    assert said.code == 2
    assert said.err == "Error: lang: it is one of: en, fr.\n"
    said = own("config", "list", "-f", "json")
    assert said.code == 0
    assert "Warning: The variable SEMBLE_LANG cannot be taken" in said.err
    assert own("patient", "search", "x").code == 2
    assert own("help", "settings").code == 0


def test_what_is_wrong_in_the_file_is_mended_with_config(own: Semble, file: Path) -> None:
    file.parent.mkdir()
    file.write_text('# mine\nlang = "de"\n', "utf-8")
    assert own("tag", "list").code == 2
    assert own("config", "set", "lang", "en").code == 0
    assert own("tag", "list").code == 0
    assert file.read_text("utf-8") == '# mine\nlang = "en"\n'
    file.write_text("lang = \n", "utf-8")
    for words in (("set", "lang", "en"), ("unset", "lang")):
        said = own("config", *words)
        assert (said.code, said.err) == (
            2,
            f"Error: The settings in {file} cannot be read as TOML.\n",
        )
    assert own("config", "list").code == 0


def test_without_a_register_one_s_own_settings_are_shown_and_set_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    semble = runner(str(tmp_path / "nowhere.db"), monkeypatch, capsys)
    monkeypatch.setenv("SEMBLE_CONFIG", str(tmp_path / "config.toml"))
    assert semble("config", "set", "reader", "Omnikey").code == 0
    assert semble("config", "get", "reader").out == "Omnikey\n"
    said = semble("config", "list", "-f", "json")
    assert said.code == 0
    assert "Warning: The practice's settings are not known: There is no store at" in said.err
    found = {each["name"]: each for each in json.loads(said.out)}
    assert (found["labels.size"]["value"], found["labels.size"]["origin"]) == (None, "unread")
    assert found["reader"]["value"] == "Omnikey"
    assert semble("config", "get", "labels.size").code == 7
    assert semble("config", "set", "labels.size", "1x1").code == 4
    assert semble("config", "set", "labels.size", "62x100").code == 7
    monkeypatch.setenv("SEMBLE_LABELS_SIZE", "62x100")
    assert semble("config", "get", "labels.size").out == "62x100\n"


def test_who_is_no_admin_sets_for_himself_alone(
    own: Semble, sqlite_store: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    users.add(register_on(sqlite_store), "zoe", Role.CLINICIAN)
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "zoe")
    said = own("config", "set", "labels.size", "62x100")
    assert (said.code, said.out) == (6, "")
    assert "Only an admin may do that." in said.err
    assert own("config", "set", "labels.size", "62x100", "--mine").code == 0
    assert own("config", "get", "labels.size").out == "62x100\n"


def test_a_command_in_the_register_is_never_looked_at(
    own: Semble, sqlite_store: StoreAddress
) -> None:
    with connected(sqlite_store) as connection:
        connection.run("INSERT INTO practice_setting VALUES ('mail.password_command', 'rm x')")
    assert own("config", "get", "mail.password_command").code == 1
    assert own("config", "set", "mail.password_command", "pass show practice").code == 0
    assert own("config", "get", "mail.password_command").out == "pass show practice\n"
    with connected(sqlite_store) as connection:
        assert connection.value("SELECT count(*) FROM practice_setting") == 1


def test_a_certificate_is_set_by_its_whole_path(
    own: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "practice.p12").touch()
    monkeypatch.chdir(tmp_path)
    assert own("config", "set", "teleservices.certificate", "practice.p12").code == 0
    assert own("config", "get", "teleservices.certificate").out == f"{tmp_path}/practice.p12\n"
