"""For whom something is shared: the patient, somebody the patient has a relation to, or an address;
by which way; and what speaks against it or is to be asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage, InvalidInput, Refused, Sentence
from semble_cli.identity.internet.emails import address_key, parse_ascii_email
from semble_cli.patient.around.kinds import CONTACT, RELATION
from semble_cli.patient.record import Answer
from semble_cli.patient.sharing.mssante_address import (
    address_of_patient,
    is_of_patient,
    masked,
    parse_professional_address,
)
from semble_cli.patient.sharing.share import ShareRecipient
from semble_cli.patient.sharing.ways import RecipientKind, Sealing, Way
from semble_cli.services.record.relation_called import relation_meant
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.patient.around.relation import Relation
    from semble_cli.patient.record import Patient
    from semble_cli.store.database.connection import Connection

PATIENT = "patient"
"""The word for the patient as a recipient."""


class MeantRecipient(NamedTuple):
    """A recipient as the ledger has it, the very address, and what is to be asked before anything
    is sent there."""

    told: ShareRecipient
    address: str
    doubts: tuple[Sentence, ...] = ()

    def __repr__(self) -> str:
        return f"MeantRecipient({self.told.kind}, {self.told.way})"

    @property
    def key(self) -> tuple[str, str]:
        """By what two recipients are one."""
        return self.told.way, address_key(self.address)


class HowShared(NamedTuple):
    """By which way, where one is named; how ordinary mail is sealed; the domain of the patients'
    MSSanté addresses."""

    by: Way | None = None
    sealing: Sealing = Sealing.PDF
    domain: str = ""


class _Other(NamedTuple):
    """Whom a patient has a relation to."""

    kind: RecipientKind
    id: int
    name: str
    email: str | None
    mssante: str | None
    relation: Relation | None
    patient: Patient | None = None


def recipients_meant(
    connection: Connection, patient: Patient, meant: list[str], how: HowShared, today: date
) -> list[MeantRecipient]:
    """The recipients that texts mean, each once.

    Raises:
        NoSuchRecord: the patient has no such relation. Refused: nothing may be sent to one of them,
            or several are called so. InvalidInput: one has no address, or it is none.
        BadUsage: the way is none for one of them.
    """
    finding = _Finding(connection, patient, how, today)
    found = [finding.recipient(each.strip()) for each in meant]
    return list({each.key: each for each in reversed(found)}.values())[::-1]


class _Finding:
    """Finds the recipients of one share."""

    def __init__(
        self, connection: Connection, patient: Patient, how: HowShared, today: date
    ) -> None:
        self._connection = connection
        self._patient = patient
        self._how = how
        self._today = today
        self._relations: list[Relation] = rows.select(
            connection,
            RELATION,
            "patient_id = ? OR other_patient_id = ?",
            (patient.id, patient.id),
        )

    def recipient(self, meant: str) -> MeantRecipient:
        """The recipient that a text means."""
        if meant.casefold() == PATIENT:
            return self._to_patient()
        if "@" in meant:
            return self._to_address(meant)
        relation = relation_meant(
            self._connection, self._patient.id or 0, meant, self._today, from_others=True
        )
        return self._to_other(relation)

    def _to_patient(self) -> MeantRecipient:
        patient = self._patient
        if patient.deceased_on:
            raise Refused(
                "Patient {id} is deceased: nothing is sent to the patient. Nothing was sent.",
                id=patient.id,
            )
        told = ShareRecipient(RecipientKind.PATIENT, "", "")
        if self._how.by is Way.MSSANTE:
            return self._made(told, Way.MSSANTE, address_of_patient(patient, self._how.domain))
        if not patient.email:
            raise _no_email_of(patient)
        return self._made(told, Way.EMAIL, parse_ascii_email(patient.email))

    def _to_address(self, meant: str) -> MeantRecipient:
        address = parse_ascii_email(meant, "to")
        if known := self._known(address):
            return known
        if is_of_patient(address, self._how.domain):
            raise Refused(
                "This is the MSSanté address of a patient: what is this patient's goes there with"
                " --to patient --by mssante alone. Nothing was sent."
            )
        told = ShareRecipient(RecipientKind.ADDRESS, "", "")
        by = self._how.by or (Way.MSSANTE if _is_professional(address) else Way.EMAIL)
        if by is Way.MSSANTE:
            parse_professional_address(address, "to", self._how.domain)
        doubt = Sentence(
            "{address} is noted neither of the patient nor of a relation.", address=address
        )
        return self._made(told, by, address, doubt)

    def _known(self, address: str) -> MeantRecipient | None:
        """The patient, or one of the relations, by the address."""
        wanted = address_key(address)
        if wanted == address_key(self._patient.email or "") and self._how.by is not Way.MSSANTE:
            return self._to_patient()
        if is_of_patient(address, self._how.domain) and self._how.by is not Way.EMAIL:
            asked = self._how
            self._how = asked._replace(by=Way.MSSANTE)
            own = self._to_patient()
            self._how = asked
            return own if address_key(own.address) == wanted else None
        for relation in self._relations:
            other = self._other(relation)
            ways = {Way.EMAIL: other.email, Way.MSSANTE: other.mssante}
            for way, noted in ways.items():
                if address_key(noted or "") == wanted and self._how.by in (None, way):
                    return self._to_other(relation, way)
        return None

    def _to_other(self, relation: Relation, way: Way | None = None) -> MeantRecipient:
        other = self._other(relation)
        if relation.gone_name is not None:
            raise Refused(
                "Whom relation {id} was to is deleted: nothing is sent there. Nothing was sent.",
                id=relation.id,
            )
        by = way or self._how.by or (Way.MSSANTE if other.mssante else Way.EMAIL)
        told = ShareRecipient(
            other.kind, "", "", other.name, relation_id=relation.id, other_id=other.id
        )
        if by is Way.MSSANTE:
            address = self._mssante_of(other, relation)
        else:
            address = self._email_of(other, relation)
        return self._made(told, by, address, *self._doubts(relation))

    def _mssante_of(self, other: _Other, relation: Relation) -> str:
        if other.kind is RecipientKind.OTHER_PATIENT:
            raise BadUsage(
                "Relation {id} is to a patient: MSSanté goes to professionals, and to the patient"
                " whose documents they are.",
                id=relation.id,
            )
        if not other.mssante:
            raise InvalidInput(
                "mssante",
                "none is noted of contact {id}: semble contact edit {id} --mssante ADDRESS.",
                id=other.id,
            )
        return parse_professional_address(other.mssante, domain=self._how.domain)

    def _email_of(self, other: _Other, relation: Relation) -> str:
        """The address of ordinary mail, of who did not refuse to be written to."""
        if other.patient is not None:
            if other.patient.deceased_on:
                raise Refused(
                    "Patient {id}, to whom relation {relation} is, is deceased. Nothing was sent.",
                    id=other.id,
                    relation=relation.id,
                )
            if other.patient.receive_email is Answer.REFUSED:
                raise Refused(
                    "Patient {id}, to whom relation {relation} is, refused messages by e-mail."
                    " Nothing was sent. Another answer: semble patient prefs {id} --email.",
                    id=other.id,
                    relation=relation.id,
                )
        if not other.email:
            if other.patient is not None:
                raise _no_email_of(other.patient)
            raise InvalidInput(
                "email",
                "none is noted of contact {id}: semble contact edit {id} --email ADDRESS.",
                id=other.id,
            )
        return parse_ascii_email(other.email)

    def _doubts(self, relation: Relation) -> Iterator[Sentence]:
        if relation.ends_on is not None and relation.ends_on < self._today:
            yield Sentence("relation {id} ended on {day}.", id=relation.id, day=relation.ends_on)
        if relation.starts_on is not None and relation.starts_on > self._today:
            yield Sentence("relation {id} begins on {day}.", id=relation.id, day=relation.starts_on)

    def _made(
        self, told: ShareRecipient, way: Way, address: str, *doubts: Sentence
    ) -> MeantRecipient:
        sealing = self._how.sealing.value if way is Way.EMAIL else None
        shown = masked(address) if way is Way.MSSANTE else address
        whole = told._replace(way=way.value, address=shown, sealing=sealing)
        return MeantRecipient(whole, address, doubts)

    def _other(self, relation: Relation) -> _Other:
        """Whom a relation is to, seen from the patient."""
        whose = RecipientKind.OTHER_PATIENT
        if relation.gone_name is not None:
            return _Other(whose, relation.gone_id or 0, relation.gone_name, None, None, relation)
        if relation.contact_id is not None and relation.patient_id == self._patient.id:
            contact = rows.get(self._connection, CONTACT, relation.contact_id)
            return _Other(
                *(RecipientKind.CONTACT, relation.contact_id, contact.full_name),
                *(contact.email, contact.mssante, relation),
            )
        is_own = relation.patient_id == self._patient.id
        other_id = relation.other_patient_id if is_own else relation.patient_id
        other = patients.get(self._connection, other_id or 0)
        return _Other(whose, other_id or 0, other.full_name, other.email, None, relation, other)


def _no_email_of(patient: Patient) -> InvalidInput:
    return InvalidInput(
        "email",
        "none is noted of patient {id}: semble patient edit {id} --email ADDRESS.",
        id=patient.id,
    )


def _is_professional(address: str) -> bool:
    try:
        return bool(parse_professional_address(address))
    except InvalidInput:
        return False
