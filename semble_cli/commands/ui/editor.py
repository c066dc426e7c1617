"""A text in the person's own editor, opened again until it can be taken."""

from __future__ import annotations

import os
import shlex
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from semble_cli.commands.ui.language import explain, tr
from semble_cli.errors import BadUsage, Conflict, InvalidInput, InvalidRecord
from semble_cli.leftovers import directory_for_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from semble_cli.commands.ui.context import Context
    from semble_cli.errors import SembleError

T = TypeVar("T")

_OURS = "# ! "
"""How each line begins that says why the text could not be taken."""

_BYTES = {"encoding": "utf-8", "errors": "surrogateescape"}
"""How the text is read and kept, also where it is not in UTF-8 any more."""


def edit_text(
    context: Context,
    file_name: str,
    text: str,
    take: Callable[[str], T],
    changed_by_others: Callable[[], list[str]],
) -> T:
    """Have a text edited, and *take* it. What cannot be taken is told on top of the text, which is
    opened again as it is, until the person leaves it unchanged; of a conflict, also what others
    changed meanwhile.

    Raises:
        BadUsage: there is no such editor, it failed, or the text was emptied: the person gave up.
        SembleError: what cannot be taken, where nobody is there, or the person gave up.
    """
    with _opened(file_name, text) as edited:
        problem: SembleError | None = None
        while True:
            edited.open()
            if problem is not None and edited.is_left():
                raise problem
            try:
                return take(edited.text())
            except (BadUsage, InvalidInput, InvalidRecord, Conflict) as found:
                if not context.may_ask or edited.is_left():
                    raise
                problem = found
            lines = explain(problem)
            if isinstance(problem, Conflict):
                lines += changed_by_others()
            edited.note(lines)


class _EditedText(NamedTuple):
    """A text in a file that only its owner may read, while it is edited."""

    path: Path
    opened: list[str]
    """The text as it was opened last."""

    def open(self) -> None:
        """Wait for the person's editor.

        Raises:
            BadUsage: there is no such editor, it failed, or nothing is left of the text.
        """
        self.opened[:] = [self._kept()]
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        try:
            done = subprocess.run([*shlex.split(editor), self.path], check=False)
        except (OSError, ValueError) as error:
            raise BadUsage("The editor cannot be started. Set $EDITOR to yours.") from error
        if done.returncode:
            raise BadUsage("The editor failed. Nothing was written.")
        lines = self._kept().splitlines()
        if all(not line.strip() or line.startswith("#") for line in lines):
            raise BadUsage("The text is empty. Nothing was written.")

    def text(self) -> str:
        """The text as the person left it.

        Raises:
            BadUsage: it is not UTF-8 any more.
        """
        text = self._kept()
        if not text.isprintable() and _is_not_utf8(text):
            raise BadUsage("The text is not in UTF-8 any more. Nothing was written.")
        return text

    def is_left(self) -> bool:
        """Whether the person left the text as it was opened."""
        return self.opened == [self._kept()]

    def note(self, problems: list[str]) -> None:
        """Say on top of the text, which is kept, why it could not be taken."""
        kept = self._kept().splitlines()
        while kept and kept[0].startswith(_OURS.rstrip()):
            del kept[0]
        hint = tr("Correct it, save and leave. Leave it as it is to give up.")
        said = [f"{_OURS}{line}" for text in (*problems, hint) for line in text.splitlines()]
        self.path.write_text("\n".join((*said, *kept, "")), **_BYTES)

    def _kept(self) -> str:
        if not self.path.is_file():  # a pipe would be waited for
            raise BadUsage("The editor left no file. Nothing was written.")
        return self.path.read_text(**_BYTES)


@contextmanager
def _opened(file_name: str, text: str) -> Iterator[_EditedText]:
    """A text in a file, for as long as it is edited; then it is gone."""
    with directory_for_records() as directory:
        path = directory / file_name
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
        yield _EditedText(path, [])


def _is_not_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
