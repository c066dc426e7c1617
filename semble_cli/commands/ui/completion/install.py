"""Put the script of a shell where that shell reads it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from semble_cli.commands.ui.completion.scripts import SCRIPTS
from semble_cli.errors import BadUsage

if TYPE_CHECKING:
    from collections.abc import Mapping


def shell_in_use(environment: Mapping[str, str]) -> str:
    """The shell that the program was started from, or else the user's own.

    Raises:
        BadUsage: it is none that is completed for.
    """
    import shellingham  # type: ignore[import-untyped]  # it has none

    with suppress(shellingham.ShellDetectionFailure):
        found = str(shellingham.detect_shell()[0])
        if found in SCRIPTS:
            return found
    own = os.path.basename(environment.get("SHELL", ""))
    if own in SCRIPTS:
        return own
    raise BadUsage("Completion is for bash, zsh and fish: run this in one of them.")


def install(shell: str, environment: Mapping[str, str]) -> Path:
    """Write the script of a shell, and have the shell read it when it starts; the script's path.
    Once done, it can be done again: nothing is written twice.

    Raises:
        BadUsage: a file cannot be read or written.
    """
    home = Path(os.path.expanduser("~"))
    if shell == "bash":
        script = home / ".bash_completions" / "semble.sh"
        start, lines = home / ".bashrc", f"source '{script}'"
    elif shell == "zsh":
        script = home / ".zfunc" / "_semble"
        start = Path(environment.get("ZDOTDIR") or home) / ".zshrc"
        lines = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
    else:
        own = environment.get("XDG_CONFIG_HOME") or str(home / ".config")
        script = Path(own) / "fish" / "completions" / "semble.fish"
        start, lines = None, ""
    try:
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(SCRIPTS[shell], "utf-8")
        if start is not None:
            _add(start, lines)
    except (OSError, UnicodeDecodeError) as error:
        file = getattr(error, "filename", None) or str(start)
        raise BadUsage("The file {file} cannot be written.", file=file) from error
    return script


def _add(start: Path, line: str) -> None:
    """Add a line to the file that a shell reads when it starts, unless it has it."""
    text = start.read_text("utf-8") if start.exists() else ""
    if line not in text.splitlines():
        with start.open("a", encoding="utf-8") as file:
            file.write(f"{'' if not text or text.endswith(chr(10)) else chr(10)}{line}\n")
