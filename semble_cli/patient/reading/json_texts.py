"""JSON as text: of an object that has a key twice, one value would be lost, so it is none."""

from __future__ import annotations

import json
from typing import Any

NO_JSON = (ValueError, RecursionError)
"""What Python says of a text that is no JSON, or has brackets or digits by the thousand."""


def read_json(text: str) -> Any:
    """A JSON document; an object that has a key twice is none.

    Raises:
        ValueError, RecursionError: it is no JSON.
    """
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found
