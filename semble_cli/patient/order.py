"""The orders in which a person may ask for patients."""

from __future__ import annotations

from enum import StrEnum


class Order(StrEnum):
    """One order; ties are broken by the other name and by the id."""

    BIRTH_NAME = "birth-name"
    BIRTH_NAME_DESC = "birth-name:desc"
    FIRST_NAME = "first-name"
    FIRST_NAME_DESC = "first-name:desc"

    @property
    def descends(self) -> bool:
        """Whether it goes from Z to A."""
        return self.value.endswith(":desc")
