"""Resources that are built in any way at all: a patient, or one sentence, and never a defect."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.exchange.fhir.contacts import with_contacts
from semble_cli.exchange.fhir.reading import read_patient
from semble_cli.exchange.fhir.resources import entries_of, no_patient
from semble_cli.exchange.fhir.terms import BIRTH_PLACE, RELIABILITY
from semble_cli.exchange.record import Record
from tests.exchange.fhir.reading_resources import ADRUN, TODAY, patient_of

KEYS = st.sampled_from(
    [
        *("use", "family", "given", "prefix", "text", "extension", "url", "period", "start", "end"),
        *("system", "value", "type", "coding", "code", "display", "rank", "line", "city"),
        *("valueAddress", "valueCoding", "valueBoolean", "name", "telecom", "relationship"),
        *("preferred", "language", "resource", "resourceType", "organization", "address"),
    ]
)
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
TEXTS = st.sampled_from(["", "old", "maiden", "2020", "phone", "Bundle", "Patient", BIRTH_PLACE])
JSON = st.recursive(
    VALUES | TEXTS | st.just(RELIABILITY),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
ELEMENTS = st.sampled_from(
    [
        *("name", "telecom", "address", "identifier", "extension", "communication", "contact"),
        *("meta", "link", "gender", "birthDate", "active", "deceasedBoolean", "deceasedDateTime"),
        *("multipleBirthBoolean", "multipleBirthInteger", "_birthDate", "id", "contained"),
    ]
)


@given(st.dictionaries(ELEMENTS, JSON, max_size=3))
def test_a_resource_that_is_built_in_any_way_is_read_or_refused(elements: dict[str, Any]) -> None:
    resource = ADRUN | elements
    refused: InvalidInput | None = None
    try:
        assert all(map(str, read_patient(resource, TODAY).left_out))
        with suppress(InvalidRecord):
            patient_of(resource)
    except InvalidInput as problem:
        refused = problem
    assert refused is None or refused.field == "file"
    first, *others = with_contacts([Record(1, resource)], TODAY)
    assert first.raw is resource
    assert {each.raw["resourceType"] for each in others} <= {"RelatedPerson"}


@given(JSON, JSON)
def test_a_bundle_that_is_built_in_any_way_gives_entries(entries: Any, links: Any) -> None:
    for entry in entries_of({"resourceType": "Bundle", "entry": entries, "link": links}):
        if isinstance(entry.resource, dict):
            no_patient(entry.resource)
