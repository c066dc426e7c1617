"""`semble letter templates`, `fields` and `keep`: the texts that letters are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.letter.texts import text_of
from semble_cli.commands.ui.confirmations.sentences import say_done
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption
from semble_cli.commands.ui.output import NOTHING, Format, chosen, say, write
from semble_cli.commands.ui.safe_text import safe
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import console, text, write_all, write_one
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import Sentence
from semble_cli.patient.letters.fields import LETTER_FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.services.letters.templates import KnownTemplate

FIELD_KEYS = ("name", "french", "help")
_ORIGINS = {
    "built_in": Sentence("built in"),
    "practice": Sentence("the practice's"),
    "changed": Sentence("built in, changed"),
    "own": Sentence("your own"),
}

TemplateName = Annotated[
    str | None,
    typer.Argument(metavar="[TEMPLATE]", help="Print the text of this one.", show_default=False),
]


def templates(
    ctx: typer.Context,
    template: TemplateName = None,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List the templates of letters, or print the text of one, to be changed and kept.

    Examples:
    semble letter templates
    semble letter templates ecole > ecole.md
    semble letter templates -f json | jq -r .[].name
    """
    from semble_cli.services.letters.templates import (
        TEMPLATE_KEYS,
        list_templates,
        show_template,
        template_document,
    )

    context = context_of(ctx)
    register, own = context.register, context.settings.own
    if template is not None:
        shown = show_template(register, template, own)
        if form is None and fields is None:
            for line in shown.text.splitlines():
                write(safe(line))
        else:
            write_one(template_document(shown), chosen(form), fields)
        return
    found = list_templates(register, own)
    form = chosen(form)
    if form is Format.TABLE and fields is None:
        _draw(found)
    else:
        write_all(map(template_document, found), TEMPLATE_KEYS, form, fields)


def _draw(found: Sequence[KnownTemplate]) -> None:
    columns = (
        TableColumn(tr("name"), whole=True),
        TableColumn(tr("subject"), 1),
        TableColumn(tr("where from"), 2),
    )
    rows = [
        [
            text(each.name),
            text(tr(each.problem.sentence), "yellow")
            if each.problem
            else text(each.subject or NOTHING),
            text(tr(_ORIGINS[each.origin])),
        ]
        for each in found
    ]
    draw(console(), columns, rows)
    say("semble letter templates NAME prints one; semble letter keep NAME FILE keeps another.")


def fields(
    ctx: typer.Context,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List the fields that a template may name in double braces, in English or in French.

    Examples:
    semble letter fields
    semble letter fields -f csv --fields french,help
    """
    del ctx
    form = chosen(form)
    if form is Format.TABLE and fields is None:
        columns = (
            TableColumn(tr("field"), whole=True),
            TableColumn(tr("in French"), whole=True),
            TableColumn(tr("what stands there"), 1),
        )
        rows = [
            [text(f"{{{{{each.name}}}}}"), text(f"{{{{{each.french}}}}}"), text(tr(each.help))]
            for each in LETTER_FIELDS
        ]
        draw(console(), columns, rows)
        return
    records = (
        {"name": each.name, "french": each.french, "help": tr(each.help)} for each in LETTER_FIELDS
    )
    write_all(records, FIELD_KEYS, form, fields)


def keep(
    ctx: typer.Context,
    template: Annotated[
        str, typer.Argument(metavar="TEMPLATE", help="What the template is called.")
    ],
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Its text; - is standard input.")],
) -> None:
    """Keep a text as a template of the practice's, in place of one of the same name. Admins do.

    It is the setting letters.templates.NAME: semble config unset takes it away, and a built-in one
    is as it was then.

    Examples:
    semble letter keep ecole ecole.md
    semble letter templates rappel | sed 's/cabinet/centre/' | semble letter keep rappel -
    """
    from semble_cli.services.letters.templates import FAMILY, keep_template

    change = keep_template(context_of(ctx).register, template, text_of(file))
    name = change.name.removeprefix(f"{FAMILY.name}.")
    if change.before == change.after:
        say("{name}: it was so already. Nothing was written.", name=change.name)
        return
    say_done(Sentence("The template {name} is kept, for the practice.", name=name), undo_hint())
