"""NIRs among other words are found and masked; what only looks like one is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.identity.nir import mask_nir, nir_key
from semble_cli.identity.nir_in_text import is_masked, mask_within, may_hold_nir

NIR = "279035121518989"
MASKED = "2 79 •• •• ••• ••• ••"


@pytest.mark.parametrize(
    "written",
    [
        NIR,
        "2 79 03 51 215 189 89",
        "2-79-03-51-215-189-89",
        "2.79.03.51.215.189.89",
        "2/79/03/51/215/189/89",
        "279 035 121 518 989",
        "2790351215189 89",
        "2\u202f79\u00a003\u200951\u2007215 189 89",
        "2\u201079\u201103\u201351 215 189 89",
        "2\n79\t03 51 215 189 89",
    ],
)
@pytest.mark.parametrize("around", ["{}", "mère : {}.", "({})", "NIR={};", "œ {} œ"])
def test_a_nir_is_masked_however_it_is_spaced(written: str, around: str) -> None:
    assert mask_within(around.format(written)) == around.format(MASKED)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2790351215189", "2 79 •• •• ••• •••"),
        (f"\ud800 {NIR}", f"\ud800 {MASKED}"),
        ("1 2A 1", "1 2A 1"),
        (f"{NIR} {NIR}", f"{MASKED} {MASKED}"),
        ("2 75 12 2a 220 749 " + nir_key("275122A220749"), "2 75 •• •• ••• ••• ••"),
        ("8012345678901", mask_nir("8012345678901")),
    ],
)
def test_other_ways_to_write_one(text: str, shown: str) -> None:
    assert mask_within(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "279035121518988",  # another key
        "3400930000000",  # the code of a drug
        "9790351215189",  # no NIR begins so
        "2791351215189",  # no month
        "A279035121518989",
        "279035121518989A",
        f"0{NIR}",
        f"{NIR}0",
        "FR76 3000 6000 0112 3456 7890 189",
        "06 39 98 12 34 / 01 99 00 00 02",
        "du 01/02/2026 au 31/12/2026",
        "12 rue de la Paix, 51300 Dompremy",
    ],
)
def test_what_is_none_is_left(text: str) -> None:
    assert mask_within(text) == text


@given(st.text(st.sampled_from("0123456789AB ab./-\xa0é;")))
def test_what_may_hold_no_nir_has_none(text: str) -> None:
    if mask_within(text) != text:
        assert may_hold_nir(text)
    if not may_hold_nir(text):
        assert NIR not in text


def test_only_long_runs_of_figures_may_be_one() -> None:
    assert may_hold_nir(NIR)
    assert not may_hold_nir(NIR[:12])
    assert not may_hold_nir("06 39 98 12 34; 01 99 00 00 02")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"mère : {MASKED}", True),
        (mask_nir("8012345678901"), True),
        ("• fièvre", False),
        ("•• 2 79", False),
        ("2 79 03", False),
    ],
)
def test_a_masked_number_that_comes_back_is_told(text: str, masked: bool) -> None:
    assert is_masked(text) is masked
