"""Settings by the names that people type."""

from __future__ import annotations

import pytest

from semble_cli.errors import BadUsage
from semble_cli.settings.naming import setting_named


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" Labels.Size ", "labels.size"),
        ("no-input", "no_input"),
        ("SEMBLE_MAIL_PORT", "mail.port"),
        ("semble_lang", "lang"),
    ],
)
def test_a_setting_is_named_in_any_case_or_by_its_variable(typed: str, name: str) -> None:
    assert setting_named(typed).name == name


def test_a_name_that_is_none_may_be_near_one() -> None:
    with pytest.raises(BadUsage, match=r"of that name\. Did you mean labels\.size\? See them all"):
        setting_named("label.size")
    with pytest.raises(BadUsage, match=r"of that name\. See them all with semble config list\."):
        setting_named("colour")


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("teleservices.passphrase", "Set the variable SEMBLE_TELESERVICES_PASSPHRASE, or type it"),
        ("SEMBLE_TELESERVICES_TOKEN", "Set the variable SEMBLE_TELESERVICES_TOKEN."),
        ("mail.password", "Set the variable SEMBLE_MAIL_PASSWORD, or mail.password_command."),
    ],
)
def test_a_secret_is_refused_with_where_it_belongs(typed: str, way: str) -> None:
    with pytest.raises(BadUsage) as refused:
        setting_named(typed)
    assert "is a secret: no file, no register and no command line holds it. " in str(refused.value)
    assert way in str(refused.value)
