"""The messages of IPP (RFC 8010): requests as bytes, and replies read from bytes."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    IppValue = str | int | bool | bytes

_VERSION = (2, 0)
_END = 3
_HEAD = struct.Struct(">bbHi")


class IppOperation(IntEnum):
    """What is asked (RFC 8011, 5.4.15); the last is CUPS's own."""

    PRINT_JOB = 0x0002
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B
    GET_PRINTERS = 0x4002


class IppGroup(IntEnum):
    """What the attributes after it are of."""

    OPERATION = 1
    JOB = 2
    PRINTER = 4


class IppTag(IntEnum):
    """What kind of value follows."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    TEXT_WITH_LANGUAGE = 0x35
    NAME_WITH_LANGUAGE = 0x36
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


class IppAttribute(NamedTuple):
    """A name, and its values, all of one kind."""

    name: str
    tag: IppTag
    values: Sequence[str | int]


class IppAttributes(NamedTuple):
    """The attributes of one thing, in a reply."""

    group: int
    values: dict[str, list[IppValue]]

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts that an attribute has; none where it is not there."""
        return tuple(value for value in self.values.get(name, ()) if isinstance(value, str))

    def text(self, name: str) -> str:
        """The first of `texts`, or nothing."""
        return next(iter(self.texts(name)), "")

    def number(self, name: str) -> int:
        """The first number that an attribute has, or 0."""
        return next((each for each in self.values.get(name, ()) if isinstance(each, int)), 0)


class IppReply(NamedTuple):
    """A status of RFC 8011, 4.1.6, and what was asked for."""

    status: int
    groups: tuple[IppAttributes, ...]

    @property
    def is_success(self) -> bool:
        return self.status < 0x100

    @property
    def message(self) -> str:
        """What the server says about it."""
        return next((each.text("status-message") for each in self.groups), "")

    def of(self, group: IppGroup) -> list[IppAttributes]:
        """What it says of printers, or of jobs."""
        return [each for each in self.groups if each.group == group]


def request(
    operation: IppOperation, groups: Sequence[tuple[IppGroup, Sequence[IppAttribute]]]
) -> bytes:
    """A request, without the document that may follow it."""
    parts = [_HEAD.pack(*_VERSION, operation, 1)]
    for group, attributes in groups:
        parts.append(bytes([group]))
        for each in attributes:
            for at, value in enumerate(each.values):
                parts.append(_encoded(each.tag, "" if at else each.name, value))
    return b"".join([*parts, bytes([_END])])


def _encoded(tag: IppTag, name: str, value: str | int) -> bytes:
    if isinstance(value, str):
        content = value.encode()
    elif tag is IppTag.BOOLEAN:
        content = bytes([value])
    else:
        content = struct.pack(">i", value)
    named = name.encode()
    return struct.pack(">BH", tag, len(named)) + named + struct.pack(">H", len(content)) + content


def read_reply(data: bytes) -> IppReply:
    """A reply. Values of kinds that nothing here asks for are left as bytes.

    Raises:
        ValueError: it is none.
    """
    try:
        *_, status, _ = _HEAD.unpack_from(data)
        return IppReply(status, tuple(_groups(data)))
    except (struct.error, IndexError) as error:
        raise ValueError("no IPP") from error


def _groups(data: bytes) -> Iterator[IppAttributes]:
    at = _HEAD.size
    found: IppAttributes | None = None
    name = ""
    while data[at] != _END:
        if data[at] < 0x10:  # the beginning of a group
            if found is not None:
                yield found
            found = IppAttributes(data[at], {})
            at += 1
            continue
        if found is None:
            raise ValueError("a value of nothing")
        tag = data[at]
        written, at = _counted(data, at + 1)
        content, at = _counted(data, at)
        name = written.decode(errors="replace") or name
        found.values.setdefault(name, []).append(_decoded(tag, content))
    if found is not None:
        yield found


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    """So many bytes as the two before say, and where they end."""
    (length,) = struct.unpack_from(">H", data, at)
    end = at + 2 + length
    if end > len(data):
        raise ValueError("cut off")
    return data[at + 2 : end], end


def _decoded(tag: int, content: bytes) -> IppValue:
    if tag in (IppTag.INTEGER, IppTag.ENUM):
        return int(struct.unpack(">i", content)[0])
    if tag == IppTag.BOOLEAN:
        return content != b"\0"
    if tag in (IppTag.TEXT_WITH_LANGUAGE, IppTag.NAME_WITH_LANGUAGE):
        _, at = _counted(content, 0)
        return _counted(content, at)[0].decode(errors="replace")
    if tag >= IppTag.TEXT and tag <= IppTag.MIME_TYPE:
        return content.decode(errors="replace")
    return content
