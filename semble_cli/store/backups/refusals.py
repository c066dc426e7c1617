"""Why a file is not taken as a backup, or none could be made: a sentence for each."""

from __future__ import annotations

from semble_cli.errors import BadUsage, Refused, StoreError
from semble_cli.store.database.errors import StoreTooNew


def differs(file: str) -> StoreError:
    return StoreError(
        "The backup {file} does not hold what the register holds. It was not kept.", file=file
    )


def unreadable(file: str) -> BadUsage:
    return BadUsage(
        "The file {file} cannot be read. Check its path and who may read it.", file=file
    )


def foreign(file: str) -> StoreError:
    return StoreError("{file} is no backup of a register. Name another file.", file=file)


def encrypted(file: str) -> StoreError:
    return StoreError(
        "{file} is encrypted. Decrypt it first for Postgres; an encrypted register is restored to a"
        " file.",
        file=file,
    )


def truncated(file: str) -> StoreError:
    return StoreError("The backup {file} is cut short. Take another one.", file=file)


def damaged(file: str) -> StoreError:
    return StoreError("The backup {file} is damaged. Take another one.", file=file)


def not_its_digest(file: str, beside: str) -> StoreError:
    return StoreError(
        "The backup {file} is not what {beside} says: it was damaged or changed. Take another one.",
        file=file,
        beside=beside,
    )


def no_digest(beside: str) -> StoreError:
    return StoreError(
        "{beside} is no digest as sha256sum writes it. Move it away to restore without one.",
        beside=beside,
    )


def newer(file: str) -> StoreTooNew:
    return StoreTooNew(
        "The backup {file} is of a newer program than this one. Upgrade semble.", file=file
    )


def other_database(file: str, database: str) -> BadUsage:
    return BadUsage(
        "The backup {file} is of a register on {database}: name such a place for it.",
        file=file,
        database=database,
    )


def not_installed(program: str) -> StoreError:
    return StoreError(
        "The program {program} of Postgres is not installed. On Debian, it is in"
        " postgresql-client.",
        program=program,
    )


def other_version(program: str) -> StoreError:
    return StoreError(
        "The program {program} is older than the server or the backup. Install that of the same"
        " version, and put it first in PATH.",
        program=program,
    )


def may_not_read_all(store: object) -> Refused:
    return Refused(
        "This login may not read all of the database of {store}, as pg_dump must: back up with the"
        " login that created the register.",
        store=store,
    )


def may_not_restore(store: object) -> Refused:
    return Refused(
        "This login may not create tables in the database of {store}. Restore with the login that"
        " owns the database.",
        store=store,
    )


def restored_otherwise(store: object) -> StoreError:
    return StoreError(
        "What was restored into {store} is not what the backup holds. Drop that database.",
        store=store,
    )


def program_failed(program: str, store: object) -> StoreError:
    return StoreError(
        "The program {program} failed on {store}. Run it yourself to see why.",
        program=program,
        store=store,
    )
