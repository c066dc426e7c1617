"""What is said of an import: how the file is read, and what became of its rows."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from semble_cli.commands.patient.importing.report import warnings_of
from semble_cli.commands.ui.confirmations.sentences import say_done, who
from semble_cli.commands.ui.language import explain, tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.patient.record import Patient
    from semble_cli.services.imports.report import Policy, Report
    from semble_cli.services.imports.source import Source

_MOST_WARNINGS = 10
_NUMBERS_OF_PERSONS = ("nir", "ins_number", "nir_key")


def describe(source: Source) -> None:
    """Say how a file is read."""
    how = {
        name: value
        for name, value in source.records.described().items()
        if not name.startswith("column ")
    }
    if "delimiter" in how:
        how["delimiter"] = tr("tab") if how["delimiter"] == "\t" else f"“{how['delimiter']}”"
    say("Read as: {how}.", how=", ".join(how.values()))
    for remark in source.records.remarks():
        say(remark)
    if columns := source.records.columns():
        say("Columns:")
    for column in columns:
        say("  {column}", column=_shown(*column))
    if unknown := source.records.unknown():
        say(
            "Columns not taken, for want of a field: {names}. --map places them.",
            names=", ".join(unknown),
        )


def _shown(name: str, field: str, sample: str) -> Sentence:
    """A column with its field and a value of it; a NIR is masked, whatever stands there for one."""
    if field in _NUMBERS_OF_PERSONS:
        sample = "".join("•" if each.isalnum() else each for each in sample)
    target = field or Sentence("not taken")
    if not sample:
        return Sentence("{name} → {field}", name=name, field=target)
    return Sentence("{name} → {field} ({sample})", name=name, field=target, sample=sample)


def tell(report: Report, policy: Policy, only: Patient | None = None) -> None:
    """Say what an import did, and what deserves a look; *only* is the patient, if it wrote one."""
    from semble_cli.services.imports.report import cause_sentence

    if report.new_tags:
        say("Tags added: {names}.", names=", ".join(report.new_tags))
    for note in report.notes:
        say("Line {line}: {problem}", line=note.line, problem=note.sentence)
    warnings = warnings_of(report)
    for warning, rows in warnings[:_MOST_WARNINGS]:
        say("{count} × {cause}", count=rows, cause=warning)
    if (more := len(warnings) - _MOST_WARNINGS) > 0:
        say("… and {count} more such remarks; --report names all.", count=more)
    for reject in report.rejects:
        for reason in reject.reasons:
            for problem in explain(reason):
                say("Line {line}: {problem}", line=reject.line, problem=problem)
    more = report.rejected - len(report.rejects)
    if more > 0:
        say("… and {count} more.", count=more)
        for cause, count in report.causes.most_common():
            say("{count} × {cause}", count=count, cause=cause_sentence(cause))
    if report.dropped:
        say("Cells dropped from rows that are taken: {count}.", count=report.dropped_cells)
        for cause, count in report.dropped.most_common():
            say("{count} × {cause}", count=count, cause=cause_sentence(cause))
    if policy.dry_run:
        if report.taken_by_dropping:
            say(
                "Rejected rows that --drop-bad-cells would take in: {count}.",
                count=report.taken_by_dropping,
            )
        say("Dry run: nothing was written.")
    elif policy.strict and report.rejected:
        say("Nothing was written, for some rows cannot be taken.")
    elif report.batch is not None:
        done = Sentence(
            "Batch {batch}: patients created: {created}, updated: {updated}.",
            batch=report.batch,
            created=report.created,
            updated=report.updated,
        )
        say_done(done, undo_hint(report.batch))
        if report.records:
            say(
                "  around them, relations, allergies, treatments and documents: {count}",
                count=report.records,
            )
        if only:
            say("  {who}", who=who(only))


def tell_what_next(
    reports: Sequence[Report],
    policy: Policy,
    rejects: str | None,
    *,
    repeated: Sequence[str] = (),
    dated: str = "",
) -> None:
    """Say how the rows that were not taken can be corrected; *rejects* is the file of these, which
    the options *repeated* go with, and in which dates are *dated*, as the whole file decided."""
    if policy.strict:  # the file itself is to be corrected
        return
    rejected = any(report.rejected for report in reports)
    dropped = any(report.dropped for report in reports)
    if rejected and all(report.already_there == report.rejected for report in reports):
        say(
            "Next: --on-duplicate update brings these patients up to the file, --on-duplicate skip"
            " passes their rows over."
        )
    elif policy.dry_run and rejected:
        say(
            "Next: --rejects FILE in place of --dry-run takes the other rows, and writes these to"
            " a file to correct."
        )
    elif rejects and (dropped or rejected):
        if repeated:
            say(
                "Next: correct the rows in {file}, and import that file with {options}.",
                file=rejects,
                options=shlex.join(repeated),
            )
        else:
            say("Next: correct the rows in {file}, and import that file.", file=rejects)
        if dated:
            say(
                "The rest of the file told how its dates are written: where they are asked about or"
                " read otherwise there, add --date-format {form}.",
                form=dated,
            )
    elif rejected:
        say(
            "Next: --on-duplicate skip --rejects FILE with the same file writes these rows to a"
            " file to correct."
        )
