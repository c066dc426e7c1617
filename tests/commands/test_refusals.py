"""Bad input at the command line: its exit code, one sentence with the way out, nothing written.

No sentence repeats what was typed where that may be somebody's name or number.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.ui import language
from tests.conftest import runner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Said

    Semble = Callable[..., Said]

ADD = ("patient", "add")
TRAITS = {
    "--birth-name": "ADRUN",
    "--first-name": "Zoé",
    "--sex": "F",
    "--birth-date": "31/12/1975",
    "--birth-place": "51215",
}

REFUSALS: list[tuple[dict[str, str], int, str, str]] = [
    (
        {"--nir": "275126322074975"},
        4,
        "NIR: the key does not match the number",
        "NIR : la clé ne correspond pas au numéro",
    ),
    ({"--nir": "2751263220749"[:-1]}, 4, "13 characters", "13 caractères"),
    ({"--nir": "999999999999999"}, 4, "no NIR is built like this", "aucun NIR n'est fait ainsi"),
    (
        {"--birth-place": "98765"},
        4,
        "birth place: no commune and no country",
        "lieu de naissance : aucune commune ni aucun pays",
    ),
    ({"--birth-place": "Nulle-Part"}, 4, "no place has this name", "aucun lieu n'a ce nom"),
    ({"--birth-place": "Saint-Denis"}, 4, "several places have", "plusieurs lieux ont ce nom"),
    (
        {"--birth-date": "31/02/1975"},
        4,
        "birth date: no calendar has this day",
        "date de naissance : aucun calendrier n'a ce jour",
    ),
    ({"--birth-date": "01/01/2999"}, 4, "still to come", "est à venir"),
    ({"--birth-date": "01/01/1790"}, 4, "nobody is more than 130", "personne n'a plus de 130"),
    ({"--birth-date": "31/12/20"}, 4, "four digits", "quatre chiffres"),
    ({"--birth-date": "soon"}, 4, "DD/MM/YYYY", "JJ/MM/AAAA"),
    ({"--birth-name": "ADRUN2"}, 4, "holds no digits", "ne contient pas de chiffres"),
    ({"--birth-name": "AD\x07RUN"}, 4, "control character", "caractère de contrôle"),
    ({"--birth-name": "АДРУН"}, 4, "only Latin letters", "seules les lettres latines"),
    ({"--birth-name": "A" * 101}, 4, "at most 100 characters", "au plus 100 caractères"),
    ({"--first-name": "Zoé-"}, 4, "do not end with a hyphen", "ne finissent pas par un tiret"),
    ({"--sex": "X"}, 4, "it is one of: female, male", "c'est l'un de : féminin, masculin"),
    ({"--email": "zoe"}, 4, "name@example.org", "nom@example.org"),
    ({"--phone": "call me"}, 4, "06 39 98 12 34", "06 39 98 12 34"),
    ({"--phone": "fax:0199000001"}, 4, "one of: mobile, home", "l'un de : mobile, domicile"),
    ({"--tag": "nothing"}, 4, "there is no such tag", "ce tag n'existe pas"),
    ({"--language": "qqq"}, 4, "a code such as fr or ar", "un code comme fr ou ar"),
    ({"--number": "only a name"}, 4, "NAME=VALUE", "NOM=VALEUR"),
    ({"--comment": "x" * 10_001}, 4, "at most 10000", "au plus 10000"),
]


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use("en")


def typed(changes: dict[str, str]) -> list[str]:
    return [word for pair in (TRAITS | changes).items() for word in pair]


@pytest.mark.parametrize(("changes", "code", "english", "french"), REFUSALS)
def test_bad_input_is_one_sentence_in_each_language_and_writes_nothing(
    semble: Semble, changes: dict[str, str], code: int, english: str, french: str
) -> None:
    for lang, sentence in (("en", english), ("fr", french)):
        said = semble("--lang", lang, *ADD, *typed(changes))
        assert said.code == code, said.err
        assert sentence in said.err
        assert len(said.err.splitlines()) == 1
        assert said.out == ""
        (value,) = changes.values()
        assert value not in said.err or value == "Saint-Denis"  # places are listed by their labels
    assert semble("patient", "list", "-f", "ndjson").out == ""


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "A command is missing."),
        (("nothing",), 2, "There is no command nothing."),
        (("patient", "shw"), 2, "There is no command shw. Did you mean show?"),
        (("patient", "show"), 2, "The argument PATIENT is missing."),
        (("patient", "show", "one"), 3, "No patient bears this whole name."),
        (("patient", "show", "0"), 2, "wants an id, or the whole name of a patient"),
        (("patient", "show", "1", "2"), 2, "more words than the command takes"),
        (("patient", "show", "7"), 3, "No patient has the id 7."),
        (("patient", "list", "--nothing"), 2, "There is no option --nothing."),
        (("patient", "list", "--limit"), 2, "The option --limit wants a value."),
        (("patient", "list", "-f", "xml"), 2, "is one of"),
        (("patient", "list", "--fields", "id,shoe"), 2, "There is no field shoe."),
        (("patient", "list", "--tag", "nothing"), 4, "there is no such tag"),
        (("patient", "search"), 2, "Say what to search for"),
        (("patient", "search", "279035121518989"), 2, "use --ins, whole number"),
        (("patient", "search", "--ins", "27903512151"), 4, "15 characters"),
        (("patient", "deceased", "1"), 2, "Give the day with --on, or --undo."),
        (("patient", "import", "/no/such/file.csv"), 2, "cannot be opened"),
        (("patient", "archive", "7", "--reason", "other"), 3, "No patient has the id 7."),
        (("tag", "add", "Suivi;annuel"), 4, "no semicolon"),
        (("tag", "add", "Suivi", "--color", "red"), 4, "write a colour such as #3366cc."),
        (("tag", "delete", "nothing"), 3, "There is no such tag."),
        (("tag", "rename", "nothing", "other"), 3, "There is no such tag."),
        (("undo", "3", "--list"), 2, "Give either a number or --list."),
        (("user", "remove", "nobody"), 3, "There is no such user."),
        (("user", "role", "martine"), 2, "Say what to change: --role, --may or --may-not."),
        (("demo", "--load", "-o", "x.csv"), 2, "Give either --load or --output."),
        (("--lang", "de", "place", "paris"), 2, "--lang: it is one of: English, French."),
        (("--store", "mysql://x", "patient", "list"), 2, "A store is sqlite:///PATH"),
        (("init",), 5, "There is a file at"),
    ],
)
def test_a_wrong_command_line_is_one_sentence(
    semble: Semble, words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = semble(*words)
    assert said.code == code, said.err
    assert sentence in said.err + said.out
    assert "Traceback" not in said.err


def test_death_before_birth_or_to_come_is_refused(semble: Semble) -> None:
    semble(*ADD, *typed({}))
    for day, sentence in (("01/01/1970", "before the patient's birth"), ("01/01/2999", "to come")):
        said = semble("patient", "deceased", "1", "--on", day)
        assert said.code == 4
        assert sentence in said.err
    assert json.loads(semble("patient", "show", "1", "-f", "json").out)["deceased_on"] is None


def test_a_stranger_may_not_even_read(semble: Semble, monkeypatch: pytest.MonkeyPatch) -> None:
    from semble_cli.store.database import sqlite

    semble(*ADD, *typed({}))
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "stranger")
    for words in (("patient", "list"), ("patient", "show", "1"), ("patient", "search", "adrun")):
        said = semble(*words)
        assert (said.code, said.out) == (6, "")
        assert "You are not a user of this register" in said.err


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (
            "reader",
            [
                ("patient", "edit", "1", "--city", "X"),
                ("tag", "add", "T"),
                ("patient", "identity", "1", "--document", "CN"),
                ("adri", "refresh", "1"),
            ],
        ),
        (
            "secretary",
            [
                ("patient", "delete", "1", "--confirm", "ADRUN Zoé"),
                ("user", "add", "x", "--role", "admin"),
            ],
        ),
        ("clinician", [("patient", "delete", "1", "--confirm", "ADRUN Zoé")]),
    ],
)
def test_each_role_is_refused_what_is_not_its_part(
    semble: Semble, monkeypatch: pytest.MonkeyPatch, role: str, refused: list[tuple[str, ...]]
) -> None:
    from semble_cli.store.database import sqlite

    semble(*ADD, *typed({}))
    semble("user", "add", "somebody", "--role", role)
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    assert semble("patient", "show", "1", "-f", "json").code == 0
    for words in refused:
        said = semble(*words)
        assert said.code == 6, said.err
        assert "admin" in said.err
    assert json.loads(semble("patient", "show", "1", "-f", "json").out)["version"] == 1


def test_without_a_store_every_command_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    semble = runner(str(tmp_path / "nothing.db"), monkeypatch, capsys)
    for words in (("patient", "list"), ("tag", "list"), ("undo",), ("store", "status")):
        said = semble(*words)
        assert said.code == 7
        assert "Create one with semble init, or name yours with --store." in said.err


def test_an_interrupt_while_a_class_is_made_is_no_defect(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    from semble_cli.services.patients import show

    class Named:
        def __set_name__(self, *_: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(show, "open_patient", lambda *_, **__: type("Made", (), {"it": Named()}))
    said = semble("patient", "show", "1")
    assert (said.code, said.err) == (130, "Error: Interrupted. Nothing was written.\n")


def test_a_defect_shows_its_place_and_no_data(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    from semble_cli.services.patients import show

    def fail(*_: object, **__: object) -> None:
        raise ValueError("ADRUN 275126322074974")

    monkeypatch.setattr(show, "open_patient", fail)
    said = semble("patient", "show", "1")
    assert said.code == 70
    assert "A defect of semble stopped this command: ValueError in" in said.err
    assert "ADRUN" not in said.err
    assert "275126322074974" not in said.err


def test_an_interrupt_writes_nothing_and_exits_with_130(
    semble: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    from semble_cli.services.patients import create

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(create, "propose", interrupt)
    said = semble(*ADD, *typed({}))
    assert (said.code, said.err) == (130, "Error: Interrupted. Nothing was written.\n")
    assert semble("patient", "list", "-f", "ndjson").out == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is empty"),
        (b"birth_name,birth_name\nADRUN,ADRUN\n", "both hold birth_name"),
        (b'birth_name\n"ADRUN\n', "no column is placed for what every patient needs"),
        (b"\x00\x01\x02" * 50, "no text and no workbook"),
        (b"\x1f\x8bnot gzip", "damaged or cut off"),
        (b"PK\x03\x04not zip", "damaged or encrypted"),
        (b"," * 2000 + b"\n", "it is empty"),
        (b"a," * 2000 + b"b\n", "more than 1000 columns"),
        (b"birth_name\n" + b"A" * (1 << 20) + b"\n", "has more than"),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_whole(
    semble: Semble, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "patients.csv"
    file.write_bytes(content)
    said = semble("patient", "import", file)
    assert said.code == 4, said.err
    assert sentence in said.err
    assert semble("patient", "list", "-f", "ndjson").out == ""


def test_settings_that_cannot_be_read_are_said(
    semble: Semble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("SEMBLE_CONFIG", str(file))
    for content, sentence in (
        ("store = ", "cannot be read as TOML"),
        ("colour = 1", "name one that does not exist: colour"),
        ('debug = "maybe"', "cannot be taken: it is true or false."),
    ):
        file.write_text(content)
        said = semble("patient", "list")
        assert said.code == 2
        assert sentence in said.err
    file.write_text('lang = "fr"')
    assert "Aucun patient" in semble("patient", "search", "nobody").err
