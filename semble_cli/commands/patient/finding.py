"""Find patients and show them: what `semble patient search` does once its words are read."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from semble_cli.commands.patient.acting import show
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import NOTHING, Format, chosen, say
from semble_cli.commands.ui.safe_text import safe
from semble_cli.commands.ui.tables import write_all
from semble_cli.errors import NothingFound
from semble_cli.patient.document import LIGHT_KEYS, light_document
from semble_cli.services.patients.search import (
    USUAL_LIMIT,
    Hit,
    SearchQuery,
    SearchResult,
    search_patients,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.paper.scanned import ScannedDifference

    Differences = Mapping[int, Sequence[ScannedDifference]] | None
    """Of each patient found by an INS datamatrix, what differs; `None` for another search."""

_SIGN_OF_A_DATAMATRIX = "]dD12$£&é\x02"
"""The characters of `]d1` and `]d2`, on French keyboards too, and of a beginning."""


def find(
    context: Context,
    asked: SearchQuery,
    form: Format | None = None,
    fields: str | None = None,
    *,
    explain: bool = False,
    opens: bool = False,
) -> None:
    """Show who is found; with *opens*, the record of who is found alone.

    Raises:
        NothingFound: nobody; or nobody but those who nearly match.
    """
    result, differences = _searched(context, asked)
    if opens and len(result.hits) == 1 and not result.near:
        show(context, result.hits[0].patient.id or 0, form, fields)
        _tell_of_others(result)
        _tell_differences(differences)
        return
    with _paged_if_long(context, result, chosen(form)):
        _write(result, asked, chosen(form), fields, differences, explain=explain)
    if result.more:
        say("The list ends after {limit}; --limit 0 shows all.", limit=asked.limit)
    _tell_of_others(result)
    _tell_differences(differences)
    if not result.hits:
        raise NothingFound("No patient matches.")
    if result.near:
        raise NothingFound(
            "No patient matches exactly. Those shown nearly do: by a typing error, by the sound, or"
            " by a part of what was typed."
        )


def _searched(context: Context, asked: SearchQuery) -> tuple[SearchResult, Differences]:
    """Who is found by words, or by what a scanner typed: our codes begin so on every keyboard,
    after the sign of a DataMatrix, if the scanner sends it."""
    if asked.bar.lstrip(_SIGN_OF_A_DATAMATRIX)[:2].upper() in ("IS", "SE"):
        from semble_cli.services.paper.scanned import search_scanned

        scanned = search_scanned(context.register, asked.bar, asked)
        if scanned is not None:
            return scanned
    return search_patients(context.register, asked), None


def _tell_differences(differences: Differences) -> None:
    """Say of each patient found by an INS datamatrix which traits differ, if any do."""
    for patient_id, differing in (differences or {}).items():
        if not differing:
            say("Patient {id}: all that was scanned is as in the record.", id=patient_id)
        for each in differing:
            say(
                "Patient {id}: {field} differs: scanned {scanned}, in the record {held}.",
                id=patient_id,
                field=field_label(each.field),
                scanned=safe(each.scanned),
                held=safe(each.held) or NOTHING,
            )


def _paged_if_long(
    context: Context, result: SearchResult, form: Format
) -> AbstractContextManager[None]:
    """The pager for more than a search usually gives: what fits a screen is there at once."""
    if len(result.hits) <= USUAL_LIMIT:
        return nullcontext()
    from semble_cli.commands.ui.screen.pager import paged

    return paged(context, form)


def _write(
    result: SearchResult,
    asked: SearchQuery,
    form: Format,
    fields: str | None,
    differences: Differences,
    *,
    explain: bool,
) -> None:
    if form is not Format.TABLE or (result.hits and fields):
        beside = asked.archived or asked.merged or asked.former
        beside_keys = (*(["state"] if beside else []), *(["match"] if explain else []), "near")
        if differences is not None:
            beside_keys = (*beside_keys, "differences")
        known = [*LIGHT_KEYS, *beside_keys]
        records = (_record(hit, differences or {}) for hit in result.hits)
        write_all(records, known, form, fields)
    elif result.hits:
        from semble_cli.commands.patient.display.table import write_hits

        write_hits(result.hits, result.names, explain=explain)


def _tell_of_others(result: SearchResult) -> None:
    """Say who was found beside those who match, and who was not looked for."""
    near = sum(hit.near for hit in result.hits)
    if near and not result.near:
        say(
            "The last shown match only nearly, by a typing error or by the sound: {count}.",
            count=near,
        )
    if count := result.elsewhere.get("archived"):
        say("Archived patients who match: {count}; --include archived shows them.", count=count)
    if count := result.elsewhere.get("merged"):
        say("Merged patients who match: {count}; --include merged shows them.", count=count)
    if count := result.elsewhere.get("former"):
        say("Deleted patients who match: {count}; --include former shows them.", count=count)


def _record(hit: Hit, differences: Mapping[int, Sequence[ScannedDifference]]) -> dict[str, Any]:
    return light_document(hit.patient) | {
        "state": hit.state,
        "match": tr(hit.reason) if hit.reason else None,
        "near": hit.near,
        "differences": [each._asdict() for each in differences.get(hit.patient.id or 0, ())],
    }
