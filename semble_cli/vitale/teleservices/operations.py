"""The operations of the teleservices: their names on the wire, and how a question is written.

Where this is known from is told in `docs/teleservices.md`. Elements stand in the order in which the
schemas have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from semble_cli.vitale.teleservices.questions import (
        CardQuestion,
        RightsQuestion,
        TraitsQuestion,
        VerificationQuestion,
    )
    from semble_cli.vitale.teleservices.trees import Tree

_BODY = 13


class Operation(NamedTuple):
    """One operation: the service it is of, its SOAP action, the root element of a question and that
    element's namespace, and its path at a bridge."""

    service: str
    action: str
    root: str
    namespace: str
    path: str


_INSI = "urn:ServiceIdentiteCertifiee:1.0.0:"

RIGHTS = Operation(
    "ADRi", "urn:adr:1.1.0:acquerirLesDroits", "Requete", "urn:ir:se_req_adr", "adri/rights"
)
INS_BY_CARD = Operation(
    "INSi",
    f"{_INSI}rechercherInsAvecCarteVitale",
    "RECVITALE",
    "http://www.cnamts.fr/INSiRecVit",
    "insi/by-card",
)
INS_BY_TRAITS = Operation(
    "INSi",
    f"{_INSI}rechercherInsAvecTraitsIdentite",
    "RECSANSVITALE",
    "http://www.cnamts.fr/INSiRecSans",
    "insi/by-traits",
)
VERIFY_INS = Operation(
    "INSi",
    f"{_INSI}verifierInsAvecTraitsIdentite",
    "RequeteUnitaire",
    "http://www.cnamts.fr/INSiLot2/REQUnitaire",
    "insi/verification",
)
"""The last operation's namespace of the question is inferred from that of its answer."""

OPERATIONS = (RIGHTS, INS_BY_CARD, INS_BY_TRAITS, VERIFY_INS)


class Message(NamedTuple):
    """A question as it is sent: its body, and the coverage that its context tells."""

    operation: Operation
    body: Tree
    coverage: Tree

    def __repr__(self) -> str:
        return f"Message({self.operation.path})"


def rights_message(asked: RightsQuestion) -> Message:
    """A question to ADRi."""
    own = _keyed(asked.own_nir)
    insured = _keyed(asked.insured_nir)
    return Message(
        RIGHTS,
        {
            "DatedeReference": asked.on.isoformat(),
            "BeneficiaireDeSoins": {
                "NIRcertifie": own,
                "DatedeNaissance": asked.birth_date,
                "SituationAdministrativeAMO": {"RangdeNaissance": asked.birth_rank},
                "Assure": {"NIRassure": insured},
            },
        },
        {
            "GrandRegime": asked.regime,
            "Organisme": asked.fund,
            "CodeCentre": asked.fund_center,
            "ASSURE": {"Id": insured},
            "BENEFICIAIRE": {"Nir": own, "DateNai": asked.birth_date, "Rang": asked.birth_rank},
        },
    )


def card_message(asked: CardQuestion) -> Message:
    """A question to INSi with what a card tells."""
    own, insured = _keyed(asked.own_nir), _keyed(asked.insured_nir)
    return Message(
        INS_BY_CARD,
        {
            "MatriculeIndividu": _numbered(asked.own_nir),
            "MatriculeOD": _numbered(asked.insured_nir),
            "NomNaissance": asked.birth_name,
            "DateNaissance": asked.birth_date,
            "RangNaissance": asked.birth_rank,
        },
        {
            "ASSURE": {"Id": insured},
            "BENEFICIAIRE": {"Nir": own, "DateNai": asked.birth_date, "Rang": asked.birth_rank},
        },
    )


def traits_message(asked: TraitsQuestion) -> Message:
    """A question to INSi by traits."""
    return Message(
        INS_BY_TRAITS,
        {
            "NomNaissance": asked.birth_name,
            "Prenom": asked.given_name,
            "Sexe": asked.sex,
            "DateNaissance": asked.birth_date,
            "LieuNaissance": asked.birth_place_code,
        },
        {},
    )


def verification_message(asked: VerificationQuestion) -> Message:
    """A question to INSi whether an INS and traits are one person's."""
    return Message(
        VERIFY_INS,
        {
            "IndividuVerifie": {
                "INSFourni": {
                    "IdIndividu": _numbered(asked.ins.matricule),
                    "OID": asked.ins.oid.value,
                },
                "TraitsIdentiteIndividu": {
                    "NomNaissance": asked.birth_name,
                    "Prenom": asked.given_name,
                    "ListePrenom": asked.given_names,
                    "Sexe": asked.sex,
                    "DateNaissance": asked.birth_date,
                    "LieuNaissance": asked.birth_place_code,
                },
            }
        },
        {},
    )


def _keyed(nir: str | None) -> Tree | None:
    return {"Num": nir[:_BODY], "Cle": nir[_BODY:] or None} if nir else None


def _numbered(nir: str | None) -> Tree | None:
    return {"NumIdentifiant": nir[:_BODY], "Cle": nir[_BODY:] or None} if nir else None
