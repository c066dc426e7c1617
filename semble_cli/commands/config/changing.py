"""`semble config set` and `semble config unset`: your own settings, and the practice's."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.config.options import MineOption, SettingName, flags_of
from semble_cli.commands.ui.confirmations.sentences import say_done
from semble_cli.commands.ui.confirmations.settings import shown_setting
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.output import say, warn
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import Sentence
from semble_cli.services.practice.settings import (
    SettingChange,
    no_such_key,
    practice_settings_of,
    set_setting,
)
from semble_cli.settings.families import NAMES_ONE_OF, key_named_by
from semble_cli.settings.in_force import SettingOrigin, in_force
from semble_cli.settings.naming import setting_named, value_to_set
from semble_cli.settings.setting import Home
from semble_cli.settings.user_file import put, take_out

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context
    from semble_cli.settings.setting import Setting


def set_one(
    ctx: typer.Context,
    setting: SettingName,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it is to be.")],
    mine: MineOption = False,
) -> None:
    """Set a setting: one of your own in your file, one of the practice's in the register.

    The practice's are for everybody who works on the register, and admins set them. With --mine,
    one of them is set in your own file, which goes before it. Values are checked. Sizes of labels,
    templates and what printers are off have names of yours. A secret is refused: it is a variable,
    or what a command writes.

    Examples:
    semble config set labels.size 62x100
    semble config set labels.sizes.flacon 40x20
    semble config set teleservices.certificate practice.p12
    semble config set document_limit 20 --mine
    """
    known = setting_named(setting)
    checked = value_to_set(known, value)
    context = context_of(ctx)
    if mine or known.home is Home.USER:
        _refuse_unknown_key(context, known, checked)
        before = put(context.settings.file, known, checked)
        _tell_file(context, known, SettingChange(known.name, before, checked))
    else:
        _tell_practice(known, set_setting(context.register, known, checked))
    _tell_what_holds(ctx, context, known, checked, is_mine=mine or known.home is Home.USER)


def unset(ctx: typer.Context, setting: SettingName, mine: MineOption = False) -> None:
    """Take a setting away, from your file or from the practice's: the next place that has it holds,
    or the default.

    Examples:
    semble config unset labels.size
    semble config unset document_limit --mine
    """
    known = setting_named(setting)
    context = context_of(ctx)
    if mine or known.home is Home.USER:
        before = take_out(context.settings.file, known)
        _tell_file(context, known, SettingChange(known.name, before, None))
    else:
        _tell_practice(known, set_setting(context.register, known, None))


def _refuse_unknown_key(context: Context, setting: Setting, value: str) -> None:
    """Refuse a value that names one of a family that neither the practice nor the user has."""
    key = key_named_by(setting, value)
    if key is None:
        return
    settings, family = context.settings, NAMES_ONE_OF[setting.name]
    practice = practice_settings_of(context.register)
    known = family.keys_in([*practice, *settings.in_file, *settings.variables])
    if key not in known:
        raise no_such_key(setting.name, family, key, known)


def _tell_practice(setting: Setting, change: SettingChange) -> None:
    if change.before == change.after:
        _tell_unchanged(setting)
        return
    done = Sentence(
        "{name}: {before} → {after}, for the practice.",
        name=setting.name,
        before=shown_setting(setting.name, change.before),
        after=shown_setting(setting.name, change.after),
    )
    say_done(done, undo_hint())


def _tell_file(context: Context, setting: Setting, change: SettingChange) -> None:
    if change.before == change.after:
        _tell_unchanged(setting)
        return
    done = Sentence(
        "{name}: {before} → {after}, in {file}.",
        name=setting.name,
        before=shown_setting(setting.name, change.before),
        after=shown_setting(setting.name, change.after),
        file=context.settings.file,
    )
    mine = " --mine" if setting.home is Home.PRACTICE else ""
    if change.before is None:
        way = f"semble config unset {setting.name}{mine}"
    else:
        way = f"semble config set {setting.name} {quote(change.before)}{mine}"
    say_done(done, Sentence("Undo: {command}", command=way))


def _tell_unchanged(setting: Setting) -> None:
    say("{name}: it was so already. Nothing was written.", name=setting.name)


def _tell_what_holds(
    ctx: typer.Context, context: Context, setting: Setting, value: str, *, is_mine: bool
) -> None:
    """Say what goes before a value that was set."""
    settings, practice = context.settings, {}
    if is_mine:
        settings = settings._replace(in_file={**settings.in_file, setting.name: value})
    else:
        practice = {setting.name: value}
    found = in_force(setting, settings, flags_of(ctx), practice)
    if found.origin is (SettingOrigin.FILE if is_mine else SettingOrigin.PRACTICE):
        return
    place = setting.variable if found.origin is SettingOrigin.VARIABLE else context.settings.file
    warn(
        [
            Sentence(
                "here {place} goes before it, and {name} stays {value}.",
                place=place,
                name=setting.name,
                value=shown_setting(setting.name, found.value),
            )
        ]
    )
