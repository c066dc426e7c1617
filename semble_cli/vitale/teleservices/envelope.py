"""The SOAP 1.2 envelope of the health insurance's teleservices, and what comes back in one.

Beside the question it tells, in its header: the operation and a number (WS-Addressing), who asks
(WS-Security), for whom and under which coverage (ContexteBAM), and by which software (ContexteLPS).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.vitale.teleservices.errors import not_understood, refusal
from semble_cli.vitale.teleservices.trees import NoTree, Tree, add_tree, parse_xml, tree_of

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

    from semble_cli.vitale.teleservices.operations import Message

SOAP = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING = "http://www.w3.org/2005/08/addressing"
SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
BAM, LPS = "urn:siram:bam:ctxbam", "urn:siram:lps:ctxlps"
SIRAM = "urn:siram"
SAML_ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
_PREFIXES = {"soap": SOAP, "wsa": ADDRESSING, "wsse": SECURITY, "ctxbam": BAM, "ctxlps": LPS}
_TIME = "%Y-%m-%dT%H:%M:%S.000Z"


class Software(NamedTuple):
    """Who asks, by which software: the identifier of the practice or the professional, the
    authorisation number that the CNDA gave (IDAM), the version, and a UUID of this installation."""

    emitter: str
    authorization: str
    version: str
    instance: str


def envelope(
    message: Message, software: Software, number: str, now: datetime, assertion: _Element | None
) -> bytes:
    """A question, ready to be sent.

    Args:
        number: a UUID of this message.
        now: in UTC.
        assertion: signed; `None` where the certificate of TLS is enough.
    """
    from lxml import etree

    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap=_PREFIXES)
    header = etree.SubElement(root, f"{{{SOAP}}}Header")
    add_tree(
        header,
        ADDRESSING,
        {"Action": message.operation.action, "MessageID": f"uuid:{number}"},
    )
    if assertion is not None:
        etree.SubElement(header, f"{{{SECURITY}}}Security").append(assertion)
    sender = {"Id": number, "Temps": now.strftime(_TIME), "Emetteur": software.emitter}
    bam = etree.SubElement(header, f"{{{BAM}}}ContexteBAM", Version="01_02")
    add_tree(bam, BAM, {**sender, "COUVERTURE": message.coverage})
    lps = etree.SubElement(header, f"{{{LPS}}}ContexteLPS", Version="01_00", Nature="CTXLPS")
    add_tree(lps, LPS, sender)
    program = etree.SubElement(lps, f"{{{LPS}}}LPS")
    etree.SubElement(program, f"{{{LPS}}}IDAM", R="4").text = software.authorization
    add_tree(
        program,
        LPS,
        {
            "Version": software.version,
            "Instance": software.instance,
            "Nom": f"urn:lps:semble-cli:{software.version}",
        },
    )
    body = etree.SubElement(root, f"{{{SOAP}}}Body")
    asked = etree.SubElement(
        body,
        f"{{{message.operation.namespace}}}{message.operation.root}",
        nsmap={"req": message.operation.namespace},
    )
    add_tree(asked, message.operation.namespace, message.body)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def answer_in(text: bytes, service: str) -> Tree:
    """The answer in an envelope, as a tree.

    Raises:
        TeleserviceRefusal: the envelope holds a fault. TeleserviceError: it is no envelope.
    """
    try:
        body = parse_xml(text).find(f"{{{SOAP}}}Body")
        content = None if body is None else next(body.iterchildren("*"), None)
        if content is None:
            raise NoTree
        if content.tag != f"{{{SOAP}}}Fault":
            return tree_of(content)
    except NoTree:
        raise not_understood(service) from None
    raise _fault(content, service)


def _fault(fault: _Element, service: str) -> Exception:
    """The error that a fault is. Its detail has the code; prefixes and severities vary."""
    detail = fault.find(f".//{{{SIRAM}}}Erreur")
    if detail is not None:
        return refusal(service, detail.get("code") or "siram", detail.text or "")
    codes = [(code.text or "").rpartition(":")[2] for code in fault.iter(f"{{{SOAP}}}Value")]
    reason = fault.find(f".//{{{SOAP}}}Text")
    words = (reason.text or "") if reason is not None else ""
    return refusal(service, codes[-1] if codes else "soap", words)
