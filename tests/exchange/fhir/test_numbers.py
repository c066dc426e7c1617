"""Identifiers: the NIR, matricules INS by their OIDs, and the numbers of other programs."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.exchange.fhir.terms import OURS
from tests.exchange.fhir.reading_resources import given_by, said_of

NIR, OTHER = "275126322074974", "180032B02040123"
KEPT = "a matricule INS is kept as the NIR, for the file has none: only INSi gives a matricule."
NOT_TAKEN = "a matricule INS was not taken: only INSi gives one."
ONE_MORE = "identification numbers: there is no place for another one: not taken."
SYSTEM = "urn:oid:1.2.250.1.213.1.4."


def number(value: str, system: str = "", code: str = "", **parts: Any) -> dict[str, Any]:
    kind = {"type": {"coding": [{"code": code}]}} if code else {}
    return {"value": value} | ({"system": system} if system else {}) | kind | parts


@pytest.mark.parametrize(
    ("identifiers", "nir", "said"),
    [
        ([number(NIR, f"{SYSTEM}8", "NH")], NIR, []),
        ([number(NIR, code="NH")], NIR, []),
        ([number(NIR, code="NSS")], NIR, []),
        ([number(NIR, "urn:oid:1.2.3", "NH")], NIR, []),
        ([number(NIR, f"{SYSTEM}8")], NIR, [KEPT]),
        ([number(NIR, f"{SYSTEM}8", "INS-NIR")], NIR, [KEPT]),
        ([number(NIR, code="INS-NIR")], NIR, [KEPT]),
        ([number(OTHER, f"{SYSTEM}8", "INS-NIR"), number(NIR, code="NH")], NIR, [NOT_TAKEN]),
        ([number("123456789012244", f"{SYSTEM}8", "INS-NIR")], None, [NOT_TAKEN]),
        ([number("109076322088835", f"{SYSTEM}9", "INS-NIA")], None, [NOT_TAKEN]),
        ([number(NIR, f"{SYSTEM}10", "INS-NIR")], None, [NOT_TAKEN]),
        ([number(NIR, f"{SYSTEM}11")], None, [NOT_TAKEN]),
        ([number("0123456789", f"{SYSTEM}2", "INS-C")], None, [NOT_TAKEN]),
        ([number(NIR, code="NH"), number(NIR, code="NSS")], NIR, []),
        ([number(NIR, code="NH"), number(OTHER, code="NH")], NIR, [ONE_MORE]),
    ],
)
def test_a_nir_and_matricules_are_told_by_type_and_oid(
    identifiers: list[dict[str, Any]], nir: str | None, said: list[str]
) -> None:
    given = given_by(identifier=identifiers)
    assert given.get("nir") == nir
    assert said_of(identifier=identifiers) == said
    assert "numbers" not in given
    assert "ins" not in given


def test_a_matricule_that_was_written_here_is_nothing_that_comes_back() -> None:
    ours = {"meta": {"source": OURS}, "identifier": [number(NIR, f"{SYSTEM}8", "INS-NIR")]}
    assert "nir" not in given_by(**ours)
    assert said_of(**ours) == []


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        (number("P7", "http://hopital.example", "PI"), "PI"),
        (number("P7", "http://hopital.example"), "http://hopital.example"),
        (number("P7"), "FHIR"),
        (number("P7", type={"text": "IPP", "coding": [{"code": "PI"}]}), "IPP"),
        (number("P7", type={"coding": [{"code": "MR", "display": "Dossier"}]}), "Dossier"),
        (number("P7", "urn:oid:1.2.3", "NH"), "NH"),
    ],
)
def test_another_number_is_called_as_its_type_or_its_system(
    identifier: dict[str, Any], name: str
) -> None:
    assert given_by(identifier=[identifier])["numbers"] == [{"name": name, "value": "P7"}]


@pytest.mark.parametrize(
    "former", [{"use": "old"}, {"period": {"start": "2000", "end": "2025-12"}}]
)
def test_a_former_number_is_not_taken_and_said(former: dict[str, Any]) -> None:
    identifiers = [number("P7", code="PI", **former), number(NIR, f"{SYSTEM}8", **former)]
    given = given_by(identifier=identifiers)
    assert given.keys().isdisjoint(("nir", "numbers"))
    assert said_of(identifier=identifiers) == [
        "identification numbers: what the file has as former was not taken."
    ]


def test_a_number_without_a_value_is_none() -> None:
    assert "numbers" not in given_by(identifier=[{"system": "http://hopital.example"}])
