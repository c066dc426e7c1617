"""What may be shown: no character that drives a terminal, no NIR by chance."""

from __future__ import annotations

import json
import unicodedata

import pytest

from semble_cli.commands.ui.safe_text import discreet, discreet_column, safe
from semble_cli.patient.json_form import escaped_json

NIR = "279035121518989"
MASKED = "2 79 •• •• ••• ••• ••"
CHARACTERS = "".join(map(chr, (*range(0x3000), *range(0xD7F0, 0xE010), *range(0xFE00, 0x10010))))
"""Every sign and control character, the ends of the halves, and letters of many scripts."""


def drives(character: str) -> bool:
    """What the Unicode tables say of a character: it does something, and shows nothing."""
    kind = unicodedata.category(character)
    return character not in "\n\t" and kind in ("Cc", "Cf", "Cs", "Zl", "Zp")


def test_of_many_characters_those_that_drive_a_terminal_are_replaced_and_no_letter_is() -> None:
    shown = safe(CHARACTERS)
    assert len(shown) == len(CHARACTERS)
    changed = {before for before, after in zip(CHARACTERS, shown, strict=True) if before != after}
    assert changed == {character for character in CHARACTERS if drives(character)}
    assert {shown[CHARACTERS.index(each)] for each in changed} == {"\ufffd"}


@pytest.mark.parametrize(
    "text", ["D’Œuvré", "a\nb\tc", "L’Haÿ\xa0: 5\u202f%", "\U0001f469\u200d\u2695\ufe0f", ""]
)
def test_what_shows_itself_stays(text: str) -> None:
    assert safe(text) == text
    assert escaped_json(text) == text


def test_an_escaped_document_says_the_same() -> None:
    whole = "".join(each for each in CHARACTERS if not "\ud800" <= each <= "\udfff")
    document = json.dumps({"a": whole}, ensure_ascii=False)
    shown = escaped_json(document)
    says_the_same = json.loads(shown) == json.loads(document)
    assert says_the_same
    assert not any(map(drives, shown))
    assert escaped_json('"\ud800"') == '"\\ud800"'
    assert escaped_json('{"a":"\x9b"}') == '{"a":"\\u009b"}'


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (f"mère {NIR}", f"mère {MASKED}"),
        ({"a": NIR, "b": [NIR, 1, None]}, {"a": MASKED, "b": [MASKED, 1, None]}),
        ({"ins": {"matricule": NIR}}, {"ins": {"matricule": NIR}}),
        ([{"number": NIR}], [{"number": MASKED}]),
        (True, True),
        (int(NIR), int(NIR)),
    ],
)
def test_a_nir_is_masked_wherever_it_stands_but_in_the_ins(value: object, shown: object) -> None:
    assert discreet(value) == shown


@pytest.mark.parametrize("key", ["id", "ins", "ins_matricule", "ins_history"])
def test_an_id_and_the_ins_have_rules_of_their_own(key: str) -> None:
    assert discreet(NIR, key) == NIR
    assert discreet_column(key, [NIR]) == [NIR]


def test_a_column_is_masked_where_it_must_be() -> None:
    texts = ["Lyon", "Nantes"]
    assert discreet_column("city", texts) is texts
    assert discreet_column("city", []) == []
    assert discreet_column("city", [NIR[:13]]) == [MASKED[:-3]]
    parts = ["279035121", "518989, Dompremy"]
    assert discreet_column("city", parts) is parts
    assert discreet_column("city", ["Lyon", NIR, "2", "79035121518989"]) == [
        "Lyon",
        MASKED,
        "2",
        "79035121518989",
    ]
