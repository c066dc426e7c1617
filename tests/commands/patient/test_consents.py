"""Consents on the command line: three values, with the day and who recorded them."""

from __future__ import annotations

import getpass
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.ui import language
from semble_cli.patient.catalogue import CONSENTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Semble

ZOE = (
    *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--given-names", "Zoé"),
    *("--birth-date", "31/12/1975", "--sex", "F", "--birth-place", "63220"),
)
NOTHING = {"answer": "not_asked", "on": None, "by": None}


def signed(answer: str) -> dict[str, Any]:
    today = datetime.now().astimezone().date().isoformat()
    return {"answer": answer, "on": today, "by": getpass.getuser()}


def shown(semble: Semble, patient: str = "1") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(semble("patient", "show", patient, "-f", "json").out)
    return found


ALL = (
    *("--email-messages", "--sms", "--promotional", "--payment-reminders"),
    *("--mssante-patient", "--mssante-pro", "--dmp", "yes"),
)
NONE = (
    *("--no-email-messages", "--no-sms", "--no-promotional", "--no-payment-reminders"),
    *("--no-mssante-patient", "--no-mssante-pro", "--dmp", "no"),
)


@pytest.mark.parametrize(("options", "answer"), [(ALL, "accepted"), (NONE, "refused")])
def test_a_patient_is_added_with_every_consent_in_one_command(
    semble: Semble, options: tuple[str, ...], answer: str
) -> None:
    said = semble(*ZOE, *options)
    assert said.code == 0, said.err
    found = shown(semble)
    assert found["consents"] == dict.fromkeys(CONSENTS, signed(answer))
    assert [found["preferences"][name] for name in CONSENTS] == [answer == "accepted"] * 7
    assert len(json.loads(semble("patient", "history", "1", "-f", "json").out)) == 1
    assert semble("undo").code == 0
    assert semble("patient", "show", "1").code == 3
    assert semble("redo").code == 0
    assert shown(semble)["consents"] == dict.fromkeys(CONSENTS, signed(answer))


def test_a_patient_is_added_with_who_sees_the_dmp(semble: Semble) -> None:
    assert semble(*ZOE, "--dmp", "yes", "--dmp-visible", "patient").code == 0
    preferences = shown(semble)["preferences"]
    assert preferences["dmp_visible_patient"] is True
    assert preferences["dmp_visible_professionals"] is False


def test_the_dmp_is_visible_to_nobody_new_without_the_consent(semble: Semble) -> None:
    said = semble(*ZOE, "--dmp-visible", "pro")
    assert said.code == 4
    assert "only with the patient's consent" in said.err
    assert semble("patient", "show", "1").code == 3


@pytest.mark.parametrize("command", [ZOE, ("patient", "prefs", "1")])
@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (("--dmp", "later"), "--dmp: it is one of: yes, no, not asked."),
        (("--dmp-visible", "everybody"), "--dmp-visible takes patient, pro"),
    ],
)
def test_a_word_that_is_no_answer_is_wrong_usage(
    semble: Semble, command: tuple[str, ...], option: tuple[str, str], sentence: str
) -> None:
    said = semble(*command, *option)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err


def test_consents_are_edited_as_they_are_given_at_first(semble: Semble) -> None:
    assert semble(*ZOE).code == 0
    assert semble("patient", "edit", "1", "--no-sms", "--city", "Lyon").code == 0
    found = shown(semble)
    assert (found["consents"]["receive_sms"], found["address"]["city"]) == (
        signed("refused"),
        "Lyon",
    )
    assert found["consents"]["receive_email"] == NOTHING


def test_a_no_at_prefs_is_a_refusal_and_unknown_takes_the_answer_away(semble: Semble) -> None:
    assert semble(*ZOE).code == 0
    assert semble("patient", "prefs", "1", "--no-email", "--dmp", "no").code == 0
    consents = shown(semble)["consents"]
    assert (consents["receive_email"], consents["dmp_consent"]) == (signed("refused"),) * 2
    assert semble("patient", "prefs", "1", "--dmp", "unknown").code == 0
    assert shown(semble)["consents"]["dmp_consent"] == NOTHING
    assert shown(semble)["preferences"]["dmp_consent"] is None


