"""The resources of a file of FHIR that are no patients: in bundles, and among other resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.exchange.fhir.reading import PATIENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BUNDLE = "Bundle"
_NONE = "none"
_LONGEST_KIND = 40


class BundleEntry(NamedTuple):
    """What an entry of a bundle holds, and what people should know of it."""

    resource: Any
    note: Sentence | None = None


def entries_of(bundle: Mapping[str, Any]) -> Iterator[BundleEntry]:
    """The resources of a bundle of any type, those of bundles within it among them. An entry has
    none where it only orders something (a transaction) or tells what came of it (a batch)."""
    entries = bundle.get("entry")
    note = _LATER_PAGES if any(map(_is_to_next_page, _links(bundle))) else None
    for entry in entries if isinstance(entries, list) else ():
        resource = _held_by(entry)
        is_bundle = isinstance(resource, dict) and resource.get("resourceType") == _BUNDLE
        for found in entries_of(resource) if is_bundle else (BundleEntry(resource),):
            yield found._replace(note=found.note or note)
            note = None


def no_patient(resource: Mapping[str, Any]) -> Sentence | None:
    """What a resource is that is no patient; `None` for what is one, or is to be one."""
    kind = resource.get("resourceType")
    if kind is None or kind == PATIENT:
        return None
    if kind == _NONE:
        return Sentence("entries of a FHIR bundle without a resource: nothing to take.")
    return not_a_patient(resource)


def not_a_patient(resource: Mapping[str, Any]) -> Sentence:
    """What is said of a resource of another kind."""
    kind = str(resource.get("resourceType"))[:_LONGEST_KIND]
    return Sentence("FHIR resources that are no patients: {kind}: not taken.", kind=kind)


_LATER_PAGES = Sentence(
    "the FHIR bundle is one page of several: the patients of the next ones are not in the file."
)


def _held_by(entry: Any) -> Any:
    return entry.get("resource", {"resourceType": _NONE}) if isinstance(entry, dict) else entry


def _links(bundle: Mapping[str, Any]) -> list[Any]:
    links = bundle.get("link")
    return links if isinstance(links, list) else []


def _is_to_next_page(link: Any) -> bool:
    return isinstance(link, dict) and link.get("relation") == "next"
