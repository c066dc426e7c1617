"""The one reader of a patient's phones: types told and guessed, notes, many at once."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.intake import NOTE_LEFT_OUT, amended, new_patient
from semble_cli.patient.reading.phones import leaves_a_note, parse_phones
from semble_cli.patient.record import Phone, PhoneType
from tests.conftest import ADRUN, NOW, a_patient

TODAY = NOW.date()
MOBILE, LANDLINE = "06 39 98 12 34", "01 99 00 12 34"


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        (MOBILE, "mobile"),
        ("07 00 00 12 34", "mobile"),
        ("0692 12 34 56", "mobile"),
        ("+262 692 12 34 56", "mobile"),
        (LANDLINE, "home"),
        ("09 52 12 34 56", "home"),
        ("0262 20 12 34", "home"),
        ("0 800 12 34 56", "other"),
        ("+49 30 1234567", "other"),
        (f"{LANDLINE} (pro)", "work"),
        (f"{LANDLINE} (Portable)", "mobile"),
        (f"{LANDLINE} (mère)", "home"),
        (f"bureau:{MOBILE} (portable)", "work"),
        (f"Fixe : {MOBILE}", "home"),
        (f"Mère : {MOBILE} {LANDLINE}", "mobile home"),
        (f"{MOBILE}, {LANDLINE}", "mobile home"),
        (f"pro:{MOBILE} / {LANDLINE}; {LANDLINE}", "work work home"),
        ([f"{MOBILE} (bureau)", {"type": "other", "number": LANDLINE}], "work other"),
        ([{"number": MOBILE}, {"type": None, "number": LANDLINE}], "mobile home"),
        ([{"type": "work", "number": f"{MOBILE}; {LANDLINE} (soir)"}], "work work"),
    ],
)
def test_the_type_is_the_one_told_or_the_likely_one(given: Any, kinds: str) -> None:
    assert [phone.type for phone in parse_phones("phones", given)] == kinds.split()


@pytest.mark.parametrize(
    "given",
    [
        f"mère:{MOBILE}",
        {"type": "pager", "number": MOBILE},
        {"type": "mobile", "number": f"fixe:{LANDLINE}"},
    ],
)
def test_an_unknown_type_is_refused(given: Any) -> None:
    with pytest.raises(InvalidInput, match="it is one of: mobile, home, work, other"):
        parse_phones("phones", [given])


@pytest.mark.parametrize(
    "given",
    [f"Fax {LANDLINE}", f"{LANDLINE} (fax)", f"{MOBILE} / Télécopie : {LANDLINE}"],
)
def test_a_fax_is_no_phone(given: str) -> None:
    with pytest.raises(InvalidInput, match="a fax or pager number has no field; take it out"):
        parse_phones("phones", given)


@pytest.mark.parametrize("between", [";", ",", "/", "\n"])
def test_too_many_phones_in_one_text_are_refused(between: str) -> None:
    with pytest.raises(InvalidInput, match="at most 100"):
        parse_phones("phones", between.join([MOBILE] * 101))


@pytest.mark.parametrize(
    ("given", "is_left"),
    [
        (f"{MOBILE} (mère)", True),
        (f"work:{LANDLINE} (portable)", True),
        ([MOBILE, {"type": "home", "number": f"{LANDLINE} (voisine)"}], True),
        (f"Mère : {MOBILE}", True),
        (f"mobile:fixe: {LANDLINE}", True),
        (f"Fixe : {LANDLINE}", False),
        (f"{MOBILE} (portable)", False),
        (f"mobile:{LANDLINE} (portable)", False),
        ("+33 (0)6 39 98 12 34", False),
        (None, False),
    ],
)
def test_a_note_that_nothing_holds_is_said_to_be_left_out(given: Any, *, is_left: bool) -> None:
    assert leaves_a_note("phones", given) is is_left
    found = new_patient(ADRUN | {"phones": given}, TODAY)
    assert (NOTE_LEFT_OUT in found.warnings) is (NOTE_LEFT_OUT in found.left_out) is is_left
    assert (NOTE_LEFT_OUT in amended(a_patient(), {"phones": given}, TODAY).warnings) is is_left


def test_a_short_number_beside_others_is_of_the_country_of_the_address() -> None:
    given = ADRUN | {"phones": f"25 12 34 / {MOBILE} (mère)", "postal_code": "98800"}
    assert new_patient(given, TODAY).patient.phones == (
        Phone(PhoneType.OTHER, "+687 25 12 34"),
        Phone(PhoneType.MOBILE, MOBILE),
    )
