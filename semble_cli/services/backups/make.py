"""Back a register up while others work, and note that it is backed up."""

from __future__ import annotations

import os
from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage, SembleError, Weight
from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission, enter, grants_of, require
from semble_cli.store.backup_state import note_backup
from semble_cli.store.backups.make import make, moment_of, refuse_place, remove_replaced
from semble_cli.store.database import errors
from semble_cli.store.event_chain import stamp
from semble_cli.store.soundness.head import written_head
from semble_cli.store.soundness.run import look_through

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.errors import Finding
    from semble_cli.services.register import Register
    from semble_cli.store.backups.contents import Contents
    from semble_cli.store.backups.make import Made
    from semble_cli.store.database.connection import Connection

MOST = 1000
"""Findings after which nobody looks for more."""


class Backup(NamedTuple):
    """A backup that was made and verified.

    Attributes:
        file, sha256: where it is, and its digest, which is beside it too.
        head: that of the journal in it.
        removed: the older backups that it replaced.
        differences: what is not as the program left it, in the register and so in the backup.
        not_noted: why it could not be noted in the register, if it could not.
    """

    file: str
    sha256: str
    revision: str
    head: str
    patients: int
    former_patients: int
    removed: list[str]
    differences: list[Finding]
    not_noted: SembleError | None


def back_up(register: Register, place: str, keep: int | None = None) -> Backup:
    """Back the register up to a new file, or to one in a directory, of which *keep* stay; the last
    verified backup is noted in the journal.

    Raises:
        Refused: who works here is no admin.
        BadUsage: the file is there already, or *keep* was given for one.
        StoreError: it could not be written, or the register is damaged.
    """
    if keep and not os.path.isdir(place):
        raise BadUsage("--keep is for a directory, and {place} is none.", place=place)
    refuse_place(place, register.store)
    at = register.clock().astimezone(UTC).replace(microsecond=0)
    with moment_of(register.store, _admit) as moment:
        made = make(moment, place, at, lambda copy: _look(register, copy))
        contents = moment.contents
    not_noted = _note(register, contents, made, at)
    return Backup(
        made.file,
        made.digest,
        contents.revision,
        written_head(contents.head),
        contents.patients,
        contents.former_patients,
        remove_replaced(made.file, keep) if keep else [],
        [each for each in made.found if each.weight is Weight.DIFFERENCE],
        not_noted,
    )


def _admit(connection: Connection) -> None:
    require(connection, enter(connection, connection.login()), Permission.ADMINISTER)


def _look(register: Register, copy: Connection) -> list[Finding]:
    """What is found in a register or its copy.

    Raises:
        StoreDamaged: a damage, of which no backup is made.
    """
    found = list(islice(look_through(copy, grants_of), MOST))
    if any(each.weight is Weight.DAMAGE for each in found):
        raise errors.damaged(register.store)
    return found


def _note(register: Register, contents: Contents, made: Made, at: datetime) -> SembleError | None:
    """Note a backup; why it could not be: it is there all the same, as on a replica."""
    try:
        with register.writing(Permission.ADMINISTER) as work:
            work.journal.append(
                Action.STORE_BACKUP,
                None,
                {
                    "taken_at": stamp(at),
                    "head": written_head(contents.head),
                    "sha256": made.digest,
                    "patients": contents.patients,
                },
            )
            note_backup(work.connection, at)
    except SembleError as error:
        return error.at_rest()
    return None
