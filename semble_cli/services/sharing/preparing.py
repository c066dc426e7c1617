"""What is to be shared, looked at before anything leaves: whose it is, for whom, whether the
patient's answers let it go, and what is to be asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage, Conflict, NoSuchRecord, Refused, Sentence
from semble_cli.patient.sharing.ways import RecipientKind, Sealing, ShareKind, Way
from semble_cli.patient.texts import parse_reason
from semble_cli.services.access import Permission
from semble_cli.services.practice.settings import value_within
from semble_cli.services.record.read_documents import living
from semble_cli.services.sharing.consents import refuse_without_consent
from semble_cli.services.sharing.earlier import Before, arrived_before, earlier_shares
from semble_cli.services.sharing.recipients import (
    PATIENT,
    HowShared,
    MeantRecipient,
    recipients_meant,
)
from semble_cli.store import shares
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import contents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.patient.around.stored_document import StoredDocument
    from semble_cli.patient.record import Patient
    from semble_cli.patient.sharing.share import Share, ShareRecipient
    from semble_cli.services.practice.settings import Own
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


class ShareAsked(NamedTuple):
    """For whom something is to be shared and how, as it is typed; *resends* is the number of a
    share that is to be repeated, *override* why it goes against the patient's answers."""

    to: tuple[str, ...] = ()
    by: Way | None = None
    sealing: Sealing = Sealing.PDF
    override: str | None = None
    resends: int | None = None


class PreparedRecipient(NamedTuple):
    """A recipient, and which earlier shares of the same may have arrived there."""

    recipient: MeantRecipient
    before: tuple[Before, ...] = ()


class PreparedShare(NamedTuple):
    """What is to be shared: nothing of it is written yet. An export is no document before it is
    sure that it may be shared."""

    patient: Patient
    kind: ShareKind
    documents: tuple[StoredDocument, ...]
    sizes: tuple[int, ...]
    recipients: tuple[PreparedRecipient, ...]
    asked: ShareAsked
    doubts: tuple[Sentence, ...] = ()

    def without_repeated(self) -> PreparedShare:
        """The same for those alone where nothing of it may have arrived."""
        return self._replace(recipients=tuple(each for each in self.recipients if not each.before))

    @property
    def repeated(self) -> list[PreparedRecipient]:
        """Those where the same may have arrived already."""
        return [each for each in self.recipients if each.before]


def prepare_share(
    register: Register, ids: Sequence[int], asked: ShareAsked, own: Own
) -> PreparedShare:
    """Documents to be shared, or for none of them the share that is to be repeated.

    Raises:
        NoSuchRecord: there is no such document, share or relation. BadUsage: the documents are of
            several patients, or a way is none for a recipient. Refused: who works here may not read
            medical contents, a patient's answer does not let it go, nothing may be sent there, or
            what is to be repeated is another patient's by now.
        InvalidInput: a recipient has no address, or the reason cannot be taken.
    """
    asked = _with_reason(asked)
    with register.reading(Permission.EDIT_CARE) as connection:
        kind, documents = ShareKind.DOCUMENTS, [living(connection, each) for each in ids]
        repeated = shares.get(connection, asked.resends) if asked.resends is not None else None
        if repeated is not None:
            kind = ShareKind(repeated.share.kind)
            documents = [living(connection, each.document_id) for each in repeated.share.documents]
            _refuse_moved(repeated.share, documents)
            asked = asked._replace(sealing=_sealing_of(repeated.share, asked.sealing))
        whose = {each.patient_id for each in documents}
        if len(whose) != 1:
            raise BadUsage("These documents are of several patients: share each patient's alone.")
        patient = patients.get(connection, whose.pop())
        unique = list({each.id: each for each in documents}.values())
        return _prepared(connection, patient, kind, unique, asked, own, register.today)


def prepare_export(
    register: Register, patient_id: int, asked: ShareAsked, own: Own
) -> PreparedShare:
    """The complete export of a patient to be shared, before it is made.

    Raises:
        As `prepare_share`.
    """
    asked = _with_reason(asked)
    with register.reading(Permission.EDIT_CARE) as connection:
        patient = patients.get(connection, patient_id)
        prepared = _prepared(connection, patient, ShareKind.EXPORT, [], asked, own, register.today)
    if any(each.recipient.told.way == Way.MSSANTE for each in prepared.recipients):
        raise BadUsage(
            "MSSanté takes documents one by one, and an export is an archive: share it --by email,"
            " or documents of it with semble document share."
        )
    return prepared


def with_export(register: Register, prepared: PreparedShare, document_id: int) -> PreparedShare:
    """The same, with the document that the export is kept as."""
    with register.reading(Permission.EDIT_CARE) as connection:
        document = living(connection, document_id)
        size = contents.size_of(connection, document.sha256)
    return prepared._replace(documents=(document,), sizes=(size,))


