"""YAML as people type it: a text is a text, whatever stands in it."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.commands.patient.editing.tolerant_yaml import read_yaml

HEADINGS = {"address", "tags", "lines", "phones"}

READ: dict[str, Any] = {
    "comments: see letter: urgent": {"comments": "see letter: urgent"},
    "comments: flat #3, at 10:30": {"comments": "flat #3, at 10:30"},
    "comments: * urgent": {"comments": "* urgent"},
    "comments: @home & [more": {"comments": "@home & [more"},
    'comments: "Zoé" said: no': {"comments": '"Zoé" said: no'},
    "comments: 'it''s: so'": {"comments": "it's: so"},
    'comments: "a: b"': {"comments": "a: b"},
    "comments: %a !b ?c |d >e `f": {"comments": "%a !b ?c |d >e `f"},
    "comments: one: two\n  three: four\n\n  five\ncity: Lyon": {
        "comments": "one: two\nthree: four\n\nfive",
        "city": "Lyon",
    },
    "comments: |-\n  one: two #3\n  - three\ncity: Lyon": {
        "comments": "one: two #3\n- three",
        "city": "Lyon",
    },
    "comments:\n  one: two\n  three": {"comments": "one: two\nthree"},
    "comments:\ncity:": {"comments": "", "city": ""},
    "address:\n  city: Saint-Denis: la Plaine\n  lines:\n  - 1 rue: x #4\n  - bat 2": {
        "address": {"city": "Saint-Denis: la Plaine", "lines": ["1 rue: x #4", "bat 2"]}
    },
    "tags: [ALD, Suivi]": {"tags": ["ALD", "Suivi"]},
    "tags:\n- ALD\n- 'suivi: annuel'": {"tags": ["ALD", "suivi: annuel"]},
    "phones:\n- home: 01 99 00 00 01": {"phones": ["home: 01 99 00 00 01"]},
    "phones:\n- type: home\n  number: 01 99 00 00 01": {
        "phones": [{"type": "home", "number": "01 99 00 00 01"}]
    },
    "phones:\n- {type: home, number: 0199}": {"phones": [{"type": "home", "number": "0199"}]},
    "# comments: x\nlignes d'adresse: y\ntitle: No": {"lignes d'adresse": "y", "title": "No"},
    "'city': Lyon": {"city": "Lyon"},
    "city : Lyon: 3": {"city": "Lyon: 3"},
    "city: Lyon\t": {"city": "Lyon"},
}


@pytest.mark.parametrize("text", READ)
def test_a_text_is_read_as_it_was_typed(text: str) -> None:
    found = read_yaml(text, HEADINGS.__contains__, ("type", "number"))
    assert found == READ[text]


@pytest.mark.parametrize("text", ["city: Lyon\n orphan", "address:\n\tcity: Lyon", "{city: Lyon"])
def test_what_no_reading_makes_sense_of_is_none(text: str) -> None:
    try:
        found = read_yaml(text, HEADINGS.__contains__, ())
    except ValueError:
        return
    assert found == {"city": "Lyon\norphan"}
