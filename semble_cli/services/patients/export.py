"""Patients in the formats of other programs: one, or those of a listing, one after the other.

What who works here may not read is left out, as everywhere; that something leaves the register is
noted before any of it is given.
"""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from semble_cli import __version__
from semble_cli.exchange.export import exported, masked, masked_contact, masked_patient
from semble_cli.exchange.fhir.ips import Practice, Summary, summary_document
from semble_cli.exchange.fhir.valid_text import valid
from semble_cli.exchange.hl7 import writing as hl7
from semble_cli.exchange.hl7.relations import HeldRelation
from semble_cli.exchange.semble import patients as semble_api
from semble_cli.exchange.semble.relations import related_account
from semble_cli.exchange.vcard import writing as vcard
from semble_cli.identity.characters import only_shown
from semble_cli.identity.nir_in_text import mask_within
from semble_cli.patient.actions import Action
from semble_cli.patient.interchange import Interchange, PatientEvent
from semble_cli.services.audit.noting import NOTED, noted_reading
from semble_cli.services.patients.export_whole import WholeExport, whole_bundle
from semble_cli.services.patients.list_all import in_batches, listed
from semble_cli.services.patients.surroundings import Surroundings
from semble_cli.store import practice_settings
from semble_cli.store.patients import rows as patients
from semble_cli.store.record.appointments import register_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from semble_cli.exchange.vcard.contacts import CardRelation
    from semble_cli.patient.record import Patient
    from semble_cli.services.patients.list_all import Listing
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

_TAKEN = ("active", "intended")
"""What a treatment is in a summary: taken, or to be taken."""

_LENGTH = 10
"""Bytes of the number of a message: MSH-10 has room for twice as many characters."""

STATES_WITHOUT_WORD: dict[Interchange, tuple[str, ...]] = {
    Interchange.FHIR: (),
    Interchange.IPS: (),
    Interchange.HL7: hl7.STATES_WITHOUT_WORD,
    Interchange.SEMBLE: semble_api.STATES_WITHOUT_WORD,
    Interchange.VCARD: vcard.STATES_WITHOUT_WORD,
}
"""The states of a patient that each format has no word for; a block is the practice's own."""


class WantedExport(NamedTuple):
    """A format, and whether NIRs are shown in full; which *event* a message of HL7 tells."""

    form: Interchange
    reveal: bool = False
    event: PatientEvent = PatientEvent.ADDED


class Exported(NamedTuple):
    """A patient as another program reads it: JSON, or lines of text; `untold` are the states that
    it has no word for, and `is_whole` whether who exports it may read all that it is made of."""

    content: dict[str, Any] | str
    untold: tuple[str, ...] = ()
    is_whole: bool = True


def export_patient(register: Register, patient_id: int, wanted: WantedExport) -> Exported:
    """One patient: in FHIR a bundle with everything around; the export is noted.

    Raises:
        NoSuchRecord: nobody has this id. StoreReplica: NIRs are to be shown, and nothing can be
            noted there.
    """
    told = {"form": wanted.form.value}
    if wanted.reveal:
        with register.revealing() as work:
            work.patient(patient_id)
            work.journal.append(Action.PATIENT_REVEAL, patient_id, {})
            work.journal.append(Action.PATIENT_EXPORT, patient_id, {NOTED: told})
        # Only now: what is noted of a number that was seen must not be rolled back any more.
        with register.reading() as connection:
            return _one(connection, patient_id, wanted, register.clock())
    with noted_reading(register) as reading:
        one = _one(reading.connection, patient_id, wanted, register.clock())
        reading.tells(Action.PATIENT_EXPORT, told, patient_id)
    return one


def exported_patients(
    register: Register, listing: Listing, wanted: WantedExport
) -> Iterator[Exported]:
    """Each patient of a listing, in order: in FHIR the patient alone (`export_whole` has the rest).
    Who calls has noted it.

    Raises:
        InvalidInput: an unknown tag.
    """
    with listed(register, listing) as (connection, ids):
        writer = _Writer(connection, wanted, register.clock())
        for some in in_batches(ids):
            around = Surroundings(connection, some, register.today)
            for patient in patients.get_many(connection, some):
                yield writer.written(patient, around)


