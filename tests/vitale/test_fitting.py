"""Whether a certificate is one that the host it is shown to takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.vitale.simulator.authority import Authority
from semble_cli.vitale.teleservices.access import access_of
from semble_cli.vitale.teleservices.credentials import Credentials
from semble_cli.vitale.teleservices.fitting import kind_of, misfits

if TYPE_CHECKING:
    from collections.abc import Mapping

REAL = "AC IGC-SANTE ELEMENTAIRE ORGANISATIONS"
TEST = f"TEST {REAL}"
QUALIFICATION, PRODUCTION = {"environment": "qualification"}, {"environment": "production"}


@pytest.fixture(scope="module")
def authorities() -> dict[str, Authority]:
    return {name: Authority(name) for name in (REAL, TEST, "ANOTHER")}


def issued(authority: Authority, name: str) -> Credentials:
    return Credentials(*authority.issue(name), ())


@pytest.mark.parametrize(
    ("settings", "issuer", "name", "sentences"),
    [
        (QUALIFICATION, TEST, "INSI-AUTO", []),
        (PRODUCTION, REAL, "INSI-MANU", []),
        (PRODUCTION, REAL, "CABINET", ["INSi takes certificates named INSI-AUTO or INSI-MANU"]),
        (PRODUCTION, REAL, "INSI-AUTO-2", ["INSi takes certificates named"]),
        (QUALIFICATION, REAL, "INSI-AUTO", ["is for qualification"]),
        (PRODUCTION, TEST, "INSI-AUTO", ["is for production, and this is a test certificate"]),
        (PRODUCTION, "ANOTHER", "INSI-AUTO", ["takes certificates of IGC-Santé alone"]),
        (
            {"insi": "https://services-ps.ameli.fr/lps"},
            REAL,
            "INSI-AUTO",
            ["for that it is services-ps-tlsm.ameli.fr"],
        ),
        (
            {"insi": "https://qualiflps.services-ps.ameli.fr:443/lps"},
            TEST,
            "CABINET",
            ["for that it is qualiflps-services-ps-tlsm.ameli.fr", "INSi takes certificates named"],
        ),
        ({"insi": "https://localhost/lps"}, "ANOTHER", "CABINET", []),
        ({**PRODUCTION, "bridge": "https://localhost/x"}, "ANOTHER", "CABINET", []),
        ({}, "ANOTHER", "CABINET", []),
    ],
)
def test_what_a_host_would_not_take_is_said(
    authorities: dict[str, Authority],
    settings: Mapping[str, str],
    issuer: str,
    name: str,
    sentences: list[str],
) -> None:
    held = issued(authorities[issuer], name)
    said = [str(one) for one in misfits(access_of(settings), "certificate", held)]
    assert len(said) == len(sentences)
    assert all(words in one for words, one in zip(sentences, said, strict=True))


def test_what_signs_an_assertion_is_of_the_other_route(
    authorities: dict[str, Authority],
) -> None:
    held = issued(authorities[REAL], "CABINET")
    assert list(misfits(access_of(PRODUCTION), "signature", held)) == []
    wrong = access_of({"adri": "https://services-ps-tlsm.ameli.fr/lps"})
    (said,) = misfits(wrong, "signature", held)
    assert "no signed assertion: for that it is services-ps.ameli.fr" in str(said)


def test_the_address_alone_is_looked_at_where_the_certificate_does_not_open() -> None:
    wrong = access_of({"insi": "https://services-ps.ameli.fr/lps"})
    assert len(list(misfits(wrong, "certificate", None))) == 1
    assert list(misfits(access_of(PRODUCTION), "certificate", None)) == []


def test_the_kind_of_a_certificate_is_its_name(authorities: dict[str, Authority]) -> None:
    kinds = [kind_of(issued(authorities[REAL], name)) for name in ("INSI-AUTO", "INSI-MANU", "X")]
    assert kinds == ["INSI-AUTO", "INSI-MANU", None]
