"""`semble help`: commands, and the topics that are no commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.guide.suggestions import meant, no_such_command
from semble_cli.commands.ui.guide.topics import TOPICS, topic_named
from semble_cli.commands.ui.help import write_list
from semble_cli.commands.ui.language import tr

if TYPE_CHECKING:
    from semble_cli.commands.ui.guide.topics import Topic


def help_command(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC|COMMAND]...", help="exit-codes, settings, or a command's words."
        ),
    ] = None,
) -> None:
    """Explain a command, or a topic: exit-codes, settings.

    Examples:
    semble help exit-codes
    semble help settings
    semble help patient add
    """
    topic = topic_named(" ".join(words or ()))
    if topic:
        typer.echo(_page(ctx, topic))
        return
    typer.echo(_help_of(ctx, words or []))
    if not words:
        typer.echo(_listed(ctx))


def _help_of(ctx: typer.Context, words: list[str]) -> str:
    """The help of the command that some words name, of `semble` itself for none.

    Raises:
        BadUsage: there is no such command, and no such topic.
    """
    at: Any = ctx.find_root()
    for word in words:
        members = getattr(at.command, "members", {})
        if word not in members:
            raise no_such_command(word, meant(word, [*members, *TOPICS]), at.command_path)
        command = at.command.get_command(at, word)
        at = type(at)(command, info_name=word, parent=at)
    return str(at.get_help())


def _page(ctx: typer.Context, topic: Topic) -> str:
    formatter = ctx.make_formatter()
    for paragraph in topic.about:
        formatter.write_text(tr(paragraph))
        formatter.write_paragraph()
    for title, rows in topic.lists:
        write_list(formatter, tr(title), rows())
    return formatter.getvalue().rstrip("\n")


def _listed(ctx: typer.Context) -> str:
    formatter = ctx.make_formatter()
    rows = [(f"semble help {name}", tr(topic.title)) for name, topic in TOPICS.items()]
    write_list(formatter, tr("Help topics"), rows)
    return formatter.getvalue().rstrip("\n")
