"""With a person at the counter: who is shown, single keys, and a simulator typed to."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from semble_cli.commands.ui import language
from semble_cli.commands.vitale.counter import write_counter
from semble_cli.services.access import Permission
from semble_cli.services.patients.appointments import appointments_today
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import block_patient, declare_deceased
from semble_cli.services.patients.show import show_patient
from semble_cli.vitale.simulator.people import ADRUN
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.commands.vitale.practice import card_of, options, read_corse
from tests.conftest import NOW, a_patient
from tests.on_terminal import ends

if TYPE_CHECKING:
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
    process.sendintr()
    assert ends(process)[0] == 0


def booked(register: Register, patient_id: int, *appointments: tuple[str, str, str | None]) -> None:
    with register.writing(Permission.EDIT_PATIENTS) as work:
        for number, (starts_at, status, practitioner) in enumerate(appointments):
            work.connection.run(
                "INSERT INTO appointment (patient_id, starts_at, minutes, practitioner, status)"
                " VALUES (?, ?, ?, ?, ?)",
                (patient_id, starts_at, 15 + number, practitioner, status),
            )


def test_the_appointments_of_today_are_those_of_the_day_here_less_what_was_cancelled(
    register: Register,
) -> None:
    there = create_patient(register, a_patient()).id or 0
    booked(
        register,
        there,
        ("2026-11-23T16:45:00Z", "booked", None),
        ("2026-11-23T09:30:00Z", "booked", "Dr Roussel"),
        ("2026-11-23T10:30:00Z", "cancelled", None),
        ("2026-11-22T23:59:59Z", "booked", None),
        ("2026-11-24T00:00:00Z", "booked", None),
    )
    found = appointments_today(register, there)
    assert [f"{one.starts_at:%H:%M}" for one in found] == ["09:30", "16:45"]
    assert [one.practitioner for one in found] == ["Dr Roussel", None]
    east = register._replace(clock=lambda: datetime.fromisoformat("2026-11-24T01:00:00+02:00"))
    assert [f"{one.starts_at:%H:%M}" for one in appointments_today(east, there)] == ["02:00"]


def test_two_lines_tell_the_counter_all_that_must_not_be_missed(
    sqlite_register: Register, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    language.use("en")
    register = sqlite_register
    there = create_patient(register, a_patient(nir=ADRUN.matricule)).id or 0
    booked(register, there, ("2026-11-23T09:30:00Z", "booked", "Dr Roussel"))
    write_counter(show_patient(register, there), appointments_today(register, there))
    assert capsys.readouterr().out.splitlines() == [
        "ADRUN Zoé, 50 years (1) · Allergies: NOT ASKED",
        "Rights : not known: ADRi was never asked · appointment today at 09:30 with Dr Roussel",
    ]
    block_patient(register, there, "unpaid")
    declare_deceased(register, there, NOW.date())
    write_counter(show_patient(register, there))
    first, second = capsys.readouterr().out.splitlines()
    assert "DECEASED on 2026-11-23" in first
    assert "BLOCKED" in first
    assert "unpaid" in first
    assert second == "Rights : not known: ADRi was never asked"


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
