"""`semble tag`: the practice's tags and their colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.confirmations.sentences import say_done
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.framework import group as make_group
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption
from semble_cli.commands.ui.output import NOTHING, Format, chosen, say
from semble_cli.commands.ui.tables import shown, write_all
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import BadUsage, Sentence

if TYPE_CHECKING:
    from semble_cli.patient.tags import Tag


group = make_group(
    "Add, rename, colour and delete the practice's tags.",
    {
        "list": "semble_cli.commands.tag:list_tags",
        "add": "semble_cli.commands.tag:add",
        "rename": "semble_cli.commands.tag:rename",
        "delete": "semble_cli.commands.tag:delete",
    },
)

TagName = Annotated[str, typer.Argument(metavar="TAG", help="The tag, in any case.")]
ColorOption = Annotated[
    str | None, typer.Option("--color", metavar="#RRGGBB", help="Its colour, such as #3366cc.")
]

COLUMNS = ("name", "color", "patients")


def list_tags(ctx: typer.Context, form: FormatOption = None, fields: FieldsOption = None) -> None:
    """List the tags, their colours, and how many patients bear each.

    Examples:
    semble tag list -f json
    """
    from semble_cli.services.patients.tags import all_tags

    tags = all_tags(context_of(ctx).register)
    if chosen(form) is Format.TABLE and fields is None:
        _write_table(tags)
    else:
        write_all(map(_record, tags), COLUMNS, chosen(form), fields)


def add(ctx: typer.Context, tag: TagName, color: ColorOption = None) -> None:
    """Add a tag.

    Examples:
    semble tag add Diabète --color "#cc3333"
    """
    from semble_cli.services.patients.tags import add_tag

    added = add_tag(context_of(ctx).register, tag, color)
    say_done(Sentence("The tag {name} is added.", name=added.name), undo_hint())


def rename(
    ctx: typer.Context,
    tag: TagName,
    name: Annotated[str | None, typer.Argument(metavar="[NEW NAME]", help="Its new name.")] = None,
    color: ColorOption = None,
) -> None:
    """Rename a tag, change its colour, or both. The patients that bear it keep it.

    Examples:
    semble tag rename Sorti "Sorti du cabinet"
    semble tag rename Diabète --color "#3366cc"
    """
    from semble_cli.commands.ui.confirmations.changes import changed_line
    from semble_cli.services.patients.tags import change_tag

    if name is None and color is None:
        raise BadUsage("Give the tag a new name, a colour, or both.")
    before, after = change_tag(context_of(ctx).register, tag, name, color)
    changed = Sentence("The tag {name} is changed. Patients who bear it: {count}.", **_said(after))
    say_done(changed, undo_hint())
    for field, old, new in (
        ("name", before.name, after.name),
        ("color", before.color, after.color),
    ):
        if old != new:
            say("  {change}", change=changed_line(field, shown(field, old), shown(field, new)))


def delete(ctx: typer.Context, tag: TagName) -> None:
    """Delete a tag, taking it from the patients that bear it.

    Examples:
    semble tag delete Sorti
    """
    from semble_cli.services.patients.tags import delete_tag

    deleted = delete_tag(context_of(ctx).register, tag)
    said = Sentence("The tag {name} is deleted. Patients who bore it: {count}.", **_said(deleted))
    say_done(said, undo_hint())


def _said(tag: Tag) -> dict[str, object]:
    return {"name": tag.name, "count": tag.patients}


def _record(tag: Tag) -> dict[str, Any]:
    return {"name": tag.name, "color": tag.color, "patients": tag.patients}


def _write_table(tags: list[Tag]) -> None:
    from semble_cli.commands.ui.language import field_label
    from semble_cli.commands.ui.screen.drawing import TableColumn, draw
    from semble_cli.commands.ui.tables import WIDEST_ID, console, text

    draw(
        console(),
        [
            TableColumn(field_label(name), rank, least=WIDEST_ID)
            for rank, name in enumerate(COLUMNS)
        ],
        (
            (
                text("● ", tag.color or "").append_text(text(tag.name, "default")),
                text(tag.color or NOTHING),
                text(tag.patients),
            )
            for tag in tags
        ),
    )
