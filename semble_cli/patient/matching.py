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
from semble_cli.identity.names import compact, strict_given_names, strict_name, words
from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.places import UNKNOWN_PLACE, code_today
from semble_cli.identity.spelling import day_month_exchanged, is_one_error_away, one_digit_apart
from semble_cli.patient.evidence import is_own_nir, lists_contradict, tell_apart

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.record import Patient

LIKELY_UP_TO = 27
"""The cost up to which two identities are likely of one person."""

_RULED_OUT = 100
_SHORTEST_MISSPELT = 3
_NIR_BODY = 13


class Verdict(StrEnum):
    """What a comparison ends in."""

    SAME = "same"
    LIKELY = "likely"
    DIFFERENT = "different"


class Likeness(NamedTuple):
    """How like two identities are: `score` is 100 for no difference at all, 0 for ruled out;
    `reasons` tell trait by trait what agrees and what is close, without saying the traits;
    `contradicted` is whether one of them is another, and not only written otherwise."""

    verdict: Verdict
    score: int
    reasons: tuple[Sentence, ...]
    contradicted: bool = False


class Traits(NamedTuple):
    """What of a patient is compared. Names are folded and without spaces, those of `given_list` the
    words of the list; `texts` are the birth name and the first given name as they are kept."""

    birth_name: str
    used_name: str | None
    first_given_name: str
    given_names: frozenset[str]
    given_list: tuple[str, ...]
    texts: tuple[str, str]
    birth_date: date
    birth_date_fictive: bool
    sex: str
    birth_place_code: str
    birth_rank: int | None
    nir: str | None
    matricule: str | None

    def __repr__(self) -> str:
        return "Traits()"

    @property
    def strict_name(self) -> str:
        """The birth name as the INS holds it."""
        return strict_name(self.texts[0])

    @property
    def strict_given_name(self) -> str:
        """The first given name as the INS holds it."""
        return strict_given_names(self.texts[1])


class Blocking(NamedTuple):
    """The keys by which a store looks up who may be the same person; sharing one is enough."""

    birth_dates: tuple[date, ...]
    birth_key: str
    used_key: str | None
    given_key: str
    nir: str | None
    matricule: str | None


class _Finding(NamedTuple):
    """What one trait says: what it costs, the reason to give if any, and whether it is another."""

    cost: int
    reason: Sentence | None
    contradicts: bool = False


def traits_of(patient: Patient) -> Traits:
    """What of a patient is compared."""
    first = compact(patient.first_given_name)
    given_list = words(patient.birth_given_names)
    given = {first, *given_list}
    if patient.used_given_name:
        given.add(compact(patient.used_given_name))
    return Traits(
        birth_name=compact(patient.birth_name),
        used_name=compact(patient.used_name) if patient.used_name else None,
        first_given_name=first,
        given_names=frozenset(given),
        given_list=given_list,
        texts=(patient.birth_name, patient.first_given_name),
        birth_date=patient.birth_date,
        birth_date_fictive=patient.birth_date_fictive,
        sex=patient.sex.value,
        birth_place_code=patient.birth_place_code,
        birth_rank=patient.birth_rank,
        nir=patient.nir,
        matricule=patient.ins_matricule,
    )


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
    others = (
        _birth_date(one, other),
        _sex(one, other),
        _place(one, other),
        _numbers(one, other),
    )
    if sum(finding.cost for finding in others) > LIKELY_UP_TO:
        return _DIFFERENT  # whatever the names cost
    findings = (*_names(one, other), _given_list(one, other), *others)
    cost = max(0, sum(finding.cost for finding in findings))
    if cost > LIKELY_UP_TO:
        return _DIFFERENT
    reasons = tuple(finding.reason for finding in findings if finding.reason)
    contradicted = any(finding.contradicts for finding in findings)
    sure = not contradicted and _same_strict_traits(one, other)
    return Likeness(Verdict.SAME if sure else Verdict.LIKELY, 100 - cost, reasons, contradicted)


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


def _names(one: Traits, other: Traits) -> tuple[_Finding, _Finding]:
    """Family name and given name; also where each stands in the other's place."""
    if (one.birth_name, one.first_given_name) == (other.first_given_name, other.birth_name) and (
        one.birth_name != one.first_given_name
    ):
        return _Finding(8, Sentence("family and given name exchanged")), _Finding(0, None)
    given = _given_name(one, other)
    if given.cost and one.sex != other.sex and "I" not in (one.sex, other.sex):
        given = _Finding(_RULED_OUT, None)  # twins, a girl and a boy: LEA and LEO
    return _family_name(one, other), given


