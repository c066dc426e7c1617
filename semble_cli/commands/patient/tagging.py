"""`semble patient tag` and `untag`."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.patient import acting
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import PatientId, TagNames


def tag(
    ctx: typer.Context,
    patient: PatientId,
    tags: TagNames,
    *,
    create: Annotated[
        bool, typer.Option("--create", help="Add the tags that the practice has not yet.")
    ] = False,
) -> None:
    """Give tags to a patient: tags of the practice, or new ones with --create.

    Examples:
    semble patient tag 1042 Diabète "Suivi annuel"
    semble patient tag 1042 "Été 2026" --create
    """
    acting.tag(context_of(ctx), patient, tags, create=create)


def untag(ctx: typer.Context, patient: PatientId, tags: TagNames) -> None:
    """Take tags from a patient.

    Examples:
    semble patient untag 1042 "Suivi annuel"
    """
    acting.untag(context_of(ctx), patient, tags)
