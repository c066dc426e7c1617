"""Addresses of MSSanté: a patient's, which is made of the matricule, and how it is hidden; and
those of professionals.

A patient's messages of Mon espace santé have the address `MATRICULE@patient.mssante.fr` (ANS,
Référentiel socle MSSanté #2, 3.4.2.3; so in the samples of the volets "Structuration minimale de
documents de santé" and "Transmission d'un document CDA-R2 en HL7v2"). It is made, never asked for,
and tells the matricule to whoever reads it: so it is made for a qualified identity only
(Référentiel INS, EXI SI 08), and shown hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput, Refused
from semble_cli.identity.ins import parse_matricule
from semble_cli.identity.internet.emails import parse_mssante
from semble_cli.identity.internet.web_addresses import is_host
from semble_cli.identity.nir import MASK, unjudged_nir
from semble_cli.identity.status import STATUS_NAMES

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient

PATIENT_DOMAIN = "patient.mssante.fr"
_TRUSTED = ".mssante.fr"
_SHOWN = 3
"""What of a matricule is read: the sex and the year of birth, as of a NIR."""


def patient_address(matricule: str, domain: str = PATIENT_DOMAIN) -> str:
    """The address of whose matricule this is.

    Raises:
        InvalidInput: it is no whole matricule.

    >>> patient_address("2 79 03 51 215 189 89")
    '279035121518989@patient.mssante.fr'
    """
    return f"{parse_matricule(matricule)}@{domain}"


def address_of_patient(patient: Patient, domain: str = PATIENT_DOMAIN) -> str:
    """The address of a patient.

    Raises:
        Refused: the identity is not qualified, or has no matricule: there is no such address.
    """
    if not (patient.ins_matricule and patient.standing.may_show_ins):
        raise Refused(
            "Patient {id} has no MSSanté address: it is made of the matricule INS, and so for a"
            " qualified identity only; this one is {status}. See semble patient identity {id}.",
            id=patient.id,
            status=STATUS_NAMES[patient.standing.status],
        )
    return patient_address(patient.ins_matricule, domain)


def masked(address: str) -> str:
    """An address as lists and the journal have it: what stands before @ is hidden where it is a
    matricule or another NIR, whatever the domain, and whatever it is where the domain is the
    patients'; any other address is as it is.

    >>> masked("279035121518989@patient.mssante.fr"), masked("dr.martin@ch-ussel.mssante.fr")
    ('279••••••••••••@patient.mssante.fr', 'dr.martin@ch-ussel.mssante.fr')
    """
    local, at, domain = address.rpartition("@")
    if not at or not is_of_patient(address):
        return address
    return f"{local[:_SHOWN]}{MASK * (len(local) - _SHOWN)}@{domain}"


def is_of_patient(address: str, domain: str = PATIENT_DOMAIN) -> bool:
    """Whether an address is a patient's: by its domain, or by a matricule or another
    NIR before @."""
    local, _, of = address.strip().rpartition("@")
    return of.lower() in (PATIENT_DOMAIN, domain.lower()) or _is_matricule(local)


def parse_professional_address(
    text: str, field: str = "mssante", domain: str = PATIENT_DOMAIN
) -> str:
    """The MSSanté address of a professional or a structure: one whose domain ends with .mssante.fr,
    as all in the trusted space do (ANS, Référentiel socle MSSanté #1), and is not the patients'.

    Raises:
        InvalidInput: it is none, or a patient's.
    """
    address = parse_mssante(text, field)
    if is_of_patient(address, domain):
        raise InvalidInput(field, "this is a patient's address, not a professional's.")
    return address


def parse_patient_domain(field: str, text: str) -> str:
    """The domain of patients' addresses, in the trusted space: a matricule goes there.

    Raises:
        InvalidInput: it is no domain of MSSanté.
    """
    domain = text.strip().lower()
    if not domain.endswith(_TRUSTED) or not is_host(domain):
        raise InvalidInput(field, "a domain of MSSanté ends with .mssante.fr.")
    return domain


def _is_matricule(text: str) -> bool:
    try:
        unjudged_nir(text)
    except InvalidInput:
        return False
    return True
