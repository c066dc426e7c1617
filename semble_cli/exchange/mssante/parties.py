"""Who sends a document, and what is sent: as the header of a document and the metadata of an
archive both tell it.

Identifiers are those of the ANS's annex "Sources des données personnes et structures": of a
professional `8` and the RPPS number, of a structure `1` and FINESS or `3` and SIRET.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.exchange.mssante.nodes import xml_text

if TYPE_CHECKING:
    from datetime import date, datetime

    from semble_cli.patient.record import Patient
    from semble_cli.patient.sharing.coded import Coded

PROFESSIONALS = "1.2.250.1.71.4.2.1"
STRUCTURES = "1.2.250.1.71.4.2.2"
"""The OIDs of who gives the identifiers (Référentiel Identification électronique)."""


class Professional(NamedTuple):
    """Who answers for what is sent."""

    rpps: str
    last_name: str
    first_name: str
    specialty: Coded

    @property
    def national_id(self) -> str:
        return f"8{self.rpps}"


class Structure(NamedTuple):
    """Where the professional works; one of the two numbers is there."""

    name: str
    sector: Coded
    finess: str | None = None
    siret: str | None = None
    address: tuple[str, ...] = ()
    phone: str | None = None

    @property
    def national_id(self) -> str:
        return f"1{self.finess}" if self.finess else f"3{self.siret}"


class MssanteSender(NamedTuple):
    """The practice as a document of MSSanté names it."""

    professional: Professional
    structure: Structure


class HealthDocument(NamedTuple):
    """A PDF that is sent.

    Attributes:
        type: what it is (`kinds_of_documents.type_of`).
        written_at: when it was added to the record, in the practice's time zone.
        dated_on: the day that stands on it, if any.
        unique_id: an OID that no other document has, nor another version of this one
            (`nodes.oid_of`).
    """

    title: str
    type: Coded
    pdf: bytes
    written_at: datetime
    unique_id: str
    dated_on: date | None = None


class Subject(NamedTuple):
    """Whose the documents are, and the OID under which the register gives its patients their
    numbers."""

    patient: Patient
    register: str

    @property
    def local_id(self) -> str:
        return str(self.patient.id)

    @property
    def ins(self) -> tuple[str, str] | None:
        """The matricule and its OID: of a qualified identity alone (Référentiel INS, EXI SI 08)."""
        patient = self.patient
        if patient.ins_matricule and patient.ins_oid and patient.standing.may_show_ins:
            return patient.ins_matricule, patient.ins_oid
        return None


def hl7_text(field: str, text: str) -> str:
    """A text as a part of a value that HL7 separates by signs, which it may not hold: they are
    written as spaces (in a name, nobody means them)."""
    return " ".join(xml_text(field, text).translate(_SEPARATORS).split())


_SEPARATORS = str.maketrans(dict.fromkeys("|^~\\&\r\n\t", " "))
