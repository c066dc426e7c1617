"""What of the teleservices no public source tells: addresses and codes that are inferred.

`docs/teleservices.md` marks each where it stands.
"""

from __future__ import annotations

from typing import NamedTuple

from semble_cli.errors import Sentence
from semble_cli.vitale.teleservices.operations import RIGHTS, VERIFY_INS


class Inferred(NamedTuple):
    """An address or a code that is a guess, and what it is inferred from."""

    what: str
    inferred_from: Sentence


ADDRESSES = {
    ("adri", "qualification"): Inferred(
        "https://qualiflps.services-ps.ameli.fr:443/lps",
        Sentence("ADRi's address in qualification: that of its siblings, which take an assertion"),
    ),
    ("adri", "production"): Inferred(
        "https://services-ps.ameli.fr/lps",
        Sentence("ADRi's address in production: that of its siblings, which take an assertion"),
    ),
    ("insi", "production"): Inferred(
        "https://services-ps-tlsm.ameli.fr/lps",
        Sentence(
            "INSi's address in production: the host is that of other programs with a certificate,"
            " the path that of qualification"
        ),
    ),
}
"""The addresses that are guesses, by service and environment."""

CODES = (
    Inferred(
        f"{RIGHTS.action}, {RIGHTS.namespace}",
        Sentence("ADRi's action and namespace: scripts of one piece of billing software"),
    ),
    Inferred(
        "beneficiaireDeSoins",
        Sentence("ADRi's answer: the names that billing modules hand on, in an element of its own"),
    ),
    Inferred(
        f"{VERIFY_INS.action}, {VERIFY_INS.namespace}",
        Sentence("the verification of an INS: the names of its answer"),
    ),
    Inferred(
        "desir_550, desir_560",
        Sentence("ADRi's codes for who is not let in: those of INSi"),
    ),
)
"""The codes that are guesses, as they stand in questions and answers."""
