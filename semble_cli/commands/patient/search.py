"""`semble patient search`: the bar, the separate fields, or both."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from semble_cli.commands.patient.finding import find
from semble_cli.commands.patient.listing import SortOption
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.plain import RESULT
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, LimitOption, given_id
from semble_cli.commands.ui.options.taken import read_line
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage
from semble_cli.patient.choices.of_patients import RIGHTS_STATES
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.insurance import RightsState
from semble_cli.services.patients.search import USUAL_LIMIT, SearchQuery
from semble_cli.services.patients.search_plan import SearchFields

_BY = "Search by"


class Include(StrEnum):
    """Who is found beside the patients in use."""

    FORMER = "former"
    ARCHIVED = "archived"
    MERGED = "merged"


INCLUDE = Choices(
    {
        Include.FORMER: ("former patients", "anciens patients", "anciens", "supprimés", "deleted"),
        Include.ARCHIVED: ("archived patients", "archivés", "archivé(e)"),
        Include.MERGED: ("merged patients", "fusionnés", "fusionné(e)"),
    }
)


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
        str | None,
        typer.Option(
            rich_help_panel=_BY, metavar="NAME", help="The birth or used name begins or sounds so."
        ),
    ] = None,
    first_name: Annotated[
        str | None,
        typer.Option(rich_help_panel=_BY, metavar="NAME", help="A given name begins or sounds so."),
    ] = None,
    birth_date: Annotated[
        str | None, typer.Option(rich_help_panel=_BY, metavar="DATE", help="The birth date.")
    ] = None,
    ins: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_BY,
            metavar="NUMBER|-",
            help="The whole matricule INS; - reads it from standard input.",
        ),
    ] = None,
    phone: Annotated[
        str | None,
        typer.Option(rich_help_panel=_BY, metavar="NUMBER", help="A phone, or its last digits."),
    ] = None,
    email: Annotated[
        str | None,
        typer.Option(rich_help_panel=_BY, metavar="ADDRESS", help="The beginning of the e-mail."),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(rich_help_panel=_BY, metavar="TAG", help="Only patients with this tag."),
    ] = None,
    patient_id: Annotated[
        int | None,
        typer.Option(
            "--id", rich_help_panel=_BY, metavar="ID", help="The patient's id.", parser=given_id
        ),
    ] = None,
    scan: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_BY,
            metavar="TEXT|-",
            help="What a scanner types of a label or an INS datamatrix; - reads it from standard"
            " input.",
        ),
    ] = None,
    rights: Annotated[
        RightsState | None,
        choice_option(
            RIGHTS_STATES,
            "--rights",
            help_text="Only patients whose health insurance rights are so today.",
            panel=_BY,
        ),
    ] = None,
    sort: SortOption = None,
    limit: LimitOption = USUAL_LIMIT,
    include: Annotated[
        list[Include] | None,
        choice_option(
            INCLUDE,
            "--include",
            help_text="Find these patients too.",
            panel=_BY,
            default="patients in use",
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say how each patient was found.", rich_help_panel=RESULT),
    ] = False,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Find patients, the best match first. Accents, case and hyphens do not count.

    After those who match come those who nearly do: one typing error away, or sounding alike. Where
    nobody matches, they are shown alone, and the exit code is 1. What a scanner types, of a label
    of ours or of an INS datamatrix, is searched too, and each trait that differs is told.

    Examples:
    semble patient search dupont marie
    semble patient search 31/12/1975 06 39 98
    semble patient search moisseul 07/1948
    semble patient search SEMBLE:1042
    semble patient search --scan -
    semble patient search --last-name adrun --birth-date 31/12/1975
    semble patient search --rights closed --tag Today
    semble patient search --tag Diabète -f ndjson --fields id,email | jq -r .email
    """
    beside = set(include or ())
    asked = SearchQuery(
        bar=_bar(words, scan),
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


def _bar(words: list[str] | None, scan: str | None) -> str:
    """What is searched: words, or what was scanned.

    Raises:
        BadUsage: both; or what was scanned is neither of the codes that are known.
    """
    if scan is None:
        return " ".join(words or ())
    from semble_cli.identity.scans.reading import read_scan

    text = read_line() if scan == "-" else scan
    if words or read_scan(text) is None:
        raise BadUsage("That is neither a code of semble nor an INS datamatrix. Scan it again.")
    return text.strip()
