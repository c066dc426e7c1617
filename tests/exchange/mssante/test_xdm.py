"""An archive of IHE XDM, read back by libraries that had no part in it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from semble_cli.errors import InvalidInput
from semble_cli.exchange.mssante.cda import cda_document
from semble_cli.exchange.mssante.xdm import xdm_archive
from tests.exchange.mssante.sending import (
    SENDER,
    SENT_AT,
    a_document,
    provisional,
    qualified,
    subject_of,
)

if TYPE_CHECKING:
    from semble_cli.exchange.mssante.parties import MssanteSender

RIM = {
    "lcm": "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0",
    "r": "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0",
}
HL7 = {"h": "urn:hl7-org:v3"}
SUBSET = "IHE_XDM/SUBSET01"

ORDER = ("Slot", "ValueList", "Name", "Description", "VersionInfo", "Classification")
"""What an object of a registry has, in this order (ebRIM 3.0, `RegistryObjectType`)."""

SCHEMES = {
    "author": "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d",
    "classCode": "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a",
    "confidentialityCode": "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f",
    "formatCode": "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d",
    "healthcareFacilityTypeCode": "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1",
    "practiceSettingCode": "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead",
    "typeCode": "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983",
}
"""The attributes of a document that are classifications (IHE ITI TF-3, table 4.2.5.2-1)."""

BOTH = (a_document(), a_document("letter", 2, title="Courrier <urgent>", dated_on=None))


def opened(*documents: Any, patient: Any = None, sender: MssanteSender = SENDER) -> zipfile.ZipFile:
    subject = subject_of(qualified() if patient is None else patient)
    archive = xdm_archive(documents or (a_document(),), subject, sender, SENT_AT)
    return zipfile.ZipFile(io.BytesIO(archive))


def metadata(*documents: Any, **changes: Any) -> Any:
    return etree.fromstring(opened(*documents, **changes).read(f"{SUBSET}/METADATA.XML"))


def entries(root: Any) -> list[Any]:
    found: list[Any] = root.findall("r:RegistryObjectList/r:ExtrinsicObject", RIM)
    return found


def slot(node: Any, name: str) -> list[str]:
    found = node.xpath(f"r:Slot[@name='{name}']/r:ValueList/r:Value/text()", namespaces=RIM)
    return [str(each) for each in found]


def coded(node: Any, scheme: str) -> tuple[str, str, str]:
    """The code of an attribute, the system it is of, and the words for it."""
    (found,) = node.xpath(f"r:Classification[@classificationScheme='{scheme}']", namespaces=RIM)
    (label,) = found.xpath("r:Name/r:LocalizedString/@value", namespaces=RIM)
    (system,) = slot(found, "codingScheme")
    return found.get("nodeRepresentation"), system, str(label)


def external(node: Any, name: str) -> str:
    """An external identifier, by the name that people are told."""
    path = f"r:ExternalIdentifier[r:Name/r:LocalizedString/@value='{name}']/@value"
    (found,) = node.xpath(path, namespaces=RIM)
    return str(found)


def test_the_files_are_those_of_xdm_under_their_names() -> None:
    with opened(*BOTH) as archive:
        assert archive.namelist() == [
            "INDEX.HTM",
            "README.TXT",
            f"{SUBSET}/METADATA.XML",
            f"{SUBSET}/DOC0001.XML",
            f"{SUBSET}/DOC0002.XML",
        ]
        assert archive.testzip() is None
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        for number, document in enumerate(BOTH, 1):
            within = archive.read(f"{SUBSET}/DOC000{number}.XML")
            assert within == cda_document(document, subject_of(qualified()), SENDER)


def test_names_in_the_archive_are_of_media_of_old() -> None:
    for name in opened(*BOTH).namelist():
        for part in name.split("/"):
            stem, _, end = part.partition(".")
            assert part == part.upper()
            assert 0 < len(stem) <= 8
            assert len(end) <= 3


def test_the_metadata_tell_of_each_document_what_its_file_is() -> None:
    with opened(*BOTH) as archive:
        found = entries(etree.fromstring(archive.read(f"{SUBSET}/METADATA.XML")))
        assert [slot(each, "URI") for each in found] == [["DOC0001.XML"], ["DOC0002.XML"]]
        for each in found:
            content = archive.read(f"{SUBSET}/{slot(each, 'URI')[0]}")
            assert slot(each, "hash") == [hashlib.sha1(content, usedforsecurity=False).hexdigest()]
            assert slot(each, "size") == [str(len(content))]
            assert each.get("mimeType") == "text/xml"
            assert each.get("objectType") == "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
            (root,) = etree.fromstring(content).xpath("h:id/@root", namespaces=HL7)
            assert external(each, "XDSDocumentEntry.uniqueId") == str(root)


def test_the_metadata_of_a_document_follow_from_its_header() -> None:
    (entry,) = entries(metadata())
    assert {name: coded(entry, scheme)[:2] for name, scheme in list(SCHEMES.items())[1:]} == {
        "classCode": ("10", "1.2.250.1.213.1.1.4.1"),
        "confidentialityCode": ("N", "2.16.840.1.113883.5.25"),
        "formatCode": ("urn:ihe:iti:xds-sd:pdf:2008", "1.3.6.1.4.1.19376.1.2.3"),
        "healthcareFacilityTypeCode": ("SA07", "1.2.250.1.71.4.2.4"),
        "practiceSettingCode": ("AMBULATOIRE", "1.2.250.1.213.1.1.4.9"),
        "typeCode": ("11502-2", "2.16.840.1.113883.6.1"),
    }
    person = "810001234565^MARTIN^Anne^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
    assert slot(entry, "legalAuthenticator") == [person]
    author = entry.find(f"r:Classification[@classificationScheme='{SCHEMES['author']}']", RIM)
    assert slot(author, "authorPerson") == [person]
    assert slot(author, "authorInstitution") == [
        "Cabinet des Lilas^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1630000016"
    ]
    assert slot(author, "authorSpecialty") == [
        "G15_10/SM26^Médecin - Qualifié en Médecine Générale (SM)^1.2.250.1.213.1.1.4.5"
    ]
    assert slot(entry, "creationTime") == ["20260703140405"], "in UTC"
    assert slot(entry, "serviceStartTime") == ["20260702"]
    assert slot(entry, "languageCode") == ["fr-FR"]
    (title,) = entry.findall("r:Name/r:LocalizedString", RIM)
    assert dict(title.attrib) == {
        "{http://www.w3.org/XML/1998/namespace}lang": "FR",
        "charset": "UTF8",
        "value": "Bilan sanguin",
    }


def test_whose_a_document_is_stands_by_matricule_number_and_traits() -> None:
    (entry,) = entries(metadata(patient=qualified(used_name="Martin")))
    matricule = "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH"
    assert external(entry, "XDSDocumentEntry.patientId") == matricule
    (local,) = slot(entry, "sourcePatientId")
    assert local.startswith("7^^^&2.25.")
    assert local.endswith("&ISO^PI")
    assert slot(entry, "sourcePatientInfo") == [
        "PID-5|PAT-TROIS^DOMINIQUE^DOMINIQUE MARIE-LOUISE^^^^L",
        "PID-5|Martin^DOMINIQUE^^^^^D",
        "PID-7|19790328",
        "PID-8|F",
        "PID-11|^^^^^^BDL^^51215",
    ]


def test_whoever_is_not_qualified_stands_by_the_number_alone() -> None:
    with opened(patient=qualified(identity_checked=False)) as archive:
        for name in archive.namelist():
            assert b"279035121518989" not in archive.read(name), name
        (entry,) = entries(etree.fromstring(archive.read(f"{SUBSET}/METADATA.XML")))
    assert external(entry, "XDSDocumentEntry.patientId") == slot(entry, "sourcePatientId")[0]


def test_the_submission_holds_every_document_and_nothing_else() -> None:
    root = metadata(*BOTH)
    assert etree.QName(root).localname == "SubmitObjectsRequest"
    assert etree.QName(root).namespace == RIM["lcm"]
    (package,) = root.findall("r:RegistryObjectList/r:RegistryPackage", RIM)
    members = root.findall("r:RegistryObjectList/r:Association", RIM)
    assert [each.get("targetObject") for each in members] == [
        each.get("id") for each in entries(root)
    ]
    assert {each.get("sourceObject") for each in members} == {package.get("id")}
    assert {each.get("associationType").rpartition(":")[2] for each in members} == {"HasMember"}
    assert [slot(each, "SubmissionSetStatus") for each in members] == [["Original"]] * 2
    (is_set,) = root.findall("r:RegistryObjectList/r:Classification", RIM)
    assert is_set.get("classifiedObject") == package.get("id")
    assert is_set.get("classificationNode") == "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
    assert slot(package, "submissionTime") == ["20261104083005"]
    assert external(package, "XDSSubmissionSet.sourceId") == "1.2.250.1.71.4.2.2.1630000016"
    assert external(package, "XDSSubmissionSet.uniqueId").startswith("2.25.")
    content = "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500"
    assert coded(package, content) == ("SA07", "1.2.250.1.71.4.2.4", "Cabinet individuel")


def test_every_object_of_the_registry_is_in_order_and_points_at_one_that_is_there() -> None:
    root = metadata(*BOTH)
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("urn:uuid:") for each in ids)
    for name in ("classifiedObject", "registryObject", "sourceObject", "targetObject"):
        assert set(root.xpath(f"//@{name}")) <= set(ids), name
    for node in root.iter():
        inside = [etree.QName(child).localname for child in node]
        if not etree.QName(node).localname.endswith(("List", "Request")):
            places = [(*ORDER, "ExternalIdentifier", "LocalizedString").index(x) for x in inside]
            assert places == sorted(places)


def test_the_same_values_make_the_same_bytes_and_another_moment_others() -> None:
    def made(at: datetime = SENT_AT) -> bytes:
        return xdm_archive(BOTH, subject_of(qualified()), SENDER, at)

    assert made() == made()
    later = made(SENT_AT + timedelta(seconds=1))
    assert later != made()
    first, second = (
        etree.fromstring(zipfile.ZipFile(io.BytesIO(each)).read(f"{SUBSET}/METADATA.XML"))
        for each in (made(), later)
    )
    assert not set(first.xpath("//@id")) & set(second.xpath("//@id"))
    assert [external(each, "XDSDocumentEntry.uniqueId") for each in entries(first)] == [
        external(each, "XDSDocumentEntry.uniqueId") for each in entries(second)
    ], "a document that is sent again is the same document"


def test_signs_that_hl7_separates_by_stand_in_no_name() -> None:
    bad = "O^Neil & Fils|~\\"
    sender = SENDER._replace(
        structure=SENDER.structure._replace(name=bad),
        professional=SENDER.professional._replace(last_name=bad),
    )
    (entry,) = entries(metadata(patient=provisional(used_name=bad), sender=sender))
    (person,) = slot(entry, "legalAuthenticator")
    assert person.split("^")[1] == "O Neil Fils"
    assert person.count("^") == 12
    assert slot(entry, "sourcePatientInfo")[1].startswith("PID-5|O Neil Fils^")


def test_the_page_and_the_text_lead_people_to_the_documents() -> None:
    with opened(*BOTH) as archive:
        page = etree.fromstring(archive.read("INDEX.HTM"))
        links = page.xpath("//*[local-name()='a']/@href")
        assert links == [f"{SUBSET}/DOC0001.XML", f"{SUBSET}/DOC0002.XML", "README.TXT"]
        assert set(links) <= set(archive.namelist())
        assert "Courrier <urgent>" in page.xpath("//*[local-name()='li']/*/text()")
        text = archive.read("README.TXT").decode()
    assert "Cabinet des Lilas\r\n1 rue de la Paix\r\n" in text
    assert "de DOC0001.XML à DOC0002.XML" in text


def test_nobody_is_named_where_no_document_is() -> None:
    with opened(*BOTH) as archive:
        for name in ("INDEX.HTM", "README.TXT"):
            told = archive.read(name).decode()
            for trait in ("PAT-TROIS", "DOMINIQUE", "279035121518989", "1979"):
                assert trait not in told


@pytest.mark.parametrize(
    ("documents", "why"),
    [
        ((), "one document at least"),
        ((a_document(), a_document()), "one stands there twice"),
        ((a_document(), a_document(number=2, pdf=b"GIF89a")), "only a PDF"),
        ((a_document(title="a\x07"),), "its character 2"),
    ],
)
def test_what_cannot_be_sent_is_refused(documents: tuple[Any, ...], why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        xdm_archive(documents, subject_of(qualified()), SENDER, SENT_AT)
