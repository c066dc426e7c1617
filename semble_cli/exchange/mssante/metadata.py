"""METADATA.XML: what an archive of IHE XDM says of its documents, as who submits them to a registry
(ebRIM 3.0; IHE ITI TF-3, 4.2; ITI TF-2, 3.32.4.1.2).

Which values, and how each follows from the header of a document, is said by the ANS's annex "Lien
entre l'en-tête CDA et les métadonnées XDS" and the volet "Partage de documents de santé"; how they
are written was read from the ANS's own maker of such archives (`com.ans.cda.service.xdm`).
"""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.exchange.mssante.cda import CONFIDENTIALITY, LANGUAGE, SETTING
from semble_cli.exchange.mssante.kinds_of_documents import class_of
from semble_cli.exchange.mssante.nodes import Node, oid_of, sub, uuid_of, written, xml_text
from semble_cli.exchange.mssante.parties import PROFESSIONALS, STRUCTURES, hl7_text
from semble_cli.patient.sharing.coded import Coded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from semble_cli.exchange.mssante.parties import HealthDocument, MssanteSender, Subject

_LCM = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
_RIM = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
_APPROVED = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"
_OBJECT = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:"
_DOCUMENT = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
_SET = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
_MEMBER = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"

_AUTHOR = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
_CLASS = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a"
_CONFIDENTIALITY = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"
_FORMAT = "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d"
_FACILITY = "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1"
_SETTING = "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead"
_TYPE = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983"
_PATIENT_ID = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
_UNIQUE_ID = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"
_SET_AUTHOR = "urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d"
_SET_CONTENT = "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500"
_SET_PATIENT_ID = "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446"
_SET_SOURCE_ID = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832"
_SET_UNIQUE_ID = "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8"
"""The schemes of attributes (IHE ITI TF-3, 4.2.3 and 4.2.5)."""

_PDF_IN_CDA = Coded(
    "urn:ihe:iti:xds-sd:pdf:2008",
    "Document à corps non structuré en Pdf/A-1",
    "1.3.6.1.4.1.19376.1.2.3",
)
"""The format of a level 1 body that is a PDF (ASS_A12, TRE_A11-IheFormatCode)."""


class WrittenDocument(NamedTuple):
    """A document as it stands in the archive: its file, and the bytes of that."""

    document: HealthDocument
    file_name: str
    content: bytes


def metadata_xml(
    documents: Sequence[WrittenDocument], subject: Subject, sender: MssanteSender, at: datetime
) -> bytes:
    """The metadata of some documents that are sent at a moment; the same for the same values."""
    root = Node("lcm:SubmitObjectsRequest", {"xmlns:lcm": _LCM, "xmlns:rim": _RIM})
    objects = sub(root, "rim:RegistryObjectList")
    ids = [each.document.unique_id for each in documents]
    told = _Told(subject, sender, ("submission", f"{at:%Y%m%d%H%M%S%f%z}", *ids))
    the_set = told.id("set")
    _add_set(objects, the_set, documents, told, at)
    entries = [told.id("entry", each.file_name) for each in documents]
    for entry, each in zip(entries, documents, strict=True):
        _add_entry(objects, entry, each, told)
    sub(
        objects,
        "rim:Classification",
        id=told.id("is a set"),
        classifiedObject=the_set,
        classificationNode=_SET,
        objectType=f"{_OBJECT}Classification",
    )
    for entry in entries:
        member = sub(
            objects,
            "rim:Association",
            id=told.id("member", entry),
            associationType=_MEMBER,
            sourceObject=the_set,
            targetObject=entry,
            objectType=f"{_OBJECT}Association",
        )
        _add_slot(member, "SubmissionSetStatus", "Original")
    return written(root)


class _Told:
    """What holds of all that is in the archive, and identifiers for each object of it."""

    def __init__(self, subject: Subject, sender: MssanteSender, words: tuple[str, ...]) -> None:
        self.subject, self.sender, self._words = subject, sender, words

    def id(self, *words: str) -> str:
        """The id of an object of the registry; no two of an archive have the same."""
        return f"urn:uuid:{uuid_of(*self._words, *words)}"

    @property
    def unique_id(self) -> str:
        """That of the submission."""
        return oid_of(*self._words)

    @property
    def patient_id(self) -> str:
        """The matricule INS as HL7's type CX, else the number that the register gave."""
        if self.subject.ins is None:
            return self.local_id
        matricule, oid = self.subject.ins
        return f"{matricule}^^^&{oid}&ISO^NH"

    @property
    def local_id(self) -> str:
        return f"{self.subject.local_id}^^^&{self.subject.register}&ISO^PI"

    @property
    def person(self) -> str:
        """The professional, as HL7's type XCN."""
        who = self.sender.professional
        names = f"{hl7_text('last_name', who.last_name)}^{hl7_text('first_name', who.first_name)}"
        return f"{who.national_id}^{names}^^^^^^&{PROFESSIONALS}&ISO^D^^^IDNPS"

    @property
    def structure(self) -> str:
        """The practice, as HL7's type XON."""
        where = self.sender.structure
        name = hl7_text("practice", where.name)
        return f"{name}^^^^^&{STRUCTURES}&ISO^IDNST^^^{where.national_id}"

    @property
    def specialty(self) -> str:
        code, label, system = self.sender.professional.specialty
        return f"{code}^{hl7_text('specialty', label)}^{system}"

    def traits(self) -> Iterator[str]:
        """The identity, as the fields of HL7's segment PID that stand in `sourcePatientInfo`: names
        at birth (L) and as the person is called (D), day and sex, and the place of birth (BDL)."""
        patient = self.subject.patient
        born = (
            hl7_text("birth_name", patient.birth_name),
            hl7_text("first_given_name", patient.first_given_name),
            hl7_text("birth_given_names", patient.birth_given_names),
        )
        yield f"PID-5|{'^'.join(born)}^^^^L"
        if patient.used_name or patient.used_given_name:
            name = hl7_text("used_name", patient.used_name or patient.birth_name)
            first = patient.used_given_name or patient.first_given_name
            yield f"PID-5|{name}^{hl7_text('used_given_name', first)}^^^^^D"
        yield f"PID-7|{patient.birth_date:%Y%m%d}"
        yield f"PID-8|{_SEXES.get(patient.sex, 'U')}"
        yield f"PID-11|^^^^^^BDL^^{hl7_text('birth_place_code', patient.birth_place_code)}"


