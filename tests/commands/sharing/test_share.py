"""`document share`: who may have what, how it leaves, and what is known of it after."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.commands.sharing.practice import GP, PASSPHRASE, attached, message_of
from tests.mail.servers import DROP, SENDER, MailPlan

if TYPE_CHECKING:
    from tests.commands.sharing.practice import SharingPractice


def test_a_document_goes_sealed_and_what_left_is_known(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail() as mail:
        said = sharing.share("1", "--to", "martin")
    assert (said.code, said.out) == (0, "1\n"), said.err
    (received,) = mail.received
    assert (received.sender, received.recipients) == (SENDER, (GP,))
    message = message_of(received)
    assert list(attached(message)) == ["documents.pdf"]
    whole = received.content.decode()
    for told in ("ADRUN", "ZOE", "Résultat", "TSH", PASSPHRASE):
        assert told not in whole
    (line,) = sharing.shares()
    del line["shared_at"], line["outcome_at"], line["shared_by"]
    assert line == {
        "share": 1,
        "what": "documents",
        "documents": [{"id": 1, "title": "Résultat"}],
        "recipient": "contact",
        "name": "MARTIN-TEST",
        "relation_id": 1,
        "contact_id": 1,
        "patient_id": None,
        "way": "email",
        "address": GP,
        "sealing": "pdf",
        "outcome": "sent",
        "code": None,
        "words": "",
        "override": None,
        "resends": None,
    }


def test_without_the_patients_answer_nothing_leaves(sharing: SharingPractice) -> None:
    with sharing.mail() as mail:
        said = sharing.share("1", "--to", "patient")
        assert said.code == 6
        assert "not asked: messages by e-mail" in said.err
        assert "semble patient prefs 1 --email" in said.err
        sharing.agrees("--no-email")
        said = sharing.share("1", "--to", "martin")
        assert said.code == 6
        assert "refused: messages by e-mail" in said.err
    assert (mail.said, mail.received, sharing.shares()) == ([], [], [])


def test_a_clinician_overrides_an_answer_with_a_reason(sharing: SharingPractice) -> None:
    sharing.agrees("--no-email")
    with sharing.mail() as mail:
        assert sharing.share("1", "--to", "martin", "--override", " ").code == 2
        said = sharing.share("1", "--to", "martin", "--override", "urgence vitale")
    assert said.code == 0, said.err
    assert len(mail.received) == 1
    assert sharing.shares()[0]["override"] == "urgence vitale"
    log = json.loads(sharing.done("audit", "log", "--kind", "exported", "-f", "json"))
    assert {"share": 1, "documents": [1], "override": "urgence vitale"} in [
        each["details"] for each in log
    ]
    assert "urgence vitale" in sharing.done("patient", "history", "1", "-f", "json")


def test_a_reason_is_noted_only_where_it_overrides_something(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail():
        assert sharing.share("1", "--to", "martin", "--override", "au cas où").code == 0
    assert sharing.shares()[0]["override"] is None


def test_each_recipient_has_a_message_and_an_outcome(sharing: SharingPractice) -> None:
    sharing.agrees()
    plan = MailPlan(refuses={GP: "550 5.1.1 <dr.martin@example.org>: no such user"})
    with sharing.mail(plan) as mail:
        said = sharing.share("1", "--to", "patient", "--to", "martin", "-f", "json")
    assert said.code == 9, said.err
    assert [each.recipients for each in mail.received] == [("zoe@example.org",)]
    told = json.loads(said.out)
    assert [(each["recipient"], each["outcome"], each["code"]) for each in told] == [
        ("patient", "sent", None),
        ("contact", "refused", 550),
    ]
    assert "no such user" in told[1]["words"]
    assert told == sharing.shares()
    assert "zoe@example.org (patient)" in said.err
    assert "--resend 1" in said.err


def test_a_refusal_alone_is_no_success(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail(MailPlan(refuses={GP: "550 unknown"})):
        assert sharing.share("1", "--to", "martin").code == 8
    assert sharing.outcomes() == ["refused"]


def test_a_line_that_breaks_after_the_message_leaves_it_unknown(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail(MailPlan(fails=("end", DROP))):
        said = sharing.share("1", "--to", "martin")
    assert said.code == 8
    assert "not known whether it arrived" in said.err
    assert sharing.outcomes() == ["unknown"]
    with sharing.mail() as mail:
        said = sharing.share("--resend", "1")
        assert said.code == 5
        assert "not known whether it arrived" in said.err
        assert mail.received == []
        assert sharing.share("--resend", "1", "--yes").code == 0
    assert [(each["outcome"], each["resends"]) for each in sharing.shares()] == [
        ("unknown", None),
        ("sent", 1),
    ]


def test_a_server_that_is_not_there_is_told_and_may_be_tried_again(
    sharing: SharingPractice,
) -> None:
    sharing.agrees()
    with sharing.mail(SEMBLE_MAIL_PORT="1"):
        assert sharing.share("1", "--to", "martin").code == 8
    assert sharing.outcomes() == ["unsent"]
    with sharing.mail() as mail:
        assert sharing.share("--resend", "1").code == 0
    assert len(mail.received) == 1
    assert sharing.outcomes() == ["unsent", "sent"]


def test_only_those_whom_it_did_not_reach_have_it_again(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail(MailPlan(refuses={GP: "451 later"})):
        assert sharing.share("1", "--to", "patient", "--to", "martin").code == 9
    with sharing.mail() as mail:
        said = sharing.share("--resend", "1")
    assert said.code == 0, said.err
    assert [each.recipients for each in mail.received] == [(GP,)]


def test_a_resend_may_be_for_one_of_them(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail(SEMBLE_MAIL_PORT="1"):
        assert sharing.share("1", "--to", "patient", "--to", "martin").code == 8
    with sharing.mail() as mail:
        assert sharing.share("--resend", "1", "--to", "patient").code == 0
        assert sharing.share("--resend", "1", "--to", "other@example.org").code == 3
    assert [each.recipients for each in mail.received] == [("zoe@example.org",)]


def test_the_same_twice_is_not_sent_twice_without_a_word(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail() as mail:
        assert sharing.share("1", "--to", "martin").code == 0
        said = sharing.share("1", "--to", GP)
        assert said.code == 5
        assert "share 1" in said.err
        second = sharing.add("Courrier", "Autre chose")
        assert sharing.share(second, "--to", "martin").code == 0
        assert sharing.share("1", "--to", "martin", "--yes").code == 0
    assert len(mail.received) == 3


def test_the_same_bytes_under_another_number_are_the_same(sharing: SharingPractice) -> None:
    sharing.agrees()
    second = sharing.add("Copie", "TSH 2,1 mUI/l")
    with sharing.mail() as mail:
        assert sharing.share("1", "--to", "martin").code == 0
        assert sharing.share(second, "--to", "martin").code == 5
    assert len(mail.received) == 1


def test_an_unknown_address_is_asked_about(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail() as mail:
        said = sharing.share("1", "--to", "inconnu@example.org")
        assert said.code == 2
        assert "noted neither of the patient nor of a relation" in said.err
        assert mail.received == []
        assert sharing.share("1", "--to", "inconnu@example.org", "--yes").code == 0
    assert sharing.shares()[0]["recipient"] == "address"


def test_an_address_that_is_known_is_its_owner(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail():
        assert sharing.share("1", "--to", GP.upper(), "--to", "ZOE@example.org").code == 0
    assert [each["recipient"] for each in sharing.shares()] == ["contact", "patient"]


def test_a_recipient_named_twice_has_it_once(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail() as mail:
        assert sharing.share("1", "--to", "martin", "--to", "1", "--to", GP).code == 0
    assert len(mail.received) == 1


def test_nothing_goes_to_the_dead_and_their_kin_is_asked_about(sharing: SharingPractice) -> None:
    sharing.agrees()
    sharing.done("patient", "deceased", "1", "--on", "2026-01-02")
    with sharing.mail() as mail:
        said = sharing.share("1", "--to", "patient", "--yes")
        assert said.code == 6
        assert "deceased" in said.err
        assert sharing.share("1", "--to", "martin").code == 2
        assert mail.received == []
        assert sharing.share("1", "--to", "martin", "--yes").code == 0


def test_an_archived_patient_is_asked_about(sharing: SharingPractice) -> None:
    sharing.agrees()
    sharing.done("patient", "archive", "1", "--reason", "inactive")
    with sharing.mail():
        said = sharing.share("1", "--to", "martin")
    assert (said.code, "archived" in said.err) == (2, True)


def test_a_relation_that_ended_is_asked_about_and_one_that_is_gone_refused(
    sharing: SharingPractice,
) -> None:
    sharing.agrees()
    sharing.done("patient", "relation", "edit", "1", "1", "--until", "2020-01-01")
    with sharing.mail() as mail:
        said = sharing.share("1", "--to", "martin")
        assert (said.code, "ended" in said.err) == (2, True)
        sharing.done("contact", "delete", "1")
        said = sharing.share("1", "--to", "martin", "--yes")
        assert (said.code, "deleted" in said.err) == (6, True)
    assert mail.received == []


def test_several_of_one_name_are_chosen_by_number(sharing: SharingPractice) -> None:
    sharing.agrees()
    sharing.done("contact", "add", "--kind", "person", "--name", "MARTIN", "--email", "m@a.example")
    sharing.done("patient", "relate", "1", "--type", "school", "--contact", "2")
    with sharing.mail() as mail:
        said = sharing.share("1", "--to", "martin")
        assert (said.code, "1, 2" in said.err) == (6, True)
        assert sharing.share("1", "--to", "2").code == 0
    assert [each.recipients for each in mail.received] == [("m@a.example",)]


def test_who_has_no_address_is_named_with_the_way_out(sharing: SharingPractice) -> None:
    sharing.agrees()
    sharing.done("contact", "edit", "1", "--email", "")
    sharing.done("patient", "edit", "1", "--email", "")
    with sharing.mail():
        said = sharing.share("1", "--to", "martin", "--by", "email")
        assert (said.code, "semble contact edit 1 --email" in said.err) == (4, True)
        said = sharing.share("1", "--to", "patient")
        assert (said.code, "semble patient edit 1 --email" in said.err) == (4, True)


def test_another_patient_as_a_relation_has_a_word_too(sharing: SharingPractice) -> None:
    sharing.agrees()
    corse = ("--birth-name", "CORSE", "--first-name", "ANTHONY", "--given-names", "ANTHONY")
    born = ("--birth-date", "1980-03-02", "--sex", "M", "--birth-place", "2A004")
    sharing.done("patient", "add", *corse, *born, "--email", "anthony@example.org")
    sharing.done("patient", "relate", "2", "--type", "spouse_partner", "--patient", "1")
    with sharing.mail() as mail:
        sharing.done("patient", "prefs", "2", "--no-email")
        said = sharing.share("1", "--to", "corse")
        assert (said.code, "Patient 2" in said.err) == (6, True)
        sharing.done("patient", "prefs", "2", "--email")
        assert sharing.share("1", "--to", "corse").code == 0
        assert sharing.share("1", "--to", "corse", "--by", "mssante", "--yes").code == 2
    assert [each.recipients for each in mail.received] == [("anthony@example.org",)]
    assert sharing.shares()[0]["patient_id"] == 2


def test_documents_of_two_patients_do_not_go_together(sharing: SharingPractice) -> None:
    corse = ("--birth-name", "CORSE", "--first-name", "ANTHONY", "--given-names", "ANTHONY")
    born = ("--birth-date", "1980-03-02", "--sex", "M", "--birth-place", "2A004")
    sharing.done("patient", "add", *corse, *born)
    other = sharing.add("Autre", "de quelqu'un d'autre", patient=2)
    said = sharing.share("1", other, "--to", "martin")
    assert (said.code, "several patients" in said.err) == (2, True)


def test_a_deleted_document_is_not_shared(sharing: SharingPractice) -> None:
    sharing.agrees()
    sharing.done("document", "delete", "1")
    assert sharing.share("1", "--to", "martin").code == 3


@pytest.mark.parametrize(
    "words",
    [
        ("--to", "martin"),
        ("1",),
        ("1", "--resend", "1"),
        ("1", "--to", "martin", "--zip", "--by", "mssante"),
        ("1", "--to", "martin", "--passphrase-fd", "0"),
    ],
)
def test_options_that_do_not_go_together_are_usage(
    sharing_on_sqlite: SharingPractice, words: tuple[str, ...]
) -> None:
    sharing_on_sqlite.agrees()
    with sharing_on_sqlite.mail():
        assert sharing_on_sqlite.share(*words).code == 2
    assert sharing_on_sqlite.shares() == []


def test_off_a_terminal_the_passphrase_must_come_from_somewhere(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing_on_sqlite.agrees()
    with sharing_on_sqlite.mail() as mail:
        said = sharing_on_sqlite.semble("document", "share", "1", "--to", "martin")
        assert (said.code, "--passphrase-file" in said.err) == (2, True)
        sharing_on_sqlite.secret.chmod(0o644)
        assert sharing_on_sqlite.share("1", "--to", "martin").code == 6
    assert (mail.received, sharing_on_sqlite.shares()) == ([], [])


def test_no_settings_no_mail(sharing_on_sqlite: SharingPractice) -> None:
    sharing_on_sqlite.agrees()
    said = sharing_on_sqlite.share("1", "--to", "martin")
    assert (said.code, "mail.host, mail.sender" in said.err) == (4, True)
    assert sharing_on_sqlite.shares() == []


def test_what_is_too_large_is_refused_before_it_is_noted(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing_on_sqlite.agrees()
    path = sharing_on_sqlite.directory / "large.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 1_000_000)
    number = sharing_on_sqlite.done("document", "add", "1", path, "--title", "Gros")
    with sharing_on_sqlite.mail(SEMBLE_MAIL_LIMIT="1") as mail:
        said = sharing_on_sqlite.share(number, "--to", "martin")
    assert (said.code, "mail.limit" in said.err) == (4, True)
    assert (mail.received, sharing_on_sqlite.shares()) == ([], [])


def test_a_server_that_takes_less_is_told_before_anything_leaves(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing_on_sqlite.agrees()
    with sharing_on_sqlite.mail(MailPlan(limit=100)) as mail:
        said = sharing_on_sqlite.share("1", "--to", "martin")
    assert (said.code, "100" in said.err) == (8, True)
    assert (mail.received, sharing_on_sqlite.outcomes()) == ([], ["unsent"])
