"""The arrows of the house, read from the code: imports, re-exports, circles, SQL, names."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import semble_cli

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(semble_cli.__file__).parent

MAY_IMPORT = {
    "errors": set[str](),
    "identity": {"errors"},
    "patient": {"identity", "errors"},
    "store": {"patient", "identity", "leftovers", "errors"},
    "exchange": {"patient", "identity", "errors"},
    "vitale": {"patient", "identity", "parallel", "errors"},
    "mail": {"patient", "identity", "parallel", "errors"},
    "parallel": {"errors"},
    "paper": {"patient", "identity", "parallel", "errors"},
    "settings": {"patient", "identity", "leftovers", "errors"},
    "leftovers": set[str](),
    "services": {
        *("store", "vitale", "exchange", "paper", "mail", "patient", "identity"),
        *("parallel", "settings", "errors"),
    },
    "commands": {
        *("services", "patient", "identity"),
        *("parallel", "settings", "leftovers", "errors"),
    },
    "app": {"commands", "errors", "leftovers", "settings"},
    "__main__": {"app", "commands"},  # completion, which starts without the rest
    "__init__": set[str](),
}
"""Each room, and the rooms it may import beside itself."""

ONLY_IN = {
    "typer": {"app", "commands"},
    "rich": {"commands"},
    "questionary": {"commands"},
    "prompt_toolkit": {"commands"},
    "yaml": {"commands"},
    "tomlkit": {"settings"},
    "sqlmodel": {"store"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "psycopg": {"store"},
    "sqlite3": {"store"},
    "stdnum": {"identity"},
    "phonenumbers": {"identity"},
    "puremagic": {"exchange"},
    "rapidfuzz": {"identity"},
    "facturx": {"exchange"},
    "fpdf": {"paper"},
    "fontTools": {"paper"},
    "markdown_it": {"patient"},
    "zxingcpp": {"paper"},
    "httpx": {"vitale"},
    "lxml": {"vitale"},
    "signxml": {"vitale"},
    "pikepdf": {"paper"},
    "smtplib": {"mail"},
    "cryptography": {"vitale", "mail"},
    "keyring": {"store"},
}
"""Libraries, and the rooms that may import them."""

MOST_IN_A_FOLDER = 22
"""Modules: beyond that, a reader does not see the subjects any more."""

_SQL = re.compile(
    r"\b(?:SELECT|INSERT INTO|DELETE FROM|UPDATE [a-z_]+ SET|WHERE|ORDER BY|GROUP BY|PRAGMA)\b"
    r"|\bIN \("
)

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The dotted name of a module; of a package, that of its folder."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


BY_NAME = {name_of(path): path for path in MODULES}

of_each = pytest.mark.parametrize("path", MODULES, ids=name_of)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_by(path: Path) -> set[str]:
    """All that a module imports, wherever and for whatever: `package.module.name` and less."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative imports hide the arrows"
            module = node.module or ""
            names.add(module)
            names.update(f"{module}.{alias.name}" for alias in node.names)
    return names


def modules_imported_by(path: Path) -> set[str]:
    """The modules of the package that a module imports, packages left out."""
    return {
        name
        for name in imported_by(path)
        if name in BY_NAME and BY_NAME[name].name != "__init__.py" and BY_NAME[name] != path
    }


@cache
def defined_in(path: Path) -> set[str]:
    """The names that a module makes itself, at its top or for type checkers alone."""
    return set(_defined(tree_of(path).body))


def _defined(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Assign():
                for target in node.targets:
                    yield from (name.id for name in ast.walk(target) if isinstance(name, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.If():
                yield from _defined(node.body)


def borrowed_by(path: Path) -> Iterator[str]:
    """What a module takes from another one that only imported it itself."""
    aliases: dict[str, str] = {}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module in BY_NAME:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in BY_NAME:
                    aliases[alias.asname or alias.name] = whole
                elif alias.name not in defined_in(BY_NAME[node.module]):
                    yield whole
    for node in ast.walk(tree_of(path)):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (module := aliases.get(node.value.id))
            and not node.attr.startswith("__")
            and node.attr not in defined_in(BY_NAME[module])
            and f"{module}.{node.attr}" not in BY_NAME
        ):
            yield f"{module}.{node.attr}"


def texts_of(path: Path) -> Iterator[str]:
    """The texts of a module but for its docstrings."""
    said = {
        id(node.value)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


@of_each
def test_a_module_imports_only_the_rooms_below_it(path: Path) -> None:
    room = room_of(path)
    rooms = {
        parts[1]
        for name in imported_by(path)
        if (parts := name.split("."))[0] == "semble_cli" and len(parts) > 1
    }
    assert rooms - {room, "__version__", "__file__"} <= MAY_IMPORT[room]


@of_each
def test_a_library_is_imported_only_in_its_room(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported_by(path)}
    strangers = {
        name for name in libraries if room_of(path) not in ONLY_IN.get(name, {room_of(path)})
    }
    assert strangers == set()


@of_each
def test_what_a_module_imports_is_made_where_it_is_imported_from(path: Path) -> None:
    assert set(borrowed_by(path)) == set()


@of_each
def test_sql_stands_in_the_store_alone(path: Path) -> None:
    if room_of(path) != "store":
        assert [text for text in texts_of(path) if _SQL.search(text)] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    arrows = {name_of(path): modules_imported_by(path) for path in MODULES}
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_pyscard_is_imported_in_one_module() -> None:
    users = [
        path.name for path in MODULES if any("smartcard" in name for name in imported_by(path))
    ]
    assert users == ["pcsc.py"]


def test_no_public_class_stands_twice() -> None:
    classes = Counter(
        node.name
        for path in MODULES
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in classes.items() if count > 1] == []


def test_no_folder_holds_more_modules_than_one_can_look_over() -> None:
    folders = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert max(folders.values()) <= MOST_IN_A_FOLDER


@pytest.mark.parametrize(
    ("module", "text", "test"),
    [
        ("commands/a.py", "from semble_cli.store.tags import find_tag", "imports"),
        ("commands/a.py", "from semble_cli.services.access import users", "borrowed"),
        ("commands/a.py", "from semble_cli.services import access\naccess.users.all", "borrowed"),
        ("commands/a.py", "if True:\n    import semble_cli.vitale.card", "imports"),
        ("services/a.py", 'rows(f"SELECT id FROM patient WHERE id = {x}")', "sql"),
        ("services/a.py", 'rows("id IN (?, ?)")', "sql"),
    ],
)
def test_the_arrows_are_seen(
    module: str, text: str, test: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = PACKAGE / module
    found = {
        "imports": test_a_module_imports_only_the_rooms_below_it,
        "borrowed": test_what_a_module_imports_is_made_where_it_is_imported_from,
        "sql": test_sql_stands_in_the_store_alone,
    }[test]
    true_tree_of = tree_of
    monkeypatch.setitem(
        globals(),
        "tree_of",
        lambda each: ast.parse(text) if each == path else true_tree_of(each),
    )
    with pytest.raises(AssertionError):
        found(path)
