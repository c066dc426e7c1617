"""The example of a form to fill in: it stays where it stands when somebody forgets to take it out,
and is no patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.patient.choices.of_patients import FLAGS as FLAG_WORDS
from semble_cli.patient.fields import FLAGS
from semble_cli.patient.record import PhoneType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from semble_cli.exchange.placed_columns import PlacedColumns
    from semble_cli.exchange.record import Record

_IS_EXAMPLE = InvalidInput("file", "the example of the form is no patient: left out.")
LEFT_OUT = _IS_EXAMPLE.sentence

EXAMPLE = {
    "birth_name": "ADRUN",
    "first_given_name": "Zoé",
    "birth_date": "31/12/1975",
    "sex": "F",
    "birth_place": "Mazoires",
    "birth_given_names": "Zoé Marie",
    f"phones:{PhoneType.MOBILE.value}": "06 39 98 00 01",
    "email": "zoe@example.org",
    "address_lines": "1 rue de l'Exemple",
    "postal_code": "63420",
    "city": "Mazoires",
    "numbers": "Dossier=P1",
    FLAGS: "fictitious",
}
"""What stands in each column of it: a fictitious person of the health insurance's own tests, marked
as one."""

_MARKS = frozenset(("address_lines", FLAGS))
"""What nobody else has, whom it might be."""


def example_in(rows: Iterable[Record], columns: PlacedColumns) -> Sequence[str]:
    """The cells of the row that is the example as it was written, under whichever of its columns
    are left; none if there is no such row, or if it might be somebody else."""
    targets = {
        place: f"{column.fields[0]}:{column.kind}" if column.kind else column.fields[0]
        for place, column in columns.taken
    }
    if _MARKS.isdisjoint(targets.values()):
        return ()
    name = next((place for place, target in targets.items() if target == "birth_name"), None)
    if name is None:
        return ()
    for row in rows:
        if row.problem or row.raw[name] != EXAMPLE["birth_name"]:
            continue
        if all(_is_of_example(targets.get(place, ""), cell) for place, cell in enumerate(row.raw)):
            cells: Sequence[str] = row.raw
            return cells
    return ()


def _is_of_example(target: str, cell: str) -> bool:
    wanted = EXAMPLE.get(target, "")
    if target == FLAGS:  # in the language in use
        return FLAG_WORDS.meanings(cell) == FLAG_WORDS.meanings(wanted)
    return cell == wanted


def example_marked(rows: Iterable[Record], example: Sequence[str]) -> Iterator[Record]:
    """The rows, of which the example cannot be taken."""
    for row in rows:
        yield row._replace(problem=_IS_EXAMPLE) if row.raw == example else row


def is_example(row: Record) -> bool:
    """Whether a row was marked as the example."""
    return row.problem is _IS_EXAMPLE
