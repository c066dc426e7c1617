"""VAT: the rates that there are in France, what of an amount it is.

Amounts are what is paid, VAT included. Rates in force: mainland 20, 10, 5.5 and 2.1 (articles 278,
278-0 bis to 281 nonies of the code général des impôts); Corsica 13, 10, 2.1 and 0.9 (article 297);
Guadeloupe, Martinique and La Réunion 8.5, 2.1, 1.75 and 1.05 (article 296). Care given by health
professionals is exempt (article 261, 4, 1°): without a rate, a line is.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

EXEMPT = 0
"""The rate of what is exempt, in hundredths of a percent as all are."""

RATES = (2000, 1300, 1000, 850, 550, 210, 175, 105, 90)

_RATE = pattern(r"([0-9]{1,2})(?:[.,]([0-9]{1,2}))?")


def parse_vat_rate(field: str, text: str) -> int:
    """A rate of VAT, in hundredths of a percent: `20`, `5,5 %`, `2.1`.

    >>> parse_vat_rate("vat", "5,5 %"), parse_vat_rate("vat", "20")
    (550, 2000)

    Raises:
        InvalidInput: there is no such rate in France.
    """
    found = _RATE.fullmatch(text.strip().removesuffix("%").strip())
    rate = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else -1
    if rate not in RATES:
        raise InvalidInput(
            field,
            "it is a rate of VAT in force in France: {rates}. Without one, what is invoiced is"
            " exempt.",
            rates=", ".join(map(written_rate, RATES)),
        )
    return rate


def written_rate(rate: int) -> str:
    """A rate in percent.

    >>> written_rate(2000), written_rate(550)
    ('20', '5.5')
    """
    whole, rest = divmod(rate, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


def net_amounts(amounts: Sequence[int], rate: int) -> list[int]:
    """What of each amount of one rate is not VAT, in cents: together they are the rounded net of
    the sum, so that a total is what its lines come to.

    >>> net_amounts([100, 100, 100], 2000)
    [83, 84, 83]
    """
    nets = [_net(total, rate) for total in accumulate(amounts)]
    return [net - before for before, net in zip([0, *nets], nets, strict=False)]


def _net(amount: int, rate: int) -> int:
    """Half a cent is a cent (as commercial rounding has it, for amounts above zero)."""
    parts, whole = amount * 10_000, 10_000 + rate
    return (2 * parts + whole) // (2 * whole)
