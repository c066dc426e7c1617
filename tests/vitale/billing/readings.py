"""Readings of a card as billing software writes them, of the official fictitious people."""

from __future__ import annotations

import json
from typing import Any

ZOE: dict[str, str] = {
    "1": "ADRUN",
    "2": "ADRUN",
    "3": "ZOE",
    "5": "12 AVENUE FOCH",
    "8": "63000 CLERMONT-FERRAND",
    "9": "2751263220749",
    "10": "74",
    "12": "19751231",
    "13": "1",
    "14": "0",
}
LEO: dict[str, str] = {
    "1": "NESSI",
    "2": "NESSI",
    "3": "MICHELANGELO",
    "12": "20100807",
    "13": "1",
    "14": "6",
}
INSURED = {"8": "2751263220749", "9": "74", "10": "01", "11": "631", "12": "0001"}
OPEN = {"1": "20260101", "2": "20261231"}


def ssv(*people: Any, **around: Any) -> dict[str, Any]:
    """Groups as programs hand them on: 101, 104, and others as `g105=`."""
    groups = {"101": [INSURED], "104": list(people or (ZOE,))}
    return groups | {name.removeprefix("g"): value for name, value in around.items()}


def dvf(**changes: Any) -> dict[str, Any]:
    """What jFSE answers `DVF-lire`."""
    person = {
        "nomUsuel": "ADRUN",
        "nomPatronymique": "ADRUN",
        "prenom": "ZOE",
        "adresse2": "12 AVENUE FOCH",
        "adresse5": "63000 CLERMONT-FERRAND",
        "NIRCertifie": "2751263220749",
        "cleNIRCertifie": "74",
        "dateNaissance": "19751231",
        "rangGemellaire": 1,
        "qualite": "0",
        "lstPeriodeDroitsAMO": [{"dateDebut": "20260101", "dateFin": "20261231"}],
        "lstPeriodeCodeCouverture": [
            {"dateDebut": "20260101", "dateFin": "20261231", "codeALD": "15", "codeSituation": "1"}
        ],
        "donneesMutuelle": {
            "identificationMutuelle": "12345678",
            "lstPeriodeDroitsMutuelle": [{"dateDebut": "20260101", "dateFin": "20261231"}],
        },
    }
    card = {
        "NIR": "2751263220749",
        "cleNIR": "74",
        "codeRegime": "01",
        "caisseGestionnaire": "631",
        "centreGestionnaire": "0001",
        "lstDonneesBeneficiaire": [person | changes],
    }
    return {"donneescv": card}


def written(document: Any) -> bytes:
    """A document as bytes."""
    return json.dumps(document).encode()
