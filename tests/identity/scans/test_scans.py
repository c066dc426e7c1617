"""The INS datamatrix and our own code, as they are written, and as scanners give them."""

from __future__ import annotations

from datetime import date

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.ins import Ins, InsOid
from semble_cli.identity.scans.ins_datamatrix import (
    InsTraits,
    ins_datamatrix_text,
    read_ins_datamatrix,
)
from semble_cli.identity.scans.reading import own_code, read_scan

GS = "\x1d"
H = "IS010000000000000000000000"

SARAH = InsTraits(
    Ins("277010115400329", InsOid.NIR),
    *("SARAH-LOU ANNA", "GARCIA-HAMMADI", "F", date(1977, 1, 21), "01154"),
)
ADA = InsTraits(
    Ins("185057512345673", InsOid.NIR), "ADA", "LOVELACE", "F", date(1815, 12, 10), "99100"
)
PAT = InsTraits(
    Ins("279035121518989", InsOid.TEST),
    *("DOMINIQUE MARIE-LOUISE", "PAT-TROIS", "F", date(1979, 3, 28), "51215"),
)

VECTORS = [
    (
        SARAH,
        f"{H}S1277010115400329S21.2.250.1.213.1.4.8{GS}S3SARAH-LOU ANNA{GS}S4GARCIA-HAMMADI{GS}"
        "S5FS621-01-1977S701154",
    ),
    (
        ADA,
        f"{H}S1185057512345673S21.2.250.1.213.1.4.8{GS}S3ADA{GS}S4LOVELACE{GS}S5FS610-12-1815S799100",
    ),
    (
        PAT,
        f"{H}S1279035121518989S21.2.250.1.213.1.4.10S3DOMINIQUE MARIE-LOUISE{GS}S4PAT-TROIS{GS}"
        "S5FS628-03-1979S751215",
    ),
]
"""Two public test vectors (healthcare-domain), and the test patient of the ANS."""


@pytest.mark.parametrize(("traits", "text"), VECTORS)
def test_an_ins_datamatrix_is_written_as_the_format_says_and_read_back(
    traits: InsTraits, text: str
) -> None:
    assert ins_datamatrix_text(traits) == text
    assert read_ins_datamatrix(text) == traits


def test_lengths_are_those_that_the_vectors_were_published_with() -> None:
    assert [len(text) for _, text in VECTORS] == [121, 104, 124]


def test_names_are_written_as_strict_traits() -> None:
    typed = SARAH._replace(birth_given_names="Sarah-Lou Anna", birth_name="García-Hammadi")
    assert ins_datamatrix_text(typed) == VECTORS[0][1]
    with pytest.raises(InvalidInput, match="transliterate"):
        ins_datamatrix_text(SARAH._replace(birth_name="Ελένη"))


def test_the_last_block_has_no_separator_and_a_birth_place_may_be_missing() -> None:
    text = ins_datamatrix_text(PAT._replace(birth_place_code=None))
    assert text == VECTORS[2][1].removesuffix("S751215")
    assert read_ins_datamatrix(text) == PAT._replace(birth_place_code=None)


@pytest.mark.parametrize("separator", ["", " ", "<GS>", "<gs>", "^]", GS, "  "])
@pytest.mark.parametrize(("traits", "text"), VECTORS)
def test_separators_are_read_as_scanners_give_them(
    traits: InsTraits, text: str, separator: str
) -> None:
    mangled = text.replace(GS, separator)
    assert read_ins_datamatrix(mangled) == traits
    assert read_scan(f" {mangled.lower()}\r\n") == traits


@pytest.mark.parametrize(
    "separator",
    [
        *("~029", "~d029", "029", "\\x1d", "\\u001d", "{GS}", "[GS]", "<0x1D>", "%1D", "\\F"),
        *("\x1c", "\x1e", "\x1f", "\x04", "\t", "\n", "\r\n", "\u241d", "\u2194"),
        *("]", "|", "#", "@", "&", "$", "/"),
    ],
)
@pytest.mark.parametrize(("traits", "text"), VECTORS)
def test_separators_are_read_as_scanners_can_be_set_to_give_them(
    traits: InsTraits, text: str, separator: str
) -> None:
    mangled = text.replace(GS, separator)
    assert read_scan(mangled) == traits
    assert read_scan(mangled.lower()) == traits


@pytest.mark.parametrize("before", ["]d1", "]d2", "]D1", "\x02", "\x02]d1", " "])
def test_what_a_scanner_sends_before_and_after_a_code_is_left_out(before: str) -> None:
    for traits, text in VECTORS:
        assert read_scan(f"{before}{text}\x03\r\n") == traits
    assert read_scan(f"{before}SEMBLE:1042\x03\r\n") == 1042
    assert read_scan("$d&SE?BLEM&à'é") == 1042


