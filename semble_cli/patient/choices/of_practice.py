"""The words of the lists of a practice: of its appointments, its payments and its log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.actions import LogKind
from semble_cli.patient.agenda.appointment import Channel, Fold
from semble_cli.patient.billing.payment import Means
from semble_cli.patient.billing.periods import TotalsPeriod
from semble_cli.patient.choices.reader import Choices

if TYPE_CHECKING:
    from enum import StrEnum

CHANNELS = Choices(
    {
        Channel.DESK: ("desk", "cabinet", "accueil", "secrétariat", "practice"),
        Channel.ONLINE: ("online", "en ligne", "internet", "web"),
    }
)

FOLDS = Choices(
    {
        Fold.FIRST: ("first", "première", "1"),
        Fold.SECOND: ("second", "seconde", "2", "deuxième"),
    }
)

MEANS = Choices(
    {
        Means.CARD: ("card", "carte", "carte bancaire", "CB", "bank card"),
        Means.CASH: ("cash", "espèces", "liquide"),
        Means.TRANSFER: ("transfer", "virement", "bank transfer"),
        Means.CHEQUE: ("cheque", "chèque", "check"),
        Means.THIRD_PARTY: ("third party", "tiers payant"),
    }
)

LOG_KINDS = Choices(
    {
        LogKind.READ: ("whatever was read", "tout ce qui a été lu", "lecture", "lectures"),
        LogKind.OPENED: ("records opened", "dossiers ouverts", "dossier ouvert", "ouverture"),
        LogKind.SEARCHED: ("searches", "recherche", "recherches"),
        LogKind.EXPORTED: ("lists and exports", "listes et exports", "export", "exports"),
        LogKind.REVEALED: ("NIRs shown", "NIR affichés", "NIR affiché"),
        LogKind.CHANGED: ("changes of the register", "modifications du registre", "modification"),
        LogKind.ADMINISTERED: ("administration", "administré"),
    }
)

PERIODS = Choices({TotalsPeriod.MONTH: ("month", "mois"), TotalsPeriod.DAY: ("day", "jour")})

OF_PRACTICE: dict[type[StrEnum], Choices[Any]] = {
    Channel: CHANNELS,
    Fold: FOLDS,
    Means: MEANS,
    LogKind: LOG_KINDS,
    TotalsPeriod: PERIODS,
}
"""The words of each of these lists, by its type."""
