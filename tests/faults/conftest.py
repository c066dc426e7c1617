"""A practice for the short form of the fault campaigns, made once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faults.practice import Place, place_in

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def place(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with place_in(tmp_path_factory.mktemp("faults"), postgres) as made:
        yield made
