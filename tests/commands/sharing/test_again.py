"""What is shared again: when it is known to be the same, whose it is by now, and what is looked at
before anybody is asked or anything is made."""

from __future__ import annotations

import getpass
import json
import os
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.sharing.wording import wording_in
from semble_cli.errors import Conflict, Refused, StoreError
from semble_cli.patient.sharing.delivery import Delivery, Outcome
from semble_cli.patient.sharing.share import ShareRecipient
from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.exports.contents import WhatToExport
from semble_cli.services.exports.record import export_record
from semble_cli.services.sharing.earlier import is_same_recipient
from semble_cli.services.sharing.messages import servers_for
from semble_cli.services.sharing.noting import note_intent, note_outcome
from semble_cli.services.sharing.preparing import (
    ShareAsked,
    prepare_export,
    prepare_share,
    with_export,
)
from semble_cli.services.sharing.sending import HowSent, send_share
from tests.acting import acting_as
from tests.commands.sharing.practice import ADRUN, GP, PASSPHRASE, attached, message_of
from tests.commands.sharing.test_ways import of_mssante
from tests.conftest import register_on
from tests.mail.servers import MailPlan

if TYPE_CHECKING:
    from tests.commands.sharing.practice import SharingPractice


def setting_of(name: str) -> str | None:
    """A setting as its variable has it."""
    return os.environ.get(f"SEMBLE_{name.replace('.', '_').upper()}")


def another_patient(sharing: SharingPractice) -> None:
    other = [{"ZOE": "LEA", "zoe@example.org": "lea@example.org"}.get(each, each) for each in ADRUN]
    sharing.done("patient", "add", *other)
    sharing.done("patient", "prefs", "2", "--email")


