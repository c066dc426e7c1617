"""Readings as the billing module jFSE answers `DVF-lire`: the object `donneescv`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.vitale.billing.people import BilledCard, BilledPerson, birth_date_of, card_of
from semble_cli.vitale.billing.ssv import last_period
from semble_cli.vitale.teleservices.answers import (
    Complementary,
    Exemption,
    RightsAnswer,
    period_of,
    rank_of,
)
from semble_cli.vitale.teleservices.trees import branch, branches, text

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.vitale.teleservices.trees import Tree

CARD = "donneescv"
READ_ON = "dateLecture"


def read_card_data(data: Tree, read_on: date | None) -> BilledCard:
    """The card that `donneescv` describes.

    Raises:
        InvalidInput: it bears nobody, or not as a card does. NoTree: a field is none of its kind.
    """
    people = [_person(one, data) for one in branches(data, "lstDonneesBeneficiaire")]
    number = (text(data, "NIR") or "") + (text(data, "cleNIR") or "")
    return card_of(people, number, read_on)


def _person(row: Tree, data: Tree) -> BilledPerson:
    lines = (text(row, f"adresse{number}") for number in range(1, 6))
    told = RightsAnswer(
        birth_name=text(row, "nomPatronymique"),
        used_name=text(row, "nomUsuel"),
        given_name=text(row, "prenom"),
        address=tuple(line for line in lines if line),
        certified_nir=None,
        birth_date=birth_date_of(text(row, "dateNaissance")),
        birth_rank=rank_of(text(row, "rangGemellaire")),
        regime=text(data, "codeRegime"),
        fund=text(data, "caisseGestionnaire"),
        fund_center=text(data, "centreGestionnaire"),
        rights=tuple(map(period_of, branches(row, "lstPeriodeDroitsAMO"))),
        exemptions=tuple(
            Exemption(period_of(one), text(one, "codeALD"), text(one, "codeSituation"))
            for one in branches(row, "lstPeriodeCodeCouverture")
        ),
        complementary=_complementary(row),
    )
    number = (text(row, "NIRCertifie") or "") + (text(row, "cleNIRCertifie") or "")
    return BilledPerson(number, text(row, "qualite"), told)


def _complementary(row: Tree) -> Complementary | None:
    """The complementary insurance: as the card has it as a mutual's, else as another's."""
    mutual, other = branch(row, "donneesMutuelle"), branch(row, "donneesComplementaire")
    if number := text(mutual, "identificationMutuelle"):
        periods = list(map(period_of, branches(mutual, "lstPeriodeDroitsMutuelle")))
        return Complementary(number, last_period(periods))
    number = text(other, "numeroComplementaireB2") or text(other, "numeroComplementaireEDI")
    return Complementary(number, period_of(other)) if number else None
