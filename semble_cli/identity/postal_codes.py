"""Postal codes: which places one is of, and when one may have been meant as a code of the COG.

`identity/data/postal_codes.tsv` holds them, made by `tools/build_places.py`.
"""

from __future__ import annotations

from functools import cache, lru_cache

from semble_cli.identity.code_table import CodeTable
from semble_cli.identity.patterns import pattern

_TABLE = CodeTable("postal_codes.tsv")
_POSTAL_CODE = pattern(r"[0-9]{5}")


@lru_cache(maxsize=1 << 16)
def places_served(code: str) -> tuple[str, ...]:
    """The COG codes of the communes and districts that have a postal code, the most peopled first;
    none for what is no postal code."""
    if not _POSTAL_CODE.fullmatch(code):
        return ()
    line = _TABLE.line(code)
    return tuple(line.decode().split("\t")[1].split(" ")) if line else ()


@cache
def postal_codes() -> frozenset[str]:
    """Every postal code."""
    return frozenset(line.split("\t", 1)[0] for line in _TABLE.data.decode().splitlines()[1:])


def places_meant_otherwise(code: str) -> tuple[str, ...]:
    """The COG codes of the places that are meant by *code* where it is a postal code, and which the
    COG itself does not mean by it; none if it is no postal code."""
    return tuple(place for place in places_served(code) if place != code)


def is_in_departement(place: str, code: str) -> bool:
    """Whether a code of the COG is of the département that a postal code begins with."""
    if code.startswith("20"):
        return place.startswith(("20", "2A", "2B"))
    return place.startswith(code[:3] if code.startswith(("97", "98")) else code[:2])
