r"""Patients as HL7 v2.5 messages A28 (add) and A31 (update), by IHE PAM France 2.11 (ITI-30).

| of a patient | field |
|---|---|
| id, matricule INS, NIR, own numbers | PID-3: types `PI`, `INS`, `NH`, `RI` |
| birth names; used ones; title | PID-5: `L`; `D`; XPN.5 |
| birth date, fictive, lunar | PID-7, ZFD-4, ZFD-1 |
| sex | PID-8 |
| address; birth place | PID-11: `H`; `BDL`, with its name in PID-23 |
| phones, e-mail | PID-13 |
| language, rank of birth | PID-15, PID-24 and PID-25 |
| death | PID-29, PID-30 |
| status, flags | PID-32 |
| last change | PID-33, EVN-6 |
| consents to text messages and to the DMP | ZFD-3; ZFA-9 and ZFA-10 |
| how the identity was collected and checked | ZFD-5, ZFD-7 |
| who is what to the patient | ROL for clinicians, NK1 for all others |

Only PROV and VALI are sent: who receives a validated identity with a matricule INS knows that it is
qualified (Guide d'implémentation INS v3.0, 2.2.2). PID-10, 17 and 22 are not used in France.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.exchange.hl7.identifiers import OWN_NUMBER, PROGRAM
from semble_cli.exchange.hl7.parts import (
    day,
    email,
    home,
    moment,
    numbered,
    own_number,
    parts,
    phone,
    segment,
    text,
)
from semble_cli.exchange.hl7.relations import relation_segments
from semble_cli.identity.ins import InsOid
from semble_cli.identity.status import IdentityFlag, IdentitySource, IdentityStatus
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.rules import VISIBILITIES
from semble_cli.patient.record import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from semble_cli.exchange.hl7.relations import HeldRelation
    from semble_cli.patient.interchange import PatientEvent
    from semble_cli.patient.record import Patient

NO_WORD = (
    *("occupation", "religion", "comments", "tags", "regime", "fund", "fund_center"),
    *("amc_name", "amc_number", "member_number", "rights", "rights_checked_on", "former_ins"),
    *("billing_name", "billing_address", "payment_reference", "membership_name"),
    *("membership_started_on", "privacy_policy", "identity_checked_on", "version"),
    *(
        f"{consent}{of}"
        for consent in CONSENTS
        for of in ("", "_on", "_by")
        if f"{consent}{of}" not in ("receive_sms", "dmp_consent", "dmp_consent_on")
    ),
    *VISIBILITIES,
    *("blocked_on", "blocked_reason", "archived_on", "archive_reason", "merged_into"),
)
"""The fields that no message tells."""

STATES_WITHOUT_WORD = ("archived_on", "blocked_on")
"""The states of a patient that no message tells."""

_SEXES = {"F": "F", "M": "M", "I": "U"}
_STATUSES = {IdentityStatus.VALIDATED: "VALI", IdentityStatus.QUALIFIED: "VALI"}
_FLAGS = {
    IdentityFlag.HOMONYM: "HOMA",
    IdentityFlag.DOUBTFUL: "DOUT",
    IdentityFlag.FICTITIOUS: "FICT",
}
_METHODS = {
    IdentitySource.MANUAL: "SM",
    IdentitySource.VITALE: "CV",
    IdentitySource.INSI: "INSI",
    IdentitySource.DATAMATRIX: "CB",
}
"""IHE PAM France, table IHE-ZFD-5."""
_OPPOSITION = {Answer.ACCEPTED: "INO", Answer.REFUSED: "IO"}
"""To what is sent to the DMP: informed and not opposed, or opposed (PAM France, IHE-ZFA-9)."""
_AUTHORITIES = {InsOid.NIA.value: "ASIP-SANTE-INS-NIA"}
_LARGEST_SECOND = 2
"""The rank of birth from which a birth was multiple for certain."""


class Envelope(NamedTuple):
    """What a message has beside the patient: which event, when it is written, the id of the
    register, and a number of its own (MSH-10, at most 20 characters)."""

    event: PatientEvent
    at: datetime
    register_id: str
    control_id: str


def message_of(patient: Patient, envelope: Envelope, relations: Iterable[HeldRelation] = ()) -> str:
    """The message of a patient: its segments, each ended by a carriage return."""
    at = moment(envelope.at)
    changed = patient.updated_at or patient.created_at
    segments = [
        segment(
            *("MSH", "^~\\&", PROGRAM, PROGRAM, "", "", at, ""),
            f"ADT^{envelope.event.value}^ADT_A05",
            *(text(envelope.control_id), "P", "2.5^FRA^2.11", "", "", "", ""),
            *("FRA", "UNICODE UTF-8", "FR", "", "2.11^IHE_FRANCE-2.11-PAM"),
        ),
        segment("EVN", "", at, "", "", "", moment(changed)),
        numbered("PID", _pid(patient, envelope)),
        *relation_segments(relations, envelope.event, envelope.register_id),
        segment("PV1", "", "N"),
    ]
    if patient.dmp_consent:
        on = patient.dmp_consent_on
        opposition = _OPPOSITION[patient.dmp_consent]
        segments.append(segment("ZFA", *[""] * 8, opposition, day(on)))
    segments.append(segment("ZFD", *_zfd(patient)))
    return "".join(f"{segment}\r" for segment in segments)


def _pid(patient: Patient, envelope: Envelope) -> dict[int, str]:
    """The fields of PID, by their numbers."""
    changed = patient.updated_at or patient.created_at
    rank = patient.birth_rank or 0
    died = patient.deceased_on
    return {
        1: "1",
        3: "~".join(_numbers(patient, envelope)),
        5: "~".join(_names(patient)),
        7: day(patient.birth_date),
        8: _SEXES[patient.sex],
        11: "~".join(_addresses(patient)),
        13: "~".join(_telecoms(patient)),
        15: text(patient.preferred_language),
        23: text(patient.birth_place),
        24: "Y" if rank >= _LARGEST_SECOND else "",
        25: str(rank) if rank else "",
        29: day(died),
        30: "Y" if died else "N",
        31: "N",
        32: "~".join(_reliability(patient)),
        33: moment(changed),
    }


def _numbers(patient: Patient, envelope: Envelope) -> Iterator[str]:
    if patient.id is not None:
        yield own_number(patient.id, envelope.register_id)
    if patient.ins_matricule and patient.standing.may_show_ins:
        oid = patient.ins_oid or InsOid.NIR.value
        giver = f"{_AUTHORITIES.get(oid, 'ASIP-SANTE-INS-NIR')}&{text(oid)}&ISO"
        yield parts(patient.ins_matricule, "", "", giver, "INS", plain=(4,))
    if patient.nir:
        yield parts(patient.nir, "", "", "CNAM", "NH")
    for number in patient.numbers:
        yield parts(number.value, "", "", number.name, OWN_NUMBER)


def _names(patient: Patient) -> Iterator[str]:
    is_used = bool(patient.used_name or patient.used_given_name)
    title = patient.title
    first = patient.first_given_name
    listed = patient.birth_given_names
    yield parts(patient.birth_name, first, listed, "", None if is_used else title, "", "L")
    if is_used:
        used = patient.used_name or patient.birth_name
        yield parts(used, patient.used_given_name or first, "", "", title, "", "D")


def _addresses(patient: Patient) -> Iterator[str]:
    living = patient.address_lines, patient.city, patient.postal_code, patient.country
    if written := home(*living, "H"):
        yield written
    yield parts("", "", "", "", "", "", "BDL", "", patient.birth_place_code)


def _telecoms(patient: Patient) -> Iterator[str]:
    for each in patient.phones:
        yield phone(each.type, each.number)
    if patient.email:
        yield email(patient.email)


def _reliability(patient: Patient) -> Iterator[str]:
    standing = patient.standing
    yield _STATUSES.get(standing.status, "PROV")
    yield from (code for flag, code in _FLAGS.items() if flag in standing.flags)


_CONSENTS: Mapping[Answer | None, str] = {Answer.ACCEPTED: "Y", Answer.REFUSED: "N"}


def _zfd(patient: Patient) -> Iterator[str]:
    """The fields of ZFD, from ZFD-1 on."""
    lunar = (patient.birth_date_as_insured or "").split("-")
    yield parts(*(str(int(part)) for part in reversed(lunar))) if len(lunar) == len("dmy") else ""
    yield ""
    yield _CONSENTS.get(patient.receive_sms, "")
    yield "Y" if patient.birth_date_fictive else "N"
    yield _METHODS.get(patient.identity_source, "")
    yield ""
    yield text(patient.identity_document)
