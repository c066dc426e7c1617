"""What the simulated teleservices answer to a question, from the people they know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.vitale.simulator.people import PEOPLE, SimulatedPerson, same_number
from semble_cli.vitale.teleservices.operations import (
    INS_BY_CARD,
    INS_BY_TRAITS,
    RIGHTS,
    Operation,
)
from semble_cli.vitale.teleservices.trees import branch, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from semble_cli.vitale.teleservices.trees import Tree

_BODY = 13
_LABELS = {"00": "OK", "01": "Aucune identite trouvee", "02": "Plusieurs identites trouvees"}

UNKNOWN = "adr_101"
"""The code, made up, of ADRi's fault for a person whom it does not know: the real ones are not
public."""


class Unknown(Exception):
    """ADRi knows nobody of that number, birth date and rank."""


def reply(operation: Operation, question: Tree, today: date) -> Tree:
    """The answer to a question.

    Raises:
        Unknown: ADRi knows nobody like that.
    """
    if operation is RIGHTS:
        return rights_reply(_asked_of_adri(question), today)
    if operation is INS_BY_CARD:
        return search_reply(_asked_by_card(question))
    if operation is INS_BY_TRAITS:
        return search_reply(_asked_by_traits(question))
    return result("00" if _is_one_person(question) else "01")


def result(code: str) -> Tree:
    """An answer of INSi without a person."""
    return {"CR": {"CodeCR": code, "LibelleCR": _LABELS[code]}}


def search_reply(found: list[SimulatedPerson]) -> Tree:
    """INSi's answer to a search that found these."""
    if len(found) != 1:
        return result("02" if found else "01")
    person = found[0]
    return {
        **result("00"),
        "INDIVIDU": {
            "INSACTIF": _ins(person.matricule, person.oid),
            "INSHISTO": [_ins(*former) for former in person.former],
            "TIQ": {
                "NomNaissance": person.birth_name,
                "Prenom": person.given_name,
                "ListePrenom": person.given_names,
                "Sexe": person.sex,
                "DateNaissance": person.birth_date,
                "LieuNaissance": person.birth_place_code,
            },
        },
    }


def rights_reply(person: SimulatedPerson, today: date) -> Tree:
    """ADRi's answer about a person."""
    start, end = person.rights_in(today.year)
    period = {"dateDebut": _figures(start), "dateFin": _figures(end)}
    address = {f"adresse{place}": line for place, line in enumerate(person.address, start=1)}
    tree: dict[str, object] = {
        "dateReponse": _figures(today),
        "beneficiaireDeSoins": {
            "nomUsuel": person.used_name or person.birth_name,
            "nomPatronymique": person.birth_name,
            "prenom": person.given_name,
            **address,
            "noNIRCertifie": person.own,
            "dateNaissance": person.birth_date.replace("-", ""),
            "rangGemellaire": str(person.birth_rank),
            "qualite": "0" if same_number(person.own, person.insured) else "6",
            "lstPeriodeAMO": [period],
            "lstPeriodeCodeCouverture": [
                {**period, "codeALD": person.ald or "0", "codeSituation": "0100"}
            ],
        },
        "infosGlobales": {
            "codeRegime": "01",
            "codeCaisse": "631",
            "centrePrestation": "0630",
            "codePresentationSupportAMO": "1",
        },
    }
    if person.complementary:
        tree["mutuelle"] = {
            "noIdentification": person.complementary,
            "periodeMutuelle": {"noPeriode": "1", **period},
        }
    return tree


def _asked_of_adri(question: Tree) -> SimulatedPerson:
    person = branch(question, "BeneficiaireDeSoins")
    insured = text(branch(branch(person, "Assure"), "NIRassure"), "Num")
    birth_date = text(person, "DatedeNaissance")
    rank = text(branch(person, "SituationAdministrativeAMO"), "RangdeNaissance")
    for known in PEOPLE:
        if same_number(known.insured, insured) and (birth_date, rank) == (
            known.birth_date,
            str(known.birth_rank),
        ):
            return known
    raise Unknown


def _asked_by_card(question: Tree) -> list[SimulatedPerson]:
    own = text(branch(question, "MatriculeIndividu"), "NumIdentifiant")
    insured = text(branch(question, "MatriculeOD"), "NumIdentifiant")
    birth_date = text(question, "DateNaissance")
    return [
        known
        for known in PEOPLE
        if known.birth_date == birth_date
        and (same_number(known.own, own) if own else same_number(known.insured, insured))
    ]


def _asked_by_traits(question: Tree) -> list[SimulatedPerson]:
    place = text(question, "LieuNaissance")
    return [
        known
        for known in PEOPLE
        if (known.birth_name, known.sex, known.birth_date)
        == tuple(text(question, name) for name in ("NomNaissance", "Sexe", "DateNaissance"))
        and text(question, "Prenom") in (*known.given_names.split(), known.given_names)
        and place in (None, known.birth_place_code)
    ]


def _is_one_person(question: Tree) -> bool:
    verified = branch(question, "IndividuVerifie")
    number = branch(branch(verified, "INSFourni"), "IdIndividu")
    traits = branch(verified, "TraitsIdentiteIndividu")
    return any(
        same_number(known.matricule, text(number, "NumIdentifiant"))
        and (known.birth_name, known.given_names, known.sex, known.birth_date)
        == tuple(
            text(traits, name) for name in ("NomNaissance", "ListePrenom", "Sexe", "DateNaissance")
        )
        for known in PEOPLE
    )


def somebody_else(people: Iterable[SimulatedPerson], question: Tree) -> SimulatedPerson:
    """A person who is not the one asked for, whatever was asked."""
    asked = str(question)
    return next(person for person in people if person.birth_date not in asked)


def _ins(matricule: str, oid: str) -> Tree:
    return {
        "IdIndividu": {"NumIdentifiant": matricule[:_BODY], "Cle": matricule[_BODY:]},
        "OID": str(oid),
    }


def _figures(day: date) -> str:
    return day.strftime("%Y%m%d")
