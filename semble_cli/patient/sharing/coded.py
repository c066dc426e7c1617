"""Codes as documents of the CI-SIS bear them: each with the words for it, and the system it is of.

Systems and codes are those of the ANS's "Nomenclatures des objets de santé" (NOS).
"""

from __future__ import annotations

from typing import NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern
from semble_cli.patient.texts import parse_line

LOINC = "2.16.840.1.113883.6.1"
TYPES = "1.2.250.1.213.1.1.4.12"
"""What documents are, where LOINC has no code (TRE_A05-TypeDocComplementaire)."""
CLASSES = "1.2.250.1.213.1.1.4.1"
"""Classes of documents (TRE_A03-ClasseDocument)."""
SPECIALTIES = "1.2.250.1.213.1.1.4.5"
"""Professions with what is known beside (TRE_A02-ProfessionSavFaire-CISIS)."""
SECTORS = "1.2.250.1.71.4.2.4"
"""Sectors of activity (TRE_R02-SecteurActivite)."""

PRACTICE_SECTORS = {
    "SA05": "Centre de santé",
    "SA07": "Cabinet individuel",
    "SA08": "Cabinet de groupe",
    "SA09": "Exercice en société",
    "SA15": "PMI et Planification familiale",
    "SA50": "Permanence des soins ambulatoires hors cabinet",
    "SA51": "Structure de coopération avec autorisation de soins",
    "SA52": "Maison de santé ou Pôle de santé",
    "SA54": "Centre de dépistage et de prévention",
    "SA64": "Société de téléconsultation",
}
"""The sectors that a practice may be of, out of TRE_R02 (the DMP takes each: JDV_J59)."""

_SPECIALTY = pattern(r"(?P<code>[A-Z][0-9]{2}(?:_[0-9]{2})?(?:/[A-Z0-9]{1,6})?) +(?P<label>\S.*)")


class Coded(NamedTuple):
    """A code, the words for it, and the OID of the system that it is of."""

    code: str
    label: str
    system: str


def parse_specialty(field: str, text: str) -> str:
    """A profession with its specialty: the code, then the words for it, as TRE_A02 has them.

    Raises:
        InvalidInput: it is not built so.

    >>> parse_specialty("specialty", "g15_60  Infirmier")
    'G15_60 Infirmier'
    """
    code, _, label = parse_line(field, text).partition(" ")
    line = f"{code.upper()} {label}"
    if not _SPECIALTY.fullmatch(line):
        raise InvalidInput(
            field,
            "write the code and the words of the ANS's table TRE_A02, such as"
            " G15_10/SM26 Médecin - Qualifié en Médecine Générale (SM).",
        )
    return line


def specialty_of(line: str) -> Coded:
    """The code that `parse_specialty` has read."""
    code, _, label = line.partition(" ")
    return Coded(code, label, SPECIALTIES)


def parse_sector(field: str, text: str) -> str:
    """The sector of a practice: its code.

    Raises:
        InvalidInput: none that a practice is of.

    >>> parse_sector("sector", "sa07")
    'SA07'
    """
    code = text.strip().upper()
    if code not in PRACTICE_SECTORS:
        raise InvalidInput(
            field,
            "it is one of the ANS's table TRE_R02: {known}.",
            known=", ".join(f"{each} ({label})" for each, label in PRACTICE_SECTORS.items()),
        )
    return code


def sector_of(code: str) -> Coded:
    """The code that `parse_sector` has read."""
    return Coded(code, PRACTICE_SECTORS[code], SECTORS)
