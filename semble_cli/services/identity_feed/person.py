"""The person of a message: read as any row of a file is, with what a qualified identity proves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord, Sentence, listed_fields
from semble_cli.identity.places import UNKNOWN_PLACE
from semble_cli.identity.status import IdentitySource
from semble_cli.patient.catalogue import COMPARED
from semble_cli.patient.intake import new_patient, read_field
from semble_cli.patient.reading.left_out import read_rest
from semble_cli.patient.reading.states import STATE_READERS, read_states, with_states
from semble_cli.patient.record import Sex
from semble_cli.patient.retrieved import Origin, Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from semble_cli.exchange.feed.identities import FedIdentity, Qualified
    from semble_cli.patient.record import Patient
    from semble_cli.patient.retrieved import Retrieved

_CERTIFIED = (
    *("birth_name", "birth_given_names", "first_given_name", "birth_date", "birth_date_fictive"),
    *("sex", "birth_place_code", "birth_place"),
)
_UNKNOWN = {"sex": Sex.INDETERMINATE, "birth_place_code": UNKNOWN_PLACE}


class FedPerson(NamedTuple):
    """The person of a message: a patient as it would be created, provisional still; the fields that
    are taken, as texts; what qualifies the identity; what is to be said."""

    patient: Patient
    given: Mapping[str, Any]
    qualified: Qualified | None
    notes: tuple[Sentence, ...]

    def __repr__(self) -> str:
        return "FedPerson()"

    @property
    def told(self) -> Retrieved:
        """What tells whose identity it is; a matricule only of one that is qualified."""
        names = [
            name
            for name in (*COMPARED, "birth_place")
            if getattr(self.patient, name) != _UNKNOWN.get(name)
        ]
        told = {name: Value(getattr(self.patient, name), Origin.FEED) for name in names}
        return told | self.certified

    @property
    def certified(self) -> Retrieved:
        """What INSi certifies of a qualified identity, as the sender hands it on."""
        if self.qualified is None:
            return {}
        found: dict[str, Any] = {name: getattr(self.patient, name) for name in _CERTIFIED}
        found |= {
            "ins_matricule": self.qualified.ins.matricule,
            "ins_oid": self.qualified.ins.oid.value,
            "former_ins": self.qualified.former,
            "identity_source": IdentitySource.INSI,
        }
        return {name: Value(value, Origin.INSI) for name, value in found.items()}


def read_person(identity: FedIdentity, today: date) -> FedPerson:
    """The person of an identity; an optional field that cannot be taken is left, and said.

    Raises:
        InvalidRecord: every reason why it cannot be taken even so.
    """

    def read(given: Mapping[str, Any]) -> tuple[Patient, Mapping[str, Any]]:
        refused = [
            problem
            for problem in identity.refused
            if given.get(problem.field) and given[problem.field] == identity.given[problem.field]
        ]
        if refused:
            raise InvalidRecord(tuple(refused))
        fields = {name: value for name, value in given.items() if name not in STATE_READERS}
        patient = new_patient(fields, today).patient
        return with_states(patient, read_states(given, today)), given

    (patient, taken), problems = read_rest(
        read, identity.given, lambda name, item: read_field(name, item, today, identity.given)
    )
    if identity.qualified and any(getattr(patient, name) == no for name, no in _UNKNOWN.items()):
        raise InvalidRecord(
            (
                InvalidInput(
                    "ins", "a qualified identity has a sex and a birth place that are known."
                ),
            )
        )
    notes = identity.left_out
    if problems:
        fields = sorted({problem.field for problem in problems})
        notes += (Sentence("cannot be taken, and left: {fields}.", fields=listed_fields(fields)),)
    return FedPerson(patient, taken, identity.qualified, notes)
