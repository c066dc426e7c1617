"""`semble user`: who may use the register, and as what."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.framework import group as make_group
from semble_cli.commands.ui.options import FieldsOption, FormatOption
from semble_cli.commands.ui.output import chosen, say
from semble_cli.commands.ui.tables import write_all
from semble_cli.services.access import Role

group = make_group(
    "Say who may use the register, and as what.",
    {
        "list": "semble_cli.commands.user:list_users",
        "add": "semble_cli.commands.user:add",
        "role": "semble_cli.commands.user:role",
        "remove": "semble_cli.commands.user:remove",
    },
)

Login = Annotated[
    str, typer.Argument(help="The login: of the system on SQLite, of the database on Postgres.")
]
RoleOption = Annotated[
    Role,
    typer.Option(metavar="reader|secretary|clinician|admin", help="What the user may do."),
]

COLUMNS = ("login", "role", "added_at")


def list_users(ctx: typer.Context, form: FormatOption = None, fields: FieldsOption = None) -> None:
    """List the users of the register.

    Examples:
    semble user list -f json
    """
    from semble_cli.services import users

    records = [
        {"login": user.login, "role": user.role, "added_at": user.added_at.isoformat()}
        for user in users.all_users(context_of(ctx).register)
    ]
    write_all(records, COLUMNS, chosen(form), fields)


def add(ctx: typer.Context, login: Login, role: RoleOption = Role.SECRETARY) -> None:
    """Add a user.

    Examples:
    semble user add martine --role secretary
    """
    from semble_cli.services import users

    _tell(users.add(context_of(ctx).register, login, role), role)


def role(ctx: typer.Context, login: Login, role: RoleOption) -> None:
    """Give a user another role.

    Examples:
    semble user role martine --role clinician
    """
    from semble_cli.services import users

    users.set_role(context_of(ctx).register, login, role)
    _tell(login, role)


def remove(ctx: typer.Context, login: Login) -> None:
    """Remove a user. What the user did stays in the journal.

    Examples:
    semble user remove martine
    """
    from semble_cli.services import users

    users.remove(context_of(ctx).register, login)
    say("{login} is no user any more.", login=login)


def _tell(login: str, role: Role) -> None:
    say("{login} is a user, as {role}.", login=login, role=role.value)
