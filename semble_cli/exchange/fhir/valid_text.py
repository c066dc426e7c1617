"""Resources whose texts FHIR takes: none is empty, and no character in them is one that nobody sees
(R4, Datatypes, string)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.identity.characters import only_shown

if TYPE_CHECKING:
    from collections.abc import Mapping


def valid(resource: Mapping[str, Any]) -> dict[str, Any]:
    """A resource without such characters, and without what has nothing in it then."""
    whole: dict[str, Any] = _valid(resource)
    return whole


def _valid(value: Any) -> Any:
    if isinstance(value, str):
        return shown if (shown := only_shown(value)).strip() else ""
    if isinstance(value, dict):
        inner = {name: _valid(each) for name, each in value.items()}
        whole = {name: each for name, each in inner.items() if each not in ("", [], {})}
        return {} if whole.keys() == {"url"} else whole  # an extension that says nothing (ext-1)
    if isinstance(value, list):
        return [each for each in map(_valid, value) if each not in ("", [], {})]
    return value
