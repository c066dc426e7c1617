"""Messages of a program that holds INSi, about the official fictitious people."""

from __future__ import annotations

import copy
import json
from typing import Any

from tests.exchange.hl7.messages import IPP, msh, pid

ZOE_INS = "275126322074974^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS"
CORE = "https://hl7.fr/ig/fhir/core/StructureDefinition"
CORSE = {
    "p3": "1^^^CHU-X&1.2&ISO^PI",
    "p5": "CORSE^ANTHONY^ANTHONY^^^^L",
    "p7": "19800302",
    "p8": "M",
    "p11": "^^^^^^BDL^^2A004",
    "p32": "PROV",
}
"""Fields of somebody else, who is not qualified."""
ZOE_ID = {"use": "official", "system": "urn:oid:1.2.250.1.213.1.4.8", "value": "275126322074974"}


def adt(event: str = "A28", *more: str, **fields: str) -> str:
    """A message about Zoé ADRUN, qualified where nothing else is said: fields of PID as `p3=`."""
    usual = {
        "p3": f"{IPP}~{ZOE_INS}",
        "p5": "ADRUN^ZOE^ZOE^^^^L",
        "p7": "19751231",
        "p8": "F",
        "p11": "12 AVENUE FOCH^^CLERMONT-FERRAND^^63000^^H~^^^^^^BDL^^63220",
        "p13": "0639981234^PRN^CP",
        "p32": "VALI",
    }
    head = msh(f"ADT^{event}^ADT_A05")
    return "\r".join((head, pid(**(usual | fields)), "PV1||N", *more, ""))


def resource(status: str = "QUAL", *more: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The same as a Patient of FR Core, of that status; *more* of its reliability."""
    told = {"url": "identityStatus", "valueCoding": {"code": status}}
    found = {
        "resourceType": "Patient",
        "meta": {"profile": [f"{CORE}/fr-core-patient-ins"]},
        "extension": [
            {"url": f"{CORE}/fr-core-identity-reliability", "extension": [told, *more]},
            {
                "url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace",
                "valueAddress": {
                    "extension": [
                        {
                            "url": f"{CORE}/fr-core-address-insee-code",
                            "valueCoding": {"code": "63220"},
                        }
                    ]
                },
            },
        ],
        "identifier": [ZOE_ID],
        "name": [
            {
                "use": "official",
                "family": "ADRUN",
                "given": ["ZOE"],
                "extension": [
                    {"url": f"{CORE}/fr-core-patient-birth-list-given-name", "valueString": "ZOE"}
                ],
            }
        ],
        "gender": "female",
        "birthDate": "1975-12-31",
    }
    return copy.deepcopy(found | changes)


def fhir(*resources: dict[str, Any]) -> bytes:
    """Resources, one a line."""
    return "".join(f"{json.dumps(each)}\n" for each in resources).encode()


def distinct(count: int) -> list[str]:
    """Messages about so many people, nobody near another."""
    names = ("ANTHONY", "ZOE", "GATIEN", "CATARINA", "MURIEL", "DOMINIQUE")
    return [
        adt(
            **CORSE
            | {
                "p3": f"{place}^^^CHU-X&1.2&ISO^PI",
                "p5": f"CORSE-{chr(65 + place) * 5}^{names[place % 6]}^{names[place % 6]}^^^^L",
                "p7": f"{1930 + 2 * place}0{1 + place % 9}1{place % 10}",
            }
        )
        for place in range(count)
    ]
