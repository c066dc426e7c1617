"""Files to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.imports.importing_commands import HEADER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Said

    Semble = Callable[..., Said]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of rows as French software does: cp1252, semicolons."""

    def to_file(*rows: str, name: str = "export.csv", header: str = HEADER) -> Path:
        file = tmp_path / name
        file.write_bytes("".join((header, *rows)).encode("cp1252"))
        return file

    return to_file
