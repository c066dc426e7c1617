"""Whether two identities are of one person: one rule for all the ways a patient comes in.

Each trait is compared and what differs costs points, more where one person's records rarely differ
so. Up to a limit the two are *likely* the same person, whom a human judges; beyond it, or where one
difference rules it out, they are different. What makes them *the same* without a human is evidence
that nothing contradicts: the matricule INS; every strict trait alike, each known and precise; or a
number of their own, where none of the traits is another. `docs/matching.md` has the table.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.identity.spelling import day_month_exchanged
from semble_cli.patient.comparison.differences import birth_date, numbers, place, sex
from semble_cli.patient.comparison.name_differences import given_list, names
from semble_cli.patient.comparison.traits import bear_own_nir, same_nir
from semble_cli.patient.evidence import tell_apart

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.comparison.traits import Traits

LIKELY_UP_TO = 27
"""The cost up to which two identities are likely of one person."""

_OWN_NIR = 15
"""What the same NIR makes up for where it is both persons' own: before a human only."""


class Verdict(StrEnum):
    """What a comparison ends in."""

    SAME = "same"
    LIKELY = "likely"
    DIFFERENT = "different"


class Likeness(NamedTuple):
    """How like two identities are: `score` is 100 for no difference at all, 0 for ruled out;
    `reasons` tell trait by trait what agrees and what is close, without saying the traits;
    `contradicted` is whether one of them is another, and not only written otherwise, or whether the
    traits alone would rule it out: then only a human may say that they are one person's."""

    verdict: Verdict
    score: int
    reasons: tuple[Sentence, ...]
    contradicted: bool = False


class Blocking(NamedTuple):
    """The keys by which a store looks up who may be the same person; sharing one is enough."""

    birth_dates: tuple[date, ...]
    birth_key: str
    used_key: str | None
    given_key: str
    nir: str | None
    matricule: str | None

    @property
    def pairs_of_names(self) -> tuple[tuple[str, str], ...]:
        """Each family name with the given name."""
        names = (self.birth_key, self.used_key)
        return tuple((name, self.given_key) for name in names if name)


def blocking_keys(traits: Traits) -> Blocking:
    """The keys by which everybody is found whom `compare` could find alike, but for those whose
    names and birth date are both misspelt."""
    day = traits.birth_date
    days = (day,) if (swapped := day_month_exchanged(day)) in (None, day) else (day, swapped)
    return Blocking(
        tuple(day for day in days if day),
        traits.birth_name,
        traits.used_name,
        traits.first_given_name,
        traits.nir,
        traits.matricule,
    )


def compare(one: Traits, other: Traits) -> Likeness:
    """How like two identities are. It does not matter which comes first."""
    if one.matricule and one.matricule == other.matricule:
        return Likeness(Verdict.SAME, 100, (Sentence("the same matricule INS"),))
    if one.birth_rank and other.birth_rank and one.birth_rank != other.birth_rank:
        return _DIFFERENT
    others = (birth_date(one, other), sex(one, other), place(one, other), numbers(one, other))
    limit = LIKELY_UP_TO + (_OWN_NIR if same_nir(one, other) else 0)
    if sum(finding.cost for finding in others) > limit:
        return _DIFFERENT  # whatever the names cost
    findings = (*names(one, other), given_list(one, other), *others)
    cost = sum(finding.cost for finding in findings)
    if cost > limit or (cost > LIKELY_UP_TO and not bear_own_nir(one, other)):
        return _DIFFERENT
    reasons = tuple(finding.reason for finding in findings if finding.reason)
    contradicted = cost > LIKELY_UP_TO or any(finding.contradicts for finding in findings)
    sure = not contradicted and _same_strict_traits(one, other)
    score = 100 - min(max(cost, 0), LIKELY_UP_TO)
    return Likeness(Verdict.SAME if sure else Verdict.LIKELY, score, reasons, contradicted)


_DIFFERENT = Likeness(Verdict.DIFFERENT, 0, ())


def _same_strict_traits(one: Traits, other: Traits) -> bool:
    """Every strict trait alike, known, and precise enough to tell namesakes apart (RNIV)."""
    return (
        one.strict_name == other.strict_name
        and one.strict_given_name == other.strict_given_name
        and one.birth_date == other.birth_date
        and not (one.birth_date_fictive or other.birth_date_fictive)
        and one.sex == other.sex != "I"
        and one.birth_place_code == other.birth_place_code
        and tell_apart(one.birth_place_code, one.birth_date)
    )
