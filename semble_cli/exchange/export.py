"""Patients in the formats of other programs, each as one document. Unless they are to be revealed,
the NIR is left out, and masked where it stands in another text; the matricule INS is shown as its
own rules have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange.fhir.valid_text import valid
from semble_cli.exchange.fhir.writing import resource_of
from semble_cli.exchange.semble import patients as semble_api
from semble_cli.identity.nir_in_text import mask_within
from semble_cli.patient.interchange import Interchange

if TYPE_CHECKING:
    from semble_cli.patient.around.contact import Contact
    from semble_cli.patient.record import Patient

_NOT_MASKED = ("ins_matricule", "ins_oid")
_NUMBERS_OF_CONTACTS = ("kind", "rpps", "finess", "siren", "siret")


def exported(patient: Patient, form: Interchange, *, reveal: bool = False) -> dict[str, Any]:
    """The patient alone as a resource of FHIR, or in the words of Semble's API."""
    write = semble_api.input_of if form is Interchange.SEMBLE else _resource
    if reveal:
        return write(patient)
    shown: list[str | None] = []
    if patient.standing.may_show_ins:
        shown = [patient.ins_matricule, *(past.matricule for past in patient.former_ins)]
    return masked(write(patient._replace(nir=None)), *shown)


def _resource(patient: Patient) -> dict[str, Any]:
    return valid(resource_of(patient))


def masked_patient(patient: Patient) -> Patient:
    """The patient without the NIR, and without those in the texts; matricules are left to who
    writes them."""
    told: dict[str, Any] = {
        name: mask_within(value)
        for name, value in patient._asdict().items()
        if type(value) is str and name not in _NOT_MASKED
    }
    told["nir"] = None
    told["numbers"] = tuple(
        each._replace(name=mask_within(each.name), value=mask_within(each.value))
        for each in patient.numbers
    )
    told["phones"] = tuple(
        each._replace(number=mask_within(each.number)) for each in patient.phones
    )
    return patient._replace(**told)


def masked_contact(contact: Contact) -> Contact:
    """A contact without the NIRs in its texts."""
    told: dict[str, Any] = {
        name: mask_within(value)
        for name, value in contact._asdict().items()
        if type(value) is str and name not in _NUMBERS_OF_CONTACTS
    }
    told["phones"] = tuple(
        each._replace(number=mask_within(each.number)) for each in contact.phones
    )
    return contact._replace(**told)


def masked(document: dict[str, Any], *shown: str | None) -> dict[str, Any]:
    """A document without the NIRs in its texts, but for texts that are *shown* by themselves."""
    without: dict[str, Any] = _masked(document, shown)
    return without


def _masked(value: Any, shown: tuple[str | None, ...]) -> Any:
    if isinstance(value, str):
        return value if value in shown else mask_within(value)
    if isinstance(value, dict):
        return {name: _masked(inner, shown) for name, inner in value.items()}
    if isinstance(value, list):
        return [_masked(item, shown) for item in value]
    return value
