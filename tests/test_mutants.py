"""The errors that `make mutants` puts into a module, and the tests it runs for one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

import mutants

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("a == b", ["a != b"]),
        ("a < b", ["a <= b"]),
        ("a not in b", ["a in b"]),
        ("a is b", ["a is not b"]),
        ("a and b", ["((a) or (b))"]),
        ("a + b", ["((a) - (b))"]),
        ("not a", ["(a)"]),
        ("a = True", ["False"]),
        ("a = 2", ["3"]),
        ("a = 'é' + 'b'", ["(('é') - ('b'))", '""', '""']),
        ("check(a)", ["pass"]),
        ("def f():\n    raise E", ["pass"]),
        ("def f():\n    return a", ["return None"]),
        ("if a(b):\n    c", ["not (a(b))"]),
        ("c if a else b", ["not (a)"]),
        ("def f() -> 'a':\n    'A text.'", []),
        ("if TYPE_CHECKING:\n    check(a)", []),
        ("f'{a + 1}'", []),
    ],
)
def test_each_part_of_the_code_has_its_errors(source: str, after: list[str]) -> None:
    found = list(mutants.mutants_of(source))
    assert [mutant.after for mutant in found] == after
    for mutant in found:
        ast.parse(mutant.source)
        assert mutant.source != source


def test_the_tests_of_a_module_stand_beside_it_or_import_it() -> None:
    tests = {
        "tests/identity/test_nir.py": "",
        "tests/other.py": "from semble_cli.identity.nir import parse_nir",
        "tests/third.py": "from semble_cli.identity import nir, names",
        "tests/fourth.py": "from semble_cli.identity.nir_in_text import mask_within",
    }
    found = mutants.tests_of("semble_cli/identity/nir.py", tests)
    assert found == ["semble_cli/identity/nir.py", *list(tests)[:3]]


def test_an_error_that_no_test_sees_is_told_and_one_that_is_seen_is_not(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text("def rule(a):\n    return a > 1\n", "utf-8")
    test = "from rule import rule\n\ndef test_it():\n    assert rule(3) and not rule(1)\n"
    (tmp_path / "test_rule.py").write_text(test, "utf-8")
    told = [mutant.after for mutant in mutants.survivors("rule.py", ["test_rule.py"], tmp_path)]
    assert told == ["2"]
    assert (tmp_path / "rule.py").read_text("utf-8").endswith("a > 1\n")


def test_tests_that_fail_already_tell_nothing(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text("A = 1\n", "utf-8")
    (tmp_path / "test_rule.py").write_text("def test_it():\n    assert False\n", "utf-8")
    with pytest.raises(SystemExit, match=r"The tests of rule\.py fail as it is"):
        list(mutants.survivors("rule.py", ["test_rule.py"], tmp_path))
