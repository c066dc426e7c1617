"""Opening hours as people write them."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.agenda.opening import parse_opening, written_opening
from semble_cli.settings.table import BY_NAME

USUAL = "mon-fri 09:00-12:00 14:00-18:00; sat 09:00-12:00"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (USUAL, USUAL),
        ("lun-ven 9h-12h, 14h-18h ; sam 9h-12h", USUAL),
        ("Lundi - Vendredi : 9h00 – 12h00 14:00-18:00\nsamedi 9-12", USUAL),
        ("lun. mar. 8h30-12h", "mon-tue 08:30-12:00"),
        (
            "mon, wed 09:00-12:00; tue 10:00-12:00",
            "mon 09:00-12:00; tue 10:00-12:00; wed 09:00-12:00",
        ),
        ("sun 0h-24h", "sun 00:00-24:00"),
    ],
)
def test_opening_hours_have_one_form(text: str, kept: str) -> None:
    opening = parse_opening("hours", text)
    assert written_opening(opening) == kept
    assert parse_opening("hours", kept) == opening


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *((text, "such as") for text in ("", "mon", "9h-12h", "xyz 9h-12h", "mon 9h", "mon 9-a")),
        ("mon 9h-12h; lun 14h-18h", "mon stands in it twice"),
        ("fri-mon 9h-12h", "order of the week"),
        ("mon, mon 9h-12h", "order of the week"),
        ("mon 9h-12h 11h-13h", "one after the other"),
        ("mon 9h-12h 12h-13h", "one after the other"),
        ("mon 14h-18h 9h-12h", "one after the other"),
        ("mon 12h-9h", "begins and ends"),
        ("mon 9h-25h", "begins and ends"),
        ("mon 9:60-11h", "begins and ends"),
    ],
)
def test_what_are_no_opening_hours_is_refused(text: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        parse_opening("hours", text)


def test_the_default_is_as_it_would_be_kept() -> None:
    setting = BY_NAME["appointments.opening_hours"]
    assert setting.default is not None
    assert setting.kind.read(setting.name, setting.default) == setting.default
