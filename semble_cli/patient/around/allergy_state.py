"""What is known of somebody's allergies: not asked, none known, or a list. The three are never
mixed up, and one that was refuted is none."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from semble_cli.patient.around.allergy import Certainty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class AllergyState(StrEnum):
    """What is known of the allergies of a patient."""

    NOT_ASKED = "not_asked"
    NONE_KNOWN = "none_known"
    NOTED = "noted"


def is_borne(allergy: Mapping[str, Any]) -> bool:
    """Whether somebody has an allergy of a document: one that was refuted is none."""
    return bool(allergy["certainty"] != Certainty.REFUTED.value)


def allergy_status(
    allergies: Sequence[Mapping[str, Any]], none_known: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The state of a patient's allergies, as the document gives it: `state`, and `none_known` with
    the scope, who said so and when.

    >>> allergy_status([], [])
    {'state': 'not_asked', 'none_known': []}
    """
    if any(map(is_borne, allergies)):
        state = AllergyState.NOTED
    else:
        state = AllergyState.NONE_KNOWN if none_known else AllergyState.NOT_ASKED
    return {"state": state.value, "none_known": list(none_known)}
