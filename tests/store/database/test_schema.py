"""The tables: made by migrations, the same as the models, on both databases."""

from __future__ import annotations

import ast
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, String
from sqlmodel import SQLModel

from migration import write_migration
from semble_cli import store as store_package
from semble_cli.errors import Conflict
from semble_cli.services import stores
from semble_cli.store import migrations
from semble_cli.store.database import errors, schema
from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.database.engine import engine_on
from semble_cli.store.database.open import connected, opened
from semble_cli.store.database.version import REVISIONS
from semble_cli.store.tables import care, grants
from semble_cli.store.tables.schema import METADATA
from tests.conftest import NOW, register_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.services.register import Register

STORE = Path(store_package.__path__[0])
MIGRATIONS = Path(migrations.__path__[0])


def test_the_migrations_make_the_tables_of_the_models(store: StoreAddress) -> None:
    with connected(store) as connection, engine_on(connection).connect() as engine:
        context = MigrationContext.configure(engine, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_revisions_named_are_those_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == REVISIONS


def test_a_migration_is_written_from_the_tables_and_finds_nothing_to_do(tmp_path: Path) -> None:
    path = write_migration("nothing", tmp_path, "0999")
    text = path.read_text("utf-8")
    assert path.name == "m0999_nothing.py"
    assert f'down_revision = "{REVISIONS[-1]}"' in text
    assert "op." not in text.replace("import op", "")


def test_a_migration_is_written_for_a_column_that_the_store_has_not(tmp_path: Path) -> None:
    table = METADATA.tables["tag"]
    column = Column("shape", String)
    table.append_column(column)
    try:
        text = write_migration("shape", tmp_path, "0999").read_text("utf-8")
    finally:
        table._columns.remove(column)
    assert "add_column(sa.Column('shape', sa.String(), nullable=True))" in text


STATEMENT = re.compile(r"(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH) ")


def statements() -> Iterator[str]:
    """Every whole statement of the store that is a constant text."""
    for path in sorted(STORE.rglob("*.py")):
        if path.parent.name in ("database", "versions") or path.name == "grants.py":
            continue  # of one database's own, or of tables long gone
        tree = ast.parse(path.read_text("utf-8"))
        within = {
            id(part)
            for each in ast.walk(tree)
            if isinstance(each, ast.JoinedStr | ast.BinOp)
            for part in ast.walk(each)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole = STATEMENT.match(node.value) and not re.search(
                    r"\{| IN$|semble\.|pg_",  # parts, and what Postgres alone has
                    node.value,
                )
                if whole and id(node) not in within:
                    yield node.value


def test_every_statement_names_columns_that_there_are(sqlite_store: StoreAddress) -> None:
    found = list(statements())
    assert len(found) > 20
    with opened(sqlite_store) as connection:
        for statement in found:
            connection.rows(f"EXPLAIN {statement}", (None,) * statement.count("?"))


def test_every_table_is_granted_to_the_roles() -> None:
    assert set(grants.TABLES) == {*METADATA.tables, "alembic_version"}


def test_a_new_file_is_its_owners_alone(sqlite_store: StoreAddress, tmp_path: Path) -> None:
    path = tmp_path / "new" / "register.db"
    stores.create(register_on(StoreAddress(Database.SQLITE, str(path))))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sqlite_store.location != str(path)


def test_a_register_is_not_created_over_another(register: Register) -> None:
    with pytest.raises(Conflict, match="already"):
        stores.create(register)


def test_a_failed_creation_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise errors.full("the disk")

    monkeypatch.setattr(schema, "_migrate", fail)
    path = tmp_path / "register.db"
    with pytest.raises(errors.StoreFull):
        stores.create(register_on(StoreAddress(Database.SQLITE, str(path))))
    assert os.listdir(tmp_path) == []


def test_an_upgrade_of_a_current_store_does_nothing(register: Register) -> None:
    assert stores.upgrade(register) == stores.Upgraded(None)


def test_a_newer_store_is_refused_and_says_which_side_to_upgrade(store: StoreAddress) -> None:
    with opened(store) as connection:
        connection.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(errors.StoreTooNew, match="Upgrade semble"), connected(store):
        pass
    with pytest.raises(errors.StoreTooNew):
        schema.upgrade(store, NOW)
    assert stores.status(register_on(store)).state == "too_new"


def care_tables_in_order() -> list[str]:
    models = vars(care).values()
    return [model.__tablename__ for model in models if _is_table_of(model, care.__name__)]


def _is_table_of(model: object, module: str) -> bool:
    return (
        isinstance(model, type)
        and issubclass(model, SQLModel)
        and model.__module__ == module
        and hasattr(model, "__table__")
    )
