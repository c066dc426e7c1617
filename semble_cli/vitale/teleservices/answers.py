"""What the teleservices answer, read from trees whichever way they came.

The names of ADRi's fields are those that billing modules hand on (SSV groups 101 to 109 and their
successors), for its own schema is not public. Those of INSi are its published schema's
(DESIR_ICIR_EXP 1.5.0). Dates are eight figures there, ISO here; `00000000` is none.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.dates import BirthDate, settle_birth_date
from semble_cli.identity.ins import Ins, parse_ins
from semble_cli.identity.nir import parse_nir_leniently
from semble_cli.vitale.teleservices.errors import refusal
from semble_cli.vitale.teleservices.trees import NoTree, Tree, branch, branches, text

_EIGHT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_RANK = re.compile(r"0*[1-9]")
_FOREVER = 9999


class Period(NamedTuple):
    """From a day to a day, both counted; `None` is open."""

    starts_on: date | None
    ends_on: date | None


class Exemption(NamedTuple):
    """A period of care at a higher rate: the code of a long-term illness (ALD), or a situation."""

    period: Period
    ald: str | None
    situation: str | None


class Complementary(NamedTuple):
    """The complementary insurance (AMC): its number, and the period of its contract."""

    number: str | None
    period: Period


class RightsAnswer(NamedTuple):
    """What ADRi tells of a person: names, address and rights at the health insurance."""

    birth_name: str | None
    used_name: str | None
    given_name: str | None
    address: tuple[str, ...]
    certified_nir: str | None
    birth_date: str
    birth_rank: int | None
    regime: str | None
    fund: str | None
    fund_center: str | None
    rights: tuple[Period, ...]
    exemptions: tuple[Exemption, ...] = ()
    complementary: Complementary | None = None

    def __repr__(self) -> str:
        return f"RightsAnswer({len(self.rights)} periods)"


class InsOutcome(StrEnum):
    """What a search of INSi ended in: the codes of its answer."""

    FOUND = "00"
    NOBODY = "01"
    SEVERAL = "02"


class FormerIns(NamedTuple):
    """A matricule that a person had, and until when."""

    ins: Ins
    period: Period


class CertifiedIdentity(NamedTuple):
    """The identity that INSi certifies: the matricule in use, those before, and the traits as they
    are to be recorded."""

    ins: Ins
    former: tuple[FormerIns, ...]
    birth_name: str
    given_names: str
    sex: str
    birth: BirthDate
    birth_date: str
    birth_place_code: str | None

    def __repr__(self) -> str:
        return f"CertifiedIdentity({self.ins!r})"


class InsAnswer(NamedTuple):
    """What a search of INSi ended in, and whom it found."""

    outcome: InsOutcome
    identity: CertifiedIdentity | None


def read_rights(tree: Tree) -> RightsAnswer:
    """ADRi's answer.

    Raises:
        TeleserviceRefusal: an exception of the service's stands in place of a person.
        NoTree: a field that is needed is missing, or one is none of its kind.
    """
    if exception := branch(tree, "exception"):
        words = text(exception, "libelle") or text(exception, "detail") or ""
        raise refusal("ADRi", text(exception, "type") or "exception", words)
    person, fund = branch(tree, "beneficiaireDeSoins"), branch(tree, "infosGlobales")
    birth_date = iso_of(text(person, "dateNaissance"))
    if birth_date is None:
        raise NoTree
    lines = (text(person, f"adresse{number}") for number in range(1, 6))
    rank = text(person, "rangGemellaire")
    return RightsAnswer(
        birth_name=text(person, "nomPatronymique"),
        used_name=text(person, "nomUsuel"),
        given_name=text(person, "prenom"),
        address=tuple(line for line in lines if line),
        certified_nir=_nir(text(person, "noNIRCertifie")),
        birth_date=birth_date,
        birth_rank=rank_of(rank),
        regime=text(fund, "codeRegime"),
        fund=text(fund, "codeCaisse"),
        fund_center=text(fund, "centrePrestation"),
        rights=tuple(period_of(period) for period in branches(person, "lstPeriodeAMO")),
        exemptions=tuple(
            Exemption(period_of(period), text(period, "codeALD"), text(period, "codeSituation"))
            for period in branches(person, "lstPeriodeCodeCouverture")
        ),
        complementary=_complementary(branch(tree, "mutuelle")),
    )


def read_ins(tree: Tree) -> InsAnswer:
    """INSi's answer to a search.

    Raises:
        NoTree: a code that is not known, or an identity that is not whole.
    """
    code = text(branch(tree, "CR"), "CodeCR")
    if code not in set(InsOutcome):
        raise NoTree
    outcome = InsOutcome(code)
    if outcome is not InsOutcome.FOUND:
        return InsAnswer(outcome, None)
    return InsAnswer(outcome, _identity(branch(tree, "INDIVIDU")))


def read_verification(tree: Tree) -> bool:
    """INSi's answer to a verification: whether INS and traits are one known person's.

    Raises:
        NoTree: neither yes nor no.
    """
    code = text(branch(tree, "CR"), "CodeCR")
    if code not in ("00", "01"):
        raise NoTree
    return code == "00"


def _identity(person: Tree) -> CertifiedIdentity:
    traits = branch(person, "TIQ")
    name, names, sex = (text(traits, key) for key in ("NomNaissance", "ListePrenom", "Sexe"))
    birth_date = iso_of(text(traits, "DateNaissance"))
    if not name or not names or sex not in ("F", "M") or birth_date is None:
        raise NoTree
    year, month, day = map(int, birth_date.split("-"))
    try:
        birth = settle_birth_date(year, month, day)
    except InvalidInput:
        raise NoTree from None
    return CertifiedIdentity(
        ins=_ins(branch(person, "INSACTIF")),
        former=tuple(
            FormerIns(_ins(one), Period(day_of(text(one, "DateDeb")), day_of(text(one, "DateFin"))))
            for one in branches(person, "INSHISTO")
        ),
        birth_name=name,
        given_names=names,
        sex=sex,
        birth=birth,
        birth_date=birth_date,
        birth_place_code=text(traits, "LieuNaissance"),
    )


def _ins(tree: Tree) -> Ins:
    number = branch(tree, "IdIndividu")
    matricule = (text(number, "NumIdentifiant") or "") + (text(number, "Cle") or "")
    try:
        return parse_ins(matricule, text(tree, "OID") or "")
    except InvalidInput:
        raise NoTree from None


def _nir(number: str | None) -> str | None:
    if number is None or not number.strip("0"):
        return None
    try:
        nir, _ = parse_nir_leniently(number)
    except InvalidInput:
        raise NoTree from None
    return str(nir)


def rank_of(figures: str | None) -> int | None:
    """A rank of birth; `None` for what is none."""
    return int(figures) if figures and _RANK.fullmatch(figures) else None


def _complementary(tree: Tree) -> Complementary | None:
    if not tree:
        return None
    period = period_of(branch(tree, "periodeMutuelle"))
    return Complementary(text(tree, "noIdentification"), period)


def period_of(tree: Tree) -> Period:
    """The days that a tree gives as `dateDebut` and `dateFin`.

    Raises:
        NoTree: one is no day.
    """
    return Period(day_of(text(tree, "dateDebut")), day_of(text(tree, "dateFin")))


def iso_of(figures: str | None) -> str | None:
    """A date with its hyphens, lunar or not; `None` for none.

    >>> iso_of("19630000")
    '1963-00-00'
    """
    if figures is None or not figures.strip("0-"):
        return None
    found = _EIGHT.fullmatch(figures)
    if found is None or not found[0].isascii():
        raise NoTree
    return "-".join(found.groups())


def day_of(figures: str | None) -> date | None:
    """A day of the calendar; the end of 9999 is no end.

    Raises:
        NoTree: the calendar has no such day.
    """
    iso = iso_of(figures)
    if iso is None:
        return None
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        raise NoTree from None
    return None if day.year == _FOREVER else day
