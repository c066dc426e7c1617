"""Secrets that a command of the user's writes: a password, a token.

Such a command is a setting of the user's alone, never of the register's: whoever may change the
practice's settings must not have programs run on the machines of others.
"""

from __future__ import annotations

from semble_cli.errors import BadUsage

_PATIENCE = 60.0
"""Seconds that a command may take: it may ask the person, in a window of its own."""


def secret_from(name: str, command: str, patience: float = _PATIENCE) -> str:
    """The first line that the command of a setting writes. No shell reads it; what it says on
    stderr goes to the terminal, what it writes is in no message.

    Raises:
        BadUsage: it cannot be run, fails, takes too long, or writes nothing that can be a secret.
    """
    import shlex
    import subprocess

    try:
        done = subprocess.run(
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=patience,
            check=False,
        )
    except (OSError, ValueError):
        raise BadUsage(
            "The command of {name} cannot be run. See semble config get {name}.", name=name
        ) from None
    except subprocess.TimeoutExpired:
        raise BadUsage(
            "The command of {name} wrote nothing for {seconds} seconds, and was ended.",
            name=name,
            seconds=int(patience),
        ) from None
    if done.returncode:
        raise BadUsage(
            "The command of {name} failed (exit code {code}). Try it in a terminal: semble config"
            " get {name} shows it.",
            name=name,
            code=done.returncode,
        )
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    secret = lines[0].strip() if lines else ""
    if not secret or not secret.isprintable() or "\ufffd" in secret:
        raise BadUsage("The command of {name} wrote no secret on its first line.", name=name)
    return secret
