"""`python -m semble_cli`, and what the command `semble` starts."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

_GARBAGE = 100_000
"""How many objects are made before cycles among them are looked for: no short command makes as
many, and a fifth of its time would go on looking."""


def main() -> NoReturn:
    """Run the command line of this process, and end it.

    It ends at once, with whatever was registered for the end but without taking every object apart:
    the system does that in no time.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Before a command begins, and after it has ended, there is nothing to take back or to say.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(_GARBAGE)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who started us: the store must not become it
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: SIM115 - stays open
    if "_SEMBLE_COMPLETE" in os.environ:
        from semble_cli.commands.ui.completion.run import complete

        os._exit(complete(os.environ))
    from semble_cli.app import run

    code = run(sys.argv[1:])
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # said already, or nobody is left to say it to
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
