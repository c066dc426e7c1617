"""The column types that the tables share, the same on SQLite and Postgres."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Date, DateTime, ForeignKey, Integer, String, TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect
    from sqlalchemy.types import TypeEngine

NAME = String(100)
"""A name: 100 characters at the most, as in the INS datamatrix."""

Text = String()
DayColumn = Date()

Key = String().with_variant(String(collation="C"), "postgresql")
"""A folded key. It is compared byte by byte on both databases: collations differ, bytes do not."""


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC, to the second: timestamptz on Postgres, ISO text ending in Z on SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(String())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def process_result_value(self, value: Any, _: Dialect) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value
        return datetime.fromisoformat(value)


def child_of_patient(*, key: bool = True) -> Column[int]:
    """A column that names the patient a row belongs to; the row goes when the patient goes."""
    return Column(
        "patient_id",
        Integer,
        ForeignKey("patient.id", ondelete="CASCADE"),
        primary_key=key,
        nullable=False,
        index=not key,
    )
