"""What an import did, for people and for scripts: counts, causes, and samples of rejects."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import explain, field_label, in_use, tr
from semble_cli.commands.ui.output import write
from semble_cli.commands.ui.safe_text import safe
from semble_cli.services.imports.report import cause_sentence

if TYPE_CHECKING:
    from semble_cli.services.imports.report import Report

COUNTS = ("read", "created", "updated", "skipped", "rejected", "warned")


def record_of(report: Report) -> dict[str, Any]:
    """The counts of an import, its batch and the ids it gave."""
    return {
        "batch": report.batch,
        **{name: getattr(report, name) for name in COUNTS},
        "first_id": report.first_id,
        "last_id": report.last_id,
    }


def write_report(report: Report, how: dict[str, str], unknown: list[str], *, html: bool) -> None:
    """Write the whole report: how the file was read, the counts, each cause, and some rejects."""
    causes = [
        {"cause": safe(tr(cause_sentence(cause))), "rows": count}
        for cause, count in report.causes.most_common()
    ]
    samples = [
        {
            "line": reject.line,
            "reasons": [line for reason in reject.reasons for line in explain(reason)],
        }
        for reject in report.rejects
    ]
    notes = [{"line": note.line, "note": tr(note.sentence)} for note in report.notes]
    if html:
        write(_page(report, how, unknown, causes, samples, notes))
    else:
        document = {
            "read_as": how,
            "unknown_columns": unknown,
            **record_of(report),
            "causes": causes,
            "rejects": samples,
            "notes": notes,
        }
        write(json.dumps(document, ensure_ascii=False, indent=2))


def _page(
    report: Report,
    how: dict[str, str],
    unknown: list[str],
    causes: list[dict[str, Any]],
    samples: list[dict[str, Any]],
    notes: list[dict[str, Any]],
) -> str:
    title = tr("Import of patients")
    counts = {field_label(name): getattr(report, name) for name in COUNTS}
    parts = [
        f"<h1>{escape(title)}</h1>",
        _table({**how, tr("columns not taken"): ", ".join(unknown) or "–"}),
        _table(counts),
        _table({each["cause"]: each["rows"] for each in causes}),
        _table({each["line"]: "; ".join(each["reasons"]) for each in samples}),
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
