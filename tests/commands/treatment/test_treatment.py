"""`semble treatment`: what it says, what scripts read, and what it refuses."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.ui import language
from semble_cli.patient.around.treatment import StopReason
from semble_cli.services.record.treatments import add_treatment, stop_treatment
from semble_cli.store.database.address import parse_address
from tests.conftest import ADRUN, register_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Said, Semble


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use("en")


@pytest.fixture
def zoe(semble: Semble) -> Semble:
    """A register with the patient 1."""
    assert semble("patient", "add", "--json", "-", stdin=json.dumps(ADRUN)).code == 0
    return semble


DOCUMENT: dict[str, Any] = {
    "id": 1,
    "patient_id": 1,
    "drug": "Amoxicilline 1 g",
    "dose": "1",
    "route": "orale",
    "frequency": "3 fois par jour",
    "starts_on": "2026-01-02",
    "ends_on": "2026-01-09",
    "prescriber": "Dr Test",
    "comment": "a\nb",
    "stopped_on": None,
    "stop_reason": None,
    "version": 1,
    "state": "past",
}
OPTIONS = (
    *("--drug", "Amoxicilline 1 g", "--dose", "1", "--route", "orale"),
    *("--frequency", "3 fois par jour", "--from", "2/1/2026", "--until", "09/01/2026"),
    *("--prescriber", "Dr Test", "--comment", "a\nb"),
)


def answered(said: Said) -> Any:
    assert said.code == 0, said.err
    return json.loads(said.out)


def without_author(document: dict[str, Any]) -> dict[str, Any]:
    assert document.pop("author")
    return document


def test_each_document_in_full(zoe: Semble) -> None:
    more: dict[str, Any] = {"allergies": [], "noted_allergy": None, "none_known_taken_back": []}
    noted = answered(zoe("treatment", "add", 1, *OPTIONS, "-f", "json"))
    assert without_author(noted) == DOCUMENT | more
    (listed,) = answered(zoe("treatment", "list", 1, "-f", "json"))
    assert without_author(listed) == DOCUMENT
    edited = answered(zoe("treatment", "edit", 1, "--dose", "", "--until", "", "-f", "json"))
    changed = DOCUMENT | {"dose": None, "ends_on": None, "version": 2, "state": "current"}
    assert without_author(edited) == changed | more
    shown = answered(zoe("patient", "show", 1, "-f", "json"))["treatments"]
    assert [without_author(each) for each in shown] == [
        {name: value for name, value in changed.items() if name != "patient_id"}
    ]
    words = ("treatment", "stop", 1, "--on", "2026-02-03", "--reason", "inefficacité")
    stopped = answered(zoe(*words, "-f", "json"))
    assert (stopped["stopped_on"], stopped["stop_reason"]) == ("2026-02-03", "inefficacy")
    assert stopped["state"] == "past"
    assert answered(zoe("treatment", "delete", 1, "-f", "json"))["id"] == 1
    assert answered(zoe("treatment", "list", 1, "-f", "json")) == []


def test_current_and_past_ones_stand_apart_on_a_screen(zoe: Semble) -> None:
    for drug, days in (
        ("Passé", ("--until", "02/01/2026")),
        ("À venir", ("--from", "01/01/2099")),
        ("En cours", ()),
    ):
        zoe("treatment", "add", 1, "--drug", drug, *days)
    table = zoe("--lang", "fr", "treatment", "list", 1, "-f", "table").out
    places = [table.index(word) for word in ("en cours", "En cours", "à venir", "À venir")]
    places += [table.index(word) for word in ("passé", "Passé")]
    assert places == sorted(places)
    assert "jusqu'au 02/01/2026" in table
    assert zoe("treatment", "list", 1, "--fields", "drug,state").out.splitlines()[1:] == [
        "En cours\tcurrent",
        "À venir\tto_come",
        "Passé\tpast",
    ]


def test_that_there_is_none_is_said(zoe: Semble) -> None:
    said = zoe("treatment", "list", 1, "-f", "table")
    assert (said.code, said.out, said.err) == (
        0,
        "",
        "ADRUN Zoé, born 1975-12-31 (1): no treatment is noted.\n",
    )


@pytest.fixture
def allergic(zoe: Semble) -> Semble:
    """The patient 1 has an allergy to amoxicilline, noted with an intolerance."""
    register = register_on(parse_address(os.environ["SEMBLE_STORE"]))
    add_treatment(register, 1, {"drug": "Clamoxyl"})
    stop_treatment(register, 1, StopReason.INTOLERANCE, allergy="amoxicilline")
    return zoe


TOLD = "Warning: an allergy to amoxicilline is noted (unconfirmed), and the drug's name holds it.\n"


def test_an_allergy_to_the_drug_is_told_when_it_is_noted_and_changed(allergic: Semble) -> None:
    said = allergic("treatment", "add", 1, "--drug", "AMOXICILLINE 1 g", "-f", "json")
    assert said.err.endswith(TOLD)
    assert answered(said)["allergies"] == ["amoxicilline"]
    said = allergic("treatment", "add", 1, "--drug", "Essai")
    assert "Warning" not in said.err
    assert allergic("treatment", "edit", 3, "--drug", "Amoxicilline").err.endswith(TOLD)


def test_for_an_intolerance_the_command_that_notes_the_allergy_is_told(zoe: Semble) -> None:
    zoe("treatment", "add", 1, "--drug", "Essai d'1 g")
    said = zoe("treatment", "stop", 1, "--reason", "intolerance")
    command = "semble patient allergy add 1 --substance 'Essai d'\"'\"'1 g'"
    assert said.err.splitlines()[-1] == (f"An intolerance may be an allergy. To note it: {command}")
    assert "allergy" not in zoe("treatment", "stop", 1, "--reason", "end").err


def test_an_allergy_that_is_known_is_not_asked_for_again(allergic: Semble) -> None:
    allergic("treatment", "add", 1, "--drug", "Amoxicilline 1 g")
    said = allergic("treatment", "stop", 2, "--reason", "intolerance")
    assert said.err.splitlines()[-1] == "The allergy is noted already: amoxicilline."


def test_what_was_so_already_is_said(zoe: Semble) -> None:
    zoe("treatment", "add", 1, "--drug", "Essai", "--dose", "1")
    said = zoe("treatment", "edit", 1, "--dose", "1")
    assert said.err == ("ADRUN Zoé, born 1975-12-31 (1): it was so already. Nothing was written.\n")


def test_one_that_was_stopped_by_mistake_goes_on(zoe: Semble) -> None:
    zoe("treatment", "add", 1, "--drug", "Essai")
    zoe("treatment", "stop", 1, "--reason", "end")
    said = zoe("treatment", "edit", 1, "--not-stopped")
    assert "stop reason: end of treatment → –" in said.err


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (("add", "1"), 2, "Name the drug with --drug."),
        (("add", "1", "--drug", " "), 4, "drug: name the drug."),
        (("add", "7", "--drug", "x"), 3, "No patient has the id 7"),
        (("add", "1", "--drug", "x", "--from", "30/12/1975"), 4, "starts on: this day is before"),
        (
            ("add", "1", "--drug", "x", "--from", "2/1/2026", "--until", "1/1/2026"),
            4,
            "ends on: this day is before the treatment began. Check both dates.",
        ),
        (("add", "1", "--drug", "x", "--until", "1/1/27"), 4, "ends on: "),
        (("edit", "1"), 2, "Say what to change: see semble treatment edit --help."),
        (("edit", "1", "--drug", ""), 4, "drug: name the drug."),
        (("edit", "1", "--dose", "2", "--if-version", "9"), 5, "It was changed meanwhile."),
        (("edit", "9", "--dose", "2"), 3, "No treatment has the number 9."),
        (("stop", "1"), 2, "Give the reason with --reason."),
        (("stop", "1", "--reason", "lassitude"), 2, "it is one of: intolerance"),
        (("stop", "1", "--reason", "end", "--on", "1/1/2099"), 4, "stopped on: this day is still"),
        (("stop", "1", "--reason", "end", "--on", "1/1/2025"), 4, "stopped on: this day is before"),
        (("stop", "9", "--reason", "end"), 3, "No treatment has the number 9."),
        (("delete", "9"), 3, "No treatment has the number 9."),
        (("delete", "x"), 2, "TREATMENT wants a whole number."),
        (("list", "7"), 3, "No patient has the id 7"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_and_nothing_is_written(
    zoe: Semble, words: tuple[str, ...], code: int, problem: str
) -> None:
    zoe("treatment", "add", 1, "--drug", "Essai", "--from", "01/01/2026")
    before = zoe("undo", "--list", "-f", "json").out
    said = zoe("treatment", *words)
    assert (said.code, said.out) == (code, "")
    assert problem in said.err
    assert zoe("undo", "--list", "-f", "json").out == before
