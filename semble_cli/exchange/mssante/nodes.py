"""XML as the parts of an archive are written: elements, attributes, texts that XML can hold."""

from __future__ import annotations

from uuid import UUID, uuid5
from xml.etree import ElementTree

from semble_cli.errors import InvalidInput
from semble_cli.identity.characters import refuse_unseen
from semble_cli.identity.patterns import pattern

Node = ElementTree.Element

_NO_XML = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML 1.0 holds, not even as a reference (2.2)."""
_OURS = UUID("6a0f5a52-8f0b-4a37-9a63-4a9a5d1f7e2c")
"""The space of names of our identifiers."""


def xml_text(field: str, text: str) -> str:
    """A text that can stand in XML and is read as it looks.

    Raises:
        InvalidInput: it has a character that cannot, or that nobody sees.

    >>> xml_text("title", "Bilan <été> & suite")
    'Bilan <été> & suite'
    """
    refuse_unseen(field, text)
    if found := _NO_XML.search(text):
        raise InvalidInput(
            field,
            "its character {place} cannot stand in a document of MSSanté; take it out.",
            place=found.start() + 1,
        )
    return text


def sub(parent: Node, name: str, text: str | None = None, /, **attributes: str) -> Node:
    """An element in another; attributes of other spaces are written `xml_lang`."""
    told = {key.replace("xml_", "xml:"): value for key, value in attributes.items()}
    node = ElementTree.SubElement(parent, name, told)
    node.text = text
    return node


def written(root: Node) -> bytes:
    """The whole document, in UTF-8."""
    told: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return told


def oid_of(*words: str) -> str:
    """An OID that is always the same for the same words, and another for all others: one made of a
    UUID (ITU-T X.667, 2.25), of which everybody may have as many as they please.

    >>> oid_of("document", "1") == oid_of("document", "1") != oid_of("document", "2")
    True
    """
    return f"2.25.{uuid_of(*words).int}"


def uuid_of(*words: str) -> UUID:
    """A UUID that is always the same for the same words (RFC 9562, version 5)."""
    return uuid5(_OURS, "\n".join(f"{len(word)}:{word}" for word in words))
