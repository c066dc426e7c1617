"""The print server of the tests of printers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.paper.printers.server import PrintServer

if TYPE_CHECKING:
    from private_cups import Cups


@pytest.fixture
def server(cups: Cups) -> PrintServer:
    return PrintServer(cups.server)
