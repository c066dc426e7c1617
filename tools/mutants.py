"""Mutants: one small error at a time is put into a module, and the tests of the module must see it.

python tools/mutants.py                                   of the modules changed since origin/main
python tools/mutants.py semble_cli/services/access.py     of these modules
python tools/mutants.py MODULE --tests tests/services     with these tests, rather than those that
                                                          stand beside the module or import it

It works on a copy of the tree. What survives is printed: a test is missing, or the error is none.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 300
"""Seconds after which the tests of a mutant are stopped: an endless loop was seen, too."""


class Mutant(NamedTuple):
    """A module with one error: the line, what stood there, what stands there now, the source."""

    line: int
    before: str
    after: str
    source: str


_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "//",
    ast.FloorDiv: "*",
    ast.Mod: "*",
    ast.BitOr: "&",
    ast.BitAnd: "|",
}

_DECIDING = (ast.If, ast.While, ast.IfExp)


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every mutant of a module's source, in the order of its lines.

    >>> [mutant.after for mutant in mutants_of("if a == 1:\\n    check(a)\\n")]
    ['a != 1', '2', 'pass']
    """
    tree = ast.parse(source)
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    content = source.encode()
    found = []
    conditions = {id(node.test) for node in ast.walk(tree) if isinstance(node, _DECIDING)}
    for node in _living(tree):
        first = starts[node.lineno - 1] + node.col_offset
        last = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        before = content[first:last].decode()
        changes = list(_changes(node))
        if id(node) in conditions and not changes:
            changes = [f"not ({before})"]
        for after in changes:
            mutated = (content[:first] + after.encode() + content[last:]).decode()
            found.append((first, Mutant(node.lineno, before, after, mutated)))
    yield from (mutant for _, mutant in sorted(found, key=lambda each: each[0]))


def _living(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """What runs: neither docstrings nor annotations, nor the parts of formatted texts."""
    if isinstance(tree, ast.JoinedStr) or _is_for_types(tree):
        return
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_text(child):
                if isinstance(child, ast.expr | ast.stmt):
                    yield child
                yield from _living(child)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _changes(node: ast.AST) -> Iterator[str]:
    """What may stand in the place of a part of the code."""
    match node:
        case ast.Compare(left, [operator], [right]) if type(operator) in _COMPARISONS:
            changed = _COMPARISONS[type(operator)]
            yield f"{ast.unparse(left)} {changed} {ast.unparse(right)}"
        case ast.BoolOp(operator, values):
            word = " or " if isinstance(operator, ast.And) else " and "
            yield f"({word.join(f'({ast.unparse(value)})' for value in values)})"
        case ast.BinOp(left, operator, right) if type(operator) in _OPERATORS:
            changed = _OPERATORS[type(operator)]
            yield f"(({ast.unparse(left)}) {changed} ({ast.unparse(right)}))"
        case ast.UnaryOp(ast.Not(), operand):
            yield f"({ast.unparse(operand)})"
        case ast.Constant(bool() as value):
            yield str(not value)
        case ast.Constant(int() as value):
            yield str(value + 1)
        case ast.Constant(str() as value) if value:
            yield '""'
        case ast.Return(ast.expr() as value) if ast.unparse(value) != "None":
            yield "return None"
        case ast.Raise() | ast.Expr(ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield "pass"
        case _:
            return


def tests_of(module: str, tests: dict[str, str]) -> list[str]:
    """The tests of a module: of all of them, by path and text, those that stand in its place, and
    those that import it.

    >>> tests_of("semble_cli/a/b.py", {"tests/a/test_b.py": "", "tests/x.py": "semble_cli.a.b "})
    ['semble_cli/a/b.py', 'tests/a/test_b.py', 'tests/x.py']
    """
    path = Path(module)
    beside = str(Path("tests", *path.parts[1:-1], f"test_{path.name}"))
    name = ".".join(path.with_suffix("").parts)
    room, _, last = name.rpartition(".")
    importing = [f"{name} ", f"{name}\n", f"from {room} import {last}"]
    found = [
        test
        for test, text in tests.items()
        if test == beside or any(each in text for each in importing)
    ]
    return [module, *sorted(found)]  # the module itself for its doctests


def changed_since(revision: str) -> list[str]:
    """The modules of the package that differ from a revision."""
    listed = subprocess.run(
        ["git", "diff", "--name-only", "--diff-filter=d", revision, "--", "semble_cli"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split() if name.endswith(".py")]


def survivors(module: str, tests: Sequence[str], copy: Path) -> Iterator[Mutant]:
    """The mutants of a module that no test sees; *copy* is a tree to work on."""
    target = copy / module
    sound = target.read_text("utf-8")
    with _runner(copy) as passes:
        if not passes(tests):
            raise SystemExit(f"The tests of {module} fail as it is: {' '.join(tests)}")
        found = list(mutants_of(sound))
        for number, mutant in enumerate(found, start=1):
            print(f"\r{module}: {number} of {len(found)}", end="", file=sys.stderr, flush=True)
            target.write_text(mutant.source, "utf-8")
            if passes(tests):
                yield mutant
        target.write_text(sound, "utf-8")
        print(file=sys.stderr)


_RUNNER = """
import contextlib, importlib, os, signal, sys

for library in ("psycopg", "sqlmodel", "alembic", "typer", "rich.table", "numpy"):
    with contextlib.suppress(ImportError):
        importlib.import_module(library)
import pytest

for line in sys.stdin:
    child = os.fork()
    if not child:
        signal.alarm(int(sys.argv[1]))
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *line.split()]))
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""A process that has loaded what takes long to load, and runs tests in a fork of itself."""


@contextmanager
def _runner(copy: Path) -> Iterator[Callable[[Sequence[str]], bool]]:
    """What runs tests of the copy, and says whether all of them pass."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(copy), str(copy / "tools")]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-c", _RUNNER, str(_PATIENCE)]
    with subprocess.Popen(
        command,
        cwd=copy,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:

        def passes(tests: Sequence[str]) -> bool:
            assert process.stdin
            assert process.stdout
            print(*tests, file=process.stdin, flush=True)
            return int(process.stdout.readline()) == 0

        yield passes


def main() -> int:
    """Put every mutant of the modules to the tests; 1 if any survives."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("modules", nargs="*", help="modules of the package, as paths")
    parser.add_argument("--since", default="origin/main", help="where none is named: changed since")
    parser.add_argument("--tests", nargs="+", help="the tests to run, rather than the module's own")
    given = parser.parse_args()
    alive = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as directory:
        copy = Path(directory, "tree")
        ignored = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", ".extra")
        shutil.copytree(ROOT, copy, ignore=ignored)
        texts = {
            str(path.relative_to(copy)): path.read_text("utf-8")
            for path in copy.glob("tests/**/test_*.py")
        }
        for module in given.modules or changed_since(given.since):
            for mutant in survivors(module, given.tests or tests_of(module, texts), copy):
                print(f"{module}:{mutant.line}: {mutant.before} -> {mutant.after}", flush=True)
                alive += 1
    print(f"{alive} survived.")
    return min(alive, 1)


if __name__ == "__main__":
    sys.exit(main())
