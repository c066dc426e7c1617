"""`semble user`: who may use the register, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.confirmations.changes import changed_line
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.framework import group as make_group
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption
from semble_cli.commands.ui.output import chosen, say
from semble_cli.commands.ui.tables import shown, write_all
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage
from semble_cli.patient.choices.reader import Choices
from semble_cli.services.access import Right, Role

if TYPE_CHECKING:
    from semble_cli.services.users import Account

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
    str,
    typer.Argument(
        metavar="LOGIN", help="The login: of the system on SQLite, of the database on Postgres."
    ),
]

ROLES = Choices(
    {
        Role.READER: ("reader", "lecteur", "lectrice"),
        Role.SECRETARY: ("secretary", "secrétaire"),
        Role.CLINICIAN: ("clinician", "soignant(e)"),
        Role.ADMIN: ("admin", "administrateur", "administratrice"),
    }
)
RIGHTS = Choices({Right.DELETE: ("delete", "supprimer"), Right.RECOVER: ("recover", "récupérer")})

MayOption = Annotated[
    list[Right] | None,
    choice_option(
        RIGHTS, "--may", help_text="A right beside the role secretary or clinician, given."
    ),
]

COLUMNS = ("login", "role", "added_at", "may_delete", "may_recover")


def list_users(ctx: typer.Context, form: FormatOption = None, fields: FieldsOption = None) -> None:
    """List the users of the register, and who may delete patients and bring them back.

    Examples:
    semble user list -f json
    """
    from semble_cli.services import users

    records = [_record(user) for user in users.all_users(context_of(ctx).register)]
    write_all(records, COLUMNS, chosen(form), fields)


def add(
    ctx: typer.Context,
    login: Login,
    role: Annotated[
        Role, choice_option(ROLES, "--role", help_text="What the user may do.")
    ] = Role.SECRETARY,
    may: MayOption = None,
) -> None:
    """Add a user.

    Examples:
    semble user add martine --role secretary
    semble user add martine --role secretary --may delete
    """
    from semble_cli.services import users

    _tell(users.add(context_of(ctx).register, login, role, may or ()))


def role(
    ctx: typer.Context,
    login: Login,
    *,
    role: Annotated[
        Role | None,
        choice_option(ROLES, "--role", help_text="What the user may do; else it stays."),
    ] = None,
    may: MayOption = None,
    may_not: Annotated[
        list[Right] | None,
        choice_option(RIGHTS, "--may-not", help_text="A right beside the role, taken away."),
    ] = None,
) -> None:
    """Give a user another role, or rights beside it.

    A role takes all away that does not go with it. To delete patients and to bring them back are
    rights of their own, given beside the role secretary or clinician; an admin has both.

    Examples:
    semble user role martine --role clinician
    semble user role martine --role secretary --may delete --may recover
    semble user role martine --may-not delete
    """
    from semble_cli.services import users

    if not (role or may or may_not):
        raise BadUsage("Say what to change: --role, --may or --may-not.")
    if {*(may or ())} & {*(may_not or ())}:
        raise BadUsage("A right is given with --may or taken away with --may-not, not both.")
    before, after = users.set_role(context_of(ctx).register, login, role, may or (), may_not or ())
    _tell(after)
    old, new = _record(before), _record(after)
    for field in ("role", "may_delete", "may_recover"):
        if old[field] != new[field]:
            values = (shown(field, record[field]) for record in (old, new))
            say("  {change}", change=changed_line(field, *values))


def remove(ctx: typer.Context, login: Login) -> None:
    """Remove a user. What the user did stays in the journal.

    Examples:
    semble user remove martine
    """
    from semble_cli.services import users

    before = users.remove(context_of(ctx).register, login)
    say(
        "{login}, {role} until now, is no user any more.", login=login, role=ROLES.name(before.role)
    )


def _record(user: Account) -> dict[str, object]:
    return {
        "login": user.login,
        "role": user.role.value,
        "added_at": user.added_at.isoformat(),
        "may_delete": Right.DELETE in user.rights,
        "may_recover": Right.RECOVER in user.rights,
    }


def _tell(user: Account) -> None:
    login, role = user.login, tr(ROLES.name(user.role))
    rights = ", ".join(tr(RIGHTS.name(right)) for right in Right if right in user.rights)
    if rights:
        say("{login} is a user, as {role}; may: {rights}.", login=login, role=role, rights=rights)
    else:
        say("{login} is a user, as {role}.", login=login, role=role)
