"""Amounts of money: whole cents of euro, as people type and read them."""

from __future__ import annotations

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

MOST_CENTS = 1_000_000_00
"""The largest amount of a line or a payment: what is more is a slip."""

_AMOUNT = pattern(r"(?P<euros>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,](?P<cents>[0-9]{1,2}))?")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
_MOST_FIGURES = 12


def parse_amount(field: str, text: str) -> int:
    """An amount in cents: `23,50`, `23.50`, `23`, `1 234,50 €`.

    >>> parse_amount("amount", "23,5"), parse_amount("amount", "1 234.50 €")
    (2350, 123450)

    Raises:
        InvalidInput: it is none, or zero, or less, or more than a million euros.
    """
    plain = text.translate(_SPACES).strip().removesuffix("€").removesuffix("EUR").strip()
    sign, plain = ("-", plain[1:].strip()) if plain[:1] in ("-", "\u2212") else ("", plain)
    found = _AMOUNT.fullmatch(plain)
    if found is None or len(plain) > _MOST_FIGURES:
        raise InvalidInput(field, "it is an amount in euros, such as 23,50, 23.50 or 23.")
    euros, cents = found["euros"].replace(" ", ""), (found["cents"] or "").ljust(2, "0")
    amount = int(euros) * 100 + int(cents)
    if sign or not amount:
        raise InvalidInput(
            field,
            "an amount is more than zero. What was invoiced is taken back with semble invoice"
            " credit.",
        )
    if amount > MOST_CENTS:
        raise InvalidInput(field, "it is at most 1,000,000 euros. Check the figures.")
    return amount


def written_amount(cents: int) -> str:
    """An amount for other programs: euros, a point, and two figures.

    >>> written_amount(2350), written_amount(-5), written_amount(0)
    ('23.50', '-0.05', '0.00')
    """
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros}.{rest:02d}"


def french_amount(cents: int) -> str:
    """An amount as it is read in France.

    >>> french_amount(123450).replace("\\u202f", "_").replace("\\u00a0", "_")
    '1_234,50_€'
    """
    euros, rest = divmod(abs(cents), 100)
    figures = f"{euros:,}".replace(",", "\u202f")
    return f"{'-' if cents < 0 else ''}{figures},{rest:02d}\u00a0€"


def english_amount(cents: int) -> str:
    """An amount as it is read in English.

    >>> english_amount(123450), english_amount(-5)
    ('€1,234.50', '-€0.05')
    """
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}€{euros:,}.{rest:02d}"
