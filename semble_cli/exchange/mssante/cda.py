"""A document of the CI-SIS: CDA R2, a header and, as its level 1 body, a PDF.

The header is that of the volet "Structuration minimale de documents de santé" (CI-SIS), read from
the ANS's public samples and rules (github.com/ansforge/TestContenuCDA-3-0: `ExemplesCDA/
DOC_NON_STRUCTURE_CDA-R2-N1.xml`, `schematrons/profils/structurationMinimale`,
`schematrons/include/en-tete`); the order of elements is that of CDA R2 (`CDA.xsd`).
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.exchange.mssante.nodes import Node, oid_of, sub, written, xml_text
from semble_cli.exchange.mssante.parties import PROFESSIONALS, STRUCTURES
from semble_cli.patient.record import PhoneType, Sex
from semble_cli.patient.sharing.coded import Coded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from semble_cli.exchange.mssante.parties import HealthDocument, MssanteSender, Subject
    from semble_cli.patient.record import Patient

PDF = "application/pdf"
_SPACE = "urn:hl7-org:v3"
_TEMPLATES = ("2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1", "1.3.6.1.4.1.19376.1.2.20")
"""HL7 France, the volet, and IHE XDS-SD: these three and no other where the body is no XML."""
_GENDERS = {
    Sex.FEMALE: Coded("F", "Féminin", "2.16.840.1.113883.5.1"),
    Sex.MALE: Coded("M", "Masculin", "2.16.840.1.113883.5.1"),
    Sex.INDETERMINATE: Coded("UN", "Inconnu", "2.16.840.1.113883.5.1"),
}
"""JDV_J143-AdministrativeGender-CISIS."""
CONFIDENTIALITY = Coded("N", "Normal", "2.16.840.1.113883.5.25")
SETTING = Coded("AMBULATOIRE", "Ambulatoire", "1.2.250.1.213.1.1.4.9")
"""In which setting a practice cares (TRE_A01-CadreExercice), as the samples have it of one."""
LANGUAGE = "fr-FR"
_USES = {PhoneType.MOBILE: "MC", PhoneType.HOME: "H", PhoneType.WORK: "WP"}


def cda_document(document: HealthDocument, subject: Subject, sender: MssanteSender) -> bytes:
    """A document with its header; the same for the same values.

    The sender's professional stands as its author and as who answers for it: who sends a document
    by MSSanté does, whoever wrote it.

    Raises:
        InvalidInput: it is no PDF, or a text has a character that XML cannot hold.
    """
    if not document.pdf.startswith(b"%PDF-"):
        raise InvalidInput("document", "only a PDF can be the body of a document of MSSanté.")
    at = moment(document.written_at)
    root = Node("ClinicalDocument", {"xmlns": _SPACE})
    sub(root, "realmCode", code="FR")
    sub(root, "typeId", root="2.16.840.1.113883.1.3", extension="POCD_HD000040")
    for template in _TEMPLATES:
        sub(root, "templateId", root=template)
    sub(root, "id", root=document.unique_id)
    _add_code(root, "code", document.type)
    sub(root, "title", xml_text("title", document.title))
    sub(root, "effectiveTime", value=at)
    _add_code(root, "confidentialityCode", CONFIDENTIALITY)
    sub(root, "languageCode", code=LANGUAGE)
    sub(root, "setId", root=oid_of("set", document.unique_id))  # each version is its own document
    sub(root, "versionNumber", value="1")
    _add_patient(root, subject)
    author = sub(root, "author")
    sub(author, "time", value=at)
    _add_professional(author, "assignedAuthor", sender)
    custodian = sub(sub(root, "custodian"), "assignedCustodian")
    _add_structure(custodian, "representedCustodianOrganization", sender)
    responsible = sub(root, "legalAuthenticator")
    sub(responsible, "time", value=at)
    sub(responsible, "signatureCode", code="S")
    _add_professional(responsible, "assignedEntity", sender)
    _add_act(root, document, sender)
    _add_body(root, document.pdf)
    return written(root)


def moment(at: datetime) -> str:
    """A moment, with the hours that its clock is ahead of UTC."""
    return f"{at:%Y%m%d%H%M%S%z}"


def act_day(document: HealthDocument) -> str:
    """When the act was that a document is about: the day on it, else the moment it was added."""
    return f"{document.dated_on:%Y%m%d}" if document.dated_on else moment(document.written_at)


def _add_patient(root: Node, subject: Subject) -> None:
    patient = subject.patient
    role = sub(sub(root, "recordTarget"), "patientRole")
    if subject.ins is not None:
        matricule, oid = subject.ins
        sub(role, "id", extension=matricule, root=oid)
    sub(role, "id", extension=subject.local_id, root=subject.register)
    town = " ".join(filter(None, (patient.postal_code, patient.city)))
    _add_address(role, [*(patient.address_lines or "").splitlines(), town, patient.country or ""])
    _add_phones(role, ((each.number, _USES.get(each.type)) for each in patient.phones))
    person = sub(role, "patient", classCode="PSN")
    _add_names(person, patient)
    _add_code(person, "administrativeGenderCode", _GENDERS[Sex(patient.sex)])
    sub(person, "birthTime", value=f"{patient.birth_date:%Y%m%d}")
    address = sub(sub(sub(person, "birthplace"), "place"), "addr")
    sub(address, "county", xml_text("birth_place_code", patient.birth_place_code))
    sub(address, "city", xml_text("birth_place", patient.birth_place))


def _add_names(person: Node, patient: Patient) -> None:
    """BR: as in the act of birth; CL: as the person is called, where that is something else;
    without a qualifier, all given names of the act of birth."""
    names = sub(person, "name")
    sub(names, "family", xml_text("birth_name", patient.birth_name), qualifier="BR")
    sub(names, "given", xml_text("birth_given_names", patient.birth_given_names))
    sub(names, "given", xml_text("first_given_name", patient.first_given_name), qualifier="BR")
    if patient.used_name:
        sub(names, "family", xml_text("used_name", patient.used_name), qualifier="CL")
    if patient.used_given_name:
        sub(names, "given", xml_text("used_given_name", patient.used_given_name), qualifier="CL")


def _add_professional(
    parent: Node, name: str, sender: MssanteSender, *, setting: bool = False
) -> None:
    professional = sender.professional
    entity = sub(parent, name)
    sub(entity, "id", root=PROFESSIONALS, extension=professional.national_id)
    _add_code(entity, "code", professional.specialty)
    _add_address(entity, sender.structure.address)
    _add_phones(entity, [(sender.structure.phone, "WP")])
    names = sub(sub(entity, "assignedPerson"), "name")
    sub(names, "given", xml_text("first_name", professional.first_name))
    sub(names, "family", xml_text("last_name", professional.last_name))
    structure = _add_structure(entity, "representedOrganization", sender)
    if setting:
        _add_code(structure, "standardIndustryClassCode", SETTING)


def _add_structure(parent: Node, name: str, sender: MssanteSender) -> Node:
    structure = sender.structure
    node = sub(parent, name)
    sub(node, "id", root=STRUCTURES, extension=structure.national_id)
    sub(node, "name", xml_text("practice", structure.name))
    _add_phones(node, [(structure.phone, "WP")])
    _add_address(node, structure.address)
    return node


def _add_act(root: Node, document: HealthDocument, sender: MssanteSender) -> None:
    """The act that the document is about, with who did it, and the encounter that it was in."""
    day = act_day(document)
    event = sub(sub(root, "documentationOf"), "serviceEvent")
    sub(sub(event, "effectiveTime"), "low", value=day)
    performer = sub(event, "performer", typeCode="PRF")
    _add_professional(performer, "assignedEntity", sender, setting=True)
    encounter = sub(sub(root, "componentOf"), "encompassingEncounter")
    sub(sub(encounter, "effectiveTime"), "low", value=day)
    facility = sub(sub(encounter, "location"), "healthCareFacility")
    sub(facility, "id", root=STRUCTURES, extension=sender.structure.national_id)
    _add_code(facility, "code", sender.structure.sector)


def _add_body(root: Node, pdf: bytes) -> None:
    text = b64encode(pdf).decode("ascii")
    body = sub(sub(root, "component"), "nonXMLBody")
    sub(body, "text", text, mediaType=PDF, representation="B64")


def _add_code(parent: Node, name: str, coded: Coded) -> None:
    sub(
        parent,
        name,
        code=coded.code,
        displayName=xml_text("code", coded.label),
        codeSystem=coded.system,
    )


def _add_address(parent: Node, lines: Iterable[str]) -> None:
    """An address as lines: then it has no other part (`schematrons/include/en-tete/addr.sch`)."""
    told = [xml_text("address", line.strip()) for line in lines if line.strip()]
    if told:
        address = sub(parent, "addr")
        for line in told:
            sub(address, "streetAddressLine", line)
    else:
        sub(parent, "addr", nullFlavor="NAV")


def _add_phones(parent: Node, phones: Iterable[tuple[str | None, str | None]]) -> None:
    is_any = False
    for number, use in phones:
        figures = "".join(sign for sign in number or "" if sign in "+0123456789")
        if figures:
            is_any = True
            sub(parent, "telecom", value=f"tel:{figures}", **({"use": use} if use else {}))
    if not is_any:
        sub(parent, "telecom", nullFlavor="NAV")
