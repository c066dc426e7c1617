"""Numbers of six or eight digits: dialled without a country code where their country is known.

Saint-Pierre-et-Miquelon, New Caledonia and French Polynesia write them so; the country or the
postal code of an address tells which of them it is.
"""

from __future__ import annotations

from semble_cli.identity.names import fold

_POSTAL_CODES = {"975": "508", "987": "689", "988": "687"}
_LENGTH_OF_POSTAL_CODE = 5
_COUNTRIES = {
    **dict.fromkeys(("SAINT PIERRE ET MIQUELON", "SAINT PIERRE AND MIQUELON"), "508"),
    **dict.fromkeys(("ST PIERRE ET MIQUELON", "PM", "SPM"), "508"),
    **dict.fromkeys(("NOUVELLE CALEDONIE", "NEW CALEDONIA", "NC", "NCL"), "687"),
    **dict.fromkeys(("POLYNESIE FRANCAISE", "FRENCH POLYNESIA", "PF", "PYF"), "689"),
}
_FRANCE = ("", "FRANCE", "FR", "FRA")
"""The countries in which a postal code is a French one."""


def short_phone_code(postal_code: object, country: object) -> str | None:
    """The country code of the short numbers that are dialled at an address; None elsewhere.

    The country decides where it is one of the three; a postal code counts in France only.

    >>> short_phone_code("98800", None), short_phone_code("", "Polynésie française")
    ('687', '689')
    >>> short_phone_code("98701", "Allemagne"), short_phone_code("75001", "France")
    (None, None)
    """
    named = fold(str(country or ""))
    digits = str(postal_code or "").replace(" ", "")
    if named in _FRANCE and len(digits) == _LENGTH_OF_POSTAL_CODE:
        return _POSTAL_CODES.get(digits[:3])
    return _COUNTRIES.get(named)
