"""Consultations: notes made of sections, each with a keyword."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime


class Keyword(StrEnum):
    """The keywords of sections that every practice has, as notes hold them."""

    REASON = "Motif"
    OBSERVATION = "Observation"
    ALLERGY = "Allergie"
    HISTORY = "Antécédents"
    PRESCRIPTION = "Ordonnance"
    CONCLUSION = "Conclusion"


class NoteSection(NamedTuple):
    """A part of a note. One that is about an allergy names it, and holds how it showed itself and
    when; `body` is then a comment."""

    keyword: str
    body: str | None = None
    allergy_id: int | None = None
    reaction: str | None = None
    noted_on: date | None = None


class Consultation(NamedTuple):
    """A note of a consultation."""

    patient_id: int
    held_at: datetime
    author: str
    title: str | None = None
    sections: tuple[NoteSection, ...] = ()
    id: int | None = None
    version: int = 1


class SectionKeyword(NamedTuple):
    """A keyword that the practice added."""

    name: str
    id: int | None = None
    version: int = 1
