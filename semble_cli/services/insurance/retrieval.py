"""What is retrieved of somebody on a card: from the card, then from ADRi, then from INSi."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.identity.names import first_given_name_fits
from semble_cli.identity.status import IdentitySource
from semble_cli.patient.retrieved import Odd, Origin, Retrieved, Value, over, warnings_about
from semble_cli.patient.strict_traits import same_trait
from semble_cli.services.insurance.questions import COVERAGE, ask_identity, ask_rights
from semble_cli.vitale.field_values import from_card, from_identity, from_rights

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from semble_cli.patient.record import Patient
    from semble_cli.patient.vitale_card import OnCard
    from semble_cli.services.insurance.questions import Coverage
    from semble_cli.vitale.teleservices.answers import CertifiedIdentity
    from semble_cli.vitale.teleservices.services import Adri, Insi


class Retrieval(NamedTuple):
    """Somebody on a card, what was retrieved of them, what deserves a look, and what a service gave
    that no field takes."""

    card: OnCard
    retrieved: Retrieved
    notes: tuple[Sentence, ...] = ()
    odd: tuple[Odd, ...] = ()

    @property
    def coverage(self) -> dict[str, Any]:
        """What billing software read of the coverage, beside what the free zone of a card tells."""
        return {
            name: self.retrieved[name].value
            for name in COVERAGE
            if name in self.retrieved and self.retrieved[name].origin is Origin.BILLING
        }

    def noting(self, note: Sentence) -> Retrieval:
        return self._replace(notes=(*self.notes, note))

    def knowing(self, coverage: Coverage, recorded: Coverage) -> Retrieval:
        """With what somebody said of the coverage now and is not *recorded*: it is kept whatever
        ADRi answers."""
        said = dict(coverage.known.items() - recorded.known.items())
        told = {name: Value(value, Origin.PERSON) for name, value in said.items()}
        return self._replace(retrieved=over(self.retrieved, told))


def of_card(card: OnCard) -> Retrieval:
    """What the card tells.

    Raises:
        InvalidInput: a name that can be none. CardError: a birth date that is none.
    """
    retrieved = from_card(card) | {"identity_source": Value(IdentitySource.VITALE, Origin.CARD)}
    return Retrieval(card, retrieved)


def with_rights(adri: Adri, coverage: Coverage, today: date) -> Callable[[Retrieval], Retrieval]:
    """What adds to a retrieval what ADRi tells; it wins over the card.

    The function raises `InvalidRecord` where the coverage lacks what ADRi has to be told, by name,
    and `TeleserviceError` for no answer, a fault, or one that is odd or about somebody else.
    """

    def ask(found: Retrieval) -> Retrieval:
        told = from_rights(ask_rights(adri, found.card, coverage, today), today)
        retrieved = with_name_of_card(found.retrieved, told.values)
        return found._replace(retrieved=retrieved, odd=(*found.odd, *told.odd))

    return ask


def with_identity(insi: Insi, birth_rank: int | None) -> Callable[[Retrieval], Retrieval]:
    """What adds to a retrieval what INSi certifies; it wins over all else.

    The function raises `TeleserviceError` for no answer, a fault, or an answer about somebody else.
    """

    def ask(found: Retrieval) -> Retrieval:
        identity = ask_identity(insi, found.card, birth_rank)
        if isinstance(identity, Sentence):
            return found.noting(identity)
        first = found.retrieved.get("first_given_name")
        certified = certified_by(identity, first.value if first else None)
        notes = (*found.notes, *warnings_about(certified))
        retrieved = with_name_of_card(found.retrieved, certified)
        return found._replace(retrieved=retrieved, notes=notes)

    return ask


def with_name_of_card(known: Retrieved, better: Retrieved) -> Retrieved:
    """What is known, and what a service tells, which wins. The name on the card is proposed as the
    used name where the birth name is another: a card bears either, and does not say which."""
    found = over(known, better)
    used = found.get("used_name")
    if used and used.origin is Origin.CARD:  # proposed beside another service's birth name
        del found["used_name"]
    birth = found.get("birth_name")
    name = birth and birth.of(Origin.CARD)
    if (
        birth is None
        or name is None
        or "used_name" in found
        or same_trait("birth_name", name.value, birth.value)
    ):
        return found
    return found | {"used_name": name}


def certified_by(identity: CertifiedIdentity, usual_name: str | None) -> Retrieved:
    """What INSi certifies, and that it is INSi who does."""
    source = Value(IdentitySource.INSI, Origin.INSI)
    return from_identity(identity, usual_name) | {"identity_source": source}


def fitted(retrieved: Retrieved, patient: Patient) -> Retrieved:
    """The values for a patient on record: the first given name in use stays where it begins the
    list that INSi certifies (RNIV EXI SI 29)."""
    names = retrieved.get("birth_given_names")
    if names and first_given_name_fits(patient.first_given_name, names.value):
        usual = Value(patient.first_given_name, Origin.INSI)
        return over(retrieved, {"first_given_name": usual})
    return retrieved


def without_older_rights(found: Retrieval, patient: Patient) -> Retrieval:
    """What was read, without rights that are no news to a record: a card has them as they were when
    it was last brought up to date, so what was told on the same day or since is not replaced."""
    told = found.retrieved.get("rights_checked_on")
    known = patient.rights_checked_on
    if told is None or told.origin is not Origin.BILLING or known is None or known < told.value:
        return found
    same = patient.rights == found.retrieved["rights"].value
    rest = {
        name: value
        for name, value in found.retrieved.items()
        if name not in ("rights", "rights_checked_on")
    }
    found = found._replace(retrieved=rest)
    return found if same else found.noting(_OLDER)


_OLDER = Sentence(
    "the rights on record were told on the day of this reading or since, and are left:"
    " --take rights takes those of the card."
)
