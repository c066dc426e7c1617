"""An afternoon at a practice, in a terminal, on both databases: the agenda, a block, an overlap, an
invoice to the insurer, a part payment, its credit note, a death, and a deletion that leaves the
accounts whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.clock import stand
from tests.conftest import NOW
from tests.services.invoices.practice import PRACTICE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.conftest import Semble

ADRUN = (
    *("--birth-name", "ADRUN", "--first-name", "ZOE", "--given-names", "ZOE"),
    *("--birth-date", "1975-12-31", "--sex", "F", "--birth-place", "63220"),
)
CORSE = (
    *("--birth-name", "CORSE", "--first-name", "ANTHONY", "--given-names", "ANTHONY"),
    *("--birth-date", "1980-03-02", "--sex", "M", "--birth-place", "2A004"),
)


def test_an_afternoon_at_the_practice(
    semble_on_both: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(monkeypatch, NOW)

    def done(*words: str) -> str:
        said = semble_on_both(*words)
        assert said.code == 0, (words, said.err)
        return str(said.out).strip()

    for name, value in PRACTICE.items():
        done("config", "set", name, value)
    assert done("patient", "add", *ADRUN) == "1"
    assert done("patient", "add", *CORSE) == "2"
    done("practitioner", "add", "--name", "Dr Alix ROUSSEL")
    done("patient", "relate", "1", "--type", "insurer", "--new", "MUTUELLE TEST", "--policy", "P1")

    def at(time: str, patient: str = "1") -> tuple[str, ...]:
        start = f"2027-01-04T{time}"
        return ("appointment", "add", patient, "--start", start, "--minutes", "20")

    # A week's view, a block and a refused booking, the same booking online.
    assert done(*at("09:00")) == "1"
    done("patient", "block", "1", "--reason", "impayés")
    refused = semble_on_both(*at("10:00"))
    assert (refused.code, refused.out) == (6, "")
    assert "impayés" in refused.err
    assert done(*at("10:00"), "--channel", "online") == "2"
    week = json.loads(done("appointment", "list", "--week", "2027-01-04", "-f", "json"))
    assert [(each["id"], each["is_despite_block"]) for each in week] == [(1, False), (2, True)]

    # An overlap refused and overbooked, a move.
    assert semble_on_both(*at("09:10", "2")).code == 5
    assert done(*at("09:10", "2"), "--overbook") == "3"
    done("patient", "unblock", "1")
    done("appointment", "move", "1", "--start", "2027-01-05T09:00")

    # An invoice to the insurer, a part payment, its credit note.
    line = ("--line", "Consultation=26,50", "--line", "ECG=14.26")
    assert done("invoice", "create", "1", "--payer", "mutuelle", *line) == "F0001"
    done("invoice", "pay", "F0001", "--amount", "20", "--by", "third-party")
    too_much = semble_on_both("invoice", "pay", "F0001", "--amount", "30", "--by", "card")
    assert (too_much.code, "20.76" in too_much.err) == (4, True)
    unpaid = json.loads(done("invoice", "list", "--unpaid", "-f", "json"))
    assert [(each["number"], each["due_cents"]) for each in unpaid] == [("F0001", 2076)]
    assert done("invoice", "credit", "F0001", "--reason", "tarif") == "A0001"
    done("invoice", "pay", "A0001", "--by", "transfer")

    # A death with two appointments cancelled.
    said = semble_on_both("patient", "deceased", "1", "--on", "2026-11-01", "--cancel-appointments")
    assert (said.code, said.err.count("Cancelled: appointment")) == (0, 2)

    # A deletion that leaves the accounts whole.
    before = done("invoice", "list", "-f", "json")
    shown = done("invoice", "show", "F0001", "-f", "json")
    deleted = semble_on_both("patient", "delete", "1", "--confirm", "ADRUN ZOE")
    assert (deleted.code, "stay in their ledger: 2" in deleted.err) == (0, True)
    assert done("invoice", "list", "-f", "json") == before
    assert done("invoice", "show", "F0001", "-f", "json") == shown
    totals = json.loads(done("invoice", "totals", "-f", "json"))
    assert [(each["total"], each["received"], each["transfer"]) for each in totals] == [
        ("0.00", "0.00", "-20.00")
    ]
    pdf = tmp_path / "F0001.pdf"
    done("invoice", "get", "F0001", "-o", str(pdf))
    assert pdf.read_bytes()[:5] == b"%PDF-"
    assert done("invoice", "create", "2", "--line", "Consultation=30") == "F0002"
    assert done("store", "check") == ""
    assert done("audit", "verify", "-f", "json")
