"""What pages tell of a patient's care, part by part."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from semble_cli.commands.patient.printing.pages.care import (
    allergies,
    consultations,
    documents,
    history,
    past_treatments,
    treatments,
    treatments_to_come,
    unread,
)
from semble_cli.commands.ui.language import speaking
from semble_cli.patient.pages.parts import FreeText, Heading, Notice, Pairs, Paragraph, Row, Table
from semble_cli.services.paper.summary import Edition

SAID = {"scope": "all", "by": "martine", "at": "2026-01-02T09:00:00+00:00"}
NOW = Edition(datetime(2026, 11, 28, tzinfo=UTC), "martine")


def allergy(substance: str, certainty: str = "confirmed", **more: Any) -> dict[str, Any]:
    return {"id": 1, "substance": substance, "severity": None, "certainty": certainty, **more}


def asked(*noted: dict[str, Any], none_known: tuple[dict[str, str], ...] = ()) -> dict[str, Any]:
    state = "noted" if noted else "none_known" if none_known else "not_asked"
    return {"allergies": noted, "allergy_status": {"state": state, "none_known": none_known}}


def test_allergies_stand_in_a_box_and_alarm_unless_none_is_known() -> None:
    assert list(allergies(asked())) == [Notice("Allergies: NOT ASKED", is_alert=True)]
    (none_known,) = allergies(asked(none_known=(SAID,)))
    assert isinstance(none_known, Notice)
    assert none_known.text.startswith("No known allergy (martine, 2026-01-02")
    assert not none_known.is_alert
    noted = asked(allergy("Latex"), allergy("Gluten", "refuted"))
    box, refuted = allergies(noted)
    assert box == Notice("ALLERGIES\nLatex, confirmed", is_alert=True)
    assert isinstance(refuted, Paragraph)
    assert refuted.text == "Allergies refuted: Gluten"


def test_what_is_noted_of_one_kind_stands_beside_what_is_known_of_none_of_another() -> None:
    box, said = allergies(asked(allergy("Noix"), none_known=({**SAID, "scope": "drug"},)))
    assert isinstance(box, Notice)
    assert isinstance(said, Paragraph)
    assert said.text.startswith("No known drug allergy")


def test_who_may_read_no_medical_contents_is_shown_none_but_how_much_there_is() -> None:
    keys = ("treatments", "past_treatments", "consultations", "documents")
    none = {"count": 0, "latest": None}
    counts: dict[str, Any] = {"treatments": none, "documents": none}
    counts["consultations"] = {"count": 2, "latest": "2026-01-02"}
    counts["appointments"] = {"count": 3, "latest": "2026-01-02"}
    document = dict.fromkeys(keys) | {"records": counts, **asked()}
    (told,) = unread(document, NOW)
    assert isinstance(told, Notice)
    assert not told.is_alert
    assert told.text.splitlines() == [
        "Medical contents are not printed: the role of martine does not read them.",
        "consultations: 2 (last 2026-01-02)",
    ]
    for tell in (
        treatments,
        treatments_to_come,
        past_treatments,
        history,
        consultations,
        documents,
    ):
        assert list(tell(document)) == []


def test_who_may_read_them_is_told_nothing_is_left_out() -> None:
    assert list(unread({"treatments": []}, NOW)) == []


def test_a_consultation_in_short_names_what_it_leaves_out() -> None:
    def section(keyword: str, body: str | None, allergy_id: int | None = None) -> dict[str, Any]:
        return {"keyword": keyword, "body": body, "allergy_id": allergy_id}

    told = [
        *(section("Motif", "Toux"), section("Observation", "secret"), section("Examen", "secret")),
        *(section("Allergie", None, 1), section("Examen", "secret"), section("Conclusion", None)),
    ]
    note = {"id": 1, "held_at": "2026-01-02T09:00:00+00:00", "author": "root", "title": "Suivi"}
    document = asked(allergy("Latex")) | {"consultations": [note | {"sections": told}]}
    with speaking("fr"):
        heading, table = history(document)
    assert heading == Heading("Consultations")
    assert isinstance(table, Table)
    text = "Suivi\nMotif : Toux\nAllergie : Latex\nNoté aussi : Observation, Examen, Conclusion"
    assert table.rows == (Row(("02/01/2026", text, "root")),)
    assert isinstance(table.rows[0].cells[1], FreeText)
    whole = list(consultations(document))
    assert isinstance(whole[2], Pairs)
    assert [pair.text for pair in whole[2].pairs].count("secret") == 3


def test_treatments_have_a_column_for_what_is_known_of_one_of_them_alone() -> None:
    nothing = dict.fromkeys(("dose", "route", "frequency", "comment", "starts_on", "ends_on"))
    of_one = {
        "drug": "Essai",
        "state": "current",
        "stopped_on": None,
        "prescriber": None,
        **nothing,
    }
    _, table = treatments({"treatments": [of_one, of_one | {"prescriber": "Dr ROUSSEL"}]})
    assert isinstance(table, Table)
    assert [column.name for column in table.columns] == ["Drug", "Prescriber"]
    assert [row.cells for row in table.rows] == [("Essai", ""), ("Essai", "Dr ROUSSEL")]


@pytest.mark.parametrize("state", ["current", "to_come"])
def test_treatments_stand_under_the_heading_of_their_state(state: str) -> None:
    taken = {
        "drug": "Essai",
        "dose": "1",
        "route": None,
        "frequency": "le soir",
        "comment": "+",
        "starts_on": None,
        "ends_on": None,
        "stopped_on": None,
        "prescriber": None,
    }
    document = {"treatments": [taken | {"state": state}]}
    row = Row(("Essai", "1, le soir\n+"))
    now, *others = treatments(document)
    assert now == Heading("Current treatments")
    if state == "current":
        assert isinstance(others[0], Table)
        assert others[0].rows == (row,)
        assert list(treatments_to_come(document)) == []
    else:
        assert isinstance(others[0], Paragraph)
        (heading, table) = treatments_to_come(document)
        assert heading == Heading("Treatments to come")
        assert isinstance(table, Table)
        assert table.rows == (row,)
