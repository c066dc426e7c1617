"""What people type in their own words: choices, fields, keys of the editor, in either language."""

from __future__ import annotations

import json
import stat
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.commands.store import purge
from semble_cli.commands.ui import language
from semble_cli.commands.ui.language import field_label
from semble_cli.commands.ui.words.typing import Typed
from semble_cli.exchange.headers import target_of
from semble_cli.patient.fields import READERS
from tests.conftest import ADRUN, NOW, PAT_TROIS
from tests.on_terminal import BORN, answer, document_of, ends, pick, starter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

LANGUAGES = ("en", "fr")


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use("en")


@pytest.fixture
def practice(semble: Semble) -> Semble:
    for person in (ADRUN, PAT_TROIS):
        added = semble("patient", "add", "--json", "-", "--no-input", stdin=json.dumps(person))
        assert added.code == 0, added.err
    return semble


def shown(semble: Semble, patient: int = 1) -> Any:
    return json.loads(semble("patient", "show", patient, "-f", "json").out)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_consents_are_said_in_french_and_in_english(practice: Semble, spoken: str) -> None:
    for yes, accepted, no, refused in (
        ("oui", "acceptée", "non", "Refusé"),
        ("YES", "accepted", "no", "refused"),
    ):
        said = practice(
            *("--lang", spoken, "patient", "prefs", "1", "--dmp", yes, "--privacy", accepted),
            *("--dmp-visible", "patient,professionnels"),
        )
        assert said.code == 0, said.err
        found = shown(practice)
        assert found["privacy_policy"] == "accepted"
        assert found["preferences"]["dmp_consent"] is True
        assert found["preferences"]["dmp_visible_professionals"] is True
        practice("patient", "prefs", "1", "--dmp-visible", "aucun")
        assert practice("patient", "prefs", "1", "--dmp", no, "--privacy", refused).code == 0
        assert shown(practice)["privacy_policy"] == "refused"
        assert shown(practice)["preferences"]["dmp_consent"] is False
        assert practice("patient", "prefs", "1", "--dmp", "non demandé").code == 0
        assert shown(practice)["preferences"]["dmp_consent"] is None


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_lists_are_asked_for_in_words(practice: Semble, spoken: str) -> None:
    def ids(*words: str) -> list[str]:
        said = practice("--lang", spoken, "patient", *words, "--fields", "identifiant")
        assert said.code == 0, said.err
        return list(said.out.split()[1:])

    assert ids("list", "--sort", "nom") == ids("list", "--sort", "birth-name") == ["1", "2"]
    assert ids("list", "--sort", "nom décroissant") == ["2", "1"]
    assert ids("list", "--status", "provisoire") == ["1", "2"]
    assert ids("search", "--rights", "inconnus", "--last-name", "adrun") == ["1"]
    said = practice("--lang", spoken, "patient", "archive", "2", "--reason", "Sorti")
    assert said.code == 0, said.err
    assert shown(practice, 2)["archived"]["reason"] == "discharged"
    assert ids("search", "pat-trois", "--include", "archivés") == ["2"]
    assert ids("report", "--state", "présents") == ["1", "2"]
    practice("patient", "unarchive", "2")


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_columns_are_named_as_they_are_shown(practice: Semble, spoken: str) -> None:
    said = practice(
        *("--lang", spoken, "patient", "list", "-f", "csv"),
        *("--fields", "Nom,prénom,né(e) le,statut de l'identité,sex"),
    )
    lines = said.out.splitlines()
    assert lines[0] == "birth_name,first_given_name,birth_date,identity_status,sex"
    assert lines[1].startswith("ADRUN,Zoé,1975-12-31,PROV,F")
    doubt = practice("--lang", spoken, "patient", "list", "--fields", "date")
    assert doubt.code == 2
    assert {"en": "birth_date, deceased_on", "fr": "date de naissance, décédé(e) le"}[
        spoken
    ] in doubt.err


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        (
            ("patient", "list", "--sort", "rien"),
            "--sort: it is one of: birth name, birth name, from Z to A",
            "--sort : c'est l'un de : nom de naissance, nom de naissance, de Z à A",
        ),
        (
            ("patient", "archive", "1", "--reason", "gone"),
            "it is one of: inactive, discharged",
            "c'est l'un de : inactif, sorti, décédé",
        ),
        (
            ("patient", "identity", "1", "--document", "livret de famille"),
            "it may mean family book and Vitale card with a photo, family book of the parents",
            "cela peut vouloir dire : livret de famille et carte Vitale avec photo, livret de",
        ),
        (
            ("user", "add", "martine", "--role", "chef"),
            "--role: it is one of: reader, secretary, clinician, admin.",
            "--role : c'est l'un de : lecteur, secrétaire, soignant, administrateur.",
        ),
    ],
)
def test_what_is_no_choice_is_refused_in_the_words_of_the_language(
    practice: Semble, words: tuple[str, ...], english: str, french: str
) -> None:
    for spoken, sentence in (("en", english), ("fr", french)):
        said = practice("--lang", spoken, *words)
        assert said.code in (2, 4)
        assert sentence in said.err


def test_roles_are_given_and_told_in_french(practice: Semble) -> None:
    said = practice(
        "--lang", "fr", "user", "add", "martine", "--role", "secrétaire", "--may", "supprimer"
    )
    assert "martine est utilisateur ; rôle : secrétaire ; peut : supprimer." in said.err
    assert "secretary" in practice("user", "list", "-f", "csv").out
    assert "secrétaire" in practice("--lang", "fr", "user", "list", "-f", "table").out


