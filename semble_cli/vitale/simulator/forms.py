"""How the simulated teleservices are spoken with: SOAP as the real ones, JSON as a bridge."""

from __future__ import annotations

import json
from typing import Any, Protocol

from semble_cli.vitale.teleservices.envelope import ADDRESSING, SIRAM, SOAP
from semble_cli.vitale.teleservices.operations import OPERATIONS, Operation
from semble_cli.vitale.teleservices.trees import Tree, add_tree, parse_xml, tree_of

_ANSWER_NAMESPACES = {"ADRi": "urn:ir:se_res_adr", "INSi": "http://www.cnamts.fr/INSiResultat"}
"""The first is made up: the schema of ADRi's answer is not public."""


class Form(Protocol):
    """How questions are read and answers are written; `kind` is the type of their contents."""

    kind: str

    def question(self, path: str, content: bytes) -> tuple[Operation, Tree]:
        """The operation that is asked for, and the question."""

    def answer(self, operation: Operation, tree: Tree) -> bytes:
        """An answer, as it is sent."""

    def fault(self, code: str, text: str) -> bytes:
        """A fault, as it is sent."""


class Json:
    """As a bridge speaks."""

    kind = "application/json"

    def question(self, path: str, content: bytes) -> tuple[Operation, Tree]:
        operation = next(one for one in OPERATIONS if path.endswith(f"/{one.path}"))
        return operation, json.loads(content)["question"]

    def answer(self, _: Operation, tree: Tree) -> bytes:
        return json.dumps(tree).encode()

    def fault(self, code: str, text: str) -> bytes:
        return json.dumps({"code": code, "text": text}).encode()


class Soap:
    """As the real services speak."""

    kind = "application/soap+xml; charset=utf-8"

    def question(self, _: str, content: bytes) -> tuple[Operation, Tree]:
        root = parse_xml(content)
        action = root.findtext(f"{{{SOAP}}}Header/{{{ADDRESSING}}}Action")
        operation = next(one for one in OPERATIONS if one.action == action)
        question = root.find(f"{{{SOAP}}}Body/{{{operation.namespace}}}{operation.root}")
        if question is None:
            raise LookupError(operation.root)
        return operation, tree_of(question)

    def answer(self, operation: Operation, tree: Tree) -> bytes:
        from lxml import etree

        root, body = _envelope()
        namespace = _ANSWER_NAMESPACES[operation.service]
        add_tree(etree.SubElement(body, f"{{{namespace}}}RESULTAT"), namespace, tree)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))

    def fault(self, code: str, text: str) -> bytes:
        from lxml import etree

        root, body = _envelope()
        fault = etree.SubElement(body, f"{{{SOAP}}}Fault")
        cause = {"Value": "soap:Sender", "Subcode": {"Value": "soap:siram_40"}}
        add_tree(fault, SOAP, {"Code": cause, "Reason": {"Text": "Le service a refuse."}})
        detail = etree.SubElement(fault, f"{{{SOAP}}}Detail")
        error = etree.SubElement(detail, f"{{{SIRAM}}}Erreur", code=code, severite="fatal")
        error.text = text
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _envelope() -> tuple[Any, Any]:
    from lxml import etree

    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    return root, etree.SubElement(root, f"{{{SOAP}}}Body")
