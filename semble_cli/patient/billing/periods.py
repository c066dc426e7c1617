"""The stretches of time for which the accountant is told totals."""

from __future__ import annotations

from enum import StrEnum


class TotalsPeriod(StrEnum):
    MONTH = "month"
    DAY = "day"