def _family_name(one: Traits, other: Traits) -> _Finding:
    if one.birth_name == other.birth_name:
        if one.strict_name == other.strict_name:
            return _Finding(0, Sentence("the same birth name"))
        return _Finding(2, Sentence("the same birth name but for hyphens, apostrophes or spaces"))
    mine = {name for name in (one.birth_name, one.used_name) if name}
    theirs = {name for name in (other.birth_name, other.used_name) if name}
    if mine & theirs:
        return _Finding(5, Sentence("the birth name of one is the used name of the other"))
    if is_one_error_away(one.birth_name, other.birth_name):
        return _Finding(10, Sentence("a birth name one typing error away"))
    if phonetic(one.birth_name) == phonetic(other.birth_name):
        return _Finding(10, Sentence("a birth name that sounds alike"))
    if mine & _parts(other.strict_name) or theirs & _parts(one.strict_name):
        return _Finding(12, Sentence("one birth name is a part of the other"))
    return _Finding(25, Sentence("another birth name"), contradicts=True)


def _parts(strict: str) -> set[str]:
    """The words of a name that has several, without particles."""
    parts = words(strict)
    return {part for part in parts if len(part) >= _SHORTEST_MISSPELT} if len(parts) > 1 else set()


def _given_name(one: Traits, other: Traits) -> _Finding:
    mine, theirs = one.first_given_name, other.first_given_name
    if mine == theirs:
        if one.strict_given_name == other.strict_given_name:
            return _Finding(0, Sentence("the same first given name"))
        return _Finding(2, Sentence("the same first given name but for hyphens or spaces"))
    if mine in other.given_names or theirs in one.given_names:
        return _Finding(6, Sentence("the first given name is among the other's given names"))
    if min(len(mine), len(theirs)) >= _SHORTEST_MISSPELT and is_one_error_away(mine, theirs):
        return _Finding(10, Sentence("a first given name one typing error away"))
    if phonetic(mine) == phonetic(theirs):
        return _Finding(10, Sentence("a first given name that sounds alike"))
    return _Finding(_RULED_OUT, None)


def _given_list(one: Traits, other: Traits) -> _Finding:
    if lists_contradict(
        one.given_list, other.given_list, one.first_given_name, other.first_given_name
    ):
        return _Finding(2, Sentence("another list of given names"), contradicts=True)
    return _Finding(0, None)


def _birth_date(one: Traits, other: Traits) -> _Finding:
    mine, theirs = one.birth_date, other.birth_date
    if mine == theirs:
        return _Finding(0, Sentence("the same birth date"))
    if one.birth_date_fictive or other.birth_date_fictive:
        if mine.year == theirs.year:
            return _Finding(10, Sentence("the same year of birth, the day not being known"))
    elif day_month_exchanged(mine) == theirs:
        return _Finding(8, Sentence("day and month of birth exchanged"))
    elif one_digit_apart(mine, theirs):
        return _Finding(12, Sentence("birth dates one digit apart"))
    if same_nir(one, other):
        return _Finding(25, Sentence("another birth date"), contradicts=True)
    return _Finding(_RULED_OUT, None)


def _sex(one: Traits, other: Traits) -> _Finding:
    if one.sex == other.sex:
        return _Finding(0, None)
    if "I" in (one.sex, other.sex):
        return _Finding(2, Sentence("the sex of one is not known"))
    return _Finding(15, Sentence("another sex"), contradicts=True)


def _place(one: Traits, other: Traits) -> _Finding:
    mine, theirs = one.birth_place_code, other.birth_place_code
    if mine == theirs and mine != UNKNOWN_PLACE:
        return _Finding(0, Sentence("the same birth place"))
    if UNKNOWN_PLACE in (mine, theirs):
        return _Finding(4, Sentence("a birth place is not known"))
    if code_today(mine) == code_today(theirs):
        return _Finding(2, Sentence("the same commune of birth by another code"))
    return _Finding(12, Sentence("another birth place"), contradicts=True)


def _numbers(one: Traits, other: Traits) -> _Finding:
    if one.matricule and other.matricule:
        return _Finding(15, Sentence("another matricule INS"), contradicts=True)
    if same_nir(one, other):
        return _Finding(-10, Sentence("the same NIR"))
    if not (one.nir and other.nir):
        return _Finding(0, None)
    return _Finding(
        10, Sentence("another NIR"), contradicts=has_own_nir(one) and has_own_nir(other)
    )


def has_own_nir(one: Traits) -> bool:
    """Whether the NIR is the person's own, not that of somebody they are insured under."""
    return is_own_nir(one.nir or "", one.sex, one.birth_date, is_fictive=one.birth_date_fictive)


def same_nir(one: Traits, other: Traits) -> bool:
    """Whether both have one NIR; its key, which a card may give wrong, does not count."""
    return bool(one.nir and other.nir and one.nir[:_NIR_BODY] == other.nir[:_NIR_BODY])
