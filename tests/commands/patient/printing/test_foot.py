"""What stands at the foot of pages."""

from __future__ import annotations

from datetime import UTC, datetime

from semble_cli.commands.patient.printing.pages.composer import foot_of
from semble_cli.services.paper.summary import Edition

AT = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def test_what_looks_like_a_nir_is_masked_at_the_foot_of_whatever_page() -> None:
    nir = "275126322074974"
    foot = foot_of(Edition(AT, "martine", f"Cabinet {nir}"))
    assert foot.startswith("Cabinet ")
    assert "martine" in foot
    assert nir[:13] not in foot
    assert nir[:13] not in foot_of(Edition(AT, nir))
