"""Registers with all that can stand around patients, as files of FHIR, and back."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

from semble_cli.exchange.document_records import DocumentRecords
from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.patient.around.treatment import StopReason
from semble_cli.services.imports.report import Policy
from semble_cli.services.imports.run import import_patients
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.export_whole import WholeExport, whole_resources
from semble_cli.services.patients.list_all import Listing
from semble_cli.services.record.allergies import add_allergy, say_none_known
from semble_cli.services.record.consultations import add_consultation
from semble_cli.services.record.contacts import add_contact
from semble_cli.services.record.relations import relate
from semble_cli.services.record.treatments import add_treatment, stop_treatment
from tests.conftest import a_patient
from tests.services.record.documents import LARGE, SMALL, keep
from tests.services.record.family import AGATHE, GP, INSURER, MOTHER, ZOE, fill_family

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.imports.report import Report
    from semble_cli.services.register import Register

FULL_CONTACT = {
    "kind": "person",
    "name": "DURAND",
    "first_name": "Luc",
    "title": "Dr",
    "company_name": "Cabinet des Lilas",
    "phones": [{"type": "other", "number": "0199000003"}, {"type": "work", "number": "0199000004"}],
    "email": "luc@example.org",
    "mssante": "luc.durand@exemple.mssante.fr",
    "address_lines": "1 rue Haute\nBâtiment B",
    "postal_code": "75001",
    "city": "Paris",
    "country": "France",
    "notes": "le matin\nseulement",
}
NOBODY_ASKED = 4


def fill(register: Register, directory: Path) -> None:
    """A family with everything around it, and somebody of whom nothing is known."""
    fill_family(register)
    create_patient(register, a_patient(first_given_name="NOE", birth_given_names="NOE"))
    relate(register, ZOE, {"type": "gp", "contact_id": GP, "since": "2020-01-01"})
    relate(register, AGATHE, {"type": "gp", "contact_id": GP, "until": "2021-01-01"})
    policy = {"policy_number": "P 12", "authorization_code": "A3", "is_payer": True}
    relate(register, ZOE, {"type": "insurer", "contact_id": INSURER, "notes": "à\njour"} | policy)
    for child in (ZOE, AGATHE):
        relate(register, child, {"type": "parent_guardian", "patient_id": MOTHER})
    relate(register, ZOE, {"type": "family", "patient_id": AGATHE})
    twin = add_contact(register, {"kind": "person", "name": "MARTIN", "first_name": "Claire"})
    relate(register, ZOE, {"type": "other", "label": "voisine", "contact_id": twin.id})
    full = add_contact(register, FULL_CONTACT)
    relate(register, MOTHER, {"type": "practitioner", "contact_id": full.id})
    _fill_care(register, directory)


def _fill_care(register: Register, directory: Path) -> None:
    told = {"reaction": "urticaire", "comment": "une\nfois", "noted_on": "2020-03-04"}
    sure = {"severity": "severe", "certainty": "confirmed"}
    add_allergy(register, ZOE, {"substance": "Pénicilline"} | told | sure)
    add_allergy(register, ZOE, {"substance": "Latex"})
    add_allergy(register, AGATHE, {"substance": "Iode", "certainty": "refuted"})
    say_none_known(register, MOTHER, "all")
    say_none_known(register, AGATHE, "drug")
    say_none_known(register, AGATHE, "food")
    add_consultation(register, ZOE, GivenNote("Suivi", (GivenSection("Motif", "Toux"),)))
    days = {"starts_on": "2026-01-01", "ends_on": "2027-02-01"}
    how = {"dose": "1 g", "route": "orale", "frequency": "2/j", "prescriber": "Dr X"}
    add_treatment(register, ZOE, {"drug": "Essai A", "comment": "à\njeun"} | days | how)
    stopped = add_treatment(register, ZOE, {"drug": "Essai B"} | days)
    number = stopped.treatment.id or 0
    stop_treatment(register, number, StopReason.INTOLERANCE, "2026-02-01")
    for dose in ("1", "2", "2"):
        add_treatment(register, AGATHE, {"drug": "Essai C", "dose": dose})
    keep(register, directory, LARGE, ZOE)
    keep(register, directory, SMALL, ZOE)
    keep(register, directory, SMALL, ZOE)
    keep(register, directory, SMALL, AGATHE)


def file_of(register: Register, *, documents: bool = True, reveal: bool = True) -> bytes:
    """What a whole export of a register writes."""
    how = WholeExport(reveal, documents)
    lines = (
        "".join(each.pieces(json.dumps(each.resource, ensure_ascii=False, separators=(",", ":"))))
        for each in whole_resources(register, Listing(), how)
    )
    return "".join(f"{line}\n" for line in lines).encode()


def resources(file: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.splitlines()]


def lines_of(*found: dict[str, Any]) -> bytes:
    return "".join(f"{json.dumps(each)}\n" for each in found).encode()


def bring(register: Register, file: bytes, policy: Policy = Policy()) -> Report:  # noqa: B008
    return import_patients(register, DocumentRecords(io.BytesIO(file)), policy)


def said(report: Report) -> dict[int, str]:
    """Why lines were rejected, in one text each."""
    return {each.line: "; ".join(map(str, each.reasons)) for each in report.rejects}


def without_ids(file: bytes) -> list[dict[str, Any]]:
    """The resources of a file, patients called by their names: ids are a register's own, and so is
    how it came by an identity."""
    found = resources(file)
    for each in found:
        for extension in each.get("extension", ()):
            extension["extension"] = [
                part for part in extension.get("extension", ()) if part["url"] != "methodCollection"
            ]
    names = {
        each["id"]: each["name"][0]["given"][0]
        for each in found
        if each["resourceType"] == "Patient"
    }
    for each in found:
        each.pop("id")
        if each.get("identifier", [{}])[0].get("system") == "urn:semble-cli:fhir:relation":
            each.pop("identifier")
        each["extension"] = [
            extension
            for extension in each.get("extension", ())
            if not extension["url"].endswith(":contact-number")
        ]
    text = re.sub('"Patient/([0-9]+)"', lambda met: f'"{names[met[1]]}"', json.dumps(found))
    plain: list[dict[str, Any]] = json.loads(text)
    return plain
