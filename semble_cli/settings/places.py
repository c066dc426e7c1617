"""Where a user's settings and register are."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def user_file(environment: Mapping[str, str]) -> str:
    """The path of the user's settings; `SEMBLE_CONFIG` names another file."""
    if named := environment.get("SEMBLE_CONFIG"):
        return named
    return os.path.join(_user_directory("config", environment), "config.toml")


def default_store(environment: Mapping[str, str]) -> str:
    """The path of the store that is used when none is named."""
    return os.path.join(_user_directory("data", environment), "semble.db")


_XDG = {"config": ("XDG_CONFIG_HOME", "~/.config"), "data": ("XDG_DATA_HOME", "~/.local/share")}
"""For each kind of directory, the variable that names it and where it is otherwise (the XDG Base
Directory Specification)."""


def _user_directory(kind: str, environment: Mapping[str, str]) -> str:
    """The user's own directory for our settings (`config`) or for our data (`data`).

    On Linux two variables tell it. Elsewhere platformdirs does, which takes as long to load as half
    a search takes: a test holds both to one answer.
    """
    if sys.platform == "linux":
        variable, usual = _XDG[kind]
        named = environment.get(variable, "")
        return os.path.join(named if os.path.isabs(named) else os.path.expanduser(usual), "semble")
    import platformdirs

    directory = platformdirs.user_config_dir if kind == "config" else platformdirs.user_data_dir
    return str(directory("semble"))