def test_a_false_in_json_is_no_refusal_and_leaves_one(semble: Semble) -> None:
    assert semble(*ZOE, "--sms", "--no-promotional").code == 0
    given = {"preferences": {"receive_sms": False, "promotional": False, "receive_email": False}}
    said = semble("patient", "edit", "1", "--json", "-", stdin=json.dumps(given))
    assert said.code == 0, said.err
    consents = shown(semble)["consents"]
    assert consents["receive_sms"] == consents["receive_email"] == NOTHING
    assert consents["promotional"] == signed("refused")


def test_words_in_json_refuse_and_a_whole_document_comes_back_as_it_was(semble: Semble) -> None:
    assert semble(*ZOE, "--sms", "--no-promotional").code == 0
    before = shown(semble)
    text = json.dumps({key: before[key] for key in ("preferences", "consents")})
    said = semble("patient", "edit", "1", "--json", "-", stdin=text)
    assert "so already" in said.err
    given = {"consents": {"receive_sms": "refused", "receive_email": {"answer": "accepté"}}}
    assert semble("patient", "edit", "1", "--json", "-", stdin=json.dumps(given)).code == 0
    consents = shown(semble)["consents"]
    assert (consents["receive_sms"], consents["receive_email"]) == (
        signed("refused"),
        signed("accepted"),
    )


def test_an_option_wins_over_the_document_it_stands_beside(semble: Semble) -> None:
    given = {
        "preferences": {"receive_sms": True},
        "consents": {"receive_sms": {"answer": "accepted", "on": "2020-01-31", "by": "else"}},
    }
    assert semble(*ZOE, "--no-sms", "--json", "-", stdin=json.dumps(given)).code == 0
    assert shown(semble)["consents"]["receive_sms"] == signed("refused")


def test_a_consent_to_the_dmp_that_goes_takes_the_visibilities_along_and_that_is_said(
    semble: Semble,
) -> None:
    assert semble(*ZOE, "--dmp", "yes", "--dmp-visible", "patient,pro").code == 0
    for command in (("prefs", "1", "--dmp", "no"), ("edit", "1", "--dmp", "unknown")):
        said = semble("patient", *command)
        assert said.code == 0
        for who in ("the patient and legal representatives", "other health professionals"):
            assert f"with it, DMP documents visible to {who}: yes → no" in said.err
        assert shown(semble)["preferences"]["dmp_visible_patient"] is False
        assert semble("undo").code == 0
        assert shown(semble)["preferences"]["dmp_visible_professionals"] is True
        assert shown(semble)["consents"]["dmp_consent"] == signed("accepted")


def test_prefs_tells_each_answer_with_its_day_and_author(semble: Semble) -> None:
    assert semble(*ZOE, "--no-sms").code == 0
    told = semble("patient", "prefs", "1", "-f", "table").out
    who = signed("refused")
    assert f"refused ({who['on']}, {who['by']})" in told
    assert told.count("not asked") == 7  # the privacy policy, and six consents
    document = json.loads(semble("patient", "prefs", "1", "-f", "json").out)
    assert document["consents"] == shown(semble)["consents"]
    assert document["receive_sms"] is False


def test_history_names_a_day_and_an_author_where_they_are_not_those_of_the_command(
    semble: Semble,
) -> None:
    assert semble(*ZOE, "--no-sms").code == 0
    given = {"consents": {"receive_email": {"answer": "accepted", "on": "2020-01-31"}}}
    assert semble("patient", "edit", "1", "--json", "-", stdin=json.dumps(given)).code == 0
    told = semble("patient", "history", "1", "-f", "table").out
    assert "receive SMS on" not in told
    assert "receive SMS by" not in told
    assert "receive email by" not in told
    assert "receive email on" in told


def test_the_summary_names_what_was_answered_and_what_was_not_asked(semble: Semble) -> None:
    assert semble(*ZOE, "--no-sms", "--dmp", "yes", "--dmp-visible", "pro").code == 0
    told = " ".join(semble("patient", "show", "1", "-f", "table").out.split())
    assert "messages by SMS refused (" in told
    assert "consent to sharing in the DMP accepted (" in told
    assert "visible to other health professionals" in told
    assert "not asked: messages by e-mail, promotional messages, payment reminders" in told