def _refuse_moved(share: Share, documents: Sequence[StoredDocument]) -> None:
    """Refuse to repeat for one patient what was shared of another."""
    moved = [each for each in documents if each.patient_id != share.patient_id]
    if moved:
        raise Refused(
            "Document {id} is another patient's since share {share}. Nothing was sent: share it"
            " anew, if it is to be.",
            id=moved[0].id,
            share=share.id,
        )


def _sealing_of(share: Share, asked: Sealing) -> Sealing:
    """How a share is sealed that is repeated: as it was, or as a ZIP file where that is asked."""
    was_zip = any(each.sealing == Sealing.ZIP for each in share.recipients)
    return Sealing.ZIP if was_zip else asked


def _with_reason(asked: ShareAsked) -> ShareAsked:
    if asked.override is None:
        return asked
    reason = parse_reason("override", asked.override)
    if not reason:
        raise BadUsage("Say why it is shared against the patient's answer: --override REASON.")
    return asked._replace(override=reason)


def _prepared(
    connection: Connection,
    patient: Patient,
    kind: ShareKind,
    documents: Sequence[StoredDocument],
    asked: ShareAsked,
    own: Own,
    today: date,
) -> PreparedShare:
    domain = value_within(connection, "mssante.domain", own("mssante.domain"))
    how = HowShared(asked.by, asked.sealing, domain or "")
    found = _recipients(connection, patient, asked, how, today)
    overridden = refuse_without_consent(patient, [each.told for each in found], asked.override)
    if not overridden:
        asked = asked._replace(override=None)
    earlier = earlier_shares(connection, patient, kind, documents)
    held = {each.sha256: each.id or 0 for each in documents}
    prepared = [
        PreparedRecipient(each, tuple(arrived_before(earlier, each.told, held))) for each in found
    ]
    sizes = contents.sizes(connection, [each.sha256 for each in documents])
    return PreparedShare(
        patient,
        kind,
        tuple(documents),
        tuple(sizes.get(each.sha256, 0) for each in documents),
        tuple(prepared),
        asked,
        (*_doubts(patient), *(doubt for each in found for doubt in each.doubts)),
    )


def _recipients(
    connection: Connection, patient: Patient, asked: ShareAsked, how: HowShared, today: date
) -> list[MeantRecipient]:
    if asked.resends is None:
        if not asked.to:
            raise BadUsage("Say for whom: --to patient, a relation, or an address.")
        return recipients_meant(connection, patient, list(asked.to), how, today)
    share = shares.get(connection, asked.resends).share
    again = [
        recipients_meant(
            connection, patient, [_meant(each)], how._replace(by=Way(each.way)), today
        )[0]
        for each in share.recipients
    ]
    if not asked.to:
        return again
    wanted = {
        each.key
        for word in asked.to
        for each in recipients_meant(connection, patient, [word], how, today)
    }
    chosen = [each for each in again if each.key in wanted]
    if not chosen:
        raise NoSuchRecord(
            "Share {id} was for nobody of these. See semble document shares {patient}.",
            id=asked.resends,
            patient=patient.id,
        )
    return chosen


def _meant(told: ShareRecipient) -> str:
    """How a recipient of the ledger is named."""
    if told.kind == RecipientKind.PATIENT:
        return PATIENT
    return told.address if told.relation_id is None else str(told.relation_id)


def _doubts(patient: Patient) -> list[Sentence]:
    told = []
    if patient.deceased_on:
        told.append(Sentence("patient {id} is deceased.", id=patient.id))
    if patient.archived_on:
        told.append(Sentence("patient {id} is archived.", id=patient.id))
    return told


def refuse_changed(connection: Connection, prepared: PreparedShare, own: Own, today: date) -> None:
    """Refuse what is not as it was when it was asked about: a consent, a recipient, something that
    would have been asked, or a share of the same that another program made meanwhile.

    Raises:
        Refused, NoSuchRecord, InvalidInput: as `prepare_share`. Conflict: it was shared meanwhile,
            or there is more to be asked.
    """
    patient = patients.get(connection, prepared.patient.id or 0)
    for document in prepared.documents:
        if living(connection, document.id or 0).patient_id != patient.id:
            raise Conflict("Document {id} was moved meanwhile. Nothing was sent.", id=document.id)
    now = _prepared(
        connection, patient, prepared.kind, prepared.documents, prepared.asked, own, today
    )
    doubts = [each for each in now.doubts if each not in prepared.doubts]
    if doubts:
        raise Conflict(
            "Meanwhile, {doubt} Nothing was sent: share it again, to be asked about that.",
            doubt=doubts[0],
        )
    asked = {each.recipient.key: each for each in prepared.recipients}
    known = {each.recipient.key: each for each in now.recipients}
    for key, each in asked.items():
        if key not in known:
            raise Conflict("The address of a recipient was changed meanwhile. Nothing was sent.")
        if set(known[key].before) - set(each.before):
            raise Conflict(
                "The same was shared meanwhile with the same recipient: see semble document shares"
                " {id}. Nothing was sent.",
                id=patient.id,
            )
