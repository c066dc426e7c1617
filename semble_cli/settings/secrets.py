"""Secrets that only ever are variables, kept from the programs that a command starts."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from semble_cli.settings.setting import variable_of
from semble_cli.settings.table import SECRETS

if TYPE_CHECKING:
    from collections.abc import Iterator

_withheld: dict[str, str] = {}
"""The variables of secrets that are set, while a command runs."""


@contextmanager
def withheld() -> Iterator[None]:
    """Take the secrets out of the variables that are handed to others, until the block ends: an
    editor, a pager, or a backup program has no use for them."""
    taken = {
        secret.variable: os.environ.pop(secret.variable)
        for secret in SECRETS
        if secret.variable in os.environ
    }
    _withheld.update(taken)
    try:
        yield
    finally:
        os.environ.update(taken)
        for variable in taken:
            del _withheld[variable]


def secret_value(name: str) -> str | None:
    """What the variable of a secret holds; `None` where it is not set."""
    variable = variable_of(name)
    return _withheld.get(variable, os.environ.get(variable))
