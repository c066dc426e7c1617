"""The command `semble`: its language, and the one place where errors become exits."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from semble_cli.commands.patient.plain import plain_command
from semble_cli.commands.ui import language, output, written
from semble_cli.commands.ui.signals import as_interrupts
from semble_cli.commands.ui.streams import (
    OutputFailed,
    ReaderGone,
    guarded,
    messages_failed,
)
from semble_cli.commands.ui.times import clocks
from semble_cli.errors import (
    DONE,
    NO_ROOM,
    BadUsage,
    DoneInPart,
    Interrupted,
    InvalidInput,
    OutputLost,
    SembleError,
    StoreError,
)
from semble_cli.leftovers import clear_leftovers
from semble_cli.settings.places import user_file
from semble_cli.settings.reading import Settings, read_settings
from semble_cli.settings.secrets import withheld

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Whatever fails is said in a sentence on standard error."""
    with as_interrupts(), guarded(), withheld():
        written.forget()
        clocks.forget()
        code = _ended(arguments)
        if written.is_anything() and messages_failed():
            return OutputLost.exit_code
        return code


def _ended(arguments: Sequence[str]) -> int:
    """The exit code of a command, whose end is told where it is not that of one that did all."""
    debug = False
    settings = Settings()
    try:
        try:
            clear_leftovers()
            language.use(language.of_locale(os.environ))
            settings = read_settings(os.environ, user_file(os.environ))
            debug = settings.is_on("debug")
            if lang := settings.sound("lang"):
                language.use(lang)
            code = _run(arguments, settings)
        except SembleError as error:
            code = _told(error)
        if written.is_anything() and sys.stderr.isatty() and settings.problem is None:
            _warn_of_backup(settings.own("backup_warning_days"))
        sys.stdout.flush()
        return code
    except ReaderGone:
        return DONE
    except OutputFailed as failed:
        return _told(BadUsage(failed.reason.text, **failed.reason.values))
    except KeyboardInterrupt:
        return _told(_interrupted())
    except Exception as error:  # a defect: its place is told, its data is not
        if isinstance(error.__cause__, KeyboardInterrupt):  # it met the making of a class
            return _told(_interrupted())
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return _told(BadUsage("There is no room left for a temporary file."))
        if debug:
            raise
        output.report_defect(error)
        return SembleError.exit_code


def _interrupted() -> Interrupted:
    return Interrupted("Interrupted. {written}", written=written.what())


def _warn_of_backup(own: str | None) -> None:
    from semble_cli.commands.ui.context import now  # loaded by whatever writes

    if warning := written.backup_warning(now(), own):
        output.warn([warning])


def _told(error: SembleError) -> int:
    """Say what a command failed with; its exit code, which tells whether anything was written."""
    if not written.is_anything() or isinstance(error, DoneInPart | Interrupted):
        output.complain(error)
        if isinstance(error, StoreError) and written.is_a_note():
            output.say("The journal notes what was read all the same.")
        return error.exit_code
    if isinstance(error, BadUsage):
        lost = OutputLost("{written} {problem}", written=written.what(), problem=error.sentence)
        output.complain(lost)
        return lost.exit_code
    output.complain(error)
    output.say(written.what())
    in_part = error.exit_code == InvalidInput.exit_code
    return DoneInPart.exit_code if in_part else error.exit_code


def _run(arguments: Sequence[str], settings: Settings) -> int:
    if command := plain_command(arguments):
        command.run(settings)
        return DONE
    from semble_cli.commands.root import run_command

    return run_command(arguments, settings)
