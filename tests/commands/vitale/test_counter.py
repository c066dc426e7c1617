"""With a person at the counter: choices, agreement, single keys, and a simulator typed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.vitale.simulator.people import ADRUN
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.commands.vitale.practice import card_of
from tests.on_terminal import ends

if TYPE_CHECKING:
    import private_pcscd
    from tests.cards import Plug
    from tests.on_terminal import Start

DOWN = "\x1b[B"


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
