"""`semble consultation keyword`: the keywords of the practice's own."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.confirmations.sentences import say_done
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.framework import group as make_group
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption
from semble_cli.commands.ui.output import Format, chosen, refuse_workbook_here
from semble_cli.commands.ui.tables import write_all, write_one
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import Sentence
from semble_cli.patient.around.consultation import SectionKeyword
from semble_cli.services.record.keywords import add_keyword, all_keywords, delete_keyword

group = make_group(
    "List the keywords of sections; add and delete the practice's own.",
    {
        "list": "semble_cli.commands.consultation.keyword:list_keywords",
        "add": "semble_cli.commands.consultation.keyword:add",
        "delete": "semble_cli.commands.consultation.keyword:delete",
    },
)

COLUMNS = ("keyword", "id")

KeywordArgument = Annotated[str, typer.Argument(metavar="KEYWORD", help="The keyword.")]


def list_keywords(
    ctx: typer.Context, form: FormatOption = None, fields: FieldsOption = None
) -> None:
    """List the keywords that sections may have; those of the practice's own have a number.

    Examples:
    semble consultation keyword list
    """
    known = all_keywords(context_of(ctx).register)
    records = [{"keyword": each.name, "id": each.id} for each in known]
    write_all(records, COLUMNS, chosen(form), fields)


def add(ctx: typer.Context, keyword: KeywordArgument, form: FormatOption = None) -> None:
    """Add a keyword of the practice's own.

    Examples:
    semble consultation keyword add Vaccins
    """
    refuse_workbook_here(form)
    added = add_keyword(context_of(ctx).register, keyword)
    say_done(Sentence("The keyword {name} is added.", name=added.name), undo_hint())
    _write(added, form)


def delete(ctx: typer.Context, keyword: KeywordArgument, form: FormatOption = None) -> None:
    """Delete a keyword of the practice's own. Sections that bear it keep it.

    Examples:
    semble consultation keyword delete Vaccins
    """
    refuse_workbook_here(form)
    deleted = delete_keyword(context_of(ctx).register, keyword)
    say_done(Sentence("The keyword {name} is deleted.", name=deleted.name), undo_hint())
    _write(deleted, form)


def _write(keyword: SectionKeyword, form: Format | None) -> None:
    if form is not None and form is not Format.TABLE:
        write_one({"id": keyword.id, "keyword": keyword.name}, form)
