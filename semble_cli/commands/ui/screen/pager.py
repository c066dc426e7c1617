"""Long results, a screen at a time: through the person's pager."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from typing import TYPE_CHECKING

from semble_cli.commands.ui.output import Format, fitted, say
from semble_cli.commands.ui.streams import ReaderGone, read_by_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from subprocess import Popen

    from semble_cli.commands.ui.context import Context

_NO_PAGER = ("", "cat")
_FOR_LESS = {
    "LESS": "FRX",  # a result that fits the screen is just shown, in its colours, and stays there
    "LESSCHARSET": "utf-8",
}
_ALWAYS = {"LESSHISTFILE": "-"}
"""What is looked for in a pager is a patient's name: it is not to be kept in a file."""


@contextmanager
def paged(context: Context, form: Format = Format.TABLE) -> Iterator[None]:
    """Inside, a table goes through `$PAGER`, or `less`, if a person is there to read it. Messages
    wait until the pager is left; to leave it early ends what stands inside, and is no error."""
    if form is not Format.TABLE or not _is_wanted(context):
        yield
        return
    # An interrupt is the pager's business, from its start on: to leave it ends the command. It is
    # handled, not ignored, for the pager would ignore it too.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    pager = _started(os.environ)
    if pager is None or pager.stdin is None:
        signal.signal(signal.SIGINT, before)
        yield
        return
    held = io.StringIO()
    try:
        with (
            suppress(ReaderGone),
            redirect_stderr(held),
            read_by_person(os.dup(pager.stdin.fileno())) as out,
            redirect_stdout(out),
        ):
            pager.stdin.close()
            yield
        pager.wait()
    except KeyboardInterrupt:  # from outside, for an interrupt of the terminal is the pager's
        pager.terminate()
        raise
    finally:
        pager.wait()
        signal.signal(signal.SIGINT, before)
        for message in held.getvalue().splitlines():
            sys.stderr.write(f"{fitted(message)}\n")


def _is_wanted(context: Context) -> bool:
    return (
        context.may_ask
        and sys.stdout.isatty()
        and os.environ.get("TERM") != "dumb"
        and os.environ.get("PAGER", "less").strip() not in _NO_PAGER
    )


def _started(environment: Mapping[str, str]) -> Popen[bytes] | None:
    """The pager, which waits for what it is to show; None if there is none."""
    # Imported here, for a result that goes to no terminal needs neither.
    import shlex
    from subprocess import PIPE, Popen

    command = environment.get("PAGER")
    try:
        return Popen(
            shlex.split(command or "less"),
            stdin=PIPE,
            env={**_FOR_LESS, **environment, **_ALWAYS},
        )
    except (OSError, ValueError):
        if command:
            say("The pager cannot be started. Set $PAGER to yours.")
        return None
