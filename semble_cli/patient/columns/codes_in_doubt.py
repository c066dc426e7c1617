"""The codes of birth places in a column that may be postal codes instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.postal_codes import postal_codes
from semble_cli.patient.reading.doubts import code_in_doubt

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

_NAME = "birth_place"
_LENGTH = 5
"""Characters of a code of the COG, and of a postal code."""


class CodesInDoubt:
    """Finds them in the rows of one table, as `doubts.code_in_doubt` does in one record; each text
    of the column is looked up once."""

    def __init__(self, fields: Collection[str], clean: Callable[[str], str]) -> None:
        self._field = "birth_place_code" if "birth_place_code" in fields else _NAME
        self._has_names = self._field != _NAME and _NAME in fields
        self._clean = clean
        self._met: set[str] = set()
        self._in_doubt: dict[str, str] = {}

    def find(self, texts: Mapping[str, Sequence[str]]) -> dict[int, str]:
        """The codes in doubt, by the places of their rows."""
        column = texts[self._field]
        for text in set(column).difference(self._met):
            self._met.add(text)
            if len(text) == _LENGTH and text not in postal_codes():
                continue
            if code := code_in_doubt({self._field: self._clean(text)}):
                self._in_doubt[text] = code
        if self._in_doubt.keys().isdisjoint(column):
            return {}
        found = self._in_doubt
        places = [place for place, text in enumerate(column) if text in found]
        if self._has_names:
            names = texts[_NAME]
            places = [
                place
                for place in places
                if code_in_doubt(
                    {self._field: found[column[place]], _NAME: self._clean(names[place])}
                )
            ]
        return {place: found[column[place]] for place in places}
