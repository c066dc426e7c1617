"""One of the things that are sent together."""

from typing import NamedTuple


class Part(NamedTuple):
    """A file as it is sent: a neutral name (never a patient's), its type, and its bytes."""

    name: str
    media_type: str
    content: bytes
