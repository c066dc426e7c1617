"""The signed SAML 2.0 assertion by which a professional or a practice vouches for a call."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from semble_cli.vitale.teleservices.envelope import SAML_ASSERTION as SAML

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

    from semble_cli.vitale.teleservices.credentials import Credentials

_SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
_ISSUER = "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName"
_UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
_SENDER_VOUCHES = "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"
_TIME = "%Y-%m-%dT%H:%M:%SZ"

LASTS = timedelta(minutes=5)
"""How long an assertion holds; a new one is made for each call."""


def signed_assertion(
    credentials: Credentials, attributes: dict[str, str], number: str, now: datetime
) -> _Element:
    """An assertion signed with the credentials' key (exclusive C14N, enveloped, RSA-SHA256).

    Args:
        attributes: of the attribute statement: `identifiantFacturation`, `secteurActivite` ...
        number: an identifier of its own, which begins with a letter or `_`.
        now: in UTC.
    """
    from lxml import etree
    from signxml.algorithms import (
        CanonicalizationMethod,
        DigestAlgorithm,
        SignatureConstructionMethod,
        SignatureMethod,
    )
    from signxml.signer import XMLSigner

    def add(parent: _Element, name: str, text: str | None = None, **attributes: str) -> _Element:
        child = etree.SubElement(parent, f"{{{SAML}}}{name}", attributes)
        child.text = text
        return child

    root = etree.Element(f"{{{SAML}}}Assertion", nsmap={"saml2": SAML})
    root.set("ID", number)
    root.set("IssueInstant", now.strftime(_TIME))
    root.set("Version", "2.0")
    add(root, "Issuer", credentials.subject, Format=_ISSUER)
    # With the prefix of what is put into it: another would be evened out in the envelope, and the
    # signature broken.
    prefixes = {"ds": _SIGNATURE}
    etree.SubElement(root, f"{{{_SIGNATURE}}}Signature", Id="placeholder", nsmap=prefixes)
    subject = add(root, "Subject")
    add(subject, "NameID", credentials.common_name, Format=_UNSPECIFIED, NameQualifier="CPX")
    add(subject, "SubjectConfirmation", Method=_SENDER_VOUCHES)
    add(
        root,
        "Conditions",
        NotBefore=now.strftime(_TIME),
        NotOnOrAfter=(now + LASTS).strftime(_TIME),
    )
    statement = add(root, "AuthnStatement", AuthnInstant=now.strftime(_TIME))
    context = add(statement, "AuthnContext")
    add(context, "AuthnContextClassRef", "urn:oasis:names:tc:SAML:2.0:ac:classes:X509")
    if attributes:
        values = add(root, "AttributeStatement")
        for name, value in attributes.items():
            add(add(values, "Attribute", Name=name), "AttributeValue", value)
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    signed: _Element = signer.sign(
        root,
        key=credentials.key,
        cert=[credentials.certificate],
        reference_uri=number,
        id_attribute="ID",
    )
    return signed