def test_a_file_may_hold_the_words_that_are_shown(semble: Semble, tmp_path: Path) -> None:
    file = tmp_path / "patients.csv"
    file.write_text(
        "nom de naissance;prénom;date de naissance;sexe;lieu de naissance;téléphones;"
        "privacy_policy;receive_sms\n"
        "ADRUN;Zoé;31/12/1975;Féminin;63220;domicile:04 70 00 00 01;acceptée;Oui\n",
        "utf-8",
    )
    said = semble("patient", "import", file, "--on-duplicate", "signaler", "--delimiter", ";")
    assert said.code == 0, said.err
    found = shown(semble)
    assert (found["sex"], found["privacy_policy"]) == ("F", "accepted")
    assert found["preferences"]["receive_sms"] is True
    assert [phone["type"] for phone in found["phones"]] == ["home"]


@pytest.mark.parametrize("word", ["tab", "tabulation", "TAB", "\\t", "\t"])
def test_a_tab_between_cells_is_named(semble: Semble, tmp_path: Path, word: str) -> None:
    file = tmp_path / "patients.csv"
    head = "birth_name first_given_name birth_date sex birth_place"
    row = "ADRUN Zoé 31/12/1975 F 63220"
    file.write_text("\n".join(line.replace(" ", "\t") for line in (head, row, "")), "utf-8")
    said = semble("patient", "import", file, "--delimiter", word)
    assert said.code == 0, said.err
    assert shown(semble)["birth_name"] == "ADRUN"


@pytest.mark.parametrize(
    ("age", "day"),
    [
        *(("90d", date(2026, 8, 25)), ("90j", date(2026, 8, 25)), ("90J", date(2026, 8, 25))),
        *(("1m", date(2026, 10, 23)), ("1y", date(2025, 11, 22)), ("1a", date(2025, 11, 22))),
        ("01/01/2020", date(2020, 1, 1)),
    ],
)
def test_an_age_is_written_in_either_language(age: str, day: date) -> None:
    assert purge._moment(age, NOW.date()).date() == day


def test_the_editor_takes_keys_and_values_in_french(
    practice: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from semble_cli.commands.patient import edit

    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\n"
        "text = '''nom utilisé: DURAND\\nadresse:\\n  ville: Lyon\\n"
        "politique de confidentialité: acceptée\\n'''\n"
        "pathlib.Path(sys.argv[1]).write_text(text, 'utf-8')\n"
    )
    script = tmp_path / "editor"
    script.write_text(f'#!/bin/sh\nexec python3 {editor} "$1"\n')
    script.chmod(stat.S_IRWXU)
    monkeypatch.setenv("VISUAL", str(script))
    assert edit  # the command is there
    said = practice("patient", "edit", "1", "--editor")
    assert said.code == 0, said.err
    found = shown(practice)
    assert found["used_name"] == "DURAND"
    assert found["address"]["city"] == "Lyon"
    assert found["privacy_policy"] == "accepted"


def test_what_is_typed_in_front_of_a_list_goes_to_its_word() -> None:
    typed = Typed(
        [("non", "no"), ("oui", "yes"), ("féminin", "F", "female"), ("Créer quand même",)]
    )

    def after(word: str) -> list[int | None]:
        places = []
        for letter in word:
            typed.type(letter)
            places.append(typed.place())
        typed.erase()
        return places

    assert after("yes") == [1, 1, 1]
    assert after("FEM") == [2, 2, 2]
    assert after("créer q") == [3] * 7
    assert after("nx") == [0, None]


def test_a_word_that_no_choice_begins_with_is_refused_and_the_next_one_typed_anew() -> None:
    typed = Typed([("féminin",), ("masculin",)])
    for letter in "fam":
        typed.type(letter)
    assert typed.is_unknown
    typed.erase(1)
    assert typed.text == "fa"
    typed.refuse()
    assert typed.is_unknown
    typed.type("m")
    assert (typed.text, typed.place(), typed.is_unknown) == ("m", 1, False)
    typed.erase()
    assert (typed.place(), typed.is_unknown) == (None, False)


def test_enter_takes_nothing_after_a_word_that_is_none_of_the_list(
    sqlite_store: StoreAddress,
) -> None:
    start = starter(sqlite_store)
    process = start("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", *BORN)
    answer(process, "prénoms de naissance")
    pick(process, "sexe", *"Xmasculin")
    process.send("f\r")
    answer(process, "lieu de naissance", "63220")
    answer(process, "téléphones")
    answer(process, "Que voulez-vous ajouter")
    answer(process, "Est-ce exact")
    assert ends(process)[0] == 0
    assert document_of(start)["sex"] == "F"


@pytest.mark.parametrize(
    ("typed", "sex"), [("masc", "M"), ("fem", "F"), ("I", "I"), ("h", "M"), ("fille", "F")]
)
def test_a_question_with_choices_is_answered_by_typing(
    sqlite_store: StoreAddress, semble: Semble, typed: str, sex: str
) -> None:
    process = starter(sqlite_store)(
        *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé"),
        *("--given-names", "Zoé", "--birth-date", "31/12/1975", "--birth-place", "63220"),
        *("--used-name", "ADRUN", "--phone", "0639980001", "--email", "zoe@example.org"),
    )
    process.expect("sexe")
    process.send(typed)
    process.send("\r")
    process.expect("Que voulez-vous ajouter")
    process.send("\r")
    process.expect("Est-ce exact")
    process.send("\r")
    assert ends(process)[0] == 0
    (found,) = [json.loads(semble("patient", "show", 1, "-f", "json").out)]
    assert found["sex"] == sex


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("field", READERS)
def test_a_column_may_be_called_as_its_field_is_shown(code: str, field: str) -> None:
    language.use(code)
    shown = field_label(field)
    language.use("en")
    assert target_of(shown) == field
