"""Whether a patient bears a name as somebody typed it."""

from __future__ import annotations

import pytest

from semble_cli.identity.whole_names import is_called, typed_name

DOMINIQUE = ("PAT-TROIS", "DOMINIQUE", "DOMINIQUE MARIE-LOUISE", None, "D’Œuvré", "Domi")

NAMES = {
    "PAT-TROIS": True,
    "pat trois": True,
    "pattrois": True,
    "trois": True,
    "dominique pat-trois": True,
    "PAT TROIS dominique": True,
    "marie louise": True,
    "marielouise": True,
    "oeuvre": True,
    "d'oeuvré domi": True,
    "doeuvre domi": True,
    "pat": True,
    "pa": False,
    "tro": False,
    "domin": False,
    "pat-trois zoe": False,
    "troispat": False,
    "adrun": False,
}


@pytest.mark.parametrize("name", NAMES)
def test_whole_names_are_borne_and_beginnings_are_not(name: str) -> None:
    assert is_called(DOMINIQUE, name) is NAMES[name]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("adrun", True),
        ("D’Œuvré", True),
        ("a b c d e f g h i j k l", True),
        ("a b c d e f g h i j k l m", False),
        ("x" * 101, False),
        ("31/12/1975", False),
        ("٣٣", False),
        ("½", False),
        ("-", False),
        ("..", False),
        ("", False),
        ("\udc80", False),
        ("李", False),
        ("ADRUN Zoé, 31/12/1975", True),
        ("ADRUN Zoé, 1975-12-31 (archived)", True),
        ("ADRUN Zoé, 31/02/1975", False),
        ("ADRUN Zoé, 07/1975", False),
        ("ADRUN Zoé, 31/12/75", False),
        ("ADRUN Zoé, 31/12/1975 (1042)", False),
        ("ADRUN 2, 31/12/1975", False),
        (", 31/12/1975", False),
        ("31/12/1975, 31/12/1975", False),
        ("ADRUN, Zoé", True),
    ],
)
def test_a_name_has_letters_no_figures_and_an_end(text: str, is_one: bool) -> None:
    assert (typed_name(text) is not None) is is_one
