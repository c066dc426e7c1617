"""`semble patient search` of what a scanner types: our code, the INS datamatrix."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ADRUN, PAT_TROIS
from tests.paper.people import INS_TEXT

if TYPE_CHECKING:
    from tests.conftest import Semble


@pytest.fixture
def people(semble: Semble) -> Semble:
    semble("patient", "add", "--json", "-", stdin=json.dumps(ADRUN))
    without_nir = {key: value for key, value in PAT_TROIS.items() if key != "nir"}
    semble("patient", "add", "--json", "-", stdin=json.dumps(without_nir))
    return semble


@pytest.mark.parametrize(
    "typed",
    ["SEMBLE:2", "semble:2", "SE?BLEMé", "SEMBLE: 2", "]d1SEMBLE:2", "$d&SE?BLEMé", "£D1se,blem2"],
)
def test_our_code_finds_its_patient(people: Semble, typed: str) -> None:
    said = people("patient", "search", *typed.split(), "-f", "json", "--fields", "id")
    assert (said.code, json.loads(said.out), said.err) == (0, [{"id": 2}], "")
    said = people("patient", "search", "--scan", "-", "-f", "json", "--fields", "id", stdin=typed)
    assert (said.code, json.loads(said.out), said.err) == (0, [{"id": 2}], "")


@pytest.mark.parametrize("separator", ["\x1d", "", " ", "<GS>", "^]", "~029", "{GS}"])
def test_an_ins_datamatrix_finds_and_each_trait_that_differs_is_told(
    people: Semble, separator: str
) -> None:
    text = INS_TEXT.replace("\x1d", separator).replace("S5F", "S5M")
    for words, stdin in ((text.split(), ""), (["--scan", "-"], text), (["--scan", text], "")):
        said = people("patient", "search", *words, "-f", "json", stdin=stdin)
        assert said.code == 0, said.err
        [found] = json.loads(said.out)
        assert found["id"] == 2
        assert found["differences"] == [
            {"field": "sex", "scanned": "M", "held": "F"},
            {"field": "ins", "scanned": "2 79 •• •• ••• ••• •• [TEST]", "held": ""},
        ]
        assert said.err == (
            "Patient 2: sex differs: scanned M, in the record F.\n"
            "Patient 2: INS differs: scanned 2 79 •• •• ••• ••• •• [TEST], in the record –.\n"
        )
        assert "279035121518989" not in said.out + said.err


def test_other_searches_have_no_word_of_differences(people: Semble) -> None:
    for word in ("Isabelle", "Sébastien", "adrun"):
        said = people("patient", "search", word, "-f", "json")
        assert all("differences" not in each for each in json.loads(said.out))


def test_nobody_who_was_scanned_is_nothing_found(people: Semble) -> None:
    said = people("patient", "search", "SEMBLE:9")
    assert (said.code, said.err) == (1, "Error: No patient matches.\n")


@pytest.mark.parametrize(
    ("words", "stdin"),
    [(("--scan", "Dupont"), ""), (("--scan", "-"), "IS01"), (("x", "--scan", "SEMBLE:2"), "")],
)
def test_what_is_no_scan_is_refused(people: Semble, words: tuple[str, ...], stdin: str) -> None:
    said = people("patient", "search", *words, stdin=stdin)
    assert (said.code, said.out) == (2, "")
    assert "That is neither a code of semble nor an INS datamatrix. Scan it again." in said.err
