"""A file to import, opened as it is asked for."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.exchange.date_forms import DAY_FIRST, MONTH_FIRST, form_of
from semble_cli.exchange.kinds import FileKind, kind_of
from semble_cli.exchange.mapping import GivenMap, Reading, read_map, template
from semble_cli.exchange.record import Records
from semble_cli.exchange.records import open_records
from semble_cli.exchange.tables.table_file import TableFile
from semble_cli.exchange.unpacking import files_of_archive
from semble_cli.patient.choices import of_patients as words
from semble_cli.store.encryption.unlock import is_encrypted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import ExitStack
    from datetime import date

    from semble_cli.store.database.address import StoreAddress


class SourceOptions(NamedTuple):
    """How a file is to be read; `None` is found out."""

    map_file: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    date_form: str | None = None
    nothing: tuple[str, ...] = ()
    header_line: int | None = None
    month_first: bool | None = None


_IN_MEMORY = 32 << 20
_LOOKED_AT = 200
"""Rows whose values help to tell what the columns are, for a template."""


@contextmanager
def rewindable(source: BinaryIO, store: StoreAddress) -> Iterator[BinaryIO]:
    """A source that can be read twice: itself, or what comes through a pipe, kept in memory or in a
    file without a name, which its owner alone may read and which is gone with the process; in
    memory alone where the register is encrypted.

    Raises:
        InvalidInput: there is no room for it.
    """
    if source.seekable():
        yield source
        return
    with BytesIO() if is_encrypted(store) else SpooledTemporaryFile(_IN_MEMORY) as kept:
        try:
            copyfileobj(source, kept)
            kept.seek(0)
        except OSError:
            raise InvalidInput(
                "file",
                "what is piped in cannot be kept in the directory for temporary files; save it to a"
                " file, or make room.",
            ) from None
        yield cast("BinaryIO", kept)


def files_within(
    source: BinaryIO, stack: ExitStack, store: StoreAddress
) -> list[tuple[str, BinaryIO]]:
    """The files of an archive that holds several, each with its name and as it can be read twice
    until the *stack* closes; none of anything else.

    Raises:
        InvalidInput: the archive is encrypted, damaged or a bomb; or there is no room.
    """
    files = files_of_archive(source)
    return [(name, stack.enter_context(rewindable(each, store))) for name, each in files]


class Source(NamedTuple):
    """A file that is open to be imported."""

    records: Records


class Input(NamedTuple):
    """A file among those of an import: what it is called, its bytes, what a run that is to go on
    later knows it by, and how many of its rows an earlier run has taken."""

    name: str
    source: BinaryIO
    opened: Source
    identity: str | None
    done: int = 0


def open_source(source: BinaryIO, asked: SourceOptions, today: date) -> Source:
    """Open a file of patients; its dates are not after *today*.

    Raises:
        InvalidInput: the file, or the map, cannot be read. BadUsage: an option is none.
    """
    if asked.delimiter is not None and len(_delimiter(asked)) != 1:
        raise BadUsage("A delimiter is one character, or the word tab.")
    if asked.date_form is not None:
        _check_form(asked.date_form)
    reading = Reading(frozenset(asked.nothing), asked.date_form, today, asked.month_first)
    return Source(
        open_records(
            source,
            map_of(asked.map_file),
            reading,
            encoding=asked.encoding,
            delimiter=_delimiter(asked) or None,
            header_line=asked.header_line,
        )
    )


def _check_form(name: str) -> None:
    try:
        form_of(name)
    except InvalidInput as problem:
        raise BadUsage(
            "A form of dates has DD, MM and YYYY in it, once each, such as MM/DD/YYYY HH:MM."
        ) from problem


def template_of(source: BinaryIO, asked: SourceOptions) -> str:
    """A map to edit, what is recognised filled in.

    Raises:
        InvalidInput: the file cannot be read, or has no columns.
    """
    kind = kind_of(source)
    if kind is FileKind.DOCUMENTS:
        from semble_cli.exchange.document_records import document_names  # for these files only

        return template(document_names(source))
    if kind is not FileKind.TABLE:
        raise InvalidInput("file", "it has no columns: nothing of it needs a map.")
    table = TableFile(
        source, asked.encoding, _delimiter(asked) or None, header_line=asked.header_line
    )
    rows = [row.raw for row in islice(table.rows(), _LOOKED_AT) if not row.problem]
    return template(table.header, rows)


def _delimiter(asked: SourceOptions) -> str:
    given = asked.delimiter or ""
    return "\t" if given == "\\t" or words.TAB.meanings(given) else given


def map_of(file: str | None) -> GivenMap | None:
    """The map in a file, if one is named.

    Raises:
        InvalidInput: it is no map. BadUsage: it cannot be opened.
    """
    if file is None:
        return None
    try:
        with open(file, "rb") as source:
            return read_map(source)
    except (OSError, ValueError) as error:  # a name that no file may have is a ValueError
        raise BadUsage("The file {file} cannot be opened.", file=file) from error


def order_in(how: Mapping[str, str]) -> set[str]:
    """The orders of day and month that the dates of a file told, of what `described` says."""
    return {
        order
        for name, target in how.items()
        for order in (DAY_FIRST, MONTH_FIRST.name)
        if name.startswith("column ") and f"({order}" in target
    }


def digest_of(source: BinaryIO) -> str:
    """SHA-256 of a whole file, which is then at its beginning again."""
    import hashlib

    digest = hashlib.sha256()
    while some := source.read(1 << 20):
        digest.update(some)
    source.seek(0)
    return digest.hexdigest()
