"""Imports as their users type them, and what they leave in the register."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from semble_cli.services.imports.writer import ImportWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest

    from semble_cli.services.imports.batches import ImportBatch
    from tests.conftest import Said

    Semble = Callable[..., Said]

HEADER = "Nom;Prénom;Né(e) le;Sexe;Lieu de naissance;Ville;N° dossier;N° Sécu\n"
ADRUN = "ADRUN;Zoé;31/12/1975;F;63220;Lyon;D1;275126322074974\n"
CORSE = "CORSE;Anthony;22/03/1980;M;2A004;;D2;\n"
DAY_FIRST = ("--date-format", "DD/MM/YYYY")
"""For files none of whose dates tells."""

NESSI = "NESSI;Michelangelo;07/08/2010;M;63220;;D3;\n"


def imported(semble: Semble, file: Path, *options: object) -> dict[str, Any]:
    """Import a file; the report, with what was said beside it."""
    said = semble("patient", "import", file, "-f", "json", *options)
    assert said.code in (0, 9), said.err
    report: dict[str, Any] = json.loads(said.out)
    report["said"] = said.err
    return report


def everybody(semble: Semble) -> list[dict[str, Any]]:
    """The documents of all patients."""
    lines = semble("patient", "list", "-f", "ndjson").out.splitlines()
    return [json.loads(line) for line in lines]


@contextmanager
def interrupted_after(monkeypatch: pytest.MonkeyPatch, transactions: int) -> Iterator[None]:
    """Inside, an import is interrupted once it has written one more than so many transactions."""
    whole, count = ImportWriter.write, 0

    def write_some(self: ImportWriter, batch: ImportBatch) -> None:
        nonlocal count
        whole(self, batch)
        count += bool(batch.size)
        if count > transactions:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ImportWriter, "write", write_some)
        yield
