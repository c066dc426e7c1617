"""One file of rejected rows for all the files of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from semble_cli.errors import BadUsage
from semble_cli.services.imports.earlier_rejects import ReadFile, kept_of_earlier
from semble_cli.services.imports.source import map_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.services.imports.source import Input, SourceOptions


class SharedRejects:
    """The form of the rejected rows of some files: their own, if it is the same for all; else, for
    files of the same columns, cell by cell in UTF-8. The files write theirs in it from now on.

    Raises:
        BadUsage: the files are of several kinds or encodings, or have other columns.
    """

    def __init__(self, inputs: Sequence[Input], asked: SourceOptions) -> None:
        forms = [each.opened.records.rejects_form for each in inputs]
        first, *others = forms
        for each, form in zip(inputs, forms, strict=True):
            if (form.kind, form.within) != (first.kind, first.within):
                raise BadUsage(
                    "--rejects takes the rows of files of one kind and encoding, and {file} is"
                    " another: import it by itself.",
                    file=each.name,
                )
            if form.columns != first.columns:
                raise BadUsage(
                    "--rejects takes the rows of files with the same columns, and {file} has"
                    " others: import it by itself.",
                    file=each.name,
                )
        given = map_of(asked.map_file)
        named = tuple(given.columns) if given else ()
        self._files = [
            ReadFile(each.source, own, named, asked.header_line, each.done)
            for each, own in zip(inputs, forms, strict=True)
        ]
        is_own = all(other == first for other in others)
        self._form = (
            first
            if is_own
            else first._replace(encoding="utf-8", written=None, is_month_first=False)
        )
        for each in inputs:
            each.opened.records.rejects_form = self._form

    @property
    def encoding(self) -> str:
        """The encoding of the file."""
        return self._form.encoding

    def kept_of_earlier(self, before: BinaryIO) -> int | None:
        """How many bytes of a file of before stay; `None` where it is not of these files."""
        return kept_of_earlier(before, self._form, self._files)
