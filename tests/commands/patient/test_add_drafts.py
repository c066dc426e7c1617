"""`patient add` that somebody is called away from: kept as a draft, and gone on with."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from pexpect import EOF

from semble_cli.commands.ui.context import now
from semble_cli.services.patients.drafts import own_drafts
from semble_cli.services.register import Register
from tests.on_terminal import (
    BORN,
    DOWN,
    INTERRUPT,
    UP,
    ZOE,
    answer,
    document_of,
    ends,
    pick,
)

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress
    from tests.on_terminal import Start


def register_now(store: StoreAddress) -> Register:
    """The register at the time that the commands have."""
    return Register(store, now)


def test_after_ctrl_c_the_entry_is_gone_on_with_where_it_stood(
    start: Start, sqlite_store: StoreAddress
) -> None:
    process = start("patient", "add", *ZOE)
    answer(process, "date de naissance", "31/12/1975")
    process.expect("lieu de naissance")
    process.send("maz")
    process.expect("maz")
    process.send(INTERRUPT)
    code, said = ends(process)
    assert code == 130
    assert "Aucun patient n'a été enregistré. La saisie est gardée un jour" in said
    assert "semble patient add --resume" in said.replace("\r\n", "")
    assert len(ends(start("undo", "--list", "-f", "ndjson"))[1].split()) == 1  # store.init
    process = start("patient", "add")
    process.expect("Vous avez un brouillon du")
    process.send(INTERRUPT)
    assert ends(process)[0] == 130
    process = start("patient", "add", "--resume", "--email", "zoe@example.org")
    process.expect("Reprise de la saisie : ADRUN Zoé, ")
    process.expect("lieu de naissance.*maz")
    process.send("oires\r")
    for question in ("téléphones", "Que voulez-vous ajouter", "Est-ce exact"):
        answer(process, question)
    code, said = ends(process)
    assert code == 0, said
    assert document_of(start)["email"] == "zoe@example.org"
    assert own_drafts(register_now(sqlite_store)) == []
    code, said = ends(start("patient", "add", "--resume"))
    assert code == 3
    assert "aucun brouillon de moins d'un jour" in said


def test_of_several_drafts_one_is_chosen_and_giving_up_removes_it(
    start: Start, sqlite_store: StoreAddress
) -> None:
    for name, key in (("ADRUN", INTERRUPT), ("CORSE", "\x04")):  # Ctrl-D gives up too
        process = start("patient", "add")
        answer(process, "nom de naissance", name)
        process.expect("premier prénom")
        process.send(key)
        assert ends(process)[0] == 130
    process = start("patient", "add", "--resume", *ZOE[2:], *BORN, "--birth-place", "63220")
    process.expect("Quel brouillon")
    process.expect("CORSE, ")
    process.expect("ADRUN, ")
    process.send(DOWN + "\r")
    process.expect("Reprise de la saisie : ADRUN")
    for question in ("téléphones", "Que voulez-vous ajouter"):
        answer(process, question)
    pick(process, "Est-ce exact", UP)
    code, said = ends(process)
    assert code == 0
    assert "Rien n'a été écrit." in said
    (left,) = own_drafts(register_now(sqlite_store))
    assert left.content["answers"] == {"birth_name": "CORSE"}


def test_a_terminal_that_is_closed_leaves_a_draft(start: Start, sqlite_store: StoreAddress) -> None:
    process = start("patient", "add")
    answer(process, "nom de naissance", "ADRUN")
    process.expect("premier prénom")
    process.kill(signal.SIGHUP)
    process.expect(EOF)
    process.close()
    (draft,) = own_drafts(register_now(sqlite_store))
    assert draft.content["answers"] == {"birth_name": "ADRUN"}
