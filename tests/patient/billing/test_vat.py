"""VAT is taken out of what is paid, so that totals are what their lines come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.patient.billing.vat import EXEMPT, RATES, net_amounts, parse_vat_rate, written_rate


@pytest.mark.parametrize(
    ("text", "rate"),
    [("20", 2000), ("20 %", 2000), ("5,5", 550), ("5.50%", 550), ("2,1", 210), ("1.05", 105)],
)
def test_a_rate_in_force_is_read(text: str, rate: int) -> None:
    assert parse_vat_rate("vat", text) == rate


@pytest.mark.parametrize("text", ["", "0", "19.6", "200", "-20", "20,000", "vingt", "2O", "٢٠"])
def test_another_rate_is_refused_with_those_there_are(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"20, 13, 10, 8\.5, 5\.5, 2\.1, 1\.75, 1\.05, 0\.9"):
        parse_vat_rate("vat", text)


@pytest.mark.parametrize(
    ("amount", "rate", "net"),
    [
        *((12000, 2000, 10000), (10000, 2000, 8333), (45333, 2000, 37778), (1, 2000, 1)),
        *((105, 550, 100), (106, 550, 100), (2650, EXEMPT, 2650), (3, 2000, 3)),
    ],
)
def test_the_net_of_an_amount(amount: int, rate: int, net: int) -> None:
    assert net_amounts([amount], rate) == [net]


@given(
    st.lists(st.integers(1, 100_000_000), min_size=1, max_size=40),
    st.sampled_from([EXEMPT, *RATES]),
)
def test_the_nets_of_lines_are_the_net_of_their_sum_and_each_is_within_a_cent(
    amounts: list[int], rate: int
) -> None:
    nets = net_amounts(amounts, rate)
    assert sum(nets) == net_amounts([sum(amounts)], rate)[0]
    for amount, net in zip(amounts, nets, strict=True):
        assert abs(net * (10_000 + rate) - amount * 10_000) <= 10_000 + rate
        assert 0 <= net <= amount


@pytest.mark.parametrize("rate", RATES)
def test_a_rate_that_is_written_is_read_as_it_was(rate: int) -> None:
    assert parse_vat_rate("vat", written_rate(rate)) == rate
