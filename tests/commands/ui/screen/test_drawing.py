"""Tables as they are drawn: measured on narrow and on wide terminals, with every kind of text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.console import Console

from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTHS = (20, 60, 80, 120, 200)

NAMES = (
    "ADRUN",
    "DE LA ROCHE-DESSUS DU PONT-DE-L'ISÈRE ET DES ORMEAUX",
    "安倍晋三安倍晋三安倍晋三安倍晋三",
    "Zoe\u0301 He\u0301le\u0300ne",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
)


def drawn(width: int, columns: Sequence[TableColumn], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table on a terminal so wide."""
    terminal = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False)
    draw(terminal, columns, ([text(cell) for cell in row] for row in rows))
    found = terminal.file.getvalue()  # type: ignore[attr-defined]
    return [line.rstrip() for line in found.splitlines()]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("cut", [0, 12])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_wider_than_the_terminal_and_none_has_one_letter(
    width: int, cut: int, name: str
) -> None:
    columns = [
        TableColumn("Id", whole=True),
        TableColumn("nom", 1, cut=cut),
        TableColumn("nom utilisé", 2),
    ]
    columns += [TableColumn("remarques du cabinet", rank) for rank in range(3, 12)]
    rows = [[str(number), name, name, *[f"{name} encore"] * 9] for number in (1, 1042)]
    lines = drawn(width, columns, rows)
    assert max(map(cell_len, lines)) <= width
    under_heads = next(line for line in lines if "─" in line).split()
    assert all(len(each) >= 5 for each in under_heads[1:])
    assert len(under_heads) >= {20: 1, 60: 3, 80: 4, 120: 6, 200: 11}[width]


def test_a_cell_is_folded_whole_or_cut() -> None:
    columns = [TableColumn("a", whole=True), TableColumn("b", cut=8), TableColumn("c")]
    cells = ("06 39 98 12 34", "Marie-Christine Anne", "une longue remarque qui se plie")
    assert drawn(44, columns, [cells]) == [
        "a               b              c",
        "──────────────  ─────────────  ─────────────",
        "06 39 98 12 34  Marie-Christ…  une longue",
        "                               remarque qui",
        "                               se plie",
    ]


def test_the_columns_without_room_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    columns = [
        TableColumn("id"),
        TableColumn("name", 1, cut=10),
        TableColumn("place", 2),
        TableColumn("nothing", 1),
    ]
    row = ("1042", "PAT-TROIS", "Dompremy-en-Marne", "–")
    assert drawn(20, columns, [row])[0] == "id    name"
    assert capsys.readouterr().err == ("No room for: place, nothing. A wider window shows them.\n")
    assert drawn(41, columns, [row])[0].split() == ["id", "name", "place"]
    assert "No room for: nothing." in capsys.readouterr().err  # which has nothing in it
    drawn(80, columns, [row])
    assert capsys.readouterr().err == ""


def test_later_rows_of_a_long_table_stand_below_the_first() -> None:
    columns = [TableColumn("id", whole=True, least=7), TableColumn("name", cut=10)]
    rows = [(str(number), "ADRUN") for number in range(990, 1200)]
    lines = drawn(40, columns, rows)
    assert len(lines) == len(rows) + 2
    assert {line.index("ADRUN") for line in lines[2:]} == {9}
    assert drawn(40, columns, rows[:9])[2].index("ADRUN") == 5


def test_rows_are_drawn_as_they_come() -> None:
    terminal = Console(file=io.StringIO(), width=40)
    seen = []

    def rows() -> Iterable[list[object]]:
        for number in range(250):
            seen.append(terminal.file.getvalue().count("\n"))  # type: ignore[attr-defined]
            yield [text(number)]

    draw(terminal, [TableColumn("n", least=3)], rows())  # type: ignore[arg-type]
    assert (seen[99], seen[101], seen[249]) == (0, 102, 202)


def test_a_table_of_nobody_is_its_headings() -> None:
    assert drawn(80, [TableColumn("id"), TableColumn("nom", 1)], []) == ["id  nom", "──  ───"]


def test_lines_without_headings_have_none() -> None:
    lines = drawn(
        20, [TableColumn("", whole=True), TableColumn("")], [("Identity", "retrieved from INSi")]
    )
    assert lines == ["Identity  retrieved", "          from INSi"]
