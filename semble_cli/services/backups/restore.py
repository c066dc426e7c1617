"""Make a register of a backup, in a new place, and say what it does not have."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Finding, SembleError, Sentence, Weight
from semble_cli.services.access import grants_of
from semble_cli.services.backups.make import MOST
from semble_cli.services.register import Commit
from semble_cli.services.unit_of_work import RolledBack
from semble_cli.store.backups.contents import missing_from
from semble_cli.store.backups.restore import restoring
from semble_cli.store.database import errors, schema
from semble_cli.store.database.version import CURRENT, store_revision
from semble_cli.store.soundness.chain import find_breaks
from semble_cli.store.soundness.head import written_head
from semble_cli.store.soundness.run import look_through

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from semble_cli.store.backups.contents import Contents
    from semble_cli.store.database.connection import Connection


class Comparison(NamedTuple):
    """What the register in use has and the backup has not, as `store.backups.contents.Missing`;
    `None` with *why* it is not known."""

    missing: dict[str, Any] | None
    why: SembleError | Sentence | None = None


class Restored(NamedTuple):
    """A register that was restored, or would be; `comparison` is `None` without another register.
    One of an older revision is to be upgraded."""

    store: str
    revision: str
    head: str
    patients: int
    former_patients: int
    is_older: bool
    differences: list[Finding]
    comparison: Comparison | None


def restore(
    new: Register, file: str, current: Register | None = None, *, dry_run: bool = False
) -> Restored:
    """Restore a backup into a new place; *current* is the register in use, which is compared.

    Raises:
        BadUsage, Conflict, StoreError: as `store.backups.restore.restoring`.
    """
    found: list[Finding] = []

    def look(restored: Connection) -> list[Finding]:
        found.extend(_look(restored))
        return found

    with suppress(RolledBack), restoring(file, new.store, look) as contents:
        comparison = _compared(contents, current) if current else None
        if dry_run:
            raise RolledBack
    if not dry_run:
        new.on_commit(Commit(None))
    return Restored(
        str(new.store),
        contents.revision,
        written_head(contents.head),
        contents.patients,
        contents.former_patients,
        contents.revision != CURRENT,
        [each for each in found if each.weight is Weight.DIFFERENCE],
        comparison,
    )


def _look(restored: Connection) -> list[Finding]:
    """What is found in a restored register; of one of an older revision, the database itself and
    the chain of the journal are looked at.

    Raises:
        StoreDamaged: a damage.
    """
    if store_revision(restored) == CURRENT:
        found = list(islice(look_through(restored, grants_of), MOST))
        is_damaged = any(each.weight is Weight.DAMAGE for each in found)
    else:
        found = []
        is_damaged = bool(schema.find_damage(restored) or any(find_breaks(restored)))
    if is_damaged:
        raise errors.damaged(restored.address)
    return found


def _compared(contents: Contents, current: Register) -> Comparison:
    try:
        with current.reading() as connection:
            missing = missing_from(contents, connection)
    except SembleError as error:
        return Comparison(None, error.at_rest())
    if missing is not None:
        return Comparison(missing._asdict())
    return Comparison(
        None,
        Sentence(
            "The backup is not of the past of {store}: that is another register, or its journal"
            " was replaced.",
            store=current.store,
        ),
    )
