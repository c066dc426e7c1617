"""The arrows of the house, read from the imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import semble_cli

PACKAGE = Path(semble_cli.__file__).parent

MAY_IMPORT = {
    "errors": set[str](),
    "identity": {"errors"},
    "patient": {"identity", "errors"},
    "store": {"patient", "identity", "errors"},
    "exchange": {"patient", "identity", "errors"},
    "vitale": {"patient", "identity", "errors"},
    "parallel": {"errors"},
    "settings": {"errors"},
    "services": {
        *("store", "vitale", "exchange", "patient", "identity"),
        *("parallel", "settings", "errors"),
    },
    "commands": {"services", "patient", "identity", "parallel", "settings", "errors"},
    "app": {"commands", "errors", "settings"},
    "__main__": {"app"},
    "__init__": set[str](),
}
"""Each room, and the rooms it may import beside itself."""

ONLY_IN = {
    "typer": {"app", "commands"},
    "rich": {"commands"},
    "questionary": {"commands"},
    "prompt_toolkit": {"commands"},
    "yaml": {"commands"},
    "sqlmodel": {"store"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "psycopg": {"store"},
    "sqlite3": {"store"},
    "stdnum": {"identity"},
    "rapidfuzz": {"identity"},
    "httpx": {"vitale"},
    "lxml": {"vitale"},
    "signxml": {"vitale"},
    "cryptography": {"vitale"},
}
"""Libraries, and the rooms that may import them."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_by(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative imports hide the arrows"
            module = node.module or ""
            names.add(module)
            names.update(f"{module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_the_rooms_below_it(path: Path) -> None:
    room = room_of(path)
    rooms = {
        parts[1]
        for name in imported_by(path)
        if (parts := name.split("."))[0] == "semble_cli" and len(parts) > 1
    }
    assert rooms - {room, "__version__"} <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_is_imported_only_in_its_room(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported_by(path)}
    strangers = {
        name for name in libraries if room_of(path) not in ONLY_IN.get(name, {room_of(path)})
    }
    assert strangers == set()


def test_pyscard_is_imported_in_one_module() -> None:
    users = [
        path.name for path in MODULES if any("smartcard" in name for name in imported_by(path))
    ]
    assert users == ["pcsc.py"]
