"""The NIR: read, keyed, masked, and compared with the traits of a patient."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.fr import nir as stdnum_nir

from semble_cli.errors import InvalidInput
from semble_cli.identity.nir import (
    Implied,
    Nir,
    implied,
    mask_nir,
    nir_key,
    nir_warnings,
    parse_nir,
    parse_nir_leniently,
    stdnum_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ZOE = "275126322074974"

WELL_KEYED = [
    # Test identities of the CNDA and of the ANS.
    ZOE,
    "180032B02040123",
    "297022A02077878",
    "160012B02077713",
    "109076322083489",
    "209076322083439",
    "209066322012355",
    "236066322083656",
    "110086322083060",
    "109076322088835",
    "279035121518989",
    "277010115400329",
    "185057512345673",
    "260058815400233",
    # The CNAM's own library.
    "284058832102532",
    "284052A32102552",
    "284052B32102579",
    "284202B32102528",
    "284992B32102531",
    "255081416802538",
    "294037512000591",
    "153124500723160",
]
WRONGLY_KEYED = [
    # As INSi and the ANS gave them; HERMANN comes first.
    "181036322045660",
    "223042545611404",
    "276059205062865",
    "224027511583555",
    "222127505611201",
    "118058599124123",
    "123456789012244",
]
PROVISIONAL = [
    "7112312345678",
    "8278965432189",
    "7012312345678",
    "5112312345678",
    "6278965432189",
    "5555551234567",
]

BODIES = st.from_regex(
    r"[1-4][0-9]{2}(0[1-9]|1[0-2]|[2-9][0-9])(0[1-9]|[1-9][0-9]|2[AB])[0-9]{6}", fullmatch=True
)


@pytest.mark.parametrize("number", WELL_KEYED)
def test_a_well_keyed_number_is_read_with_and_without_its_key(number: str) -> None:
    assert str(parse_nir(number)) == number
    assert str(parse_nir(number[:13])) == number


@pytest.mark.parametrize(
    "typed",
    [
        "2 75 12 63 220 749 74",
        " 275.12.63.220.749.74 ",
        "2-75-12-63-220-749-74",
        "2\u00a075\u202f12 63\t220 749/74\n",
        "2751263220749",
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert str(parse_nir(typed)) == ZOE


def test_corsica_may_be_typed_in_small_letters() -> None:
    assert str(parse_nir("2 84 05 2a 321 025")) == "284052A32102552"


@pytest.mark.parametrize("number", WRONGLY_KEYED)
def test_a_wrong_key_is_refused_when_typed(number: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_nir(number)
    assert refusal.value.field == "nir"
    assert str(refusal.value.sentence) == (
        "the key does not match the number; read each digit again."
    )


@pytest.mark.parametrize("number", WRONGLY_KEYED)
def test_a_wrong_key_from_a_card_or_a_service_is_kept_with_a_warning(number: str) -> None:
    nir, warning = parse_nir_leniently(number)

    assert str(nir) == number
    assert str(warning) == "the key of the NIR is wrong; the number was kept as received."


@pytest.mark.parametrize("number", WELL_KEYED)
def test_a_right_key_from_a_card_gives_no_warning(number: str) -> None:
    assert parse_nir_leniently(number) == (parse_nir(number), None)


@pytest.mark.parametrize("number", PROVISIONAL)
def test_a_provisional_number_has_no_key(number: str) -> None:
    nir = parse_nir(number)

    assert (str(nir), nir.key, nir.is_provisional) == (number, None, True)
    assert parse_nir_leniently(number) == (nir, None)


def test_a_provisional_number_with_a_key_keeps_it() -> None:
    keyed = "7112312345678" + nir_key("7112312345678")

    assert str(parse_nir(keyed)) == keyed


@pytest.mark.parametrize("number", ["", "2", ZOE[:12], ZOE[:14], ZOE + "0", "7 2 789 654321890"])
def test_another_length_is_refused(number: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_nir(number, "ins")
    assert refusal.value.field == "ins"
    assert str(refusal.value.sentence) == (
        "a NIR has 13 characters, or 15 with its key; count them and type it again."
    )


@pytest.mark.parametrize(
    "body",
    [
        "0751263220749",  # sex
        "9751263220749",
        "2750063220749",  # month
        "2751363220749",
        "2751963220749",
        "2751200220749",  # département
        "275122C220749",
        "27512A2220749",
        "2A51263220749",  # a letter elsewhere
        "27512632207A9",
        "7312312345678",  # provisional
        "711232A345678",
        "٢٧٥١٢٦٣٢٢٠٧٤٩",  # digits of another script
    ],
)
@pytest.mark.parametrize("key", ["", "74"])
def test_another_structure_is_refused(body: str, key: str) -> None:
    for parse in (parse_nir, parse_nir_leniently):
        with pytest.raises(InvalidInput) as refusal:
            parse(body + key)
        assert str(refusal.value.sentence) == (
            "no NIR is built like this: sex, year, month, place and order; read each digit again."
        )


@pytest.mark.parametrize("month", ["01", "09", "12", "20", "31", "50", "99"])
def test_a_month_may_be_unknown(month: str) -> None:
    assert parse_nir(f"275{month}63220749").body[3:5] == month


@given(BODIES)
def test_the_key_is_97_less_the_remainder_by_97(body: str) -> None:
    number = int(body.replace("2A", "19").replace("2B", "18"))
    assert int(nir_key(body)) == 97 - number % 97
    assert len(nir_key(body)) == 2


@given(BODIES)
def test_the_key_is_that_of_python_stdnum(body: str) -> None:
    assert nir_key(body) == stdnum_key(body) == stdnum_nir.calc_check_digits(body)
    assert stdnum_nir.is_valid(str(parse_nir(body)))


@given(BODIES | st.sampled_from(PROVISIONAL), st.none() | st.integers(0, 99))
def test_one_number_and_a_column_of_them_are_taken_and_refused_alike(
    body: str, key: int | None
) -> None:
    number = body if key is None else f"{body}{key:02}"
    assert outcome(lambda: parse_nir(number, key_of=nir_key)) == outcome(lambda: parse_nir(number))


def outcome(parse: Callable[[], Nir]) -> Nir | str:
    """What a reader makes of a number, or why it is none."""
    try:
        return parse()
    except InvalidInput as refusal:
        return str(refusal)


@given(BODIES | st.sampled_from(PROVISIONAL))
def test_a_number_is_read_back_from_its_text_and_its_groups(body: str) -> None:
    nir = parse_nir(body)

    assert parse_nir(str(nir)) == nir
    assert parse_nir(nir.shown()) == nir


@given(BODIES, st.integers(0, 14), st.sampled_from("0123456789AB"))
def test_no_single_wrong_character_goes_through(body: str, place: int, other: str) -> None:
    number = str(parse_nir(body))
    assume(number[place] != other)

    with pytest.raises(InvalidInput):
        parse_nir(number[:place] + other + number[place + 1 :])


@given(st.text())
def test_any_text_raises_nothing_but_the_refusal(text: str) -> None:
    with suppress(InvalidInput):
        parse_nir(text)


@pytest.mark.parametrize(
    ("number", "shown", "masked"),
    [
        (ZOE, "2 75 12 63 220 749 74", "2 75 •• •• ••• ••• ••"),
        ("180032B02040123", "1 80 03 2B 020 401 23", "1 80 •• •• ••• ••• ••"),
        ("7112312345678", "7 1 123 12345678", "7 1 ••• ••••••••"),
    ],
)
def test_a_number_is_shown_and_masked_in_groups(number: str, shown: str, masked: str) -> None:
    nir = parse_nir(number)

    assert (nir.shown(), nir.masked(), mask_nir(number)) == (shown, masked, masked)
    assert repr(nir) == f"Nir({masked})"


@pytest.mark.parametrize(
    ("number", "traits"),
    [
        (ZOE, Implied("F", 75, 12, "63220")),
        ("180032B02040123", Implied("M", 80, 3, "2B020")),
        ("284202B32102528", Implied("F", 84, None, "2B321")),
        ("284992B32102531", Implied("F", 84, None, "2B321")),
        ("3751263220749", Implied("M", 75, 12, "63220")),
        ("4751263220749", Implied("F", 75, 12, "63220")),
        ("5112312345678", Implied("M", None, None, None)),
        ("8278965432189", Implied("F", None, None, None)),
    ],
)
def test_a_number_tells_traits(number: str, traits: Implied) -> None:
    assert implied(parse_nir(number)) == traits


def test_what_a_number_tells_is_not_shown_by_repr() -> None:
    assert repr(implied(parse_nir(ZOE))) == "Implied()"


SEX, YEAR, MONTH, PLACE = (
    f"the NIR gives another {trait}; check both."
    for trait in ("sex", "year of birth", "month of birth", "place of birth")
)


def warnings(
    nir: Nir,
    *,
    sex: str = "F",
    born: date = date(1975, 12, 31),
    fictive: bool = False,
    place: str = "63220",
) -> list[str]:
    found = nir_warnings(
        nir, sex=sex, birth_date=born, birth_date_fictive=fictive, birth_place_code=place
    )
    return [str(sentence) for sentence in found]


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        ({}, []),
        ({"sex": "M"}, [SEX]),
        ({"sex": "I"}, []),
        ({"born": date(1976, 12, 31)}, [YEAR]),
        ({"born": date(1976, 12, 31), "fictive": True}, [YEAR]),
        ({"born": date(1975, 11, 30)}, [MONTH]),
        ({"born": date(1975, 11, 30), "fictive": True}, []),
        ({"place": "75056"}, [PLACE]),
        ({"place": "99999"}, []),
        (
            {"sex": "M", "born": date(1980, 3, 2), "place": "2B020"},
            [SEX, YEAR, MONTH, PLACE],
        ),
    ],
)
def test_what_differs_from_the_number_is_told(
    traits: dict[str, object], expected: list[str]
) -> None:
    assert warnings(parse_nir(ZOE), **traits) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sex", "born", "place", "number"),
    [
        ("F", date(1975, 12, 31), "63220", ZOE),
        ("M", date(1980, 3, 2), "2B020", "180032B02040123"),
        ("F", date(1997, 2, 26), "2A020", "297022A02077878"),
        ("M", date(1960, 1, 1), "2B020", "160012B02077713"),
        ("M", date(2009, 7, 14), "63220", "109076322083489"),
        ("F", date(1936, 6, 21), "63220", "236066322083656"),
        ("M", date(2010, 8, 7), "63220", "110086322083060"),
        ("M", date(2009, 7, 1), "63220", "109076322088835"),
        ("F", date(1979, 3, 28), "51215", "279035121518989"),
    ],
)
def test_a_test_identity_agrees_with_its_own_number(
    sex: str, born: date, place: str, number: str
) -> None:
    assert warnings(parse_nir(number), sex=sex, born=born, place=place) == []


def test_a_month_that_is_not_known_differs_from_none() -> None:
    unknown = parse_nir("2756363220749")
    assert warnings(unknown) == []


def test_a_provisional_number_tells_nothing_but_the_sex() -> None:
    provisional = parse_nir("7112312345678")
    assert warnings(provisional) == [SEX]
    assert warnings(provisional, sex="M") == []


@pytest.mark.parametrize(
    ("told", "recorded", "year", "one_place"),
    [
        ("75115", "75056", 1975, True),  # Paris and its arrondissements
        ("69123", "69381", 1975, True),  # Lyon
        ("13055", "13201", 1975, True),  # Marseille
        ("31999", "31555", 1975, True),  # an extension code
        ("63220", "64220", 1975, False),
        ("20004", "2A004", 1960, True),  # Corsica until 1976
        ("20004", "2B033", 1980, True),
        ("2A004", "2B033", 1980, False),
        ("2B020", "20020", 1960, True),
        ("78228", "91228", 1967, True),  # Seine-et-Oise until 1968
        ("75012", "94028", 1950, True),  # Seine
        ("78228", "91228", 1968, False),
        ("77288", "91228", 1950, False),
        ("92352", "99352", 1955, True),  # Algeria before independence
        ("99352", "91352", 1955, True),
        ("95999", "99350", 1950, True),  # Morocco
        ("96999", "99351", 1950, True),  # Tunisia
        ("92352", "99352", 1970, False),
        ("92352", "99350", 1955, False),
        ("98202", "99341", 1950, True),  # Senegal
        ("98511", "97611", 1985, True),  # Mayotte
        ("97105", "97411", 1985, True),
        ("99139", "99350", 1975, False),
        ("99139", "99139", 1975, True),
        ("99139", "99999", 1975, True),
        ("99000", "99139", 1975, True),
        ("99139", "63220", 1975, False),
    ],
)
def test_two_codes_may_mean_one_place(told: str, recorded: str, year: int, one_place: bool) -> None:
    nir = parse_nir(f"2{year % 100}12{told}749")
    found = warnings(nir, born=date(year, 12, 31), place=recorded)
    assert found == ([] if one_place else [PLACE])
