"""The syntax of vCards of all three versions."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange.vcard.syntax import (
    Property,
    escaped,
    is_whole,
    read_card,
    split_cards,
    unescaped,
)


def card(*lines: str, version: str = "3.0") -> list[str]:
    whole = ("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD")
    return [f"{line}\r\n" for line in whole]


def only(*lines: str, version: str = "3.0", encoding: str = "utf-8") -> Property:
    """The one property of a card beside its version."""
    of = read_card(card(*lines, version=version), encoding)
    (name,) = of.keys() - {"VERSION"}
    (found,) = of[name]
    return found


def as_raw(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("line", "name", "parameters", "value", "group"),
    [
        ("TEL:0639980001", "TEL", {}, "0639980001", ""),
        ("tel;type=cell,Pref:1", "TEL", {"TYPE": "cell,Pref"}, "1", ""),
        ("TEL;TYPE=cell;TYPE=pref:1", "TEL", {"TYPE": "cell,pref"}, "1", ""),
        ('TEL;TYPE="cell,x";PREF=1:tel:+33', "TEL", {"TYPE": "cell,x", "PREF": "1"}, "tel:+33", ""),
        ("item1.X-ABLabel:_$!<Mobile>!$_", "X-ABLABEL", {}, "_$!<Mobile>!$_", "item1"),
        ("TEL;CELL;PREF:1", "TEL", {"TYPE": "CELL,PREF"}, "1", ""),
        ('NOTE;X="a;b:c":d:e', "NOTE", {"X": "a;b:c"}, "d:e", ""),
        ("NOTE:", "NOTE", {}, "", ""),
    ],
)
def test_a_line_is_a_name_with_parameters_and_a_value(
    line: str, name: str, parameters: dict[str, str], value: str, group: str
) -> None:
    assert only(line) == Property(name, parameters, value, group)


@pytest.mark.parametrize(
    ("version", "lines", "text"),
    [
        ("3.0", ("NOTE:un", "  deux"), "un deux"),
        ("4.0", ("NOTE:un", "\tdeux"), "undeux"),
        ("2.1", ("NOTE:un", " deux"), "un deux"),
        ("3.0", ("NOTE:a\\nb\\, c\\; d\\\\n",), "a\nb, c; d\\n"),
        ("4.0", ("NOTE:a\\Nb",), "a\nb"),
        (
            "2.1",
            ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caf=C3=A9=3B=", "=0D=0Afin"),
            "café;\nfin",
        ),
        ("2.1", ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caf=C3=A9=", " noir"), "café noir"),
        ("2.1", ("NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:caf=E9 a=3db",), "café a=b"),
        ("3.0", ("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=93uf",), "œuf"),
    ],
)
def test_folds_escapes_and_quoted_printable_come_off(
    version: str, lines: tuple[str, ...], text: str
) -> None:
    assert only(*lines, version=version).text == text


def test_components_are_parted_where_no_escape_says_else() -> None:
    assert only("N:a\\;b;c\\,d;;\\\\;e").parts == ["a;b", "c,d", "", "\\", "e"]
    quoted = "N;ENCODING=QUOTED-PRINTABLE:LEF=C3=88VRE=3Bx;Zo=C3=A9"
    assert only(quoted, version="2.1").parts == ["LEFÈVRE;x", "Zoé"]


def test_a_fold_in_the_middle_of_a_character_loses_nothing() -> None:
    first, second = as_raw(b"NOTE:caf\xc3"), as_raw(b" \xa9")
    assert only(first, second).text == "café"


def test_the_encoding_of_the_file_or_of_the_line_makes_the_text() -> None:
    assert only(as_raw(b"NOTE:caf\xe9"), encoding="cp1252").text == "café"
    line = as_raw("NOTE;CHARSET=UTF-8:café".encode())
    assert only(line, version="2.1", encoding="cp1252").text == "café"
    with pytest.raises(InvalidInput, match="no text in utf-8"):
        only(as_raw(b"NOTE:caf\xe9"))
    with pytest.raises(InvalidInput, match="no text"):
        only("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E9", version="2.1")
    with pytest.raises(InvalidInput, match="no text in ascii"):
        only("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ascii:é", version="2.1")
    assert only("NOTE;CHARSET=none-such:x").text == "x"


def test_a_lost_character_is_refused() -> None:
    with pytest.raises(InvalidInput, match="a character was lost"):
        only("NOTE:caf�")


@pytest.mark.parametrize("line", ["no property", 'NOTE;X="open:x', "é:x", ":x"])
def test_a_line_that_is_no_property_is_refused(line: str) -> None:
    with pytest.raises(InvalidInput, match="whole vCards"):
        only(line)


def test_cards_are_parted_and_nothing_between_them_is_lost() -> None:
    lines = ["\n", "x\n", *card("FN:a"), "begin:vcard\n", "FN:b\n", *card("FN:c"), "END:VCARD\n"]
    found = list(split_cards(lines))
    assert [(number, is_whole(lines)) for number, lines in found] == [
        *((2, False), (3, True), (7, False)),
        *((9, True), (13, False)),
    ]
    assert found[2][1] == ["begin:vcard\n", "FN:b\n"]
    assert list(split_cards(["BEGIN:VCARD\n"])) == [(1, ["BEGIN:VCARD\n"])]


def test_a_card_without_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("semble_cli.exchange.vcard.syntax._MOST", 20)
    with pytest.raises(InvalidInput, match="the card on line 1 has no end"):
        list(split_cards(["BEGIN:VCARD\n", *["NOTE:x\n"] * 5]))


@pytest.mark.parametrize("text", ["a;b,c\\d\ne", "\\n", "", "é;"])
def test_what_is_escaped_is_unescaped(text: str) -> None:
    assert unescaped(escaped(text)) == text
