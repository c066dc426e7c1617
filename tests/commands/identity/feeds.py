"""What is put before a feed, and what it tells."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.store.database.open import connected
from tests.exchange.feed.messages import adt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress

NEAR = adt("A31", p8="M")
"""Of somebody near Zoé: never surely the same person."""

Start = Any


def told(tmp_path: Path, number: int = 0) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (tmp_path / f"told.{number}").read_text().splitlines()]


def until(holds: Callable[[], object]) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it never came to that")


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Put a whole file into the folder, as programs do: under another name first."""
    beside = folder.parent / f"{name}.tmp"
    beside.write_bytes(content if isinstance(content, bytes) else content.encode())
    return beside.rename(folder / name)


def events(store: StoreAddress) -> int:
    with connected(store) as connection:
        return int(connection.value("SELECT count(*) FROM event WHERE action = 'feed.message'"))
