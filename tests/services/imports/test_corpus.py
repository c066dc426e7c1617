"""Files as programs of every kind write them: each of `tests/exchange/shapes` is told as it should
be and comes into the register field by field as the file beside it says, or is refused so.

`NAME.toml` has the options it is imported with, what is said of it, and the patients. All people
are fictitious.
"""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.identity.cells.formulas import rearmed
from semble_cli.patient.consents.rules import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Said

    Semble = Callable[..., Said]

SHAPES = Path(__file__).parents[2] / "exchange" / "shapes"
FILES = sorted(file for file in SHAPES.iterdir() if file.is_file() and file.suffix != ".toml")

KEPT_BY_REGISTER = frozenset(
    (
        *("id", "full_name", "birth_place", "created_at", "updated_at", "version"),
        *("identity_status", "identity_source", *SIGNATURES),
    )
)
_UNTOLD = ("", "false", "not_asked")


def expected(file: Path) -> dict[str, Any]:
    """What stands beside a shape."""
    return tomllib.loads(file.with_name(f"{file.name}.toml").read_text("utf-8"))


def told(said: Said) -> list[str]:
    """What was said of a file, but for what was written."""
    lines = said.err.splitlines()
    end = next((place for place, line in enumerate(lines) if line.startswith("Batch ")), len(lines))
    return lines[:end] + [line for line in lines[end:] if line.startswith("Error")]


def whole_register(semble: Semble) -> list[dict[str, str]]:
    """All patients with every field that has anything in it."""
    text = semble("patient", "list", "--whole", "--archived", "--reveal", "-f", "csv").out
    return [
        {
            key: rearmed(cell)
            for key, cell in row.items()
            if cell not in _UNTOLD and key not in KEPT_BY_REGISTER
        }
        for row in csv.DictReader(io.StringIO(text))
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_shape_is_told_and_comes_into_the_register(
    semble: Semble, tmp_path: Path, file: Path
) -> None:
    wanted = expected(file)
    options = list(wanted.get("options", ()))
    if "map" in wanted:
        (tmp_path / "map.toml").write_text(wanted["map"], "utf-8")
        options += ["--map", tmp_path / "map.toml"]
    said = semble("patient", "import", file, *options)
    assert told(said) == wanted["said"]
    assert said.code == wanted.get("code", 0)
    assert whole_register(semble) == wanted.get("patients", [])


def test_there_are_many_shapes_and_each_says_what_it_should_become() -> None:
    assert len(FILES) > 70
    beside = {file.name for file in SHAPES.iterdir() if file.suffix == ".toml"}
    assert beside == {f"{file.name}.toml" for file in FILES}
