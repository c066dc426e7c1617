"""Where a store is: `sqlite:///PATH` or `postgresql://...`, read from text."""

from enum import StrEnum
from typing import NamedTuple

from semble_cli.errors import BadUsage
from semble_cli.identity.internet.database_addresses import without_password
from semble_cli.identity.patterns import pattern
from semble_cli.store.encryption.key_source import KeySource

_NO_ADDRESS = pattern("[\x00\ud800-\udfff]")
"""NUL, and halves of characters: a file of SQLite has a name in UTF-8."""


class Database(StrEnum):
    SQLITE = "sqlite"
    POSTGRES = "postgresql"


class StoreAddress(NamedTuple):
    """A store's database and where it is: a file path, or a connection string of libpq; how many
    seconds it is waited for, where that is not as long as usual; and where its key is looked for,
    if it is encrypted."""

    database: Database
    location: str
    patience: float | None = None
    keys: KeySource | None = None

    def __str__(self) -> str:
        """The address to show: the passwords in a connection string are left out."""
        if self.database is Database.SQLITE:
            return f"sqlite:///{self.location}"
        return without_password(self.location)

    def __repr__(self) -> str:
        return f"StoreAddress({str(self)!r})"


def parse_address(text: str) -> StoreAddress:
    """Read a store's address; a bare path is a SQLite file.

    Raises:
        BadUsage: for any other scheme, and for characters that no address has.

    >>> parse_address("sqlite:////srv/practice.db")
    StoreAddress('sqlite:////srv/practice.db')
    >>> parse_address("postgresql://zoe:secret@localhost/practice")
    StoreAddress('postgresql://zoe@localhost/practice')
    >>> parse_address("postgresql://zoe@one,two:5433/practice?target_session_attrs=read-write")
    StoreAddress('postgresql://zoe@one,two:5433/practice?target_session_attrs=read-write')
    """
    if _NO_ADDRESS.search(text):
        raise BadUsage("The address of the store holds a character that none has. Type it again.")
    scheme, separator, rest = text.partition("://")
    if not separator:
        return StoreAddress(Database.SQLITE, text)
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return StoreAddress(Database.SQLITE, rest[1:])
    if scheme in ("postgresql", "postgres") and rest:
        return StoreAddress(Database.POSTGRES, f"postgresql://{rest}")
    raise BadUsage("A store is sqlite:///PATH or postgresql://USER@HOST/NAME.")
