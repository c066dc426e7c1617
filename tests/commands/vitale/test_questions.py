"""The questions of a reading, with a person at the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.simulation import Behaviour
from semble_cli.vitale.simulator.people import TCHITCHI
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.commands.vitale.practice import card_of, read_corse
from tests.on_terminal import DOWN, INTERRUPT, UP, answer, document_of, ends, pick

if TYPE_CHECKING:
    from semble_cli.vitale.simulator.run import Simulation
    from tests.cards import Plug
    from tests.commands.vitale.conftest import Bridge
    from tests.on_terminal import Start


def test_the_questions_of_a_reading_from_choice_to_completion(plug: Plug, start: Start) -> None:
    process = start("vitale", "read", "--wait", "10")
    process.expect("Insérez la carte Vitale dans Virtual PCD 00 00")
    plug(card_of("corse"))
    process.expect("De qui s'agit-il")
    process.expect("PROVISOIRE MATRICULE, 01/07/2009 .ayant droit")
    process.send("\r")
    answer(process, "régime")
    answer(process, "rang de naissance")
    process.expect("Appel à ADRi")
    process.expect("Appel à INSi")
    process.expect("Créer ce patient")
    process.send(f"{DOWN}\r")
    process.expect("Compléter ce qui manque")
    process.send(f"{DOWN}\r")
    answer(process, "téléphones", "mobile:06 39 98 12 34")
    answer(process, "e-mail", "anthony@example.org")
    process.expect("Créé")
    code, shown = ends(process)
    assert code == 0
    assert "CORSE ANTHONY" in shown
    assert "06 39 98 12 34" in shown
    assert "anthony@example.org" in shown
    assert "certifiée par INSi" in shown


ALONE = ("vitale", "read", "--beneficiary", "1", "--no-adri", "--no-insi", "--birth-place", "51215")


def test_which_name_a_card_bears_is_asked_and_may_be_the_birth_name(
    plug: Plug, start: Start
) -> None:
    plug(card_of("tchitchi"))
    process = start(*ALONE, "--wait", "5", "--lang", "en")
    process.expect("The card bears the name TCHITCHI. It is:")
    process.expect("the birth name")
    process.send("\r")
    process.expect("Create this patient")
    assert "check it" not in (process.before or "")
    process.send(f"{DOWN}\r")
    process.expect("Complete what is missing")
    process.send("\r")
    assert ends(process)[0] == 0
    shown = ends(start("patient", "show", "1", "-f", "json"))[1]
    assert '"birth_name": "TCHITCHI"' in shown
    assert '"used_name": null' in shown


def test_a_card_that_bears_the_used_name_has_the_birth_name_typed(plug: Plug, start: Start) -> None:
    plug(card_of("tchitchi"))
    process = start(*ALONE, "--wait", "5", "--lang", "en")
    process.expect("The card bears the name TCHITCHI. It is:")
    process.send(f"{DOWN}\r")
    answer(process, "birth name", "ADRUN")
    process.expect("Create this patient")
    process.send(f"{DOWN}\r")
    process.expect("Complete what is missing")
    process.send("\r")
    process.expect("Birth place: Dompremy .51215, Marne.")
    assert ends(process)[0] == 0
    shown = ends(start("patient", "show", "1", "-f", "json"))[1]
    assert '"birth_name": "ADRUN"' in shown
    assert '"used_name": "TCHITCHI"' in shown


@pytest.mark.parametrize(("key", "used"), [("\r", "null"), (f"{DOWN}\r", '"MARTIN"')])
def test_beside_insi_both_names_are_shown_and_the_cards_is_proposed_as_the_used_name(
    plug: Plug, start: Start, key: str, used: str
) -> None:
    plug(VirtualCard.of([TCHITCHI.on_card()._replace(name="MARTIN")]))
    process = start(
        *("vitale", "read", "--wait", "5", "--no-adri", "--birth-place", "63220", "--lang", "en")
    )
    process.expect("Birth name by INSi: TCHITCHI. Name on the card: MARTIN.")
    process.expect("Take MARTIN as the used name")
    process.send(key)
    process.expect("Create this patient")
    assert "another name than INSi" not in (process.before or "")
    process.send(f"{DOWN}\r")
    process.expect("Complete what is missing")
    process.send("\r")
    assert ends(process)[0] == 0
    shown = ends(start("patient", "show", "1", "-f", "json"))[1]
    assert '"birth_name": "TCHITCHI"' in shown
    assert f'"used_name": {used}' in shown


def test_who_does_not_agree_writes_nothing(plug: Plug, start: Start) -> None:
    plug(card_of("tchitchi"))
    process = start(
        *("vitale", "read", "--wait", "5", "--regime", "01", "--birth-rank", "1", "--lang", "en")
    )
    process.expect("Create this patient")
    process.send("\r")
    code, shown = ends(process)
    assert code == 1
    assert "Nothing was written." in shown
    assert ends(start("patient", "list", "-f", "ndjson"))[1] == ""


def test_a_person_may_go_on_without_a_service_that_fails(
    plug: Plug, start: Start, simulation: Simulation
) -> None:
    simulation.behave(Behaviour.BROKEN)
    plug(card_of("tchitchi"))
    words = ("vitale", "read", "--wait", "5", "--regime", "01", "--birth-rank", "1", "--lang", "en")
    process = start(*words)
    process.expect("ADRi is out of order")
    process.expect("Go on without ADRi")
    process.send(f"{DOWN}\r")
    process.expect("Go on without INSi")
    process.send("\r")
    code, shown = ends(process)
    assert code == 1
    assert "Nothing was written." in shown


def test_a_differing_trait_has_a_question_of_its_own(plug: Plug, start: Start) -> None:
    plug(card_of("corse"))
    read_corse(start)
    edit = ("patient", "edit", "1", "--first-name", "Antonin", "--given-names", "ANTHONY")
    assert ends(start(*edit, "--city", "Lyon", "--no-input"))[0] == 0
    process = start("vitale", "read", "--beneficiary", "1", "--lang", "en")
    process.expect("Empty on record, to be filled in: INS matricule.")
    process.expect("To be replaced: identity source, address.")
    process.expect("address: typed by hand on")
    process.expect("Bring the record up to date")
    process.send(f"{UP}\r")
    process.expect("first given name: Antonin on record, ANTHONY from INSi. Change this trait")
    process.send("\r")
    process.expect("Complete what is missing")
    process.send("\r")
    process.expect("Left as it was: first given name")
    process.expect("The matricule INS was not taken")
    code, shown = ends(process)
    assert code == 0
    assert "Antonin" in shown
    assert "BASTIA" in shown
    _, shown = ends(start("patient", "show", "1", "-f", "json"))
    assert '"identity_source": "manual"' in shown or '"source": "manual"' in shown


READ = ("vitale", "read", "--beneficiary", "1", "--wait", "5", "--lang", "en")


def test_an_interrupt_keeps_what_was_completed_and_one_undo_takes_all_back(
    plug: Plug, start: Start
) -> None:
    plug(card_of("tchitchi"))
    process = start(*READ, "--regime", "01", "--birth-rank", "1")
    pick(process, "Create this patient", DOWN)
    pick(process, "Complete what is missing", DOWN)
    answer(process, "phones", "")
    answer(process, "e-mail", "catarina@example.org")
    answer(process, "address lines", "1 rue de la Paix")
    process.expect("postal code")
    process.send(INTERRUPT)
    process.expect("What you answered so far is kept")
    assert ends(process)[0] == 0
    found = document_of(start)
    assert found["email"] == "catarina@example.org"
    assert found["address"]["lines"] == ["1 rue de la Paix"]
    assert found["version"] == 1
    assert ends(start("undo", "--no-input"))[0] == 0
    assert ends(start("patient", "show", "1"))[0] == 3


def test_what_is_completed_where_nothing_differs_is_an_edit(plug: Plug, start: Start) -> None:
    plug(card_of("corse"))
    read_corse(start)
    process = start(*READ)
    pick(process, "Complete what is missing", DOWN)
    answer(process, "phones")
    answer(process, "e-mail", "anthony@example.org")
    process.expect("Changed: CORSE ANTHONY")
    assert ends(process)[0] == 0


def test_what_adri_has_to_be_told_may_be_left_open(plug: Plug, start: Start) -> None:
    plug(card_of("tchitchi"))
    process = start(*READ)
    process.expect("regime .optional.")
    process.send("\x15\r")
    process.expect("ADRi was not asked, for it has to be told this: regime, birth rank.")
    pick(process, "Create this patient")
    assert "Nothing was written." in ends(process)[1]


def test_regime_and_rank_once_typed_are_kept_though_adri_fails(
    plug: Plug, start: Start, bridge: Bridge
) -> None:
    bridge.fails = True
    plug(card_of("tchitchi"))
    process = start(*READ)
    answer(process, "regime")
    answer(process, "birth rank")
    pick(process, "Go on without ADRi", DOWN)
    pick(process, "Create this patient", DOWN)
    pick(process, "Complete what is missing")
    assert ends(process)[0] == 0
    found = document_of(start)
    assert (found["coverage"]["regime"], found["coverage"]["birth_rank"]) == ("01", 1)
    assert found["rights"]["state"] == "unknown"


def test_in_french_an_answer_about_somebody_else_and_an_insured_woman_are_said_right(
    plug: Plug, start: Start, simulation: Simulation
) -> None:
    simulation.behave(Behaviour.SOMEBODY_ELSE)
    plug(card_of("adrun"))
    process = start(*READ[:2], "--regime", "01", "--birth-rank", "1")
    pick(process, "ADRUN ZOE, 31/12/1975 .assurée.")
    process.expect("ADRi a répondu au sujet d'une autre personne")
    pick(process, "Continuer sans ADRi")
    assert "Rien n'a été écrit." in ends(process)[1]
