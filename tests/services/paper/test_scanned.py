"""Who is meant by what a scanner typed, on both databases, and what differs from the record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from semble_cli.identity.ins import Ins, InsOid
from semble_cli.identity.scans.ins_datamatrix import InsTraits, ins_datamatrix_text
from semble_cli.services.paper.scanned import ScannedDifference, differing_traits, search_scanned
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.search import SearchQuery
from semble_cli.store.database.open import connected
from tests.conftest import PAT_TROIS, a_patient
from tests.paper.people import QUALIFIED

if TYPE_CHECKING:
    from semble_cli.services.register import Register

SCAN = InsTraits(
    Ins("279035121518989", InsOid.TEST),
    *("DOMINIQUE MARIE-LOUISE", "PAT-TROIS", "F", date(1979, 3, 28), "51215"),
)
MASKED = "2 79 •• •• ••• ••• ••"


@pytest.fixture
def people(register: Register) -> Register:
    create_patient(register, a_patient())
    create_patient(register, a_patient(PAT_TROIS)._replace(nir=None))
    return register


def test_our_code_finds_its_patient_archived_ones_too(people: Register) -> None:
    with connected(people.store) as connection:
        connection.run(
            "UPDATE patient SET archived_on = '2026-01-02', archive_reason = 'other' WHERE id = 2"
        )
    for text in ("SEMBLE:2", "SE?BLEMé"):
        result = search_scanned(people, text, SearchQuery(text))
        assert result is not None
        assert [hit.patient.id for hit in result.found.hits] == [2]
        assert result.differences is None
    nobody = search_scanned(people, "SEMBLE:9", SearchQuery())
    assert nobody is not None
    assert nobody.found.hits == []
    assert search_scanned(people, "Semble", SearchQuery()) is None


def test_an_ins_datamatrix_finds_by_the_matricule_and_else_by_the_traits(people: Register) -> None:
    text = ins_datamatrix_text(SCAN)
    by_traits = search_scanned(people, text, SearchQuery())
    assert by_traits is not None
    assert by_traits.differences == {2: [ScannedDifference("ins", f"{MASKED} [TEST]", "")]}
    with connected(people.store) as connection:
        connection.run(
            "UPDATE patient SET identity_retrieved = ?, identity_checked = ?, ins_matricule = ?,"
            " ins_oid = ?, birth_name = 'PAT-QUATRE' WHERE id = 2",
            (True, True, SCAN.ins.matricule, str(SCAN.ins.oid)),
        )
    by_number = search_scanned(people, text.replace("\x1d", " "), SearchQuery())
    assert by_number is not None
    assert by_number.differences == {
        2: [ScannedDifference("birth_name", "PAT-TROIS", "PAT-QUATRE")]
    }


def test_every_trait_that_differs_is_told_and_what_is_only_spelled_otherwise_is_none() -> None:
    assert differing_traits(SCAN, QUALIFIED) == []
    spelled = QUALIFIED._replace(birth_name="Pat-Trois", birth_given_names="Dominique Marie-Louise")
    assert differing_traits(SCAN, spelled) == []
    assert differing_traits(SCAN._replace(birth_place_code=None), QUALIFIED) == []
    other = SCAN._replace(
        ins=Ins("275126322074974", InsOid.NIR),
        birth_given_names="ZOE",
        birth_name="ADRUN",
        sex="M",
        birth_date=date(1975, 12, 31),
        birth_place_code="63220",
    )
    assert differing_traits(other, QUALIFIED) == [
        ScannedDifference("birth_name", "ADRUN", "PAT-TROIS"),
        ScannedDifference("birth_given_names", "ZOE", "DOMINIQUE MARIE-LOUISE"),
        ScannedDifference("sex", "M", "F"),
        ScannedDifference("birth_date", "1975-12-31", "1979-03-28"),
        ScannedDifference("birth_place_code", "63220", "51215"),
        ScannedDifference("ins", "2 75 •• •• ••• ••• •• [NIR]", MASKED),
    ]
    greek = QUALIFIED._replace(birth_name="Ελένη")
    assert differing_traits(SCAN, greek) == [ScannedDifference("birth_name", "PAT-TROIS", "Ελένη")]
    oid = SCAN._replace(ins=Ins(SCAN.ins.matricule, InsOid.NIR))
    assert [each.field for each in differing_traits(oid, QUALIFIED)] == ["ins"]
