"""Seconds on the command line are a number that ends: anything else would be waited for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Said

COMMANDS = ["vitale read --wait", "adri refresh --all --pause", "vitale simulator --delay"]


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        *((text, "wants a number.") for text in ("nan", "inf", "1e3", "١", "")),
        *((text, "is in the range 0-86400.") for text in ("-1", "86401", "-0,5")),
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_number_of_seconds_is_refused(
    semble: Callable[..., Said], command: str, seconds: str, sentence: str
) -> None:
    said = semble(*command.split(), seconds)
    assert (said.code, said.out) == (2, "")
    assert f"{command.split()[-1]} {sentence}" in said.err


def test_a_fraction_is_written_with_a_comma_too(semble: Callable[..., Said]) -> None:
    for seconds in ("0,01", "0.01", "0"):
        said = semble("adri", "refresh", "--all", "--pause", seconds)
        assert (said.code, "Nobody is due" in said.err) == (1, True)


@pytest.mark.parametrize("option", ["--port", "--reader-port"])
def test_a_port_that_no_machine_has_is_refused(semble: Callable[..., Said], option: str) -> None:
    said = semble("vitale", "simulator", option, "65536")
    assert (said.code, f"{option} is in the range" in said.err) == (2, True)
