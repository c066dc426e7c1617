"""The one schema: all the tables, whatever module they are declared in."""

from __future__ import annotations

from sqlmodel import SQLModel

from semble_cli.store.tables import care, office, patient

MODULES = (patient, care, office)

METADATA = SQLModel.metadata
"""The tables with their columns, constraints and indexes: migrations are made from it."""

TRIGGERS: frozenset[tuple[str, str]] = frozenset()
"""The triggers that the migrations make, each by its table and its name."""
