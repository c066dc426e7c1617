"""What an import did, for people and for scripts: counts, causes, and samples of rejects."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import explain, field_label, in_use, tr
from semble_cli.commands.ui.output import write, write_document
from semble_cli.commands.ui.safe_text import discreet, safe
from semble_cli.identity.place_doubts import postal_warning
from semble_cli.services.imports.report import cause_sentence

if TYPE_CHECKING:
    from semble_cli.errors import Sentence
    from semble_cli.services.imports.report import Report

COUNTS = (
    *("read", "created", "updated", "skipped", "rejected", "warned", "records"),
    *("dropped_cells", "taken_by_dropping"),
)


def record_of(report: Report) -> dict[str, Any]:
    """The counts of an import, its batch and the ids it gave."""
    return {
        "batch": report.batch,
        **{name: getattr(report, name) for name in COUNTS},
        "birth_places_in_doubt": report.codes_in_doubt.total(),
        "first_id": report.first_id,
        "last_id": report.last_id,
    }


def warnings_of(report: Report) -> list[tuple[Sentence, int]]:
    """What deserves a look whatever the row, the most frequent first, and in how many rows."""
    in_doubt = [
        (warning, rows)
        for code, rows in report.codes_in_doubt.most_common()
        if (warning := postal_warning(code))
    ]
    return [*report.left_out.most_common(), *in_doubt]


def write_report(report: Report, how: dict[str, str], unknown: list[str], *, html: bool) -> None:
    """Write the whole report: how the file was read, the counts, each cause, and some rejects."""
    causes = [
        {"cause": safe(tr(cause_sentence(cause))), "rows": count}
        for cause, count in report.causes.most_common()
    ]
    dropped = [
        {"cause": safe(tr(cause_sentence(cause))), "cells": count}
        for cause, count in report.dropped.most_common()
    ]
    samples = [
        {
            "line": reject.line,
            "reasons": [line for reason in reject.reasons for line in explain(reason)],
        }
        for reject in report.rejects
    ]
    warnings = [{"warning": tr(warning), "rows": rows} for warning, rows in warnings_of(report)]
    notes = [{"line": note.line, "note": tr(note.sentence)} for note in report.notes]
    if html:
        write(
            safe(discreet(_page(report, how, unknown, causes, dropped, samples, warnings, notes)))
        )
    else:
        write_document(
            {
                "read_as": how,
                "unknown_columns": unknown,
                **record_of(report),
                "causes": causes,
                "dropped": dropped,
                "rejects": samples,
                "warnings": warnings,
                "notes": notes,
            }
        )


def _page(
    report: Report,
    how: dict[str, str],
    unknown: list[str],
    causes: list[dict[str, Any]],
    dropped: list[dict[str, Any]],
    samples: list[dict[str, Any]],
    warnings: list[dict[str, Any]],
    notes: list[dict[str, Any]],
) -> str:
    title = tr("Import of patients")
    counts = {field_label(name): getattr(report, name) for name in COUNTS}
    parts = [
        f"<h1>{escape(title)}</h1>",
        _table({**how, tr("columns not taken"): ", ".join(unknown) or "–"}),
        _table(counts),
        _table({each["cause"]: each["rows"] for each in causes}),
        _table({each["cause"]: each["cells"] for each in dropped}),
        _table({each["line"]: "; ".join(each["reasons"]) for each in samples}),
        _table({each["warning"]: each["rows"] for each in warnings}),
        _table({each["line"]: each["note"] for each in notes}),
    ]
    return (
        f'<!doctype html><html lang="{in_use()}"><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        "<style>body{font-family:sans-serif;margin:2em}td{padding:.2em 1em .2em 0}"
        "table{margin-bottom:1.5em}</style>" + "".join(parts) + "</html>"
    )


def _table(pairs: dict[Any, Any]) -> str:
    rows = "".join(
        f"<tr><td>{escape(str(name))}</td><td>{escape(str(value))}</td></tr>"
        for name, value in pairs.items()
    )
    return f"<table>{rows}</table>"
