"""The file of a user's settings, changed one setting at a time: whatever else stands in it stays as
it is, comments and order included. It is there whole or not at all, for its owner alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from semble_cli.errors import NO_ROOM, BadUsage
from semble_cli.leftovers import half_file
from semble_cli.settings.kinds import FALSE, TRUE
from semble_cli.settings.reading import not_toml, read_file

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

    from semble_cli.settings.setting import Setting


def put(file: str, setting: Setting, value: str) -> str | None:
    """Set a setting in the file, which is made where it is not there; what stood there before. One
    that stands so already is left as it is.

    Raises:
        BadUsage: the file is no TOML, or cannot be written.
    """
    written = read_file(file)
    before = written.get(setting.name)
    if before != value:
        document = _with(_parsed(file), setting, value)
        _write(file, document, {**written, setting.name: value})
    return before


def take_out(file: str, setting: Setting) -> str | None:
    """Take a setting out of the file; what stood there, or `None`: then nothing is written.

    Raises:
        BadUsage: as `put`.
    """
    written = read_file(file)
    before = written.pop(setting.name, None)
    if before is not None:
        document = _parsed(file)
        group, _, key = setting.name.rpartition(".")
        held: Any = document
        for each in group.split(".") if group else ():
            held = held[each]
        del held[key]
        _write(file, document, written)
    return before


def _parsed(file: str) -> TOMLDocument:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    if not os.path.exists(file):
        return tomlkit.document()
    try:
        with open(file, encoding="utf-8", newline="") as source:
            return tomlkit.parse(source.read())
    except (OSError, ValueError, RecursionError, TOMLKitError) as error:
        raise not_toml(file) from error


def _with(document: TOMLDocument, setting: Setting, value: str) -> TOMLDocument:
    """The document with a setting. One that is new and of no group goes on top where there are
    tables, for a comment before the first of them is about that."""
    import tomlkit
    from tomlkit.items import InlineTable

    group, _, key = setting.name.rpartition(".")
    written = _as_toml(setting, value)
    if group:
        held: Any = document
        *outer, _ = names = group.split(".")
        for place, each in enumerate(names):
            if not isinstance(
                held.get(each), dict
            ):  # where something else stands, it is no setting
                is_inline = isinstance(held, InlineTable)
                is_outer = place < len(outer)
                held[each] = tomlkit.inline_table() if is_inline else tomlkit.table(is_outer)
            held = held[each]
        held[key] = written
    elif key in document or not any(isinstance(each, dict) for each in document.values()):
        document[key] = written
    else:
        top = f"{key} = {tomlkit.item(written).as_string()}\n"
        return tomlkit.parse(top + document.as_string())
    return document


def _as_toml(setting: Setting, value: str) -> str | int | bool:
    if setting.kind.words == (TRUE, FALSE):
        return value == TRUE
    return int(value) if setting.kind.is_number else value


def _write(file: str, document: TOMLDocument, wanted: dict[str, str]) -> None:
    """Write the file anew, once it is sure that it says what is *wanted*."""
    target = os.path.realpath(file)  # it may be a link into a directory of one's own
    try:
        os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
        with half_file(target) as half:
            handle = os.open(half, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with open(handle, "w", encoding="utf-8", newline="") as out:
                out.write(document.as_string())
                out.flush()
                os.fsync(out.fileno())
            if _said(half) != {name: text.casefold() for name, text in wanted.items()}:
                raise BadUsage(
                    "{file} is written in a way that semble does not change. Change it by hand.",
                    file=file,
                )
            os.replace(half, target)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise BadUsage("There is no room left to write {file}.", file=file) from error
        raise BadUsage("The settings cannot be written to {file}.", file=file) from error


def _said(file: str) -> dict[str, str]:
    """What a file says, whatever case its yes and no have."""
    return {name: text.casefold() for name, text in read_file(file).items()}
