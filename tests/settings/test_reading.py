"""A user's settings, from variables and the file, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage
from semble_cli.settings.reading import Settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def settings_in(file: Path, text: str, **variables: str) -> Settings:
    file.write_text(text, "utf-8")
    return read_settings(variables, str(file))


def problem_of(settings: Settings) -> str:
    with pytest.raises(BadUsage) as refused:
        settings.refuse_problem()
    return str(refused.value)


def test_a_variable_goes_before_the_file_and_an_empty_one_before_both(file: Path) -> None:
    found = settings_in(file, 'reader = "A"\n[mail]\nport = 25\n', SEMBLE_READER="B")
    assert found.value("reader") == "B"
    assert found.own("mail.port") == "25"
    assert found.own("labels.size") is None
    assert settings_in(file, 'reader = "A"\n', SEMBLE_READER="").value("reader") is None
    assert settings_in(file, "no_input = true\ndebug = 0\n").is_on("no_input")
    assert not settings_in(file, "no_input = true\n", SEMBLE_NO_INPUT="").is_on("no_input")
    assert settings_in(file, '[practice]\naddress = ["1 rue X", "63000 Y"]\n').own(
        "practice.address"
    ) == ("1 rue X\n63000 Y")


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    found = read_settings({}, str(tmp_path / "nowhere"))
    assert found.problem is None
    assert found.value("teleservices.timeout") == "20"
    assert found.value("lang") is None
    assert found.group("teleservices") == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lang = \n", "cannot be read as TOML."),
        ('colour = "red"\n', "name one that does not exist: colour."),
        ('[teleservices]\nadrii = "x"\n', "name one that does not exist: teleservices.adrii."),
        (
            '[teleservices]\npassphrase = "x"\n',
            "hold a secret: teleservices.passphrase. Take it out. Set the variable"
            " SEMBLE_TELESERVICES_PASSPHRASE, or type it when asked.",
        ),
        ('[teleservices]\ntoken = "x"\n', "hold a secret: teleservices.token. Take it out."),
        (
            '[mail]\npassword = "x"\n',
            "Set the variable SEMBLE_MAIL_PASSWORD, or mail.password_command.",
        ),
        ('lang = "de"\n', "The setting lang in {file} cannot be taken: it is one of: en, fr."),
        ("no_input = 7\n", "The setting no_input in {file} cannot be taken: it is true or false."),
        ("backup_warning_days = 1.5\n", "cannot be taken: it is a whole number from 0 to 99999."),
    ],
)
def test_what_no_command_goes_on_with_is_told(file: Path, text: str, told: str) -> None:
    said = problem_of(settings_in(file, text))
    assert told.format(file=file) in said
    assert str(file) in said


def test_a_wrong_variable_is_named(file: Path) -> None:
    said = problem_of(settings_in(file, "", SEMBLE_LANG="de"))
    assert said == (
        "The variable SEMBLE_LANG cannot be taken: it is one of: en, fr. See semble config list."
    )


def test_a_setting_that_few_commands_need_is_judged_when_it_is_used(file: Path) -> None:
    found = settings_in(file, '[mail]\nport = "x"\n[practice]\nsiret = 1\n')
    assert found.problem is None
    with pytest.raises(BadUsage, match=r"The setting mail\.port in .* cannot be taken"):
        found.own("mail.port")
    with pytest.raises(BadUsage, match="a SIRET number has 14 digits"):
        found.group("practice")


def test_what_is_sound_beside_a_problem_holds(file: Path) -> None:
    found = settings_in(file, 'colour = "red"\nstore = "/srv/x.db"\nlang = "de"\n')
    assert found.sound("store") == "/srv/x.db"
    assert found.sound("lang") is None
    assert not found.is_on("debug")
