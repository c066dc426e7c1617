"""The passphrase of what is shared: made anew each time, to be read out over the phone.

Six groups of four signs, with hyphens between. The signs are small letters and figures of which no
two are taken for each other, neither read (0 o, 1 l i, 2 z, 5 s, 6 b, 9 g q, n m, u v) nor heard as
French says them (b c d p t, f s, g j, m n): 20 of them, so that 24 are 103 bits, each of which the
system's source of secrets decides. Trying them all is out of anybody's reach, however often what is
encrypted may be tried.
"""

import math
import secrets

from semble_cli.errors import BadUsage

SIGNS = "2346789aefhjkmrtuwxy"
GROUPS, IN_A_GROUP = 6, 4
BITS = int(GROUPS * IN_A_GROUP * math.log2(len(SIGNS)))
"""The strength of a passphrase that is made here."""

LEAST, LONGEST = 12, 127
"""Characters of one that somebody chose: PDF takes no more bytes (ISO 32000-2, 7.6.4.3.2)."""


def new_passphrase() -> str:
    """A passphrase that nobody can guess.

    >>> len(new_passphrase().split("-")), BITS
    (6, 103)
    """
    return "-".join(
        "".join(secrets.choice(SIGNS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS)
    )


def check_given_passphrase(passphrase: str) -> str:
    """A passphrase that somebody chose, if every reader of PDF and of ZIP takes it as it is typed:
    they do not agree on letters with accents.

    Raises:
        BadUsage: it is too short or too long, or has other characters.
    """
    if not passphrase.isascii() or not passphrase.isprintable():
        raise BadUsage(
            "The passphrase of what is shared has letters without accents, figures and signs alone:"
            " not every program reads others alike."
        )
    if not LEAST <= len(passphrase) <= LONGEST:
        raise BadUsage(
            "The passphrase of what is shared has from {least} to {most} characters, such as five"
            " words.",
            least=LEAST,
            most=LONGEST,
        )
    return passphrase
