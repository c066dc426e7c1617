"""The root of the command line: its options, and its groups, each imported when it is called."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.exceptions import TyperException

from semble_cli import __version__
from semble_cli.commands.ui import language, output
from semble_cli.commands.ui.context import Context, keys_of
from semble_cli.commands.ui.framework import Group, load, verbs_of
from semble_cli.commands.ui.guide.suggestions import no_such_command, whole_names
from semble_cli.commands.ui.help import explain_group
from semble_cli.commands.ui.options.plain import KEY_FILE, STORE
from semble_cli.commands.ui.options.shared import option_of
from semble_cli.commands.ui.usage_errors import is_bare_group, usage_problem
from semble_cli.commands.ui.words.choices import LANGUAGES, choice_option
from semble_cli.errors import DONE, Interrupted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.settings.reading import Settings

MEMBERS = {
    "init": "semble_cli.commands.store.group:init",
    "patient": "semble_cli.commands.patient.group:group",
    "consultation": "semble_cli.commands.consultation.group:group",
    "treatment": "semble_cli.commands.treatment.group:group",
    "document": "semble_cli.commands.document.group:group",
    "appointment": "semble_cli.commands.appointment.group:group",
    "practitioner": "semble_cli.commands.practitioner.group:group",
    "invoice": "semble_cli.commands.invoice.group:group",
    "letter": "semble_cli.commands.letter.group:group",
    "contact": "semble_cli.commands.contact.group:group",
    "tag": "semble_cli.commands.tag:group",
    "undo": "semble_cli.commands.undo:undo",
    "redo": "semble_cli.commands.undo:redo",
    "place": "semble_cli.commands.place:place",
    "store": "semble_cli.commands.store.group:group",
    "user": "semble_cli.commands.user:group",
    "config": "semble_cli.commands.config.group:group",
    "audit": "semble_cli.commands.audit.group:group",
    "export": "semble_cli.commands.exporting.group:group",
    "retention": "semble_cli.commands.retention:group",
    "vitale": "semble_cli.commands.vitale.group:group",
    "adri": "semble_cli.commands.adri.group:group",
    "identity": "semble_cli.commands.identity.group:group",
    "demo": "semble_cli.commands.demo:demo",
    "help": "semble_cli.commands.help:help_command",
}
"""Where each command of `semble` is; `commands.framework` imports it when it is called."""

_MENDING = ("config", "help")
"""The commands by which settings that cannot be taken are mended."""

_LOOK_UP = "semble_cli.commands.look_up:look_up"
_SEARCH = "patient search"
"""The command whose help tells of words that are looked up."""


class _Root(Group):
    """`semble`: words that are no command are searched on a terminal, and welcome whoever types
    none."""

    def resolve_unknown(self, ctx: typer.Context, args: list[str]) -> Any:
        nouns = verbs_of(self.members)
        if not _context(ctx).is_at_terminal:
            raise no_such_command(args[0], whole_names(args[:1], nouns, nearly=True))
        words = [word for word in args if not word.startswith("-")]
        if commands := whole_names(words, nouns, nearly=False):
            raise no_such_command(args[0], commands, searches=True)
        return _SEARCH, load(_LOOK_UP, _SEARCH), args


def _context(ctx: typer.Context) -> Context:
    """What the root's own options and the settings prepare for the commands."""
    settings: Settings = ctx.obj
    no_input = ctx.params["no_input"] or settings.is_on("no_input")
    return Context(
        ctx.params["store"] or settings.sound("store"),
        no_input,
        settings,
        is_named=ctx.params["store"] is not None,
        keys=keys_of(settings, ctx.params["key_file"], no_input=no_input),
    )


def _speak(code: str | None) -> str | None:
    if code is not None:
        language.use(code)
    return code


def _show_version(wanted: bool) -> bool:
    if wanted:
        output.write(f"semble {__version__}")
        raise typer.Exit
    return wanted


