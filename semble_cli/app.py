"""The command `semble`: its language, and the one place where errors become exits."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

from semble_cli.commands.patient.plain import plain_command
from semble_cli.commands.ui import language, output
from semble_cli.errors import DONE, BadUsage, Interrupted, SembleError
from semble_cli.settings import Settings, read_settings, user_file

if TYPE_CHECKING:
    from collections.abc import Sequence


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Whatever fails is said in a sentence on standard error."""
    debug = False
    try:
        language.use(language.of_locale(os.environ))
        settings = read_settings(os.environ, user_file(os.environ))
        debug = settings.debug
        if settings.lang:
            language.use(settings.lang)
        code = _run(arguments, settings)
        sys.stdout.flush()
        return code
    except SembleError as error:
        output.complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        output.complain(Interrupted("Interrupted. Nothing was written."))
        return Interrupted.exit_code
    except BrokenPipeError:
        # Who reads our output has seen enough, as in `semble patient list | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # a defect: its place is told, its data is not
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            full = BadUsage("There is no room left to write the result.")
            output.complain(full)
            return full.exit_code
        if debug:
            raise
        output.report_defect(error)
        return SembleError.exit_code


def _run(arguments: Sequence[str], settings: Settings) -> int:
    if command := plain_command(arguments):
        command.run(settings)
        return DONE
    from semble_cli.commands.root import run_command

    return run_command(arguments, settings)
