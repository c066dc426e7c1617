"""Messages as trees: what SOAP and JSON have in common.

A tree is a dictionary of local names; its values are texts, trees, or lists of either. XML comes in
by a parser that resolves no entity, loads nothing, and refuses a document type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.patient.texts import parse_line

if TYPE_CHECKING:
    from lxml.etree import _Element

Tree = Mapping[str, Any]

_DEEPEST = 40
_LONGEST = 1_000
"""Characters of a text: more than any field takes, so that what it does not take can be shown."""


class NoTree(ValueError):
    """What came is no such message. It says nothing of its contents; `field` is the name of what is
    none of its kind, where that is known."""

    def __init__(self, field: str | None = None) -> None:
        super().__init__()
        self.field = field


def parse_xml(text: bytes) -> _Element:
    """The root of an XML document.

    Raises:
        NoTree: it is not well-formed, or declares a document type.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NoTree from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NoTree
    return root


def tree_of(element: _Element, depth: int = 0) -> Tree:
    """The children of an element as a tree; those of one name as a list.

    Raises:
        NoTree: deeper than any message is.
    """
    if depth > _DEEPEST:
        raise NoTree
    tree: dict[str, Any] = {}
    for child in element.iterchildren("*"):
        name = str(child.tag).rpartition("}")[2]
        value: Any = tree_of(child, depth + 1) if len(child) else (child.text or "").strip()
        if name not in tree:
            tree[name] = value
        elif isinstance(tree[name], list):
            tree[name].append(value)
        else:
            tree[name] = [tree[name], value]
    return tree


def add_tree(parent: _Element, namespace: str, tree: Tree) -> None:
    """Write a tree as the children of an element; what is `None` is left out."""
    from lxml import etree

    for name, value in tree.items():
        for one in value if isinstance(value, list | tuple) else (value,):
            if one is None:
                continue
            child = etree.SubElement(parent, f"{{{namespace}}}{name}")
            if isinstance(one, Mapping):
                add_tree(child, namespace, one)
            else:
                child.text = str(one)


def branch(tree: Tree, name: str) -> Tree:
    """A tree within a tree; an empty one where there is none.

    Raises:
        NoTree: a text stands there, or several trees.
    """
    value = tree.get(name)
    if value in (None, ""):
        return {}
    if not isinstance(value, Mapping):
        raise NoTree(name)
    return value


def branches(tree: Tree, name: str) -> list[Tree]:
    """The trees of one name, in their order.

    Raises:
        NoTree: something else is among them.
    """
    value = tree.get(name)
    if value in (None, "", []):
        return []
    several = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if not all(isinstance(one, Mapping) for one in several):
        raise NoTree(name)
    return list(several)


def text(tree: Tree, name: str) -> str | None:
    """A text within a tree, or `None` where there is none.

    Raises:
        NoTree: a tree stands there, or a text that cannot even be shown.
    """
    value = tree.get(name)
    if value is None or isinstance(value, bool):
        return None
    if not isinstance(value, str | int):
        raise NoTree(name)
    try:
        return parse_line(name, value, _LONGEST) or None
    except InvalidInput:
        raise NoTree(name) from None
