"""Patients in the formats of other programs, one document each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange import semble_api
from semble_cli.exchange.fhir.writing import resource_of
from semble_cli.identity.nir_in_text import mask_within
from semble_cli.patient.interchange import Interchange

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient


def exported(patient: Patient, form: Interchange, *, reveal: bool = False) -> dict[str, Any]:
    """The patient as another program reads it. Unless *reveal*, the NIR is left out, and masked
    where it stands in another text; the matricule INS is shown as its own rules have it."""
    write = resource_of if form is Interchange.FHIR else semble_api.input_of
    if reveal:
        return write(patient)
    shown = patient.ins_matricule if patient.standing.may_show_ins else None
    return masked(write(patient._replace(nir=None)), shown)


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
