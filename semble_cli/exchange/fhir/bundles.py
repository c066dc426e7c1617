"""Bundles: resources with the addresses by which those within refer to each other.

A register is no server: its addresses are of a name that nobody can have (RFC 2606), with the id of
the register in them. `Patient/12` in a resource then means the entry of that patient (R4, Bundle,
Resolving references).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    Resource = dict[str, Any]


def collection(register_id: str, at: str, resources: Iterable[Resource]) -> Resource:
    """Resources that are one thing to whoever takes them, and no document."""
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": at,
        "entry": entries(register_id, resources),
    }


def entries(register_id: str, resources: Iterable[Resource]) -> list[Resource]:
    """The entries of a bundle."""
    base = f"https://{register_id}.semble-cli.invalid/fhir"
    return [
        {"fullUrl": f"{base}/{each['resourceType']}/{each['id']}", "resource": each}
        for each in resources
    ]
