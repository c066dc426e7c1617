"""What the settings of a family are called, behind the name of the family."""

from __future__ import annotations

from semble_cli.identity.patterns import pattern

_KEY = pattern(r"[a-z0-9][a-z0-9_]{0,39}")


def family_key(text: str) -> str | None:
    """The key of what people call something, with spaces, dots and hyphens as one sign; `None`
    where none can be made of it: a variable of the shell has to be able to name it.

    >>> family_key("DYMO-LabelWriter 450")
    'dymo_labelwriter_450'
    """
    key = pattern(r"[\s.-]+").sub("_", text.strip().casefold())
    return key if _KEY.fullmatch(key) else None
