"""What everything has in common that is brought in around the patients of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.exchange.around.parts import moment_of
from semble_cli.identity.nir_in_text import is_masked
from semble_cli.patient.texts import parse_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from semble_cli.errors import Sentence
    from semble_cli.services.unit_of_work import UnitOfWork

_LONGEST_LOGIN = 63


@dataclass(slots=True)
class Bringing:
    """One run through what a file holds around its patients.

    `met` are the records of the register, by kind and id, that a record of the file was found to be
    or was made of: another of the file is another record. `note` keeps what deserves a look.
    """

    work: UnitOfWork
    largest_document: int
    note: Callable[[Sentence], None]
    met: set[tuple[str, int | None]] = field(default_factory=set)
    contacts: dict[str, int] = field(default_factory=dict)
    """The contacts of the register, by the numbers that the file has for them."""

    def as_noted(self, fields: Mapping[str, Any], when: str, whom: str) -> UnitOfWork:
        """The work as who noted something did it, then.

        Raises:
            InvalidInput: the file does not say it.
        """
        by = parse_line(whom, fields[whom], _LONGEST_LOGIN)
        if not by:
            raise InvalidInput(whom, "say who noted it.")
        return self.work._replace(at=self._moment(when, fields[when]), actor=by)

    def _moment(self, name: str, given: Any) -> datetime:
        return moment_of(name, given, self.work.at)


def refuse_masked(value: Any) -> None:
    """Let pass what holds no number that was masked when it was written.

    Raises:
        InvalidInput: it does.
    """
    if isinstance(value, str):
        if is_masked(value):
            raise InvalidInput(
                "file", "a NIR in it is masked; write the file again, with --reveal."
            )
    elif isinstance(value, dict):
        for inner in value.values():
            refuse_masked(inner)
    elif isinstance(value, list):
        for item in value:
            refuse_masked(item)
