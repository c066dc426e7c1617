"""Places that a mistyped name may mean."""

from __future__ import annotations

from functools import cache

from semble_cli.identity.places import Place, names_of_all, places_called, spelled_out

_SHORTEST = 4
_LETTERS_AN_ERROR = 4
"""So many letters of a name hide one typing error."""

_MOST_ERRORS = 2


def near_places(text: str, limit: int = 5) -> list[Place]:
    """The places whose names are one typing error away from a text, or two where it is long: the
    nearest first, then countries, then the most peopled. None for what has fewer than four letters.

    >>> [place.label for place in near_places("Vilurbanne")]
    ['Villeurbanne (69266, Rhône)']
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    words = " ".join(spelled_out(text))
    if len(words) < _SHORTEST:
        return []
    errors = min(len(words) // _LETTERS_AN_ERROR, _MOST_ERRORS)
    near = extract(words, _names(), scorer=OSA.distance, score_cutoff=errors, limit=None)
    places: dict[str, Place] = {}
    for name, _, _ in near:
        places |= {place.code: place for place in places_called(name.split())}
        if len(places) >= limit:
            break
    return list(places.values())[:limit]


@cache
def _names() -> list[str]:
    return list(names_of_all())
