"""A file to import, opened as it is asked for."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from semble_cli.errors import BadUsage
from semble_cli.exchange.mapping import GivenMap, Reading, read_map, template
from semble_cli.exchange.records import Records, open_records
from semble_cli.exchange.table_file import TableFile


class SourceOptions(NamedTuple):
    """How a file is to be read; `None` is found out."""

    map_file: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    date_form: str | None = None
    nothing: tuple[str, ...] = ()


class Source(NamedTuple):
    """A file that is open to be imported."""

    records: Records


def open_source(source: BinaryIO, asked: SourceOptions) -> Source:
    """Open a file of patients.

    Raises:
        InvalidInput: the file, or the map, cannot be read. BadUsage: an option is none.
    """
    if asked.delimiter is not None and len(_delimiter(asked)) != 1:
        raise BadUsage("A delimiter is one character, or the word tab.")
    if asked.date_form is not None and not {"D", "M", "Y"} <= set(asked.date_form.upper()):
        raise BadUsage("A form of dates has DD, MM and YYYY in it, such as MM/DD/YYYY.")
    form = asked.date_form.upper() if asked.date_form else None
    reading = Reading(frozenset(asked.nothing), form)
    return Source(
        open_records(
            source,
            map_of(asked.map_file),
            reading,
            encoding=asked.encoding,
            delimiter=_delimiter(asked) or None,
        )
    )


def template_of(source: BinaryIO, asked: SourceOptions) -> str:
    """A map to edit for a table, what is recognised filled in.

    Raises:
        InvalidInput: the file cannot be read.
    """
    return template(TableFile(source, asked.encoding, _delimiter(asked) or None).header)


def _delimiter(asked: SourceOptions) -> str:
    return "\t" if asked.delimiter in ("tab", "\\t") else asked.delimiter or ""


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


def digest_of(source: BinaryIO) -> str:
    """SHA-256 of a whole file, which is then at its beginning again."""
    import hashlib

    digest = hashlib.sha256()
    while some := source.read(1 << 20):
        digest.update(some)
    source.seek(0)
    return digest.hexdigest()
