"""What is said of settings that were changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.output import NOTHING, say
from semble_cli.settings.families import find_setting

if TYPE_CHECKING:
    from semble_cli.services.practice.settings import SettingChange


def tell_setting(change: SettingChange) -> None:
    """Say what was done to a setting of the practice."""
    say(
        "  {name}: {before} → {after}",
        name=change.name,
        before=shown_setting(change.name, change.before),
        after=shown_setting(change.name, change.after),
    )


def shown_setting(name: str, value: str | None) -> str:
    """The value of a setting in a sentence: on one line, a dash for none. A newer program may know
    settings that this one does not."""
    if value is None:
        return NOTHING
    setting = find_setting(name)
    shown = setting.kind.show(value) if setting else value
    return " / ".join(in_brief(shown))


def in_brief(value: str) -> list[str]:
    """The lines of a value; of one in paragraphs, as a letter is, the first."""
    lines = value.splitlines()
    return [lines[0], "…"] if "" in lines else lines
