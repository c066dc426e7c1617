"""E-mail addresses: kept as entered."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.internet.emails import parse_ascii_email, parse_email, parse_mssante


@pytest.mark.parametrize("email", ["zoe@example.org", "zoé.d-adrun+x@sub.example.org"])
def test_an_email_is_kept_as_entered(email: str) -> None:
    assert parse_email(f" {email} ") == email


@pytest.mark.parametrize(
    "email", ["", "zoe", "@example.org", "zoe@", "zoe@example", "a b@example.org", "a@b@c.org"]
)
def test_what_is_no_email_is_refused(email: str) -> None:
    with pytest.raises(InvalidInput, match=r"name@example\.org"):
        parse_email(email)


def test_an_address_that_every_server_takes_has_ascii_before_the_at() -> None:
    assert parse_ascii_email(" zoe@example.org ") == "zoe@example.org"
    with pytest.raises(InvalidInput, match="neither accents"):
        parse_ascii_email("zoé@example.org")
    with pytest.raises(InvalidInput, match=r"name@example\.org"):
        parse_ascii_email("zoe")


def test_an_mssante_address_is_in_the_trusted_space() -> None:
    assert parse_mssante("Claire@Medecin.MSSante.fr") == "Claire@Medecin.MSSante.fr"
    for other in ("claire@example.org", "claire@faux-mssante.fr", "claire@mssante.fr"):
        with pytest.raises(InvalidInput, match=r"ends with \.mssante\.fr"):
            parse_mssante(other)
    with pytest.raises(InvalidInput, match="neither accents"):
        parse_mssante("zoé@medecin.mssante.fr")
