"""What a NIR proposes where the name of a birth place is that of several places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.nir import implied, parse_nir
from semble_cli.identity.places import code_today, find_place
from semble_cli.identity.written_places import places_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.identity.places import Place


def with_proposal(problem: InvalidInput, given: Mapping[str, Any]) -> InvalidInput:
    """The same problem, or the one that tells which of the places of a name the NIR has: it may be
    a parent's, so a person writes it."""
    place = proposed_place(str(given.get("birth_place") or ""), given.get("nir"))
    if place is None:
        return problem
    return InvalidInput(
        "birth_place",
        "several places have this name; the NIR is of somebody born in {place}: write it, if it is"
        " right.",
        place=place.label,
    )


def proposed_place(name: str, nir: Any) -> Place | None:
    """The place of a NIR, if it is one of several that have the name."""
    named = places_named(name) if name and nir else []
    if len(named) < 2:
        return None
    try:
        code = implied(parse_nir(str(nir))).place
    except InvalidInput:
        return None
    is_named = code and code_today(code) in {code_today(place.code) for place in named}
    return find_place(code) if code and is_named else None
