"""What an import did, for people and for scripts: counts, causes, and samples of rejects."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.commands.ui.language import explain, field_label, in_use, tr
from semble_cli.commands.ui.output import write, write_document
from semble_cli.commands.ui.safe_text import discreet, safe
from semble_cli.identity.place_doubts import postal_warning
from semble_cli.services.imports.report import Report, cause_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from semble_cli.errors import Sentence

COUNTS = (
    *("read", "created", "updated", "skipped", "rejected", "warned", "records"),
    *("dropped_cells", "taken_by_dropping"),
)
_SUMMED = tuple(name for name in COUNTS if name != "dropped_cells")


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


class FileReport(NamedTuple):
    """What was done with one file: how it was read, its columns that were not taken, what was said
    of its lines and sheets, and what an import did."""

    file: str
    report: Report
    how: dict[str, str]
    unknown: list[str]
    remarks: list[Sentence]


def write_report(files: Sequence[FileReport], *, html: bool) -> None:
    """Write the whole report: how each file was read, the counts, each cause, and some rejects."""
    report = _together([each.report for each in files])
    several = len(files) > 1
    parts: dict[str, list[dict[str, Any]]] = {
        "remarks": [
            {"file": each.file, "remark": tr(said)} for each in files for said in each.remarks
        ],
        "causes": [
            {"cause": safe(tr(cause_sentence(cause))), "rows": count}
            for cause, count in report.causes.most_common()
        ],
        "dropped": [
            {"cause": safe(tr(cause_sentence(cause))), "cells": count}
            for cause, count in report.dropped.most_common()
        ],
        "rejects": [
            {
                "file": each.file,
                "line": reject.line,
                "reasons": [line for reason in reject.reasons for line in explain(reason)],
            }
            for each in files
            for reject in each.report.rejects
        ],
        "warnings": [
            {"warning": tr(warning), "rows": rows} for warning, rows in warnings_of(report)
        ],
        "notes": [
            {"file": each.file, "line": note.line, "note": tr(note.sentence)}
            for each in files
            for note in each.report.notes
        ],
    }
    if html:
        write(safe(discreet(_page(report, files, parts, several=several))))
        return
    of_only = {} if several else {"read_as": files[0].how, "unknown_columns": files[0].unknown}
    of_each = [
        {
            "file": each.file,
            "read_as": each.how,
            "unknown_columns": each.unknown,
            **record_of(each.report),
        }
        for each in files
    ]
    write_document({**of_only, **record_of(report), **parts, "files": of_each})


def _together(reports: Sequence[Report]) -> Report:
    """What several imports did."""
    whole = Report()
    for each in reports:
        for name in (*_SUMMED, "causes", "dropped", "left_out", "codes_in_doubt"):
            setattr(whole, name, getattr(whole, name) + getattr(each, name))
        whole.batch = each.batch or whole.batch
        whole.first_id = whole.first_id or each.first_id
        whole.last_id = each.last_id or whole.last_id
    return whole


def _page(
    report: Report,
    files: Sequence[FileReport],
    parts: dict[str, list[dict[str, Any]]],
    *,
    several: bool,
) -> str:
    title = tr("Import of patients")
    tables = [f"<h1>{escape(title)}</h1>"]
    for each in files:
        if several:
            tables.append(f"<h2>{escape(each.file)}</h2>")
        tables.append(
            _table([*each.how.items(), (tr("columns not taken"), ", ".join(each.unknown) or "–")])
        )
        if several:
            tables.append(_counts(each.report))
    if several:
        tables.append(f"<h2>{escape(tr('all files'))}</h2>")
    tables.append(_counts(report))
    for rows in parts.values():
        cells = [
            [_cell(value) for name, value in row.items() if several or name != "file"]
            for row in rows
        ]
        tables.append(_table(cells))
    return (
        f'<!doctype html><html lang="{in_use()}"><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        "<style>body{font-family:sans-serif;margin:2em}td{padding:.2em 1em .2em 0}"
        "table{margin-bottom:1.5em}</style>" + "".join(tables) + "</html>"
    )


def _counts(report: Report) -> str:
    return _table([(field_label(name), getattr(report, name)) for name in COUNTS])


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def _table(rows: Iterable[Sequence[Any]]) -> str:
    cells = ("".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
