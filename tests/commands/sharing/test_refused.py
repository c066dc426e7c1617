"""What is refused when something is to be shared, each with a sentence and the way out: for whom,
by which way, and with which settings."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import Conflict
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.sharing.noting import note_intent
from semble_cli.services.sharing.preparing import ShareAsked, prepare_share
from tests.commands.sharing.practice import ADRUN, GP
from tests.commands.sharing.test_ways import of_mssante
from tests.conftest import register_on
from tests.mail.servers import MailPlan

if TYPE_CHECKING:
    from tests.commands.sharing.practice import SharingPractice

CORSE = (
    *("--birth-name", "CORSE", "--first-name", "ANTHONY", "--given-names", "ANTHONY"),
    *("--birth-date", "1980-03-02", "--sex", "M", "--birth-place", "2A004"),
)


def refused(sharing: SharingPractice, code: int, told: str, *words: object) -> None:
    """Nothing leaves, nothing is noted, and the way out is told."""
    with sharing.mail() as mail:
        said = sharing.share("1", *words)
    assert (said.code, told in said.err) == (code, True), said.err
    assert (mail.said, sharing.shares()) == ([], [])


def test_another_patient_who_is_deceased_or_has_no_address(sharing: SharingPractice) -> None:
    sharing.agrees()
    sharing.done("patient", "add", *CORSE)
    sharing.done("patient", "relate", "1", "--type", "spouse_partner", "--patient", "2")
    refused(sharing, 4, "semble patient edit 2 --email ADDRESS", "--to", "corse", "--yes")
    sharing.done("patient", "edit", "2", "--email", "anthony@example.org")
    sharing.done("patient", "deceased", "2", "--on", "2026-01-02")
    refused(sharing, 6, "Patient 2, to whom relation 2 is, is deceased", "--to", "corse", "--yes")


def test_a_relation_that_is_to_come_is_asked_about(sharing: SharingPractice) -> None:
    sharing.agrees()
    begins = register_on(sharing.store).today + timedelta(days=40)
    sharing.done("patient", "relation", "edit", "1", "1", "--since", begins.isoformat())
    refused(sharing, 2, "relation 1 begins on", "--to", "martin")
    with sharing.mail():
        assert sharing.share("1", "--to", "martin", "--yes").code == 0


def test_the_trusted_space_is_for_its_own_addresses(sharing_on_sqlite: SharingPractice) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees("--email", "--mssante-pro")
    mssante = ("--by", "mssante")
    refused(sharing, 4, "mssante.fr", "--to", "dr@example.org", "--yes", *mssante)
    refused(sharing, 4, "semble contact edit 1 --mssante ADDRESS", "--to", "martin", *mssante)
    of_mssante(sharing)
    sharing.monkeypatch.setenv("SEMBLE_MSSANTE_HOST", "localhost")
    sharing.monkeypatch.setenv("SEMBLE_MSSANTE_TOKEN", "jeton")
    refused(sharing, 2, "A passphrase is for e-mail", "--to", "martin")


def test_a_patients_address_that_no_server_takes_is_told_before_an_export_is_made(
    sharing: SharingPractice,
) -> None:
    sharing.agrees()
    sharing.done("patient", "edit", "1", "--email", "zoé@example.org")
    refused(sharing, 4, "neither accents nor foreign letters", "--to", "patient")
    secret = ("--passphrase-file", sharing.secret)
    with sharing.mail():
        assert sharing.semble("patient", "share", "1", "--export", *secret).code == 4
    listed = json.loads(sharing.done("document", "list", "1", "-f", "json"))
    assert [each["id"] for each in listed] == [1]


@pytest.mark.parametrize("kind", ["password", "token"])
def test_a_login_comes_from_a_command(sharing_on_sqlite: SharingPractice, kind: str) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    command = f"SEMBLE_MAIL_{kind.upper()}_COMMAND"
    accepted = MailPlan(logins={"cabinet": "secret"}, tokens={"cabinet": "secret"})
    own = {"SEMBLE_MAIL_USER": "cabinet", command: "echo secret"}
    with sharing.mail(accepted, **own) as mail:
        assert sharing.share("1", "--to", "martin").code == 0
    assert [each.login for each in mail.received] == ["cabinet"]
    with sharing.mail(accepted, **own | {command: "false"}) as mail:
        said = sharing.share("1", "--to", "patient")
        export = ("patient", "share", "1", "--export", "--passphrase-file", sharing.secret)
        exported = sharing.semble(*export)
    for each in (said, exported):
        assert (each.code, f"mail.{kind}_command" in each.err) == (2, True), each.err
    assert (mail.said, len(sharing.shares())) == ([], 1)
    # No export was made and kept for nothing.
    assert len(json.loads(sharing.done("document", "list", "1", "-f", "json"))) == 1


def test_why_a_server_was_not_reached_is_told_where_it_arrived_by_another(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    of_mssante(sharing)
    sharing.agrees("--email", "--mssante-pro")
    with sharing.mail() as mail, sharing.monkeypatch.context() as patched:
        patched.setenv("SEMBLE_MSSANTE_HOST", "localhost")
        patched.setenv("SEMBLE_MSSANTE_PORT", "1")
        patched.setenv("SEMBLE_MSSANTE_TOKEN", "jeton")
        said = sharing.share("1", "--to", "patient", "--to", "martin")
    assert said.code == 9
    assert "cannot be reached at localhost:1" in said.err
    assert "mssante.port" in said.err
    assert len(mail.received) == 1
    assert sharing.outcomes() == ["sent", "unsent"]


def test_what_was_moved_or_readdressed_meanwhile_does_not_go(sharing: SharingPractice) -> None:
    sharing.agrees()
    other = [{"ZOE": "LEA", "zoe@example.org": "lea@example.org"}.get(each, each) for each in ADRUN]
    sharing.done("patient", "add", *other)
    register = register_on(sharing.store)
    prepared = prepare_share(register, [1], ShareAsked(("martin",)), nothing_own)
    sharing.done("document", "move", "1", "2")
    with pytest.raises(Conflict, match="Document 1 was moved meanwhile"):
        note_intent(register, prepared, nothing_own)
    sharing.done("document", "move", "1", "1")
    sharing.done("contact", "edit", "1", "--email", f"new.{GP}")
    with pytest.raises(Conflict, match="address of a recipient was changed meanwhile"):
        note_intent(register, prepared, nothing_own)
    assert sharing.shares() == []