_SEXES = {"F": "F", "M": "M"}


def _add_set(
    objects: Node,
    the_set: str,
    documents: Sequence[WrittenDocument],
    told: _Told,
    at: datetime,
) -> None:
    package = sub(
        objects,
        "rim:RegistryPackage",
        id=the_set,
        objectType=f"{_OBJECT}RegistryPackage",
        status=_APPROVED,
    )
    _add_slot(package, "submissionTime", _utc(at))
    title = documents[0].document.title if len(documents) == 1 else f"{len(documents)} documents"
    _add_name(package, xml_text("title", title))
    _add_author(package, _SET_AUTHOR, the_set, told)
    _add_class(package, _SET_CONTENT, the_set, told.sender.structure.sector, told)
    _add_external(
        package, _SET_PATIENT_ID, the_set, "SubmissionSet.patientId", told.patient_id, told
    )
    source = f"{STRUCTURES}.{told.sender.structure.national_id}"
    _add_external(package, _SET_SOURCE_ID, the_set, "SubmissionSet.sourceId", source, told)
    _add_external(package, _SET_UNIQUE_ID, the_set, "SubmissionSet.uniqueId", told.unique_id, told)


def _add_entry(objects: Node, entry: str, each: WrittenDocument, told: _Told) -> None:
    document = each.document
    node = sub(
        objects,
        "rim:ExtrinsicObject",
        id=entry,
        mimeType="text/xml",
        objectType=_DOCUMENT,
        status=_APPROVED,
    )
    _add_slot(node, "URI", each.file_name)
    _add_slot(node, "creationTime", _utc(document.written_at))
    _add_slot(node, "hash", hashlib.sha1(each.content, usedforsecurity=False).hexdigest())
    _add_slot(node, "languageCode", LANGUAGE)
    _add_slot(node, "legalAuthenticator", told.person)
    day = document.dated_on
    _add_slot(node, "serviceStartTime", f"{day:%Y%m%d}" if day else _utc(document.written_at))
    _add_slot(node, "size", str(len(each.content)))
    _add_slot(node, "sourcePatientId", told.local_id)
    _add_slot(node, "sourcePatientInfo", *told.traits())
    _add_name(node, xml_text("title", document.title))
    _add_author(node, _AUTHOR, entry, told)
    classes = (
        (_CLASS, class_of(document.type)),
        (_CONFIDENTIALITY, CONFIDENTIALITY),
        (_FORMAT, _PDF_IN_CDA),
        (_FACILITY, told.sender.structure.sector),
        (_SETTING, SETTING),
        (_TYPE, document.type),
    )
    for scheme, coded in classes:
        _add_class(node, scheme, entry, coded, told)
    _add_external(node, _PATIENT_ID, entry, "DocumentEntry.patientId", told.patient_id, told)
    _add_external(node, _UNIQUE_ID, entry, "DocumentEntry.uniqueId", document.unique_id, told)


def _add_author(parent: Node, scheme: str, of: str, told: _Told) -> None:
    node = _classification(parent, scheme, of, "", told)
    _add_slot(node, "authorInstitution", told.structure)
    _add_slot(node, "authorPerson", told.person)
    _add_slot(node, "authorSpecialty", told.specialty)


def _add_class(parent: Node, scheme: str, of: str, coded: Coded, told: _Told) -> None:
    node = _classification(parent, scheme, of, coded.code, told)
    _add_slot(node, "codingScheme", coded.system)
    _add_name(node, coded.label)


def _classification(parent: Node, scheme: str, of: str, code: str, told: _Told) -> Node:
    return sub(
        parent,
        "rim:Classification",
        id=told.id("class", of, scheme),
        classificationScheme=scheme,
        classifiedObject=of,
        nodeRepresentation=code,
        objectType=f"{_OBJECT}Classification",
    )


def _add_external(parent: Node, scheme: str, of: str, name: str, value: str, told: _Told) -> None:
    node = sub(
        parent,
        "rim:ExternalIdentifier",
        id=told.id("external", of, scheme),
        identificationScheme=scheme,
        registryObject=of,
        value=value,
        objectType=f"{_OBJECT}ExternalIdentifier",
    )
    _add_name(node, f"XDS{name}")


def _add_slot(parent: Node, name: str, *values: str) -> None:
    """A slot, of values of any length: what XDS wants of them is said for each."""
    node = sub(sub(parent, "rim:Slot", name=name), "rim:ValueList")
    for value in values:
        sub(node, "rim:Value", value)


def _add_name(parent: Node, text: str) -> None:
    sub(sub(parent, "rim:Name"), "rim:LocalizedString", xml_lang="FR", charset="UTF8", value=text)


def _utc(at: datetime) -> str:
    """A moment as metadata have it: in UTC (IHE ITI TF-3, DTM)."""
    return f"{at.astimezone(UTC):%Y%m%d%H%M%S}"
