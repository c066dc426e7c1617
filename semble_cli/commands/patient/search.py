"""`semble patient search`: the bar, the separate fields, or both."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from semble_cli.commands.patient.finding import find
from semble_cli.commands.patient.listing import SortOption
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.field_options import read_line
from semble_cli.commands.ui.options import FieldsOption, FormatOption, LimitOption, given_id
from semble_cli.patient.insurance import RightsState
from semble_cli.services.patients.search import SearchQuery
from semble_cli.services.patients.search_plan import SearchFields


class Include(StrEnum):
    """Who is found beside the patients in use."""

    FORMER = "former"
    ARCHIVED = "archived"
    MERGED = "merged"


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...",
            help="Names, birth date, year or age, e-mail, phone, tag or id.",
        ),
    ] = None,
    *,
    last_name: Annotated[
        str | None, typer.Option(metavar="NAME", help="The birth or used name begins or sounds so.")
    ] = None,
    first_name: Annotated[
        str | None, typer.Option(metavar="NAME", help="A given name begins or sounds so.")
    ] = None,
    birth_date: Annotated[str | None, typer.Option(metavar="DATE", help="The birth date.")] = None,
    ins: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBER|-", help="The whole matricule INS; - reads it from standard input."
        ),
    ] = None,
    phone: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="A phone, or its last digits.")
    ] = None,
    email: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The beginning of the e-mail.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="Bears this tag.")] = None,
    patient_id: Annotated[
        int | None,
        typer.Option("--id", metavar="ID", help="The patient's id.", parser=given_id),
    ] = None,
    rights: Annotated[
        RightsState | None,
        typer.Option(
            metavar="open|closed|unknown", help="The rights at the health insurance are so today."
        ),
    ] = None,
    sort: SortOption = None,
    limit: LimitOption = 20,
    include: Annotated[
        list[Include] | None,
        typer.Option(metavar="former|archived|merged", help="Find these patients too."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say by what each patient was found.")
    ] = False,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Find patients, the best match first. Accents, case and hyphens do not count.

    After those who match come those who nearly do: one typing error away, or sounding alike. Where
    nobody matches, they are shown alone, and the exit code is 1.

    Examples:
    semble patient search dupont marie
    semble patient search 31/12/1975 06 39 98
    semble patient search moisseul 07/1948
    semble patient search --last-name adrun --birth-date 31/12/1975
    semble patient search --rights closed --tag Today
    semble patient search --tag Diabète -f ndjson --fields id,email | jq -r .email
    """
    beside = set(include or ())
    asked = SearchQuery(
        bar=" ".join(words or ()),
        fields=SearchFields(
            last_name=last_name,
            first_name=first_name,
            birth_date=birth_date,
            number=read_line() if ins == "-" else ins,
            phone=phone,
            email=email,
            tags=tuple(tag or ()),
            patient_id=patient_id,
            rights=rights,
        ),
        order=sort,
        limit=limit,
        archived=Include.ARCHIVED in beside,
        merged=Include.MERGED in beside,
        former=Include.FORMER in beside,
    )
    find(context_of(ctx), asked, form, fields, explain=explain)
