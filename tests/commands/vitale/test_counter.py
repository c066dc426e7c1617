"""With a person at the counter: who is shown, single keys, and a simulator typed to."""

from __future__ import annotations

import json
import signal
import termios
import time
from typing import TYPE_CHECKING

from private_pcscd import SOCKET_VARIABLE
from semble_cli.commands.ui import language
from semble_cli.commands.vitale.counter import write_counter
from semble_cli.services.agenda.booking import When, add_appointment
from semble_cli.services.agenda.practitioners import add_practitioner
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import block_patient, declare_deceased
from semble_cli.services.patients.show import show_patient
from semble_cli.vitale.simulator.people import ADRUN
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.commands.vitale.practice import card_of, options, read_corse
from tests.conftest import NOW, a_patient
from tests.on_terminal import ends

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    import private_pcscd
    from semble_cli.services.register import Register
    from tests.cards import Plug
    from tests.on_terminal import Start


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
    process.expect("Compléter ce qui manque")
    process.send("\r")
    process.expect("Le dossier dit la même chose")
    card.pull_out()
    process.expect("Insérez la carte Vitale")
    plug(card_of("tchitchi"))
    process.expect("Pas dans le registre : TCHITCHI CATARINA")
    process.send("q")
    assert ends(process)[0] == 0


def test_before_a_card_is_there_q_stops_and_other_keys_are_not_kept_for_it(
    plug: Plug, start: Start
) -> None:
    process = start("vitale", "watch")
    process.expect("Insérez la carte Vitale")
    process.send("u2" * 50)
    time.sleep(1)
    card = plug(card_of("corse"))
    process.expect("Pas dans le registre : CORSE ANTHONY")
    process.expect("u : mettre à jour")
    card.pull_out()
    assert process.expect(["Insérez la carte Vitale", "Rien", "PROVISOIRE"]) == 0
    process.send("q")
    code, shown = ends(process)
    assert code == 0
    assert "q" not in shown


def test_q_stops_the_counter_while_there_is_no_service(start: Start, tmp_path: Path) -> None:
    process = start("vitale", "watch", **{SOCKET_VARIABLE: str(tmp_path / "nowhere")})
    process.expect("Attente du service")
    process.send("q")
    assert ends(process)[0] == 0


def test_q_and_ctrl_c_stop_the_counter_while_the_service_does_not_answer(
    pcscd: private_pcscd.Pcscd, plug: Plug, start: Start
) -> None:
    del plug
    for key in ("q", "\x03"):
        process = start("vitale", "watch")
        process.expect("Insérez la carte Vitale")
        modes = termios.tcgetattr(process.child_fd)[3]
        assert modes & termios.ISIG  # Ctrl-C is heard during a call that hangs, too
        assert not modes & termios.ECHO
        pcscd.process.send_signal(signal.SIGSTOP)
        try:
            process.expect("Attente du service")
            process.send(key)
            assert ends(process)[0] == 0
        finally:
            pcscd.process.send_signal(signal.SIGCONT)


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
    process.expect('"patient":null,"name":"ADRUN 2 ZOE","reason":"error","error":"birth name: ')
    odd.pull_out()
    process.expect("Insert the carte Vitale")
    plug(card_of("tchitchi"))
    process.expect('"patient":null,"name":"TCHITCHI CATARINA","reason":"not_in_register"')
    assert termios.tcgetattr(process.child_fd)[3] & termios.ECHO  # a script has no keys
    process.sendintr()
    assert ends(process)[0] == 0


def test_two_lines_tell_the_counter_all_that_must_not_be_missed(
    sqlite_register: Register, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    language.use("en")
    register = sqlite_register
    there = create_patient(register, a_patient(nir=ADRUN.matricule)).id or 0
    add_practitioner(register, {"name": "Dr Alix ROUSSEL"})
    for start in ("2026-11-23T15:30", "2026-11-24T09:00"):
        add_appointment(register, there, When(start, 20, "rous"), None, nothing_own)
    write_counter(show_patient(register, there))
    assert capsys.readouterr().out.splitlines() == [
        "ADRUN Zoé, 50 years (1) · Allergies: NOT ASKED",
        "Rights : not known: ADRi was never asked · today 15:30, 20 min, Dr Alix ROUSSEL",
    ]
    block_patient(register, there, "unpaid")
    declare_deceased(register, there, NOW.date())
    write_counter(show_patient(register, there))
    first, second = capsys.readouterr().out.splitlines()
    assert "DECEASED on 2026-11-23" in first
    assert "BLOCKED" in first
    assert "unpaid" in first
    assert second.startswith("Rights : not known: ADRi was never asked · today 15:30")


def test_a_script_at_the_counter_is_told_who_is_on_the_card_and_why_nobody_is_shown(
    plug: Plug, start: Start
) -> None:
    near = ADRUN._replace(birth_date="1975-10-31")
    assert ends(start("patient", "add", *options(near), "--no-input"))[0] == 0
    card = plug(VirtualCard.of([ADRUN.on_card()._replace(nir=None)]))
    process = start("vitale", "watch", "-f", "ndjson", "--lang", "en")
    process.expect('"name":"ADRUN ZOE","reason":"several_likely","likely":.1.}')
    card.pull_out()
    process.expect("Insert the carte Vitale")
    plug(VirtualCard.of([near.on_card()]))
    process.expect('({"reader":.*})\r\n')
    line = json.loads(process.match[1])  # type: ignore[index]
    assert line["patient"]["id"] == 1
    assert set(line) == {"reader", "patient"}
    process.sendintr()
    assert ends(process)[0] == 0


def test_a_card_that_cannot_be_read_is_a_line_for_a_script(plug: Plug, start: Start) -> None:
    plug(VirtualCard(b"\x65\x7f", b""))
    process = start("vitale", "watch", "-f", "ndjson", "--lang", "en")
    process.expect('"patient":null,"name":null,"reason":"error","error":"')
    process.sendintr()
    assert ends(process)[0] == 0
