"""What is said of the status that another program gives an identity."""

from __future__ import annotations

from semble_cli.errors import Sentence


def status_not_taken(code: str) -> Sentence:
    """An identity that comes from a file is provisional: nobody here has seen a document, and only
    INSi retrieves one (RNIV 1, EXI SI 07)."""
    return Sentence(
        "the status {code} of the sender is not taken: an identity that is imported is"
        " provisional.",
        code=code[:20],
    )
