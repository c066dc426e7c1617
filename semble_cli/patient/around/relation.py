"""A relation of a patient: to a contact, or to another patient, for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Relation(NamedTuple):
    """Who is what to a patient. Where the other was deleted, `gone_kind` (`contact` or `patient`),
    `gone_id` and `gone_name` stand in place of the reference."""

    patient_id: int
    type: str
    label: str | None = None
    contact_id: int | None = None
    other_patient_id: int | None = None
    gone_kind: str | None = None
    gone_id: int | None = None
    gone_name: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    policy_number: str | None = None
    authorization_code: str | None = None
    is_payer: bool = False
    notes: str | None = None
    id: int | None = None
    version: int = 1
