"""What stands around patients in a file and cannot be taken: one sentence each, the rest is taken,
and nothing is guessed."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import BadUsage
from semble_cli.exchange.document_file import MEGABYTE
from semble_cli.services.imports.report import Policy
from tests.services.imports.whole_records import bring, file_of, fill, lines_of, resources, said
from tests.services.record.documents import rows_of
from tests.services.record.family import GP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.services.register import Register

Found = dict[str, Any]

BUILT = "it is not built like a {kind} of semble patient list."
DAMAGED = "the bytes of the document are damaged."
UNTAKEN = "its patient is not in the file, or was not taken; import both together."
MOMENT = "a moment that is past is expected, as 2026-11-23T10:30:00Z."
OTHER = "urn:semble-cli:fhir:related-patient"


def extended(found: Found, name: str) -> Found:
    return next(each for each in found["extension"] if each["url"].endswith(f":{name}"))


def attachment(found: Found) -> Found:
    return found["content"][0]["attachment"]  # type: ignore[no-any-return]


WRONG: dict[str, tuple[str, Callable[[Found], Any], str]] = {
    "a resource of another program": (
        "AllergyIntolerance",
        lambda found: found.update(criticality="high"),
        "file: it has criticality, which would be lost; only what semble patient list writes is"
        " read.",
    ),
    "no patient": (
        "AllergyIntolerance",
        lambda found: found.pop("patient"),
        "file: " + BUILT.format(kind="AllergyIntolerance"),
    ),
    "a group's": (
        "AllergyIntolerance",
        lambda found: found.update(patient={"reference": "Group/1"}),
        "file: it does not say whose it is: Patient/ID is expected.",
    ),
    "a patient who is not there": (
        "AllergyIntolerance",
        lambda found: found.update(patient={"reference": "Patient/99"}),
        UNTAKEN,
    ),
    "a code that is not known": (
        "AllergyIntolerance",
        lambda found: found.update(code={"coding": [{"system": "x", "code": "1"}]}),
        "file: its code is none of those of semble patient list.",
    ),
    "another certainty": (
        "AllergyIntolerance",
        lambda found: found["verificationStatus"]["coding"][0].update(code="entered-in-error"),
        "file: " + BUILT.format(kind="AllergyIntolerance"),
    ),
    "a refuted allergy that is active": (
        "AllergyIntolerance",
        lambda found: found["verificationStatus"]["coding"][0].update(code="refuted"),
        "file: clinicalStatus and verificationStatus contradict each other.",
    ),
    "two reactions": (
        "AllergyIntolerance",
        lambda found: found.update(reaction=found["reaction"] * 2),
        "file: " + BUILT.format(kind="AllergyIntolerance"),
    ),
    "words that deny": (
        "AllergyIntolerance",
        lambda found: found.update(code={"text": "aucune"}),
        "substance: this is no allergy. That none is known is noted with semble patient allergy"
        " none.",
    ),
    "noted in a year to come": (
        "AllergyIntolerance",
        lambda found: found.update(recordedDate="2999-01-01T00:00:00Z"),
        f"noted at: {MOMENT}",
    ),
    "noted without a zone": (
        "AllergyIntolerance",
        lambda found: found.update(recordedDate="2026-01-01T00:00:00"),
        f"noted at: {MOMENT}",
    ),
    "noted by nobody": (
        "AllergyIntolerance",
        lambda found: found.update(recorder={"display": " "}),
        "noted by: say who noted it.",
    ),
    "a masked number": (
        "AllergyIntolerance",
        lambda found: found.update(note=[{"text": "mère 2 75 •• •• ••• ••• ••"}]),
        "file: a NIR in it is masked; write the file again, with --reveal.",
    ),
    "a relation of no type": (
        "RelatedPerson",
        lambda found: found["relationship"][0].update(coding=[]),
        "file: " + BUILT.format(kind="RelatedPerson"),
    ),
    "a contact without a kind": (
        "RelatedPerson",
        lambda found: found["extension"].remove(extended(found, "contact-kind")),
        "file: " + BUILT.format(kind="RelatedPerson"),
    ),
    "a number of another system": (
        "RelatedPerson",
        lambda found: found.update(
            identifier=[{"type": {"text": "RPPS"}, "system": "x", "value": "1"}]
        ),
        "file: " + BUILT.format(kind="RelatedPerson"),
    ),
    "another patient who is not there": (
        "RelatedPerson",
        lambda found: found["extension"].append(
            {"url": OTHER, "valueReference": {"reference": "Patient/99"}}
        ),
        "the other patient is not in the file, or was not taken.",
    ),
    "a relation to oneself": (
        "RelatedPerson",
        lambda found: found["extension"].append({"url": OTHER, "valueReference": found["patient"]}),
        "patient: nobody has a relation to oneself; give another patient.",
    ),
    "a period that ends first": (
        "RelatedPerson",
        lambda found: found.update(period={"start": "2020-01-01", "end": "2019-01-01"}),
        "until: this day is before the relation's first. Check both dates.",
    ),
    "no drug": (
        "MedicationStatement",
        lambda found: found["medicationCodeableConcept"].update(text=" "),
        "drug: name the drug.",
    ),
    "a reason of another program": (
        "MedicationStatement",
        lambda found: found.update(statusReason=[{"text": "fini"}]),
        "file: " + BUILT.format(kind="MedicationStatement"),
    ),
    "stopped, and not why": (
        "MedicationStatement",
        lambda found: found.update(status="stopped"),
        "file: " + BUILT.format(kind="MedicationStatement"),
    ),
    "no such day": (
        "MedicationStatement",
        lambda found: found["effectivePeriod"].update(start="2026-02-30"),
        "starts on: no calendar has this day; check the day and the month.",
    ),
    "bytes that are others": (
        "DocumentReference",
        lambda found: attachment(found).update(data="eA=="),
        f"file: {DAMAGED}",
    ),
    "bytes that are no base64": (
        "DocumentReference",
        lambda found: attachment(found).update(data="%%%%"),
        f"file: {DAMAGED}",
    ),
    "base64 that breaks off": (
        "DocumentReference",
        lambda found: attachment(found).update(data="eA"),
        f"file: {DAMAGED}",
    ),
    "bytes that are no text": (
        "DocumentReference",
        lambda found: attachment(found).update(data=[1]),
        "file: a text is expected here.",
    ),
    "a document that was withdrawn": (
        "DocumentReference",
        lambda found: found.update(status="entered-in-error"),
        "file: " + BUILT.format(kind="DocumentReference"),
    ),
    "a document of another kind": (
        "DocumentReference",
        lambda found: found.update(type={"text": "letter"}),
        "file: " + BUILT.format(kind="DocumentReference"),
    ),
    "a document without a title": (
        "DocumentReference",
        lambda found: attachment(found).update(title=" "),
        "document title: it is empty; give the document a title.",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_taken_is_told_in_one_sentence_and_the_rest_is_taken(
    one_of_each: list[Found], other_sqlite: Register, what: str
) -> None:
    kind, spoil, sentence = WRONG[what]
    (place,) = (place for place, each in enumerate(one_of_each) if each["resourceType"] == kind)
    spoil(one_of_each[place])
    report = bring(other_sqlite, lines_of(*one_of_each))
    assert said(report) == {place + 1: sentence}
    assert (report.created, report.records) == (1, 3)


def test_what_is_rejected_goes_to_the_rejects_as_it_came(
    one_of_each: list[Found], semble: Callable[..., Any], tmp_path: Path, other_sqlite: Register
) -> None:
    one_of_each[2]["criticality"] = "high"
    file, rejects = tmp_path / "in.ndjson", tmp_path / "rejects.ndjson"
    file.write_bytes(lines_of(*one_of_each))
    store = other_sqlite.store.location
    assert semble("--store", store, "patient", "import", file, "--rejects", rejects).code == 9
    (rejected,) = resources(rejects.read_bytes())
    assert rejected.pop("motif").startswith("file: it has criticality")
    assert rejected == one_of_each[2]


def test_two_patients_with_one_id_have_nothing_around_them(
    one_of_each: list[Found], other_sqlite: Register
) -> None:
    twin = one_of_each[0] | {"birthDate": "1980-01-01"}
    report = bring(other_sqlite, lines_of(*one_of_each, twin))
    assert set(said(report).values()) == {UNTAKEN}
    assert (report.created, report.records) == (2, 0)


def test_several_bundles_may_stand_in_one_file(
    one_of_each: list[Found], other_sqlite: Register
) -> None:
    bundle = {"resourceType": "Bundle", "entry": [{"resource": each} for each in one_of_each]}
    second = json.loads(json.dumps(bundle).replace("Patient/1", "Patient/2"))
    second["entry"][0]["resource"] |= {"id": "2", "birthDate": "1980-01-01"}
    report = bring(other_sqlite, lines_of(bundle, second))
    assert (report.created, report.records, report.rejected) == (2, 8, 0)


def test_more_than_patients_is_one_transaction(
    one_of_each: list[Found], other_sqlite: Register
) -> None:
    with pytest.raises(BadUsage, match="leave --commit-every out"):
        bring(other_sqlite, lines_of(*one_of_each), Policy(commit_every=5))
    assert rows_of(other_sqlite, "patient") == 0


def test_a_strict_import_takes_nothing_if_one_record_cannot_be_taken(
    one_of_each: list[Found], other_sqlite: Register
) -> None:
    one_of_each[2]["criticality"] = "high"
    report = bring(other_sqlite, lines_of(*one_of_each), Policy(strict=True))
    assert (report.created, report.records, report.batch) == (0, 0, None)
    assert rows_of(other_sqlite, "patient") == rows_of(other_sqlite, "relation") == 0


def test_a_document_without_its_bytes_is_named_and_not_brought_in(
    sqlite_register: Register, other_sqlite: Register, tmp_path: Path
) -> None:
    fill(sqlite_register, tmp_path)
    file = file_of(sqlite_register, documents=False)
    places = [
        place
        for place, each in enumerate(resources(file), start=1)
        if each["resourceType"] == "DocumentReference"
    ]
    report = bring(other_sqlite, file)
    sentence = "its bytes are not in the file: the document was not brought in."
    assert [(each.line, str(each.sentence)) for each in report.notes] == [
        (place, sentence) for place in places
    ]
    assert (said(report), rows_of(other_sqlite, "document")) == ({}, 0)


def test_a_document_that_is_too_large_is_refused(
    one_of_each: list[Found], other_sqlite: Register
) -> None:
    (document,) = (each for each in one_of_each if each["resourceType"] == "DocumentReference")
    content = bytes(MEGABYTE + 1)
    attachment(document).update(data=b64encode(content).decode(), size=len(content))
    extended(attachment(document), "sha256")["valueString"] = sha256(content).hexdigest()
    report = bring(other_sqlite, lines_of(*one_of_each), Policy(document_limit="1"))
    (sentence,) = said(report).values()
    assert sentence.startswith("file: it has 2 MB, and at most 1 MB are taken")


def test_a_relation_to_somebody_deleted_is_named_and_not_brought_in(
    sqlite_register: Register, other_sqlite: Register, tmp_path: Path
) -> None:
    from semble_cli.services.record.contacts import delete_contact

    fill(sqlite_register, tmp_path)
    delete_contact(sqlite_register, GP)
    gone = [each for each in resources(file_of(sqlite_register)) if each.get("active") is False]
    assert [each["name"] for each in gone] == [[{"text": "MARTIN Claire"}]] * 2
    report = bring(other_sqlite, file_of(sqlite_register))
    assert {str(each.sentence) for each in report.notes} == {
        "whom it is to was deleted: the relation was not brought in."
    }
    assert said(report) == {}
