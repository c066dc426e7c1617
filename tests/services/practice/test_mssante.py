"""What the practice set for MSSanté, on both databases: all that is missing is named at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage, InvalidSetting
from semble_cli.services.practice.mssante import (
    MssantePractice,
    MssanteServer,
    mssante_practice,
    mssante_server,
)
from semble_cli.services.practice.settings import set_setting
from semble_cli.settings.table import BY_NAME

if TYPE_CHECKING:
    from semble_cli.services.register import Register

SET = {
    "practice.name": "Cabinet des Lilas",
    "practice.address": "1 rue de la Paix\n63000 Clermont-Ferrand",
    "practice.siret": "73282932000074",
    "practice.rpps": "10001234565",
    "mssante.last_name": "MARTIN",
    "mssante.first_name": "Anne",
    "mssante.specialty": "G15_60 Infirmier",
    "mssante.sector": "SA08",
    "mssante.sender": "a.martin@cabinet.mssante.fr",
    "mssante.nil": "DEV935997",
}


def practice_of(register: Register, **own: str) -> MssantePractice:
    with register.reading() as connection:
        return mssante_practice(connection, {k.replace("__", "."): v for k, v in own.items()}.get)


def server_of(register: Register, **own: str) -> MssanteServer:
    with register.reading() as connection:
        return mssante_server(connection, {k.replace("__", "."): v for k, v in own.items()}.get)


def set_up(register: Register, **others: str) -> None:
    for name, value in (SET | {k.replace("__", "."): v for k, v in others.items()}).items():
        set_setting(register, BY_NAME[name], value)


def test_who_sends_is_read_from_the_settings(register: Register) -> None:
    set_up(register)
    found = practice_of(register)
    assert found.address == "a.martin@cabinet.mssante.fr"
    assert (found.nil, found.domain) == ("DEV935997", "patient.mssante.fr")
    professional, structure = found.sender
    assert professional.national_id == "810001234565"
    assert (professional.last_name, professional.first_name) == ("MARTIN", "Anne")
    assert professional.specialty[:2] == ("G15_60", "Infirmier")
    assert structure.national_id == "373282932000074"
    assert structure.address == ("1 rue de la Paix", "63000 Clermont-Ferrand")
    assert structure.sector[:2] == ("SA08", "Cabinet de groupe")
    set_up(register, practice__finess="630000016", mssante__domain="patient.essai.mssante.fr")
    assert practice_of(register).sender.structure.national_id == "1630000016"
    assert practice_of(register).domain == "patient.essai.mssante.fr"
    assert practice_of(register, mssante__nil="MINE").nil == "MINE"


@pytest.mark.parametrize("name", [*SET, "all"])
def test_each_thing_that_is_missing_is_named(sqlite_register: Register, name: str) -> None:
    if name != "all":
        set_up(sqlite_register)
        set_setting(sqlite_register, BY_NAME[name], None)
    if name == "practice.address":
        assert practice_of(sqlite_register).sender.structure.address == ()
        return
    with pytest.raises(InvalidSetting) as refused:
        practice_of(sqlite_register)
    missing = {each for each in (*SET, "practice.finess") if each in str(refused.value)}
    everything = {*SET, "practice.finess"} - {"practice.siret", "practice.address"}
    instead = {"practice.siret": "practice.finess"}
    assert missing == (everything if name == "all" else {instead.get(name, name)})


def test_the_server_is_shown_a_token_of_this_moment(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(register, mssante__host="smtp.operateur.mssante.fr", mssante__port="2525")
    found = server_of(register, mssante__token_command="printf %s geheim")
    assert found.token == "geheim"
    assert found[:3] == ("smtp.operateur.mssante.fr", 2525, "a.martin@cabinet.mssante.fr")
    assert "geheim" not in repr(found)
    monkeypatch.setenv("SEMBLE_MSSANTE_TOKEN", "other")
    assert server_of(register, mssante__token_command="false").token == "other"
    set_up(register, mssante__user="login")
    assert server_of(register).user == "login"


def test_a_certificate_is_enough_and_its_passphrase_is_only_a_variable(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(sqlite_register, mssante__host="smtp.operateur.mssante.fr")
    monkeypatch.setenv("SEMBLE_MSSANTE_PASSPHRASE", "geheim")
    own = {"mssante__certificate": "/srv/p.pem", "mssante__authority": "/srv/a.pem"}
    found = server_of(sqlite_register, **own)
    assert (found.token, found.certificate, found.authority) == (None, "/srv/p.pem", "/srv/a.pem")
    assert found.passphrase == "geheim"
    assert server_of(sqlite_register, mssante__token_command="echo x").passphrase is None


def test_a_server_without_what_to_show_it_or_a_name_is_refused(sqlite_register: Register) -> None:
    with pytest.raises(InvalidSetting) as refused:
        server_of(sqlite_register)
    for name in ("mssante.host", "mssante.sender", "mssante.token_command"):
        assert name in str(refused.value)
    set_up(sqlite_register, mssante__host="smtp.operateur.mssante.fr")
    with pytest.raises(BadUsage, match=r"mssante\.token_command failed"):
        server_of(sqlite_register, mssante__token_command="false")


def test_no_command_and_no_file_comes_from_the_register() -> None:
    for name in ("mssante.token_command", "mssante.certificate", "mssante.authority"):
        assert BY_NAME[name].home.value == "user", "an admin runs nothing on others' machines"
