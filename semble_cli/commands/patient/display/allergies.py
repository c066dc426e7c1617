"""What is known of somebody's allergies, as people must not miss it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.tables import shown_time, text
from semble_cli.errors import Sentence
from semble_cli.patient.around.allergy import AllergyScope, Certainty, Severity
from semble_cli.patient.around.allergy_state import AllergyState, is_borne
from semble_cli.patient.choices.of_records import CERTAINTIES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.text import Text

_NONE_KNOWN = {
    AllergyScope.ALL: Sentence("No known allergy ({by}, {at})"),
    AllergyScope.DRUG: Sentence("No known drug allergy ({by}, {at})"),
    AllergyScope.FOOD: Sentence("No known food allergy ({by}, {at})"),
}
_GRAVEST_FIRST = (Severity.SEVERE, Severity.MODERATE, None, Severity.MILD)


def allergy_alerts(allergies: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    """The allergies that somebody has, the gravest first, a line each."""
    for allergy in gravest_first(allergies):
        yield text(tr("⚠ ALLERGY: {details}", details=allergy_line(allergy)), "bold red")


def gravest_first(allergies: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The allergies that somebody has, without those that were refuted."""
    borne = [allergy for allergy in allergies if is_borne(allergy)]
    return sorted(borne, key=lambda one: _GRAVEST_FIRST.index(one["severity"]))


def allergy_line(allergy: Mapping[str, Any]) -> str:
    """An allergy on one line: the substance, how severe and certain, and how it showed itself."""
    severity = allergy["severity"] and tr(SEVERITIES.name(Severity(allergy["severity"])))
    certainty = tr(CERTAINTIES.name(Certainty(allergy["certainty"])))
    told = (allergy["substance"], severity, certainty, allergy.get("reaction"))
    return ", ".join(part for part in told if part)


def state_lines(document: Mapping[str, Any]) -> Iterator[Text]:
    """What stands in a record where no allergy does: that nobody was asked, or that none is known,
    of which kind, who said so and when; and what was refuted."""
    status = document["allergy_status"]
    if status["state"] == AllergyState.NOT_ASKED:
        yield text(tr("Allergies: NOT ASKED"), "bold yellow")
    for said in status["none_known"]:
        yield text(none_known_line(said), "green")
    refuted = [each["substance"] for each in document["allergies"] if not is_borne(each)]
    if refuted:
        yield text(tr("Allergies refuted: {substances}", substances=", ".join(refuted)), "dim")


def none_known_line(said: Mapping[str, Any]) -> str:
    """That no allergy is known, as the document says it."""
    return tr(
        _NONE_KNOWN[AllergyScope(said["scope"])].text,
        by=said["by"],
        at=shown_time(datetime.fromisoformat(said["at"])),
    )
