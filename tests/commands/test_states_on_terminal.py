"""On a terminal, a day, a reason, a consent or first tags that are missing are asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.on_terminal import answer, ends, starter

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.on_terminal import Start

DOWN, ENTER = "\x1b[B", "\r"


@pytest.fixture
def start(sqlite_store: StoreAddress) -> Start:
    """Start a command on a terminal, on a register with one patient."""
    run = starter(sqlite_store)
    process = run(
        *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
        *("--birth-date", "31/12/1975", "--birth-place", "63220", "--no-input"),
    )
    assert ends(process)[0] == 0
    return run


def shown(start: Start) -> dict[str, Any]:
    code, text = ends(start("patient", "show", "1", "-f", "json"))
    assert code == 0
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_day_of_a_death_is_asked_for_and_checked(start: Start) -> None:
    process = start("patient", "deceased", "1")
    answer(process, r"ADRUN Zoé \(1\) : date du décès", "01/01/1970")
    process.expect("précède la naissance")
    process.send("\x15" + "01/02/2026\r")
    assert ends(process)[0] == 0
    assert shown(start)["deceased_on"] == "2026-02-01"


@pytest.mark.parametrize("command", ["deceased", "archive", "block", "prefs"])
def test_nobody_is_asked_about_a_patient_who_is_not_there(start: Start, command: str) -> None:
    code, text = ends(start("patient", command, "7"))
    assert code == 3
    assert "identifiant 7" in text


@pytest.mark.parametrize(
    ("command", "sentence"),
    [("deceased", "Donnez le jour"), ("archive", "Donnez le motif avec --reason")],
)
def test_where_nobody_may_be_asked_what_is_missing_is_wrong_usage(
    start: Start, command: str, sentence: str
) -> None:
    code, text = ends(start("--no-input", "patient", command, "1"))
    assert code == 2
    assert sentence in text


def test_the_reason_of_archiving_is_chosen(start: Start) -> None:
    process = start("patient", "archive", "1")
    process.expect(r"ADRUN Zoé \(1\) : motif d'archivage")
    process.expect("sortie.*décédée.*abonnement échu")
    process.send(DOWN + ENTER)
    assert ends(process)[0] == 0
    assert shown(start)["archived"]["reason"] == "discharged"


@pytest.mark.parametrize(("typed", "reason"), [("impayés", "impayés"), ("", None)])
def test_the_reason_of_a_block_is_asked_for_and_may_be_left_out(
    start: Start, typed: str, reason: str | None
) -> None:
    process = start("patient", "block", "1")
    answer(process, r"ADRUN Zoé \(1\) : motif du blocage", typed)
    assert ends(process)[0] == 0
    assert shown(start)["blocked"]["reason"] == reason


def test_a_block_without_a_reason_is_not_asked_about_where_nobody_may_be(start: Start) -> None:
    assert ends(start("--no-input", "patient", "block", "1"))[0] == 0
    assert shown(start)["blocked"]["reason"] is None


def test_consents_are_asked_for_until_none_is_left_to_change(start: Start) -> None:
    process = start("patient", "prefs", "1")
    process.expect("Quelle réponse changer")
    process.send(DOWN * 3 + ENTER)  # messages by SMS
    process.expect("messages par SMS")
    process.send(DOWN + ENTER)  # refused
    process.expect("Quelle réponse changer")
    process.expect("politique de confidentialité : non demandée")
    process.expect("messages par SMS : refusés")
    process.send(DOWN * 8 + ENTER)  # the DMP
    process.expect("DMP")
    process.send(ENTER)  # accepted
    process.expect("Qui voit les documents dans le DMP")
    process.send(DOWN + ENTER)  # the patient
    process.expect("Quelle réponse changer")
    process.send(ENTER)
    assert ends(process)[0] == 0
    found = shown(start)
    assert found["consents"]["receive_sms"]["answer"] == "refused"
    assert found["preferences"]["dmp_consent"] is True
    assert found["preferences"]["dmp_visible_patient"] is True
    assert found["preferences"]["dmp_visible_professionals"] is False


def test_where_no_consent_is_changed_nothing_is_written(start: Start) -> None:
    process = start("patient", "prefs", "1")
    process.expect("Quelle réponse changer")
    process.send(ENTER)
    code, text = ends(process)
    assert (code, "modifié" in text) == (0, False)
    assert shown(start)["version"] == 1


@pytest.mark.parametrize(("keys", "tags"), [(ENTER, 3), (DOWN + ENTER, 0)])
def test_a_new_register_is_offered_the_first_tags(
    sqlite_store: StoreAddress, tmp_path: Path, keys: str, tags: int
) -> None:
    new = starter(sqlite_store._replace(location=str(tmp_path / "new.db")))
    process = new("init")
    process.expect("Ajouter ces tags : Sorti, Archivé, Inactif")
    process.send(keys)
    code, text = ends(process)
    assert code == 0
    assert ("Tags ajoutés : Sorti, Archivé, Inactif." in text) == bool(tags)
    listed = ends(new("tag", "list", "-f", "json"))[1]
    assert len(json.loads(listed)) == tags


@pytest.fixture
def as_reader(start: Start) -> Start:
    """Who runs the test is a reader from here on."""
    (own,) = json.loads(ends(start("user", "list", "-f", "json"))[1])
    assert ends(start("user", "add", "zoe", "--role", "admin"))[0] == 0
    assert ends(start("user", "role", own["login"], "--role", "reader"))[0] == 0
    return start


@pytest.mark.parametrize("command", ["deceased", "archive", "block", "edit"])
def test_who_may_not_change_a_patient_is_asked_nothing(as_reader: Start, command: str) -> None:
    code, text = ends(as_reader("patient", command, "1", EDITOR="sh -c 'echo edited >&2'"))
    assert code == 6
    assert "Votre rôle ne permet pas de modifier les patients." in text
    assert "edited" not in text
    assert "motif" not in text


def test_who_may_not_change_consents_is_shown_them_and_asked_nothing(as_reader: Start) -> None:
    code, text = ends(as_reader("patient", "prefs", "1"))
    assert code == 0
    assert "messages par SMS" in text
    assert "Quelle réponse changer" not in text
