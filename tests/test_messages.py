"""Every message in both languages: the catalogue is complete, true to the code, and compiled."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest

import messages
from semble_cli.commands.ui import language
from semble_cli.errors import Sentence

CATALOGUE = messages.read()
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def test_the_catalogue_has_the_messages_of_the_code_and_no_others() -> None:
    known = {str(message.id) for message in CATALOGUE if message.id}
    assert known == set(messages.collect()), "run `make messages`"


def test_every_message_is_translated_with_the_same_placeholders() -> None:
    for message in CATALOGUE:
        if message.id:
            assert message.string, message.id
            assert set(PLACEHOLDER.findall(str(message.string))) == set(
                PLACEHOLDER.findall(str(message.id))
            ), message.id


def test_a_message_and_its_translation_end_alike() -> None:
    for message in CATALOGUE:
        if message.id and len(str(message.id)) > 12:
            assert str(message.id).endswith(".") == str(message.string).endswith("."), message.id


def test_no_translation_says_the_same_twice() -> None:
    for message in CATALOGUE:
        text = str(message.string)
        half = len(text) // 2
        assert not message.id or len(text) < 2 or text[:half] != text[half:], message.id


def test_the_compiled_catalogue_is_the_one_that_is_edited() -> None:
    path = Path(language.LOCALES, "fr", "LC_MESSAGES", "semble.mo")
    with path.open("rb") as file:
        compiled = GNUTranslations(file)
    for message in CATALOGUE:
        if message.id:
            assert compiled.gettext(str(message.id)) == message.string, "run `make messages`"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "fr"}, "fr"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], code: str) -> None:
    assert language.of_locale(environment) == code


def test_a_sentence_inside_a_sentence_is_translated_too() -> None:
    language.use("fr")
    try:
        said = language.tr(Sentence("{field}: {problem}", field="x", problem=Sentence("yes")))
    finally:
        language.use("en")
    assert said == "x : oui"
