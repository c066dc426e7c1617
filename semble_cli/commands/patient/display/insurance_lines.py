"""What people are told of a patient's rights at the health insurance, a line for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.tables import shown_day, text
from semble_cli.patient.insurance import RightsKind, RightsState

if TYPE_CHECKING:
    from datetime import date

    from rich.text import Text

    from semble_cli.services.patients.show import Shown

_STYLES = {RightsState.OPEN: "green", RightsState.CLOSED: "bold red", RightsState.UNKNOWN: "dim"}


def rights_line(rights: dict[str, Any]) -> Text:
    """Whether rights are open today, since when and until when, and when that was told."""
    state = RightsState(rights["state"])
    since, until, checked = (
        shown_day(rights[key]) if rights[key] else "" for key in ("since", "until", "checked_on")
    )
    match state:
        case RightsState.UNKNOWN:
            line = tr("not known: ADRi was never asked")
        case RightsState.CLOSED if until:
            line = tr(
                "CLOSED: they ended on {until} (checked on {checked})", until=until, checked=checked
            )
        case RightsState.CLOSED:
            line = tr("CLOSED (checked on {checked})", checked=checked)
        case RightsState.OPEN:
            line = _open(since, until, checked)
    return text(line, _STYLES[state])


def _open(since: str, until: str, checked: str) -> str:
    if since and until:
        return tr(
            "open from {since} to {until} (checked on {checked})",
            since=since,
            until=until,
            checked=checked,
        )
    if until:
        return tr("open until {until} (checked on {checked})", until=until, checked=checked)
    return tr("open (checked on {checked})", checked=checked)


def coverage_lines(found: Shown) -> list[str]:
    """The complementary insurance and the long-term illnesses that rights cover today."""
    return [*_complementary(found), *_illnesses(found)]


def _complementary(found: Shown) -> list[str]:
    patient = found.patient
    covering = [
        period
        for period in patient.rights
        if period.kind is RightsKind.AMC and period.covers(found.today)
    ]
    if covering:
        return [
            tr("complementary {number}", number=_name(period.label or "–", period.ends_on))
            for period in covering
        ]
    named = " ".join(part for part in (patient.amc_name, patient.amc_number) if part)
    if named:
        return [tr("complementary {number}", number=named)]
    return [] if patient.rights_checked_on is None else [tr("no complementary insurance")]


def _illnesses(found: Shown) -> list[str]:
    return [
        tr("ALD {number}", number=_name(period.label or "–", period.ends_on))
        for period in found.patient.rights
        if period.kind is RightsKind.ALD and period.covers(found.today)
    ]


def _name(label: str, ends_on: date | None) -> str:
    if ends_on is None:
        return label
    return tr("{number} until {day}", number=label, day=shown_day(ends_on.isoformat()))