def _one(connection: Connection, patient_id: int, wanted: WantedExport, now: datetime) -> Exported:
    patient = patients.get(connection, patient_id)
    around = Surroundings(connection, [patient_id], now.date())
    if wanted.form is not Interchange.FHIR:
        return _Writer(connection, wanted, now).written(patient, around)
    bundle = whole_bundle(connection, patient, around, now, WholeExport(wanted.reveal))
    return Exported(bundle, is_whole=around.reads_care)


class _Writer:
    """Writes patients in one format."""

    def __init__(self, connection: Connection, wanted: WantedExport, now: datetime) -> None:
        self._wanted = wanted
        self._now = now
        self.at = now.isoformat(timespec="seconds")
        self.register_id = register_id(connection)
        self._practice = _practice(connection) if wanted.form is Interchange.IPS else None

    def written(self, patient: Patient, around: Surroundings) -> Exported:
        """One patient."""
        form = self._wanted.form
        untold = tuple(name for name in STATES_WITHOUT_WORD[form] if getattr(patient, name))
        if form is Interchange.IPS:
            return Exported(self._summary(patient, around), is_whole=around.reads_care)
        if form is Interchange.HL7:
            shown = patient if self._wanted.reveal else masked_patient(patient)
            number = token_hex(_LENGTH)
            envelope = hl7.Envelope(self._wanted.event, self._now, self.register_id, number)
            held = map(self._held, around.held_relations(patient.id or 0))
            return Exported(hl7.message_of(shown, envelope, held), untold)
        if form is Interchange.VCARD:
            shown = patient if self._wanted.reveal else masked_patient(patient)
            related = map(self._told, around.card_relations(patient.id or 0))
            return Exported(vcard.patient_card(shown, related), untold)
        document = exported(patient, form, reveal=self._wanted.reveal)
        if form is Interchange.SEMBLE:
            accounts = [related_account(*each) for each in around.relations(patient.id or 0)]
            document |= self._shown({"relatedAccounts": accounts}) if accounts else {}
        return Exported(document, untold)

    def _summary(self, patient: Patient, around: Surroundings) -> dict[str, Any]:
        patient_id = patient.id or 0
        allergies = around.allergy_resources(patient_id)
        treatments = (
            each for each in around.treatment_resources(patient_id) if each["status"] in _TAKEN
        )
        return summary_document(
            Summary(
                exported(patient, Interchange.FHIR, reveal=self._wanted.reveal),
                [valid(self._shown(each)) for each in allergies],
                [valid(self._shown(each)) for each in treatments] if around.reads_care else None,
                self._practice,
                __version__,
                self.register_id,
                self.at,
                str(uuid4()),
            )
        )

    def _told(self, relation: CardRelation) -> CardRelation:
        if self._wanted.reveal:
            return relation
        label = relation.label and mask_within(relation.label)
        return relation._replace(label=label, other=mask_within(relation.other))

    def _held(self, held: HeldRelation) -> HeldRelation:
        """A relation, and who it is to, with the NIRs masked that stand in texts."""
        if self._wanted.reveal:
            return held
        relation, contact, patient = held
        label = relation.label and mask_within(relation.label)
        return HeldRelation(
            relation._replace(label=label),
            contact and masked_contact(contact),
            patient and masked_patient(patient),
        )

    def _shown(self, document: dict[str, Any]) -> dict[str, Any]:
        return document if self._wanted.reveal else masked(document)


def _practice(connection: Connection) -> Practice | None:
    """The practice, where its name is set. What no program of ours has set is taken all the same: a
    summary may be needed now."""
    name, finess = (
        mask_within(only_shown(practice_settings.find(connection, each) or "")).strip()
        for each in ("practice.name", "practice.finess")
    )
    return Practice(name, finess or None) if name else None
