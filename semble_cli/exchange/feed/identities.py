"""What a message of an identity feed tells of a person, whichever way it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.identity.ins import InsOid, PastIns, parse_ins
from semble_cli.identity.status import CheckingDocument

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.exchange.hl7.identifiers import Matricule
    from semble_cli.identity.ins import Ins

NOT_QUALIFIED = Sentence(
    "the matricule INS was left: the sender does not vouch for the identity as qualified."
)
NOT_WHOLE = Sentence("the matricule INS was left: it or its OID is not whole.")
SEVERAL = Sentence("the matricule INS was left: the message has several in use.")


class Qualified(NamedTuple):
    """A qualified identity: its matricule and those before, and by which document it was checked,
    on which day, where that is told."""

    ins: Ins
    former: tuple[PastIns, ...] = ()
    document: str | None = None
    checked_on: date | None = None


class FedIdentity(NamedTuple):
    """The identity of a message: its fields as a file gives them, never with a matricule; what
    qualifies it, if anything does; why fields are not taken whatever they mean; what is left."""

    given: dict[str, Any]
    qualified: Qualified | None = None
    refused: tuple[InvalidInput, ...] = ()
    left_out: tuple[Sentence, ...] = ()

    def __repr__(self) -> str:
        return "FedIdentity()"


class FedMessage(NamedTuple):
    """A message: its digest (SHA-256), its text as it came, and the identity in it; or why there is
    none, or what `other` it is."""

    digest: str
    text: str
    identity: FedIdentity | None = None
    problem: InvalidInput | None = None
    other: Sentence | None = None

    def __repr__(self) -> str:
        return f"FedMessage({self.digest[:8]})"


def qualified_by(
    matricules: Sequence[Matricule], *, vouched: bool, document: str = "", on: date | None = None
) -> Qualified | Sentence | None:
    """What qualifies an identity: matricule and OID of one that the sender vouches for; or why its
    matricule is left; nothing where there is none.

    PAM sends PROV and VALI alone: VALI beside a matricule with its OID means qualified (Guide
    d'implémentation INS v3.0, 2.2.2).
    """
    current = [each for each in matricules if not each.is_over]
    if not current:
        return None
    if not vouched:
        return NOT_QUALIFIED
    try:
        found = [parse_ins(each.number, each.oid) for each in current]
        former = tuple(
            PastIns(*parse_ins(each.number, each.oid), *each.period)
            for each in matricules
            if each.is_over
        )
    except InvalidInput:
        return NOT_WHOLE
    (first, *others) = found
    if any(one.oid is not InsOid.NIA and one != first for one in others):
        return SEVERAL
    former += tuple(PastIns(*one) for one in others if one != first)
    known = document if document in set(CheckingDocument) else None
    return Qualified(first, former, known, on if known else None)
