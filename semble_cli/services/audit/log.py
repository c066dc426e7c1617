"""The log of the whole journal: who did what and when, about whom; who read; never what was read.

An admin sees all of it. Everybody else sees what they did themselves: who looked at which record is
the practice's to know, and not every colleague's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.actions import KINDS_OF_LOG, LogKind
from semble_cli.patient.agenda.wall_clock import day_bounds
from semble_cli.services.access import Permission, enter, permissions_of, require
from semble_cli.services.agenda.rules import practice_zone
from semble_cli.services.audit.noting import NOTED
from semble_cli.store import ledger, readings
from semble_cli.store.database.open import connected
from semble_cli.store.event_chain import INVOICE, RECORD, SHARE
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.readings import LoggedEvent

_TOLD = ("login", "role", "setting", "patients", "updated", "override")
"""The keys of a content that the log tells as they are: none holds what a patient told. Why a
clinician shared something against an answer is what the log is asked for."""


class LogQuery(NamedTuple):
    """Which events are asked for: by whom, about which patient, from which day and to which, both
    included, of which kinds, before which sequence, and how many; *limit* 0 is all."""

    user: str | None = None
    patient_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    kinds: tuple[LogKind, ...] = ()
    before: int | None = None
    limit: int = 0

    def wanted(self, zone: ZoneInfo) -> readings.WantedEvents:
        """The same for the store; days are those of a time zone."""
        actions = {action.value for kind in self.kinds for action in KINDS_OF_LOG[kind]}
        return readings.WantedEvents(
            self.user,
            self.patient_id,
            day_bounds(self.first_day, zone)[0] if self.first_day else None,
            day_bounds(self.last_day, zone)[1] if self.last_day else None,
            tuple(sorted(actions)),
            self.before,
        )


class Logged(NamedTuple):
    """One event of the log. `patient` is the full name, where somebody of this id is in the
    register or was; `record` is which record around a patient it is about, `changed` are the names
    of those that it changed, `details` what else is told: of a reading, how."""

    seq: int
    at: datetime
    actor: str
    action: str
    patient_id: int | None
    patient: str | None
    batch: int
    undoes: int | None
    record: dict[str, Any] | None
    changed: list[str]
    details: dict[str, Any]


def sees_all(register: Register) -> bool:
    """Whether who works here is shown what everybody did."""
    with register.reading() as connection:
        return Permission.ADMINISTER in permissions_of(enter(connection, connection.login()))


def logged_events(register: Register, asked: LogQuery) -> Iterator[Logged]:
    """The events of the journal that are asked for, the newest first, in memory that does not grow;
    for who is no admin, those of their own.

    Raises:
        Refused: another's are asked for by who is no admin; or no user of the register.
    """
    with connected(register.store) as connection, connection.reading():
        login = connection.login()
        user = enter(connection, login)
        wanted = asked.wanted(practice_zone(connection))
        others = asked.user not in (None, login)
        require(connection, user, Permission.ADMINISTER if others else Permission.READ)
        if Permission.ADMINISTER not in permissions_of(user):
            wanted = wanted._replace(actor=login)
        given = 0
        for page in readings.pages(connection, wanted):
            names = _names(connection, page)
            for event in page:
                yield _logged(event, names)
                given += 1
                if given == asked.limit:
                    return


def _names(connection: Connection, page: Sequence[LoggedEvent]) -> dict[int | None, str]:
    ids = sorted({event.patient_id for event in page if event.patient_id is not None})
    found: dict[int | None, str] = {
        each.id: each.full_name for each in patients.get_many(connection, ids)
    }
    gone = [each for each in ids if each not in found]
    return found | {
        former.patient.id: former.patient.full_name
        for former in (ledger.get_many(connection, gone) if gone else ())
    }


def _logged(event: LoggedEvent, names: dict[int | None, str]) -> Logged:
    content = event.content or {}
    record = content.get(RECORD)
    details = {key: content[key] for key in _TOLD if key in content}
    if INVOICE in content:
        details[INVOICE] = content[INVOICE]["number"]
    if SHARE in content:
        told = content[SHARE]
        details[SHARE] = told["id"]
        details |= {key: told[key] for key in ("documents", "outcome") if key in told}
    return Logged(
        event.seq,
        event.at,
        event.actor,
        event.action,
        event.patient_id,
        names.get(event.patient_id),
        event.batch,
        event.undoes,
        {"kind": record["kind"], "id": record["id"]} if record else None,
        sorted(content.get("changes", ())),
        details | content.get(NOTED, {}),
    )
