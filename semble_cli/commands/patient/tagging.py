"""`semble patient tag` and `untag`."""

from __future__ import annotations

import typer

from semble_cli.commands.patient import acting
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options import PatientId, TagNames


def tag(ctx: typer.Context, patient: PatientId, tags: TagNames) -> None:
    """Give tags to a patient. A tag is first added to the practice's: `semble tag add`.

    Examples:
    semble patient tag 1042 Diabète "Suivi annuel"
    """
    acting.tag(context_of(ctx), patient, tags)


def untag(ctx: typer.Context, patient: PatientId, tags: TagNames) -> None:
    """Take tags from a patient.

    Examples:
    semble patient untag 1042 "Suivi annuel"
    """
    acting.untag(context_of(ctx), patient, tags)
