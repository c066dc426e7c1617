"""A document of the CI-SIS: its header, its body, and the order in which CDA R2 wants all of it."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from semble_cli.errors import InvalidInput
from semble_cli.exchange.mssante.cda import cda_document
from semble_cli.exchange.mssante.nodes import oid_of
from semble_cli.patient.record import Phone, PhoneType, Sex
from tests.exchange.mssante.sending import (
    PDF,
    SENDER,
    a_document,
    provisional,
    qualified,
    subject_of,
)

NAMES = {"h": "urn:hl7-org:v3"}

ORDER: dict[str, tuple[str, ...]] = {
    "ClinicalDocument": (
        *("realmCode", "typeId", "templateId", "id", "code", "title", "effectiveTime"),
        *("confidentialityCode", "languageCode", "setId", "versionNumber", "copyTime"),
        *("recordTarget", "author", "dataEnterer", "informant", "custodian"),
        *("informationRecipient", "legalAuthenticator", "authenticator", "participant"),
        *("inFulfillmentOf", "documentationOf", "relatedDocument", "authorization"),
        *("componentOf", "component"),
    ),
    "recordTarget": ("patientRole",),
    "patientRole": ("id", "addr", "telecom", "patient", "providerOrganization"),
    "patient": (
        *("id", "name", "administrativeGenderCode", "birthTime", "maritalStatusCode"),
        *("guardian", "birthplace", "languageCommunication"),
    ),
    "birthplace": ("place",),
    "place": ("name", "addr"),
    "author": ("functionCode", "time", "assignedAuthor"),
    "assignedAuthor": (
        *("id", "code", "addr", "telecom", "assignedPerson", "representedOrganization"),
    ),
    "assignedEntity": (
        *("id", "code", "addr", "telecom", "assignedPerson", "representedOrganization"),
    ),
    "assignedPerson": ("name",),
    "representedOrganization": ("id", "name", "telecom", "addr", "standardIndustryClassCode"),
    "custodian": ("assignedCustodian",),
    "assignedCustodian": ("representedCustodianOrganization",),
    "representedCustodianOrganization": ("id", "name", "telecom", "addr"),
    "legalAuthenticator": ("time", "signatureCode", "assignedEntity"),
    "documentationOf": ("serviceEvent",),
    "serviceEvent": ("id", "code", "effectiveTime", "performer"),
    "performer": ("functionCode", "time", "assignedEntity"),
    "componentOf": ("encompassingEncounter",),
    "encompassingEncounter": (
        *("id", "code", "effectiveTime", "dischargeDispositionCode", "responsibleParty"),
        *("encounterParticipant", "location"),
    ),
    "location": ("healthCareFacility",),
    "healthCareFacility": ("id", "code", "location", "serviceProviderOrganization"),
    "component": ("nonXMLBody",),
    "nonXMLBody": ("text", "languageCode"),
    "effectiveTime": ("low", "center", "width", "high"),
}
"""What each element may have in it, in this order (CDA R2, the sequences of `CDA.xsd`)."""

ANY_ORDER = {"name", "addr"}
"""What CDA R2 leaves the order of."""

ONCE = (
    *("realmCode", "typeId", "id", "code", "title", "effectiveTime", "confidentialityCode"),
    *("languageCode", "setId", "versionNumber", "recordTarget", "custodian"),
    *("legalAuthenticator", "documentationOf", "componentOf", "component", "author"),
)
"""What the volet "Structuration minimale" wants once, and CDA R2 too."""


def read(patient: Any = None, **changes: Any) -> Any:
    """The document that is sent of a patient, read by another library."""
    subject = subject_of(qualified() if patient is None else patient)
    return etree.fromstring(cda_document(a_document(**changes), subject, SENDER))


def told(root: Any, path: str) -> list[str]:
    """What stands at a place: texts, or values of attributes."""
    return [str(each) for each in root.xpath(path, namespaces=NAMES)]


def name_of(node: Any) -> str:
    return etree.QName(node).localname


def test_every_element_stands_where_cda_r2_wants_it() -> None:
    for root in (read(), read(provisional()), read(dated_on=None)):
        for node in root.iter():
            assert etree.QName(node).namespace == "urn:hl7-org:v3"
            inside = [name_of(child) for child in node]
            if inside and name_of(node) not in ANY_ORDER:
                places = [ORDER[name_of(node)].index(name) for name in inside]
                assert places == sorted(places), name_of(node)


def test_the_header_has_what_the_volet_wants_once() -> None:
    root = read()
    assert {name: len(root.findall(f"h:{name}", NAMES)) for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert told(root, "h:templateId/@root") == [
        "2.16.840.1.113883.2.8.2.1",
        "1.2.250.1.213.1.1.1.1",
        "1.3.6.1.4.1.19376.1.2.20",
    ]
    assert told(root, "h:realmCode/@code | h:languageCode/@code") == ["FR", "fr-FR"]
    assert told(root, "h:typeId/@root | h:typeId/@extension") == [
        "2.16.840.1.113883.1.3",
        "POCD_HD000040",
    ]
    assert told(root, "h:code/@*") == [
        "11502-2",
        "CR d'examens biologiques",
        "2.16.840.1.113883.6.1",
    ]
    assert told(root, "h:confidentialityCode/@*") == ["N", "Normal", "2.16.840.1.113883.5.25"]
    assert told(root, "h:title/text()") == ["Bilan sanguin"]
    assert told(root, "h:effectiveTime/@value") == ["20260703160405+0200"]
    assert told(root, "h:versionNumber/@value") == ["1"]
    assert told(root, "h:legalAuthenticator/h:signatureCode/@code") == ["S"]


def test_identifiers_are_oids_and_no_two_are_the_same() -> None:
    root = read()
    ids = told(root, "h:id/@root | h:setId/@root | //h:patientRole/h:id[2]/@root")
    assert len(set(ids)) == 3
    for each in ids:
        start, _, number = each.rpartition(".")
        assert start == "2.25"
        assert number == str(int(number))
        assert len(each) <= 64, "what XDS takes (IHE ITI TF-3, 4.2.3.2.26)"
    assert told(read(number=2), "h:id/@root") != told(root, "h:id/@root")


def test_other_words_make_another_identifier_wherever_they_are_parted() -> None:
    words = [("a", "b"), ("ab",), ("a", "b", ""), ("b", "a"), ("a\nb",), ("a\n1:b",)]
    assert len({oid_of(*each) for each in words}) == len(words)
    assert oid_of("a", "b") == oid_of("a", "b")


def test_a_qualified_patient_has_matricule_and_traits() -> None:
    root = read(qualified(used_name="Martin", used_given_name="Domi"))
    role = root.find("h:recordTarget/h:patientRole", NAMES)
    assert told(role, "h:id/@extension") == ["279035121518989", "7"]
    assert told(role, "h:id[1]/@root") == ["1.2.250.1.213.1.4.10"]
    person = role.find("h:patient", NAMES)
    assert told(person, "h:name/h:family[@qualifier='BR']/text()") == ["PAT-TROIS"]
    assert told(person, "h:name/h:given[not(@qualifier)]/text()") == ["DOMINIQUE MARIE-LOUISE"]
    assert told(person, "h:name/h:given[@qualifier='BR']/text()") == ["DOMINIQUE"]
    assert told(person, "h:name/h:family[@qualifier='CL']/text()") == ["Martin"]
    assert told(person, "h:name/h:given[@qualifier='CL']/text()") == ["Domi"]
    assert told(person, "h:administrativeGenderCode/@*") == [
        *("F", "Féminin", "2.16.840.1.113883.5.1"),
    ]
    assert told(person, "h:birthTime/@value") == ["19790328"]
    assert told(person, "h:birthplace/h:place/h:addr/h:county/text()") == ["51215"]
    assert told(person, "h:birthplace/h:place/h:addr/h:city/text()") != []


@pytest.mark.parametrize(
    "patient",
    [
        qualified(identity_checked=False),
        qualified(doubtful=True),
        qualified(fictitious=True),
        qualified(ins_oid=None),
        provisional(),
    ],
    ids=["retrieved", "doubtful", "fictitious", "no OID", "provisional"],
)
def test_no_other_patient_shows_a_matricule(patient: Any) -> None:
    subject = subject_of(patient)
    document = cda_document(a_document(), subject, SENDER)
    assert b"279035121518989" not in document
    assert told(etree.fromstring(document), "//h:patientRole/h:id/@extension") == [str(patient.id)]
    assert subject.ins is None


def test_what_is_not_known_is_said_so_and_nothing_is_empty() -> None:
    bare = provisional(phones=(), address_lines=None, postal_code=None, city=None)
    root = read(bare)
    assert told(root, "//h:patientRole/h:addr/@nullFlavor") == ["NAV"]
    assert told(root, "//h:patientRole/h:telecom/@nullFlavor") == ["NAV"]
    assert told(root, "//h:family[@qualifier='CL'] | //h:given[@qualifier='CL']") == []
    for node in root.iter():
        assert node.attrib or len(node) or node.text, name_of(node)


def test_an_address_is_lines_and_nothing_else() -> None:
    lines = {"address_lines": "Bât. B\n28 avenue de Breteuil", "country": "France"}
    patient = qualified(postal_code="75007", city="Paris", **lines)
    root = read(patient)
    assert told(root, "//h:patientRole/h:addr/*/text()") == [
        *("Bât. B", "28 avenue de Breteuil", "75007 Paris", "France"),
    ]
    parts = {name_of(node) for node in root.xpath("//h:patientRole/h:addr/*", namespaces=NAMES)}
    assert parts == {"streetAddressLine"}


def test_phones_are_addresses_of_their_kind() -> None:
    phones = (
        Phone(PhoneType.MOBILE, "06 39 98 12 34"),
        Phone(PhoneType.HOME, "+33 1 99 00 00 02"),
        Phone(PhoneType.OTHER, "01.99.00.00.03"),
    )
    root = read(qualified(phones=phones))
    assert told(root, "//h:patientRole/h:telecom/@value") == [
        *("tel:0639981234", "tel:+33199000002", "tel:0199000003"),
    ]
    assert told(root, "//h:patientRole/h:telecom/@use") == ["MC", "H"]


@pytest.mark.parametrize(
    ("sex", "code"), [(Sex.FEMALE, "F"), (Sex.MALE, "M"), (Sex.INDETERMINATE, "UN")]
)
def test_each_sex_has_its_code(sex: Sex, code: str) -> None:
    assert told(read(provisional(sex=sex)), "//h:administrativeGenderCode/@code") == [code]


def test_the_practice_answers_for_it_and_keeps_it() -> None:
    root = read()
    for path in ("h:author/h:assignedAuthor", "h:legalAuthenticator/h:assignedEntity"):
        who = root.find(path, NAMES)
        assert told(who, "h:id/@root | h:id/@extension") == ["1.2.250.1.71.4.2.1", "810001234565"]
        assert told(who, "h:code/@code") == ["G15_10/SM26"]
        assert told(who, "h:assignedPerson/h:name/*/text()") == ["Anne", "MARTIN"]
    assert told(root, "h:custodian//h:id/@*") == ["1.2.250.1.71.4.2.2", "1630000016"]
    assert told(root, "h:custodian//h:name/text()") == ["Cabinet des Lilas"]
    assert told(root, "//h:standardIndustryClassCode/@code") == ["AMBULATOIRE"]
    assert told(root, "//h:healthCareFacility/h:code/@*") == [
        *("SA07", "Cabinet individuel", "1.2.250.1.71.4.2.4"),
    ]


def test_a_practice_without_finess_is_known_by_its_siret() -> None:
    structure = SENDER.structure._replace(finess=None, siret="73282932000074")
    assert structure.national_id == "373282932000074"


def test_the_act_was_on_the_day_of_the_document_else_when_it_came() -> None:
    acts = "//h:serviceEvent/h:effectiveTime/h:low/@value | //h:encompassingEncounter//h:low/@value"
    assert told(read(), acts) == ["20260702"] * 2
    assert told(read(dated_on=None), acts) == ["20260703160405+0200"] * 2


def test_the_body_is_the_pdf_itself() -> None:
    body = read().find("h:component/h:nonXMLBody/h:text", NAMES)
    assert dict(body.attrib) == {"mediaType": "application/pdf", "representation": "B64"}
    assert b64decode(body.text, validate=True) == PDF


@pytest.mark.parametrize("content", [b"", b"Bonjour", b"\xff\xd8\xff\xe0", b" %PDF-1.4"])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="only a PDF can be the body"):
        read(pdf=content)


HOSTILE = "</title><script>\"&amp;' ]]> 😀 مرحبا {nb} %s"


def test_signs_of_xml_are_texts() -> None:
    root = read(qualified(used_name=HOSTILE, city=HOSTILE), title=HOSTILE)
    assert told(root, "h:title/text()") == [HOSTILE]
    assert told(root, "//h:family[@qualifier='CL']/text()") == [HOSTILE]
    assert told(root, "//h:patientRole/h:addr/*/text()") == [HOSTILE]


@pytest.mark.parametrize(
    "bad", ["a\x00b", "a\x1bb", "a\u202eb", f"a{chr(0xD800)}b", "a\ufffeb", "a\ufffdb"]
)
def test_what_nobody_sees_is_refused_by_its_place(bad: str) -> None:
    for patient, title in (
        (qualified(), bad),
        (qualified(used_name=bad), "Bilan"),
        (qualified(address_lines=bad), "Bilan"),
    ):
        with pytest.raises(InvalidInput, match="its character 2 ") as caught:
            read(patient, title=title)
        assert bad not in str(caught.value)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_makes_a_document_that_has_it_or_is_refused(title: str, name: str) -> None:
    try:
        root = read(qualified(used_given_name=name), title=title)
    except InvalidInput:
        return
    assert (root.find("h:title", NAMES).text or "") == title
    assert told(root, "//h:given[@qualifier='CL']/text()") == ([name] if name else [])
