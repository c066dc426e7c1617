"""What logins of the database may do beside the program, against what their rights give them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.store.tables.grants import FUNCTIONS, GRANTS, TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from semble_cli.store.database.connection import Connection

_HELD = f"""
WITH ours AS (
    SELECT pg_class.oid, nspname || '.' || relname AS object, relowner, relacl
    FROM pg_class JOIN pg_namespace AS space ON space.oid = relnamespace
    WHERE nspname = 'semble'
    OR nspname = 'public' AND (relkind = 'S' OR relname IN ({", ".join("?" * len(TABLES))}))
), held AS (
    SELECT object, relowner AS owner, granted.* FROM ours, aclexplode(relacl) AS granted
    UNION ALL SELECT object || '.' || attname, relowner, granted.*
    FROM pg_attribute JOIN ours ON ours.oid = attrelid, aclexplode(attacl) AS granted
    UNION ALL SELECT nspname || '.' || proname, proowner, granted.*
    FROM pg_proc JOIN pg_namespace AS space ON space.oid = pronamespace,
    aclexplode(coalesce(proacl, acldefault('f', proowner))) AS granted WHERE nspname = 'semble'
)
SELECT rolname::text, object, privilege_type, is_grantable
FROM held LEFT JOIN pg_roles ON pg_roles.oid = grantee WHERE grantee <> owner
"""
"""What logins other than the owner hold (none: every login there is) on our tables and their
columns, on sequences, views and functions, and whether they may pass it on."""

_ALL_SEQUENCES = "ALL SEQUENCES IN SCHEMA public"


GrantsOf = Callable[[str, bool, bool], "Collection[str]"]
"""By a role, and whether one may delete and recover beside it, the keys of `GRANTS` that go with
them."""


def stray_grants(connection: Connection, grants_of: GrantsOf) -> Iterator[Sentence]:
    """The privileges that no right of a login gives. What is lacking is not told: the database
    refuses it by itself."""
    if not connection.guarded:
        return  # whoever may write the file may write all of it
    users = connection.rows("SELECT login, role, may_delete, may_recover FROM app_user")
    held = {login: grants_of(*role) for login, *role in users}
    stray: dict[tuple[str, str], set[str]] = {}
    for login, name, privilege, is_grantable in connection.rows(_HELD, TABLES):
        given = _privileges(name, held.get(login or "", ()))
        if privilege not in given or is_grantable:
            stray.setdefault((login or "PUBLIC", name), set()).add(privilege)
    for (login, name), privileges in sorted(stray.items()):
        yield Sentence(
            "database: {login} holds {privileges} on {object}, which no right gives. Revoke it.",
            login=login,
            privileges=", ".join(sorted(privileges)),
            object=name,
        )


def _privileges(name: str, permissions: Collection[str]) -> set[str]:
    """What the permissions let do with a table, a sequence, a view or a function."""
    found = set()
    for permission in permissions:
        for privileges, what in GRANTS[permission]:
            kind, _, names = what.partition(" ")
            if kind == "FUNCTION":
                signatures = FUNCTIONS[permission]
                is_meant = name in {f"semble.{each.partition('(')[0]}" for each in signatures}
            elif what == _ALL_SEQUENCES:
                is_meant = name.endswith("_seq")
            else:
                is_meant = name in names.split(", ")
            if is_meant:
                found |= {*privileges.split(", ")}
    return found
