"""A primary and a synchronous standby, with a register of one patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.services import stores
from semble_cli.services.patients.create import create_patient
from semble_cli.store.database.address import parse_address
from tests.clusters import Pair, pair
from tests.conftest import PAT_TROIS, a_patient, register_on, runner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Said


@pytest.fixture(scope="module")
def servers(postgres: str) -> Iterator[Pair]:  # noqa: ARG001 - it puts the programs into PATH
    with pair() as made:
        register = register_on(parse_address(made.address()))
        stores.create(register)
        create_patient(register, a_patient(PAT_TROIS))
        yield made


@pytest.fixture
def on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Callable[..., Said]]:
    """Commands on the register at an address."""
    return lambda address: runner(address, monkeypatch, capsys)
