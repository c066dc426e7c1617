"""The command `semble`: its groups, its language, and the one place where errors become exits."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, cast

import typer
from typer.exceptions import TyperException

from semble_cli import __version__
from semble_cli.commands import language, output
from semble_cli.commands.framework import Group
from semble_cli.commands.state import State
from semble_cli.commands.usage_errors import usage_problem
from semble_cli.errors import DONE, Interrupted, SembleError
from semble_cli.settings import Settings, read_settings, user_file

if TYPE_CHECKING:
    from collections.abc import Sequence

MEMBERS = {
    "init": "semble_cli.commands.store:init",
    "patient": "semble_cli.commands.patient:group",
    "tag": "semble_cli.commands.tag:group",
    "undo": "semble_cli.commands.undo:undo",
    "place": "semble_cli.commands.place:place",
    "store": "semble_cli.commands.store:group",
    "user": "semble_cli.commands.user:group",
    "demo": "semble_cli.commands.demo:demo",
}
"""Where each command of `semble` is; `commands.framework` imports it when it is called."""


def _speak(code: str | None) -> str | None:
    if code is not None:
        language.use(code)
    return code


def _show_version(wanted: bool) -> bool:
    if wanted:
        output.write(f"semble {__version__}")
        raise typer.Exit
    return wanted


def _root(
    ctx: typer.Context,
    store: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The register: sqlite:///PATH, postgresql://USER@HOST/NAME, or a file's path.",
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="en|fr", help="The language of messages.", is_eager=True, callback=_speak
        ),
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask a question.")] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and stop.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    """The patient register of a French practice, in a terminal.

    Results go to standard output, everything else to standard error. The exit codes are listed in
    docs/exit-codes.md.
    """
    del lang, version  # taken care of by their callbacks
    settings: Settings = ctx.obj
    ctx.obj = State(store or settings.store, no_input or settings.no_input)


def build() -> Group:
    """The whole command, with no group imported yet."""
    app = typer.Typer(
        cls=Group, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    app.callback()(_root)
    made = cast(Group, typer.main.get_command(app))
    made.members = MEMBERS
    return made


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Whatever fails is said in a sentence on standard error."""
    debug = False
    try:
        language.use(language.of_locale(os.environ))
        settings = read_settings(os.environ, user_file(os.environ))
        debug = settings.debug
        if settings.lang:
            language.use(settings.lang)
        return _run(arguments, settings)
    except SembleError as error:
        output.complain(error)
        return error.exit_code
    except TyperException as error:
        output.say(usage_problem(error))
        return int(getattr(error, "exit_code", 2))
    except (KeyboardInterrupt, typer.Abort):
        output.complain(Interrupted("Interrupted. Nothing was written."))
        return Interrupted.exit_code
    except BrokenPipeError:
        # Who reads our output has seen enough, as in `semble patient list | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # a defect: its place is told, its data is not
        if debug:
            raise
        output.report_defect(error)
        return SembleError.exit_code


def _run(arguments: Sequence[str], settings: Settings) -> int:
    code = build().main(
        args=list(arguments), prog_name="semble", standalone_mode=False, obj=settings
    )
    if code == Interrupted.exit_code:  # typer turns the interrupt into this code
        raise KeyboardInterrupt
    sys.stdout.flush()
    return code if isinstance(code, int) else DONE


def main() -> None:
    """Run the command line of this process."""
    sys.exit(run(sys.argv[1:]))