def _show_completion(wanted: bool) -> bool:
    if wanted:
        from semble_cli.commands.ui.completion.install import shell_in_use
        from semble_cli.commands.ui.completion.scripts import SCRIPTS

        output.write(SCRIPTS[shell_in_use(os.environ)].rstrip())
        raise typer.Exit
    return wanted


def _install_completion(wanted: bool) -> bool:
    if wanted:
        from semble_cli.commands.ui.completion.install import install, shell_in_use

        shell = shell_in_use(os.environ)
        output.say(
            "Completion for {shell} is installed in {file}. Open a new terminal to use it.",
            shell=shell,
            file=install(shell, os.environ),
        )
        raise typer.Exit
    return wanted


def _root(
    ctx: typer.Context,
    store: Annotated[str | None, option_of(STORE)] = None,
    key_file: Annotated[str | None, option_of(KEY_FILE)] = None,
    lang: Annotated[
        str | None,
        choice_option(
            LANGUAGES,
            "--lang",
            help_text="The language of messages.",
            default="the system's locale",
            is_eager=True,
            callback=_speak,
        ),
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask a question.")] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and stop.", is_eager=True, callback=_show_version
        ),
    ] = False,
    install_completion: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            help="Have the shell this is run in (bash, zsh or fish) complete semble, and stop.",
            callback=_install_completion,
        ),
    ] = False,
    show_completion: Annotated[
        bool,
        typer.Option(
            "--show-completion",
            help="Show what --install-completion gives that shell to run, and stop.",
            callback=_show_completion,
        ),
    ] = False,
) -> None:
    """The patient register of a French practice, in a terminal.

    Results go to standard output, everything else to standard error. On a terminal, words that are
    no command are searched: semble dupont marie.

    The exit codes and the settings are explained by semble help exit-codes and semble help
    settings.
    """
    # Taken care of by their callbacks, and by `_context`.
    del store, key_file, lang, no_input, version, install_completion, show_completion
    if ctx.invoked_subcommand not in _MENDING:
        ctx.obj.refuse_problem()
    ctx.obj = _context(ctx)
    if ctx.invoked_subcommand is None:
        from semble_cli.commands.welcome import welcome

        welcome(ctx.obj)


def build() -> Group:
    """The whole command, with no group imported yet."""
    app = typer.Typer(
        cls=_Root,
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(_root)
    made = cast(Group, typer.main.get_command(app))
    made.members = MEMBERS
    return made


_ROOT_OPTIONS = {"--store": 2, "--key-file": 2, "--lang": 2, "--no-input": 1}
"""The options of the root that may stand anywhere, and how many words each takes."""


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with the root's options in front, wherever they were typed.

    >>> hoisted(["patient", "add", "--json", "-", "--no-input"])
    ['--no-input', 'patient', 'add', '--json', '-']
    """
    front: list[str] = []
    rest: list[str] = []
    words = list(arguments)
    while words:
        if words[0] == "--":
            return [*front, *rest, *words]
        name, equals, _ = words[0].partition("=")
        length = 1 if equals else _ROOT_OPTIONS.get(name, 1)
        (front if name in _ROOT_OPTIONS else rest).extend(words[:length])
        words = words[length:]
    return [*front, *rest]


def run_command(arguments: Sequence[str], settings: Settings) -> int:
    """Run the command that the arguments name; its exit code.

    Raises:
        SembleError: what the command failed with. KeyboardInterrupt: the person gave up.
    """
    try:
        code = build().main(
            args=hoisted(arguments), prog_name="semble", standalone_mode=False, obj=settings
        )
    except TyperException as error:
        if is_bare_group(error):
            return explain_group(error.ctx)  # type: ignore[attr-defined]  # as was asked
        output.say(usage_problem(error))
        return int(getattr(error, "exit_code", 2))
    except typer.Abort:
        raise KeyboardInterrupt from None
    if code == Interrupted.exit_code:  # typer turns the interrupt into this code
        raise KeyboardInterrupt
    return code if isinstance(code, int) else DONE
