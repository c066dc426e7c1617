"""What people type in the search bar, and how it is read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.errors import BadUsage
from semble_cli.identity.dates import Span
from semble_cli.identity.search.bar import Bar, Figures, read_bar

TODAY = date(2026, 11, 23)
DAY = date(1975, 12, 31)
BORN = Figures((Span(DAY, DAY),))
IN_1975 = Figures((Span(date(1975, 1, 1), DAY),), "1975", 1975)
IN_JULY = Figures((Span(date(1948, 7, 1), date(1948, 7, 31)),))
OF_50 = Figures((Span(date(1975, 11, 24), date(1976, 11, 23)),))
PHONE = Figures((), "0639981234")
TAGS = ("ETE 2026", "SUIVI")


@pytest.mark.parametrize(
    ("typed", "bar"),
    [
        ("adrun", Bar(("ADRUN",), maybe_email="adrun")),
        ("zoé  d'Œuvré", Bar(("ZOE", "DOEUVRE"))),
        ("PAT-TROIS", Bar(("PAT", "TROIS"), maybe_email="pat-trois")),
        ("PAT-TROIS, Dominique", Bar(("PAT", "TROIS", "DOMINIQUE"))),
        ("adrun (zoé)", Bar(("ADRUN", "ZOE"))),
        ("[adrun] « zoé » ; 31/12/1975", Bar(("ADRUN", "ZOE"), (BORN,))),
        ("adrun 31/12/1975", Bar(("ADRUN",), (BORN,))),
        ("31 décembre 1975 zoe", Bar(("ZOE",), (BORN,))),
        ("adrun née le 31/12/1975", Bar(("ADRUN",), (BORN,))),
        ("adrun né(e) le 31 déc. 75", Bar(("ADRUN",), (BORN,))),
        ("adrun du 31/12/1975", Bar(("ADRUN",), (BORN,))),
        ("moisseul 07/1948", Bar(("MOISSEUL",), (IN_JULY,))),
        ("moisseul juillet 1948", Bar(("MOISSEUL",), (IN_JULY,))),
        ("dupont 1975", Bar(("DUPONT",), (IN_1975,))),
        ("dupont né en 1975", Bar(("DUPONT",), (IN_1975,))),
        ("dupont en 1975", Bar(("DUPONT",), (IN_1975,))),
        ("dupont 50 ans", Bar(("DUPONT",), (OF_50,))),
        ("dupont âgé de 50ans", Bar(("DUPONT",), (OF_50,))),
        ("le goff 1975", Bar(("LE", "GOFF"), (IN_1975,))),
        ("zoe@example.org", Bar(emails=("zoe@example.org",))),
        ("mail : zoe@example.org", Bar(emails=("zoe@example.org",))),
        ("zoe@ adrun", Bar(("ADRUN",), emails=("zoe",))),
        ("1042", Bar((), (Figures((), "1042", 1042),))),
        ("12", Bar((), (Figures((), None, 12),))),
        ("#50049", Bar((), (Figures(patient_id=50049),))),
        ("n°50049", Bar((), (Figures(patient_id=50049),))),
        ("Nº 50049", Bar((), (Figures(patient_id=50049),))),
        ("dossier 1975", Bar((), (Figures(patient_id=1975),))),
        ("06 39 98 12 34", Bar((), (PHONE,))),
        ("tel 06 39 98 12 34", Bar((), (PHONE,))),
        ("tél. : 06.39.98.12.34", Bar((), (PHONE,))),
        ("portable 1975", Bar((), (Figures((), "1975"),))),
        ("+33 6 39 98 12 34", Bar((), (Figures((), "0033639981234"),))),
        ("+33 (0)6 39 98 12 34", Bar((), (Figures((), "00330639981234"),))),
        ("zoe", Bar(("ZOE",))),
        ("Mme Adrun", Bar(("ADRUN",), sex="F")),
        ("M. Adrun", Bar(("ADRUN",), sex="M")),
        ("Dr. Adrun", Bar(("ADRUN",))),
        ("dr adrun", Bar(("DR", "ADRUN"))),
        ("dr adrun zoe", Bar(("ADRUN", "ZOE"))),
        ("m et mme adrun", Bar(("ADRUN",))),
        ("m adrun", Bar(("M", "ADRUN"))),
        ("adrun m.", Bar(("ADRUN", "M"))),
        ("adrun née corse", Bar(("ADRUN", "CORSE"))),
        ("adrun/corse", Bar(("ADRUN", "CORSE"), maybe_email="adrun/corse")),
        ("été 2026", Bar(tag="ETE 2026")),
        ("adrun ete 2026", Bar(("ADRUN",), tag="ETE 2026")),
        ("1/2", Bar(("1", "2"))),
        ("3e etage", Bar(("3E", "ETAGE"))),
        ("mme", Bar(("MME",))),
        ("tel", Bar(("TEL",))),
        ("suivi", Bar(("SUIVI",), maybe_email="suivi")),
    ],
)
def test_a_bar_is_read_as_what_it_likeliest_is(typed: str, bar: Bar) -> None:
    assert read_bar(typed, TODAY, TAGS)[0] == bar


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("Mme Adrun", Bar(("ADRUN",))),
        ("Mme Adrun", Bar(("MME", "ADRUN"))),
        ("dr adrun", Bar(("ADRUN",))),
        ("m adrun", Bar(("ADRUN",))),
        ("ne adrun", Bar(("NE", "ADRUN"))),
        ("st aubin", Bar(("SAINT", "AUBIN"))),
        ("sainte marie", Bar(("STE", "MARIE"))),
        ("jp adrun", Bar(("ADRUN",), initials="JP")),
        ("j.-p. adrun", Bar(("ADRUN",), initials="JP")),
        ("avril 1975", Bar(("AVRIL",), (IN_1975,))),
        (
            "été 2026",
            Bar(("ETE",), (Figures((Span(date(2026, 1, 1), date(2026, 12, 31)),), "2026", 2026),)),
        ),
    ],
)
def test_what_may_be_meant_otherwise_is_read_so_too(typed: str, other: Bar) -> None:
    read = read_bar(typed, TODAY, TAGS)
    assert other in [bar._replace(is_last=False) for bar in read[1:]]


@pytest.mark.parametrize("typed", ["adrun", "le goff", "adrun 31/12/1975", "06 39 98 12 34"])
def test_what_has_one_meaning_is_read_once(typed: str) -> None:
    assert len(read_bar(typed, TODAY, TAGS)) == 1


def test_digits_may_be_a_date_a_phone_and_an_id_at_once() -> None:
    (bar,) = read_bar("31121975", TODAY)
    assert bar.figures == (Figures((Span(DAY, DAY),), "31121975", 31121975),)


@pytest.mark.parametrize(
    "number",
    [
        "279035121518989",
        "2 79 03 51 215 189 89",
        "2790351215189",
        "adrun n° 279035121518989",
        "tel 2 79 03 51 215 189 89",
        "1 80 03 2A 004 123 75",
        "180032A00412375",
        "180032A00412399",
    ],
)
def test_a_whole_nir_is_refused_by_the_bar(number: str) -> None:
    with pytest.raises(BadUsage, match="use --ins") as caught:
        read_bar(number, TODAY)
    assert "279" not in str(caught.value)


@pytest.mark.parametrize("typed", ["", "  ", "()", "« »", "@"])
def test_a_bar_with_nothing_in_it_has_no_reading(typed: str) -> None:
    assert read_bar(typed, TODAY) == ()


@given(st.text(max_size=60) | st.text("stm.n°#() 0123/jpé", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        bars = read_bar(text, TODAY, TAGS)
    except BadUsage:
        return
    assert len(bars) < 9
    for bar in bars:
        assert all(name.isascii() and name.isalnum() for name in bar.names)
        assert all(bar.figures)
