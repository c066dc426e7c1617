"""The arguments and options of `semble config`, and what its commands look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

SettingName = Annotated[
    str, typer.Argument(metavar="SETTING", help="The name of a setting, such as labels.size.")
]

MineOption = Annotated[
    bool,
    typer.Option("--mine", help="In your own file, also where it is a setting of the practice's."),
]


def flags_of(ctx: typer.Context) -> Mapping[str, str]:
    """The settings that flags of this command line set."""
    given = ctx.find_root().params
    flags = {name: given[name] for name in ("store", "lang") if given.get(name) is not None}
    return flags | ({"no_input": "true"} if given.get("no_input") else {})