def test_who_went_into_another_contact_is_still_the_same(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail() as mail:
        assert sharing.share("1", "--to", "martin").code == 0
        new = ("--kind", "person", "--name", "MARTIN-TEST", "--email", "martin@example.net")
        sharing.done("contact", "add", *new)
        sharing.done("contact", "merge", "2", "1")
        again = sharing.share("1", "--to", "martin")
    assert (again.code, f"shared with MARTIN-TEST <{GP}> already" in again.err) == (5, True)
    assert len(mail.received) == 1


def test_it_is_told_where_it_went_before_and_which_of_it(sharing: SharingPractice) -> None:
    sharing.agrees("--email", "--mssante-patient")
    sharing.add("Deuxième", "CRP 5")
    with sharing.mail():
        assert sharing.share("1", "--to", "patient").code == 0
        sharing.done("patient", "edit", "1", "--email", "autre@example.org")
        whole = sharing.share("1", "--to", "patient")
        some = sharing.share("1", "2", "--to", "patient")
    assert "the same was shared with zoe@example.org (patient) already" in whole.err
    assert "some of it (documents: 1) was shared with zoe@example.org" in some.err
    assert (whole.code, some.code) == (5, 5)


def test_what_was_moved_to_another_patient_is_not_sent_again_to_that_one(
    sharing: SharingPractice,
) -> None:
    sharing.agrees()
    another_patient(sharing)
    with sharing.mail() as mail:
        assert sharing.share("1", "--to", "patient").code == 0
        sharing.done("document", "move", "1", "2")
        said = sharing.share("--resend", "1", "--yes")
        assert (said.code, "another patient's since share 1" in said.err) == (6, True)
        assert [each.recipients for each in mail.received] == [("zoe@example.org",)]
    (line,) = sharing.shares()
    assert line["documents"] == [{"id": 1, "title": None}]
    sharing.done("document", "move", "1", "1")
    (line,) = sharing.shares()
    assert line["documents"] == [{"id": 1, "title": "Résultat"}]


def test_an_export_that_another_program_shared_meanwhile_is_noticed(
    sharing: SharingPractice,
) -> None:
    sharing.agrees()
    register = register_on(sharing.store)
    asked = ShareAsked(("martin",))
    one, other = (prepare_export(register, 1, asked, nothing_own) for _ in range(2))

    def made(everything: bool) -> int:
        from semble_cli.commands.patient.exporting.pages import ExportPages

        what = WhatToExport(everything, False)
        return export_record(register, 1, what, ExportPages("fr"), nothing_own).document.id or 0

    note_intent(register, with_export(register, one, made(False)), nothing_own)
    late = with_export(register, other, made(True))
    with pytest.raises(Conflict, match="meanwhile"):
        note_intent(register, late, nothing_own)


def test_it_is_sealed_again_as_it_was(sharing_on_sqlite: SharingPractice) -> None:
    sharing_on_sqlite.agrees()
    with sharing_on_sqlite.mail(MailPlan(refuses={GP: "450 later"})):
        assert sharing_on_sqlite.share("1", "--to", "martin", "--zip").code == 8
    with sharing_on_sqlite.mail() as mail:
        assert sharing_on_sqlite.share("--resend", "1").code == 0
    message = message_of(mail.received[0])
    assert list(attached(message)) == ["documents.zip"]
    body = message.get_body()
    assert body is not None
    assert "7-Zip" in body.get_content()
    assert [each["sealing"] for each in sharing_on_sqlite.shares()] == ["zip", "zip"]


def test_a_share_goes_again_by_its_own_way(sharing_on_sqlite: SharingPractice) -> None:
    said = sharing_on_sqlite.share("--resend", "1", "--by", "email")
    assert (said.code, "--by" in said.err) == (2, True)


def test_no_export_is_made_that_no_server_is_named_for(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing_on_sqlite.agrees()
    secret = ("--passphrase-file", sharing_on_sqlite.secret)
    said = sharing_on_sqlite.semble("patient", "share", "1", "--export", *secret)
    assert (said.code, "mail.host, mail.sender" in said.err) == (4, True)
    listed = json.loads(sharing_on_sqlite.done("document", "list", "1", "-f", "json"))
    assert [each["id"] for each in listed] == [1]


def test_an_export_is_the_patients_where_nobody_is_named(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing_on_sqlite.agrees()
    secret = ("--passphrase-file", sharing_on_sqlite.secret)
    with sharing_on_sqlite.mail() as mail:
        sharing_on_sqlite.done("patient", "share", "1", "--export", *secret)
    assert [each.recipients for each in mail.received] == [("zoe@example.org",)]


def test_of_one_that_is_too_large_another_way_is_told(sharing_on_sqlite: SharingPractice) -> None:
    sharing_on_sqlite.agrees()
    path = sharing_on_sqlite.directory / "large.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 1_000_000)
    number = sharing_on_sqlite.done("document", "add", "1", path, "--title", "Gros")
    with sharing_on_sqlite.mail(SEMBLE_MAIL_LIMIT="1"):
        one = sharing_on_sqlite.share(number, "--to", "martin")
        two = sharing_on_sqlite.share("1", number, "--to", "martin")
    assert f"semble document get {number}" in one.err
    assert "Share fewer at a time" in two.err


def test_who_loses_the_role_meanwhile_is_told_what_left(sharing_on_sqlite: SharingPractice) -> None:
    """Nothing that left goes unsaid, though its outcome can no longer be noted."""
    sharing = sharing_on_sqlite
    sharing.agrees()
    register = register_on(sharing.store)
    told: list[tuple[str, Outcome]] = []
    unnoted: list[str] = []

    def tell(recipient: ShareRecipient, delivery: Delivery) -> None:
        told.append((recipient.address, delivery.outcome))
        users.add(register, "other", Role.ADMIN)
        users.set_role(register, getpass.getuser(), Role.SECRETARY)

    def tell_unnoted(recipient: ShareRecipient, delivery: Delivery) -> None:
        assert delivery.outcome is Outcome.SENT
        unnoted.append(recipient.address)

    prepared = prepare_share(register, [1], ShareAsked(("martin", "patient")), setting_of)
    how = HowSent(PASSPHRASE, wording_in("fr", is_zip=False), setting_of, {}, tell, tell_unnoted)
    with sharing.mail() as mail:
        how = how._replace(servers=servers_for(register, prepared, setting_of))
        with pytest.raises(Refused, match="Your role"):
            send_share(register, prepared, how)
    assert (told, unnoted) == ([(GP, Outcome.SENT)], ["zoe@example.org"])
    assert len(mail.received) == 2


def test_who_stops_at_one_server_did_not_begin_at_the_other(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    of_mssante(sharing)
    sharing.agrees("--email", "--mssante-pro")
    sharing.done("document", "edit", "1", "--kind", "test_result")
    register = register_on(sharing.store)

    def stop(recipient: ShareRecipient, _: Delivery) -> None:
        if recipient.way == "email":
            raise KeyboardInterrupt

    prepared = prepare_share(register, [1], ShareAsked(("patient", "martin")), setting_of)
    how = HowSent(PASSPHRASE, wording_in("fr", is_zip=False), setting_of, {}, stop)
    with sharing.mail() as mail, sharing.monkeypatch.context() as patched:
        patched.setenv("SEMBLE_MSSANTE_HOST", "localhost")
        patched.setenv("SEMBLE_MSSANTE_TOKEN", "jeton")
        how = how._replace(servers=servers_for(register, prepared, setting_of))
        with pytest.raises(KeyboardInterrupt):
            send_share(register, prepared, how)
    assert len(mail.received) == 1
    assert [(each["way"], each["outcome"]) for each in sharing.shares()] == [
        ("email", "sent"),
        ("mssante", "unsent"),
    ]


def test_what_would_be_asked_by_now_does_not_go_unasked(sharing: SharingPractice) -> None:
    sharing.agrees()
    register = register_on(sharing.store)
    prepared = prepare_share(register, [1], ShareAsked(("martin",)), nothing_own)
    sharing.done("patient", "relation", "edit", "1", "1", "--until", "2020-01-01")
    with pytest.raises(Conflict, match="relation 1 ended"):
        note_intent(register, prepared, nothing_own)
    asked = prepare_share(register, [1], ShareAsked(("martin",)), nothing_own)
    assert note_intent(register, asked, nothing_own).id == 1


def test_an_address_is_the_same_however_its_domain_is_written(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    sharing.done("contact", "edit", "1", "--email", "martin@hôpital.example.org")
    written = "MARTIN@xn--hpital-ixa.example.org"
    with sharing.mail() as mail:
        assert sharing.share("1", "--to", written, "--to", "martin").code == 0
        assert sharing.share("1", "--to", "martin@HÔPITAL.example.org").code == 5
    assert [each["recipient"] for each in sharing.shares()] == ["contact"]
    assert len(mail.received) == 1
    one = ShareRecipient("address", "email", written)
    assert is_same_recipient(one, one._replace(address="martin@hôpital.example.org"))
    assert not is_same_recipient(one, one._replace(address="martin@hopital.example.org"))


def test_what_mssante_needs_is_said_before_a_passphrase_is_wanted(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    of_mssante(sharing)
    sharing.agrees("--email", "--mssante-pro")
    with sharing.mail():
        said = sharing.semble("document", "share", "1", "--to", "martin", "--to", "patient")
    assert (said.code, "mssante.host, mssante.token_command" in said.err) == (4, True)
    assert sharing.shares() == []


def test_the_answers_are_looked_at_for_each_recipient(sharing: SharingPractice) -> None:
    of_mssante(sharing)
    sharing.agrees("--email", "--no-mssante-pro")
    for order in (("patient", "martin"), ("martin", "patient")):
        with sharing.mail() as mail:
            said = sharing.share("1", "--to", order[0], "--to", order[1])
        assert (said.code, "--mssante-pro" in said.err) == (6, True)
        assert (mail.received, sharing.shares()) == ([], [])


def test_no_export_is_made_that_the_patients_answer_does_not_let_go(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    secret = ("--passphrase-file", sharing.secret)
    for answer in ((), ("--no-email",)):
        if answer:
            sharing.agrees(*answer)
        with sharing.mail() as mail:
            said = sharing.semble("patient", "share", "1", "--export", *secret)
        assert (said.code, mail.received) == (6, [])
    listed = json.loads(sharing.done("document", "list", "1", "-f", "json"))
    assert [each["id"] for each in listed] == [1]


def test_what_became_of_a_share_is_noted_by_who_shared_it(sharing: SharingPractice) -> None:
    sharing.agrees()
    register = register_on(sharing.store)
    prepared = prepare_share(register, [1], ShareAsked(("martin",)), nothing_own)
    share = note_intent(register, prepared, nothing_own)
    with sharing.monkeypatch.context() as patched:
        other = acting_as(register, Role.CLINICIAN, patched)
        with pytest.raises((Refused, StoreError)):
            note_outcome(other, share, 0, Delivery(Outcome.UNSENT))
    assert sharing.outcomes() == ["intended"]
