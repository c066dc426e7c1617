"""What a file of rejected rows is imported with, beside its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.on_duplicate import OnDuplicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.commands.patient.importing.report import FileReport
    from semble_cli.services.imports.report import Policy
    from semble_cli.services.imports.source import SourceOptions


def repeated_options(
    files: Sequence[FileReport], asked: SourceOptions, policy: Policy
) -> Iterator[str]:
    """The options that the rejected rows of *files* need again: not that of the header's line,
    which is their first, nor how texts are written where they came from a workbook."""
    if asked.map_file is not None:
        yield from ("--map", asked.map_file)
    if all("encoding" in each.how for each in files):
        if asked.encoding is not None:
            yield from ("--encoding", asked.encoding)
        if asked.delimiter is not None:
            yield from ("--delimiter", asked.delimiter)
    if asked.date_form is not None:
        yield from ("--date-format", asked.date_form)
    for text in asked.nothing:
        yield from ("--null", text)
    if policy.accept_incomplete:
        yield "--accept-incomplete"
    if policy.create_tags:
        yield "--create-tags"
    if policy.on_duplicate is OnDuplicate.UPDATE or any(each.report.dropped for each in files):
        yield from ("--on-duplicate", "update")


def dates_decided(files: Sequence[FileReport]) -> str:
    """The form of dates that the rows of *files* told together, which some of them may not tell by
    themselves; empty where there is none, or several."""
    from semble_cli.services.imports.source import order_in

    orders = {order for each in files for order in order_in(each.how)}
    return orders.pop() if len(orders) == 1 else ""
