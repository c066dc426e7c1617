"""With a person at the counter: choices, agreement, single keys, and a simulator typed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.simulation import Behaviour
from semble_cli.vitale.simulator.authority import PASSPHRASE
from semble_cli.vitale.simulator.people import ADRUN, TCHITCHI
from semble_cli.vitale.simulator.run import Simulation
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.commands.vitale.practice import card_of
from tests.on_terminal import answer, ends, starter

if TYPE_CHECKING:
    import private_pcscd
    from semble_cli.store.database.address import StoreAddress
    from tests.cards import Plug
    from tests.on_terminal import Start

DOWN = "\x1b[B"


@pytest.fixture
def start(
    sqlite_store: StoreAddress, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> Start:
    """Start a command that calls the simulator, on an empty register."""
    simulation.behave(Behaviour.ANSWER)
    monkeypatch.setenv("SEMBLE_TELESERVICES_PASSPHRASE", PASSPHRASE)
    run = starter(sqlite_store)
    return lambda *words, **more: run(*words, **({"SEMBLE_CONFIG": simulation.settings} | more))


def read_corse(start: Start) -> None:
    """The holder of the card in the reader, created without questions."""
    process = start(
        *("vitale", "read", "--wait", "5", "--beneficiary", "1", "--yes", "--no-input"),
        *("--regime", "01", "--birth-rank", "1"),
    )
    assert ends(process)[0] == 0


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
    process.expect("Créé")
    process.expect("Compléter ce qui manque")
    process.send(f"{DOWN}\r")
    answer(process, "téléphones", "mobile:06 39 98 12 34")
    answer(process, "e-mail", "anthony@example.org")
    code, shown = ends(process)
    assert code == 0
    assert "CORSE ANTHONY" in shown
    assert "06 39 98 12 34" in shown
    assert "Modifié : CORSE ANTHONY, né le 02/03/1980 (1)" in shown
    assert "e-mail : – → anthony@example.org" in shown
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
    process.expect("Birth place: Dompremy .51215, Marne.")
    process.expect("Complete what is missing")
    process.send("\r")
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
    process.expect("Birth name certified by INSi: TCHITCHI. Name on the card: MARTIN.")
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
    process.expect("Take over: INS matricule, identity source, city")
    process.send(f"{DOWN}\r")
    process.expect("first given name: Antonin on record, ANTHONY from INSi. Change this trait")
    process.send("\r")
    process.expect("Left as it was: first given name")
    process.expect("The matricule INS was not taken")
    process.expect("Complete what is missing")
    process.send("\r")
    code, shown = ends(process)
    assert code == 0
    assert "Antonin" in shown
    assert "BASTIA" in shown
    _, shown = ends(start("patient", "show", "1", "-f", "json"))
    assert '"identity_source": "manual"' in shown or '"source": "manual"' in shown


def test_the_counter_shows_card_after_card_and_updates_on_a_key(plug: Plug, start: Start) -> None:
    card = plug(card_of("corse"))
    read_corse(start)
    block = ("patient", "block", "1", "--reason", "impayés", "--no-input")
    assert ends(start(*block))[0] == 0
    process = start("vitale", "watch")
    process.expect("BLOQUÉ")
    process.expect("ouverts du")
    process.expect("u : mettre à jour")
    process.send("2")
    process.expect("Pas dans le registre : PROVISOIRE MATRICULE")
    process.send("1")
    process.expect("CORSE ANTHONY")
    process.send("u")
    process.expect("Le dossier dit la même chose")
    card.pull_out()
    process.expect("Insérez la carte Vitale")
    plug(card_of("tchitchi"))
    process.expect("Pas dans le registre : TCHITCHI CATARINA")
    process.send("q")
    assert ends(process)[0] == 0


def test_the_counter_stops_at_an_interrupt(plug: Plug, start: Start) -> None:
    del plug
    process = start("vitale", "watch")
    process.expect("Insérez la carte Vitale")
    process.sendintr()
    assert ends(process)[0] == 0


def test_the_simulator_does_what_is_typed(
    start: Start, pcscd: private_pcscd.Pcscd, plug: Plug
) -> None:
    del plug
    process = start("vitale", "simulator", "--reader-port", str(pcscd.port), "--lang", "en")
    process.expect("SEMBLE_CONFIG=(.+?config.toml)")
    settings = str(process.match[1])  # type: ignore[index]
    process.expect("Ctrl-C stops them")
    for word in ("slow", "corse", "out", "answer"):
        process.sendline(word)
        process.expect(f"Done: {word}")
    process.sendline("dance")
    process.expect("Type a behaviour")
    assert ends(start("adri", "test", "--no-input", SEMBLE_CONFIG=settings))[0] == 0
    process.expect("Asked: urn:adr:1.1.0:acquerirLesDroits")
    process.sendintr()
    code, shown = ends(process)
    assert code == 0
    assert "The simulator has stopped." in shown


def test_a_simulator_without_a_reader_or_with_an_unknown_card_says_so(start: Start) -> None:
    unknown = start("vitale", "simulator", "--card", "zoe", "--no-input", "--lang", "en")
    code, shown = ends(unknown)
    assert code == 2
    assert "The cards are: adrun" in shown
    code, shown = ends(
        start("vitale", "simulator", "--card", "adrun", "--reader-port", "1", "--lang", "en")
    )
    assert code == 2
    assert "No virtual reader listens on port 1" in shown


def test_a_card_that_is_odd_does_not_end_the_counter_of_a_script(plug: Plug, start: Start) -> None:
    odd = plug(VirtualCard.of([ADRUN.on_card()._replace(name="ADRUN 2")]))
    process = start("vitale", "watch", "-f", "ndjson", "--lang", "en")
    process.expect("a name holds no digits")
    odd.pull_out()
    process.expect("Insert the carte Vitale")
    plug(card_of("tchitchi"))
    process.expect('"patient":null')
    process.sendintr()
    assert ends(process)[0] == 0
