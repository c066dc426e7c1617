"""What letters are made of, read from the register: the practice and its author, and of patients
what the fields of a template ask for."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidSetting
from semble_cli.identity.phone.display import shown_phone
from semble_cli.patient.around.kinds import APPOINTMENT, CONSULTATION, PRACTITIONER
from semble_cli.patient.letters.values import LetterPractice
from semble_cli.services.practice.settings import value_within
from semble_cli.store.database.chunks import chunks
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from semble_cli.patient.agenda.appointment import Appointment
    from semble_cli.patient.around.consultation import Consultation
    from semble_cli.services.practice.settings import Own
    from semble_cli.store.database.connection import Connection

_NEEDED = ("practice.name", "practice.address", "letters.signature")
_MORE = ("practice.phone", "practice.siret", "practice.rpps", "practice.finess")


class AroundPatient(NamedTuple):
    """What stands around a patient, where a field asks for it: the day of the last consultation,
    and when the next appointment is, with whom."""

    last_consultation: date | None = None
    next_appointment: tuple[datetime, str] | None = None


def letter_practice(connection: Connection, own: Own) -> LetterPractice:
    """The practice and the author of letters, by the settings.

    Raises:
        InvalidSetting: something that every letter bears is not set. BadUsage: what is set is none
            of its kind.
    """
    told = {name: value_within(connection, name, own(name)) or "" for name in (*_NEEDED, *_MORE)}
    missing = [name for name in _NEEDED if not told[name]]
    if missing:
        raise InvalidSetting(
            "A letter bears what is not set yet: {missing}. Nothing is written. Set each with"
            " semble config set NAME VALUE.",
            missing=", ".join(missing),
        )
    name, address, signature = (told[each] for each in _NEEDED)
    phone, siret, rpps, finess = (told[each] for each in _MORE)
    return LetterPractice(name, address, signature, shown_phone(phone), siret, rpps, finess)


def around_patients(
    connection: Connection, ids: Sequence[int], fields: Collection[str], now: datetime
) -> dict[int, AroundPatient]:
    """What fields of a template ask for of what stands around patients, by their ids. *now* is of
    the practice's clock, and so are all times."""
    consulted = _last_consultations(connection, ids, now) if "consultation.last" in fields else {}
    is_asked = any(name.startswith("appointment.") for name in fields)
    expected = _next_appointments(connection, ids, now) if is_asked else {}
    return {each: AroundPatient(consulted.get(each), expected.get(each)) for each in ids}


def _last_consultations(
    connection: Connection, ids: Sequence[int], now: datetime
) -> dict[int, date]:
    found: dict[int, date] = {}
    for some in chunks(list(ids)):
        for patient_id, notes in rows.of_patients(connection, CONSULTATION, some).items():
            known: list[Consultation] = notes
            moments = [each.held_at for each in known if each.held_at <= now]
            if moments:
                found[patient_id] = max(moments).astimezone(now.tzinfo).date()
    return found


def _next_appointments(
    connection: Connection, ids: Sequence[int], now: datetime
) -> dict[int, tuple[datetime, str]]:
    to_come: dict[int, Appointment] = {}
    for some in chunks(list(ids)):
        for patient_id, several in rows.of_patients(connection, APPOINTMENT, some).items():
            known: list[Appointment] = several
            standing = [
                each
                for each in known
                if not each.is_cancelled and each.starts_at >= now.astimezone(UTC)
            ]
            if standing:
                to_come[patient_id] = min(standing, key=lambda each: each.starts_at)
    whose = sorted({each.practitioner_id for each in to_come.values()})
    names = {key: each.name for key, each in rows.get_many(connection, PRACTITIONER, whose).items()}
    return {
        patient_id: (each.starts_at.astimezone(now.tzinfo), names.get(each.practitioner_id, ""))
        for patient_id, each in to_come.items()
    }