def test_blocks_are_read_in_any_order_and_a_key_is_not_judged() -> None:
    text = (
        f"{H}S1118058599124123S21.2.250.1.213.1.4.8 S3FIRST NAMETEST S5MS618-06-1985S713201"
        "S4LASTNAMETEST"
    )
    found = read_ins_datamatrix(text)
    assert found is not None
    assert (found.birth_name, found.birth_given_names) == ("LASTNAMETEST", "FIRST NAMETEST")
    assert (found.ins.matricule, found.birth_place_code) == ("118058599124123", "13201")


AMERICAN_TO_FRENCH = str.maketrans(
    "azqwAZQWm,./M<>?;:'\"-_=+[{]}1234567890^",
    "qwazQWAZ,;:!?./§mMù%)°=+^¨$£&é\"'(-è_çà6",
)
"""What each key of an American keyboard gives on a French one, with and without the shift."""
CAPS = str.maketrans(
    ",;:!ù)=^$&é\"'(-è_çà?./§%°+¨£1234567890", "?./§%°+¨£1234567890,;:!ù)=^$&é\"'(-è_çà"
)


AMERICAN_TO_FRENCH_OF_APPLE = AMERICAN_TO_FRENCH | str.maketrans("68-_+=/?", "§!)°_-=+")
NUMERIC_PAD = str.maketrans("&é\"'(-è_çà", "1234567890")
LETTERS_LOCKED = str.maketrans("éèçàù", "ÉÈÇÀÙ")


@pytest.mark.parametrize("separator", ["", " ", "<GS>", "^]", "~029", GS])
@pytest.mark.parametrize(("traits", "text"), VECTORS)
def test_what_other_french_keyboards_made_of_it_is_read(
    traits: InsTraits, text: str, separator: str
) -> None:
    mangled = text.replace(GS, separator)
    apple = mangled.translate(AMERICAN_TO_FRENCH_OF_APPLE)
    assert read_scan(apple) == traits
    assert read_scan(apple.swapcase().translate(LETTERS_LOCKED)) == traits
    windows = mangled.translate(AMERICAN_TO_FRENCH)
    assert read_scan(windows.swapcase().translate(LETTERS_LOCKED)) == traits
    assert read_scan(mangled.translate(AMERICAN_TO_FRENCH).translate(NUMERIC_PAD)) == traits


@pytest.mark.parametrize("separator", ["", " ", "<GS>", "^]", GS])
@pytest.mark.parametrize(("traits", "text"), VECTORS)
def test_what_a_french_keyboard_made_of_it_is_read(
    traits: InsTraits, text: str, separator: str
) -> None:
    typed = text.replace(GS, separator).translate(AMERICAN_TO_FRENCH)
    assert typed.startswith("ISà&àà")
    assert read_scan(typed) == traits
    if separator in ("", " "):
        assert read_scan(typed.swapcase().translate(CAPS)) == traits


def test_an_apostrophe_in_a_name_comes_through_a_french_keyboard() -> None:
    traits = PAT._replace(birth_name="D'AMZQW")
    assert read_scan(ins_datamatrix_text(traits).translate(AMERICAN_TO_FRENCH)) == traits


@pytest.mark.parametrize(
    "typed",
    [
        "SEMBLE:1042",
        "semble:1042",
        " SEMBLE: 1042\n",
        "SE?BLEM&à'é",
        "se,blem1042",
        "SEMBLE;1042",
        "se?blem&À'É",
    ],
)
def test_our_own_code_is_read(typed: str) -> None:
    assert read_scan(typed) == 1042
    assert read_scan(own_code(1042)) == 1042


@pytest.mark.parametrize(
    "text",
    [
        *("", "Semble", "semble 1042", "SEMBLE:", "SEMBLE:x", "SEMBLE:1042x", "SEMBLE:1234567890"),
        *("Isabelle", "IS01", H, f"{H}S1277010115400329", VECTORS[0][1][1:], "1042"),
        *(VECTORS[0][1].replace("21-01", "31-02"), VECTORS[0][1].replace(".4.8", ".4.99")),
        VECTORS[0][1].replace("S5F", "S5X"),
    ],
)
def test_another_text_is_neither(text: str) -> None:
    assert read_scan(text) is None


def test_a_matricule_is_in_no_text_of_the_value() -> None:
    assert "277010115400329" not in repr(SARAH)
