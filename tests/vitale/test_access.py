"""From the settings to the services that can be asked."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from semble_cli.errors import BadUsage
from semble_cli.settings.reading import read_settings
from semble_cli.settings.table import SECRETS, SETTINGS
from semble_cli.vitale.teleservices.access import (
    HOSTS,
    Access,
    Identification,
    Route,
    Services,
    access_of,
    opened,
)
from semble_cli.vitale.teleservices.address import host_of, is_this_machine
from semble_cli.vitale.teleservices.guesses import ADDRESSES, CODES

WHO = Identification(lambda: "", None, lambda: datetime.now(UTC))


def test_each_setting_of_the_group_has_a_field_and_no_secret_has() -> None:
    names = {one.name.partition(".")[2] for one in SETTINGS if one.name.startswith("teleservices.")}
    assert names == set(Access._fields)
    assert not {secret.variable for secret in SECRETS} & {one.variable for one in SETTINGS}


def test_settings_come_from_a_group_of_the_file_and_from_variables(tmp_path: object) -> None:
    file = f"{tmp_path}/config.toml"
    with open(file, "w", encoding="utf-8") as written:
        written.write('reader = "Omnikey"\n[teleservices]\ntimeout = 7\nemitter = "1"\n')
    found = read_settings({"SEMBLE_TELESERVICES_EMITTER": "2"}, file)
    assert found.value("reader") == "Omnikey"
    assert found.group("teleservices") == {"timeout": "7", "emitter": "2"}
    assert access_of(found.group("teleservices")).timeout == 7.0


@pytest.mark.parametrize(
    ("values", "adri", "insi"),
    [
        ({}, ["environment"], ["environment"]),
        (
            {"environment": "qualification"},
            ["authorization", "signature"],
            ["authorization", "certificate"],
        ),
        (
            {"environment": "production", "authorization": "1", "certificate": "p.p12"},
            ["signature"],
            [],
        ),
        ({"adri": "https://localhost/lps", "authorization": "1"}, [], ["environment"]),
        ({"bridge": "https://localhost/x"}, [], []),
    ],
)
def test_what_is_missing_to_ask_a_service_is_named(
    values: dict[str, str], adri: list[str], insi: list[str]
) -> None:
    access = access_of(values)
    assert (access.missing("adri"), access.missing("insi")) == (adri, insi)


def test_a_bridge_wins_over_an_own_address_and_that_over_the_environment_s() -> None:
    access = access_of({"environment": "production"})
    assert access.address("insi") == "https://services-ps-tlsm.ameli.fr/lps"
    access = access._replace(insi="https://localhost/lps")
    assert access.address("insi") == "https://localhost/lps"
    assert access._replace(bridge="https://localhost/x").address("insi") == "https://localhost/x"


@pytest.mark.parametrize("token", ["jeton ", "jeton-é", "a\nb"])
def test_a_token_that_no_header_may_hold_is_refused_and_not_told(token: str) -> None:
    who = WHO._replace(token=token)
    with pytest.raises(BadUsage, match="SEMBLE_TELESERVICES_TOKEN is no token") as refusal:
        opened(access_of({"bridge": "https://localhost/x"}), who)
    assert token not in str(refusal.value)


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        *(("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True)),
        *(("localhost.", True), (socket.gethostname().lower(), True), ("0.0.0.0", True)),  # noqa: S104
        *(("service.example", False), ("192.0.2.1", False), ("2001:db8::1", False), ("", False)),
        ("localhost.example", False),
    ],
)
def test_this_machine_is_known_by_its_names_and_its_addresses(host: str, is_here: bool) -> None:
    assert is_this_machine(host) is is_here


def test_nothing_is_opened_where_nothing_is_configured() -> None:
    assert opened(Access(), WHO) == Services()
    assert Access().address("adri") is None


def test_each_route_has_an_address_of_its_own_in_each_environment() -> None:
    assert all(set(routes) == set(Route) for routes in HOSTS.values())
    found = [access_of({"environment": name}) for name in HOSTS]
    hosts = [host_of(access.address(name) or "") for access in found for name in ("adri", "insi")]
    assert hosts == [
        *("qualiflps.services-ps.ameli.fr", "qualiflps-services-ps-tlsm.ameli.fr"),
        *("services-ps.ameli.fr", "services-ps-tlsm.ameli.fr"),
    ]


def test_an_address_is_a_guess_where_it_is_ours_and_no_source_has_it() -> None:
    def is_guess(service: str, **values: str) -> bool:
        return access_of(values).guessed_address(service) is not None

    assert is_guess("adri", environment="qualification")
    assert is_guess("adri", environment="production")
    assert is_guess("insi", environment="production")
    assert not is_guess("insi", environment="qualification")
    own = {"adri": "https://localhost/lps", "insi": "https://localhost/lps"}
    assert not any(is_guess(name, environment="production", **own) for name in ("adri", "insi"))
    assert not is_guess("adri", environment="production", bridge="https://localhost/x")


def test_every_guess_is_marked_as_one_in_the_docs() -> None:
    page = Path("docs/teleservices.md").read_text(encoding="utf-8")
    for guess in (*ADDRESSES.values(), *CODES):
        for code in guess.what.split(", "):
            lines = [line for line in page.splitlines() if f"`{code}`" in line]
            assert lines, code
            assert all("a guess" in line for line in lines), code
