"""The words of every fixed list that people and files choose from, in English and in French.

The first of each is the English message that names the value, whose French in the catalogue stands
here too: a test holds that whatever is shown in either language may be typed. Each list stands in
the module of what it is of, so that who asks for one does not load what all others are of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.choices.of_commands import OF_COMMANDS
from semble_cli.patient.choices.of_patients import (
    DMP_VISIBLE_TO,
    NEW_RECORD,
    OF_PATIENTS,
    SWITCH,
    TAB,
)
from semble_cli.patient.choices.of_practice import OF_PRACTICE
from semble_cli.patient.choices.of_records import OF_RECORDS

if TYPE_CHECKING:
    from enum import StrEnum

    from semble_cli.patient.choices.reader import Choices

WORDS: dict[type[StrEnum], Choices[Any]] = OF_PATIENTS | OF_COMMANDS | OF_RECORDS | OF_PRACTICE
"""The words of each list, by its type."""

LISTS = (*WORDS.values(), SWITCH, NEW_RECORD, TAB, DMP_VISIBLE_TO)
"""All of them."""