FILE = """birth_name,first_given_name,birth_date,sex,birth_place_code,receive_sms,receive_email
ADRUN,Zoé,31/12/1975,F,63220,oui,non
PAT-TROIS,Dominique,28/03/1979,F,51215,refusé,non demandé
"""


def test_a_file_accepts_with_yes_and_refuses_in_words_alone(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(FILE, "utf-8")
    assert semble("patient", "import", file).code == 0
    first, second = shown(semble, "1")["consents"], shown(semble, "2")["consents"]
    assert (first["receive_sms"], first["receive_email"]) == (signed("accepted"), NOTHING)
    assert (second["receive_sms"], second["receive_email"]) == (signed("refused"), NOTHING)
    assert semble("store", "check").code == 0


def test_a_file_with_days_and_no_answers_is_told_row_by_row(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    rows = FILE.replace("receive_sms,receive_email", "receive_sms_on,receive_sms_by")
    file.write_text(rows.replace("oui,non", ",").replace("refusé,non demandé", ",zoe"), "utf-8")
    said = semble("patient", "import", file)
    assert said.code == 9
    assert "its day or its author is given, and the answer is missing." in said.out + said.err
    assert shown(semble)["consents"]["receive_sms"] == NOTHING


def test_a_file_leaves_a_refusal_and_takes_an_acceptance_back(
    semble: Semble, tmp_path: Path
) -> None:
    assert semble(*ZOE, "--no-sms", "--email-messages").code == 0
    file = tmp_path / "list.csv"
    file.write_text(FILE.replace("oui,non", "non,non"), "utf-8")
    assert semble("patient", "import", file, "--on-duplicate", "update").code == 0
    consents = shown(semble)["consents"]
    assert (consents["receive_sms"], consents["receive_email"]) == (signed("refused"), NOTHING)


@pytest.mark.parametrize("form", ["csv", "ndjson", "xlsx"])
def test_days_and_authors_go_out_and_come_in_again(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    given = {"consents": {"receive_sms": {"answer": "refused", "on": "2020-01-31", "by": "else"}}}
    assert semble(*ZOE, "--dmp", "no", "--json", "-", stdin=json.dumps(given)).code == 0
    before = shown(semble)["consents"]
    file = tmp_path / f"list.{form}"
    assert semble("patient", "list", "--whole", "-f", form, "-o", file).code == 0
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    assert semble("init").code == 0
    assert semble("patient", "import", file).code == 0
    assert shown(semble)["consents"] == before
    assert before["receive_sms"] == {"answer": "refused", "on": "2020-01-31", "by": "else"}


def test_who_was_deleted_comes_back_with_the_consents_from_the_ledger_and_from_a_report(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert semble(*ZOE, "--sms", "--dmp", "no").code == 0
    before = shown(semble)["consents"]
    assert semble("patient", "delete", "1", "--confirm", "ADRUN Zoé").code == 0
    report = tmp_path / "report.csv"
    assert semble("patient", "report", "-o", report).code == 0
    assert semble("patient", "recover", "1").code == 0
    assert shown(semble)["consents"] == before
    monkeypatch.setenv("SEMBLE_STORE", str(tmp_path / "other.db"))
    assert semble("init").code == 0
    said = semble("patient", "recover", "--from-report", report, "--all")
    assert said.code == 0, said.err
    assert shown(semble)["consents"] == before


@pytest.mark.parametrize("command", ["prefs", "edit"])
def test_each_visibility_that_goes_with_the_consent_is_told_once(
    semble: Semble, command: str
) -> None:
    assert semble(*ZOE, "--dmp", "yes", "--dmp-visible", "patient,pro").code == 0
    said = semble("patient", command, "1", "--dmp", "no")
    assert said.code == 0
    for field in ("dmp visible patient", "dmp visible professionals"):
        label = language.field_label(field.replace(" ", "_"))
        assert said.err.count(label) == 1, said.err
