"""Whether what a teleservice answered is about the person who was asked about.

An answer about somebody else is refused whole: it would put one person's rights or matricule on
another's record. Names may be shorter on a card, or in another order; a birth date may not differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.names import compact, words
from semble_cli.vitale.teleservices.errors import AnswerAboutSomebodyElse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from semble_cli.patient.vitale_card import OnCard
    from semble_cli.vitale.teleservices.answers import CertifiedIdentity, RightsAnswer

_BODY = 13
_CUT_OFF = 10
"""From this length on a name may be the beginning of a longer one: cards have little room."""


class Person(NamedTuple):
    """Whom a teleservice is asked about: the family and given names that are known, the birth date
    as the insurance holds it, the rank of birth and a NIR of the person's own."""

    family_names: tuple[str, ...]
    given_names: tuple[str, ...]
    birth_date: str
    birth_rank: int | None = None
    own_nir: str | None = None

    def __repr__(self) -> str:
        return "Person()"


def person_on(card: OnCard, birth_rank: int | None) -> Person:
    """Somebody on a card, as the teleservices are asked about them."""
    return Person(
        (card.person.name,),
        (card.person.given_name,),
        card.insured_birth_date,
        birth_rank,
        card.person.nir,
    )


def check_rights(asked: Person, answer: RightsAnswer) -> None:
    """Let pass an answer of ADRi that is about the person asked about.

    Raises:
        AnswerAboutSomebodyElse: it is about somebody else.
    """
    same_rank = None in (asked.birth_rank, answer.birth_rank) or (
        asked.birth_rank == answer.birth_rank
    )
    numbers = [answer.certified_nir] if answer.certified_nir else []
    families = [name for name in (answer.birth_name, answer.used_name) if name]
    same_birth = asked.birth_date == answer.birth_date and same_rank
    if not (same_birth and _agree(asked, families, answer.given_name or "", numbers)):
        raise _somebody_else("ADRi")


def check_identity(asked: Person, identity: CertifiedIdentity) -> None:
    """Let pass an identity of INSi that is that of the person asked about.

    Raises:
        AnswerAboutSomebodyElse: it is somebody else's.
    """
    numbers = [identity.ins.matricule, *(past.ins.matricule for past in identity.former)]
    if asked.birth_date != identity.birth_date or not _agree(
        asked, [identity.birth_name], identity.given_names, numbers
    ):
        raise _somebody_else("INSi")


def _agree(
    asked: Person, families: Iterable[str], given_names: str, numbers: Collection[str]
) -> bool:
    """Both names agree; or one of them and the number. Two numbers that differ never do."""
    family = any(_same(mine, other) for mine in asked.family_names for other in families)
    given = any(_given(mine, given_names) for mine in asked.given_names)
    if not asked.own_nir or not numbers:
        return family and given
    bodies = {number[:_BODY] for number in numbers}
    return asked.own_nir[:_BODY] in bodies and (family or given)


def _given(name: str, given_names: str) -> bool:
    mine, others = words(name), words(given_names)
    return bool(mine) and (
        set(mine) <= set(others) or _same(name, given_names) or _same(mine[0], others[0])
        if others
        else False
    )


def _same(one: str, other: str) -> bool:
    """One name, hyphens and spaces aside; or a long one of which the other is the beginning.

    >>> _same("Pat-Trois", "PAT TROIS"), _same("MARTIN", "MARTINEZ")
    (True, False)
    """
    mine, others = compact(one), compact(other)
    shorter, longer = sorted((mine, others), key=len)
    return bool(shorter) and (
        mine == others or (len(shorter) >= _CUT_OFF and longer.startswith(shorter))
    )


def _somebody_else(service: str) -> AnswerAboutSomebodyElse:
    return AnswerAboutSomebodyElse(
        "{service} answered about somebody else: birth date, names or number are others. Nothing"
        " was taken from its answer.",
        service=service,
    )
