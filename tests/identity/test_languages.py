"""The languages people speak: codes, names, and what is neither."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.languages import language_name, parse_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fr", "fr"),
        (" FR ", "fr"),
        ("français", "fr"),
        ("FRANCAIS", "fr"),
        ("French", "fr"),
        ("kabyle", "kab"),
        ("Arabe", "ar"),
        ("langue des signes française", "fsl"),
        ("créole haïtien", "ht"),
        ("portugais", "pt"),
    ],
)
def test_a_language_is_read_by_its_code_or_its_name(text: str, code: str) -> None:
    assert parse_language("preferred_language", text) == code


@pytest.mark.parametrize("text", ["xx", "klingonais", "fr-FR", "arabe et français", "f", "123"])
def test_what_is_no_language_is_refused_without_a_guess(text: str) -> None:
    with pytest.raises(InvalidInput, match="write a code such as fr or ar"):
        parse_language("preferred_language", text)


def test_a_code_is_shown_as_the_name_in_the_language_of_the_messages() -> None:
    assert language_name("kab", "fr") == "kabyle"
    assert language_name("ar", "en") == "Arabic"
