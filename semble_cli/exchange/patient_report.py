"""A patient report of ours, which is no file of patients to create: some are former ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Collection

_OF_FORMER = frozenset(("deleted_at", "deleted_by"))
_OF_ALL = frozenset(("id", "state", "birth_name"))


def refuse_report(names: Collection[str]) -> None:
    """Refuse the columns, or keys, of a patient report as those of a file to import.

    Raises:
        InvalidInput: it is a report.
    """
    if not _OF_FORMER.isdisjoint(names) or _OF_ALL.issubset(names):
        raise InvalidInput(
            "file",
            "it is a patient report, with deleted patients; bring them back with semble patient"
            " recover --from-report.",
        )
