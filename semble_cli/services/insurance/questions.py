"""Questions to ADRi and INSi about somebody on a card or a patient of the register.

An answer about somebody else is refused (`vitale.agreement`), and INSi is never called about an
identity that is doubtful or fictitious (Guide d'implémentation INS v3.0, EXI ID 24 and 26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord, Sentence
from semble_cli.identity.ins import parse_ins
from semble_cli.identity.names import strict_given_names, strict_name, words
from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.patient.fields import READERS
from semble_cli.patient.record import Sex
from semble_cli.vitale.agreement import Person, check_identity, check_rights, person_on
from semble_cli.vitale.teleservices.answers import InsOutcome
from semble_cli.vitale.teleservices.questions import (
    CardQuestion,
    RightsQuestion,
    TraitsQuestion,
    VerificationQuestion,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from semble_cli.patient.record import Patient
    from semble_cli.patient.vitale_card import OnCard
    from semble_cli.vitale.teleservices.answers import (
        CertifiedIdentity,
        InsAnswer,
        RightsAnswer,
    )
    from semble_cli.vitale.teleservices.services import Adri, Insi

COVERAGE = ("regime", "birth_rank", "fund", "fund_center")
"""What ADRi has to be told beside the card: the first two always."""


_NOTHING: Mapping[str, Any] = {}


class Coverage(NamedTuple):
    """What the free zone of a card does not tell, and ADRi has to be told."""

    regime: str | None = None
    birth_rank: int | None = None
    fund: str | None = None
    fund_center: str | None = None

    @property
    def missing(self) -> list[str]:
        """The fields without which ADRi cannot be asked."""
        return [name for name in COVERAGE[:2] if getattr(self, name) is None]

    @property
    def known(self) -> dict[str, Any]:
        """The fields that are known."""
        return {name: value for name, value in self._asdict().items() if value is not None}


def coverage_of(
    patient: Patient | None,
    given: Mapping[str, str],
    today: date,
    read: Mapping[str, Any] = _NOTHING,
) -> Coverage:
    """What is known of a coverage: what is given now, as texts, else what was *read* from the card,
    else what the record keeps.

    Raises:
        InvalidInput: a text that cannot be taken.
    """
    kept = {name: getattr(patient, name) for name in COVERAGE} if patient else {}
    kept |= {name: value for name, value in read.items() if name in COVERAGE}
    for name in COVERAGE:
        if given.get(name):
            kept |= READERS[name](name, given[name], today)
    return Coverage(**kept)


def ask_rights(adri: Adri, card: OnCard, coverage: Coverage, today: date) -> RightsAnswer:
    """The rights of somebody on a card.

    Raises:
        InvalidInput: the card bears no NIR to ask by.
        InvalidRecord: the coverage lacks what ADRi has to be told, by name.
        TeleserviceError: no answer, a fault, or an answer about somebody else.
    """
    if card.insured_nir is None:
        raise InvalidInput("nir", "the card bears none of the insured, so ADRi cannot be asked.")
    question = _rights_question(card.insured_nir, card.insured_birth_date, coverage, today)
    answer = adri.rights(question._replace(own_nir=card.person.nir))
    check_rights(person_on(card, coverage.birth_rank), answer)
    return answer


def ask_rights_of(adri: Adri, patient: Patient, today: date) -> RightsAnswer:
    """The rights of a patient of the register.

    Raises:
        InvalidInput, InvalidRecord: the record lacks what ADRi has to be told, by name.
        TeleserviceError: as `ask_rights`.
    """
    if patient.nir is None:
        raise InvalidInput("nir", "it is missing, and ADRi cannot be asked without it.")
    coverage = coverage_of(patient, {}, today)
    person = person_of(patient)
    answer = adri.rights(_rights_question(patient.nir, person.birth_date, coverage, today))
    check_rights(person, answer)
    return answer


def ask_identity(insi: Insi, card: OnCard, birth_rank: int | None) -> CertifiedIdentity | Sentence:
    """The identity of somebody on a card, or why there is none.

    Raises:
        TeleserviceError: no answer, a fault, or an answer about somebody else.
    """
    if card.insured_nir is None:
        return Sentence("the card bears no NIR, so INSi was not asked.")
    question = CardQuestion(
        card.insured_nir, card.insured_birth_date, birth_rank or 1, own_nir=card.person.nir
    )
    answer = insi.by_card(question)
    return _checked(person_on(card, birth_rank), answer)


def ask_identity_of(insi: Insi, patient: Patient) -> CertifiedIdentity | Sentence:
    """The identity of a patient of the register, searched by its traits: INSi takes one given name
    a call, so each is tried until one is found.

    Raises:
        InvalidInput: the identity is doubtful or fictitious, or a trait is not known.
        TeleserviceError: as `ask_identity`.
    """
    refuse_unsure(patient)
    if patient.sex is Sex.INDETERMINATE:
        raise InvalidInput("sex", "INSi takes F or M; correct it first.")
    person = person_of(patient)
    place = patient.birth_place_code
    names = dict.fromkeys((patient.first_given_name, *words(patient.birth_given_names)))
    found: CertifiedIdentity | Sentence = _OUTCOMES[InsOutcome.NOBODY]
    for given_name in names:
        question = TraitsQuestion(
            strict_name(patient.birth_name),
            strict_given_names(given_name),
            patient.sex.value,
            person.birth_date,
            None if place == UNKNOWN_PLACE else place,
        )
        found = _checked(person, insi.by_traits(question))
        if not isinstance(found, Sentence) or found == _OUTCOMES[InsOutcome.SEVERAL]:
            break
    return found


def ask_verification(insi: Insi, patient: Patient) -> bool:
    """Whether INSi still knows a patient's matricule beside these traits.

    Raises:
        InvalidInput: the record holds no matricule. TeleserviceError: no answer, or a fault.
    """
    if not (patient.ins_matricule and patient.ins_oid):
        raise InvalidInput("ins", "the record holds no matricule; retrieve it first.")
    return insi.verify(
        VerificationQuestion(
            parse_ins(patient.ins_matricule, patient.ins_oid),
            strict_name(patient.birth_name),
            strict_given_names(patient.first_given_name),
            strict_given_names(patient.birth_given_names),
            patient.sex.value,
            person_of(patient).birth_date,
            patient.birth_place_code,
        )
    )


def refuse_unsure(patient: Patient) -> None:
    """Let pass an identity that INSi may be asked about.

    Raises:
        InvalidInput: it is doubtful or fictitious.
    """
    if patient.standing.must_stay_provisional:
        raise InvalidInput(
            "identity_flags",
            "INSi is not called about a doubtful or fictitious identity; take the flag off first.",
        )


def person_of(patient: Patient) -> Person:
    """A patient of the register, as the teleservices are asked about them."""
    return Person(
        tuple(name for name in (patient.birth_name, patient.used_name) if name),
        (patient.first_given_name, patient.birth_given_names, patient.used_given_name or ""),
        patient.birth_date_as_insured or patient.birth_date.isoformat(),
        patient.birth_rank,
    )


def _rights_question(
    insured_nir: str, birth_date: str, coverage: Coverage, today: date
) -> RightsQuestion:
    if coverage.missing:
        raise InvalidRecord(
            tuple(
                InvalidInput(name, "it is missing, and ADRi has to be told it.")
                for name in coverage.missing
            )
        )
    return RightsQuestion(
        insured_nir,
        birth_date,
        coverage.regime or "",
        coverage.birth_rank or 0,
        today,
        fund=coverage.fund,
        fund_center=coverage.fund_center,
    )


def _checked(person: Person, answer: InsAnswer) -> CertifiedIdentity | Sentence:
    if answer.identity is None:
        return _OUTCOMES[answer.outcome]
    check_identity(person, answer.identity)
    return answer.identity


_OUTCOMES = {
    InsOutcome.NOBODY: Sentence("INSi found nobody (01): the identity stays as it is."),
    InsOutcome.SEVERAL: Sentence("INSi found several people (02): the identity stays as it is."),
}
