"""Those who match only nearly: mistyped, heard otherwise, in part; and those who are elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.identity.search.bar import read_bar
from semble_cli.patient.actions import Action
from semble_cli.patient.order import Order
from semble_cli.patient.record import ArchiveReason
from semble_cli.services.access import Permission
from semble_cli.services.patients import search
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import archive_patient
from semble_cli.services.patients.search import SearchQuery, SearchResult, search_patients
from semble_cli.services.patients.search_plan import SearchFields
from semble_cli.services.patients.tags import add_tag
from semble_cli.store.search import near_search
from semble_cli.store.search.near_names import far_names, near_names
from semble_cli.store.search.near_search import NearSearch
from tests.conftest import a_patient
from tests.store.search.test_search import NESSI

if TYPE_CHECKING:
    from semble_cli.identity.search.bar import Bar
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

PEOPLE: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("LEFÈVRE", "Marie", {}),
    ("LEFEBVRE", "Wandrille", {}),
    ("LEFEBVRE", "Marie", {"birth_date": "03/04/1975"}),
    ("LEHMANN", "Brigitte", {"sex": "F"}),
    ("HERBOARD", "Brigitte", {}),
    ("ERBOARDI", "Anne", {}),
    ("ÉBERT", "Paul", {}),
    ("HÉBERT", "Léa", {"sex": "F"}),
    ("SAINT-AUBIN", "Marie", {}),
    ("ST MARC", "Anne", {}),
    ("QUEMENEUR", "Jean-Pierre", {}),
    ("QUEMENEUR", "Marthe", {}),
    ("MOISSEUL", "Karim", {"birth_date": "21/07/1948"}),
    ("PAT-TROIS", "Dominique", {"birth_given_names": "Dominique Marie-Louise"}),
    ("DE LA FONTAINE", "Jean", {"phones": "mobile:06 39 98 12 34"}),
)


@pytest.fixture
def people(register: Register) -> dict[str, int]:
    """The ids of some people, by their names."""
    ids = {}
    add_tag(register, "Été 2026", None)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        for name, first, beside in PEOPLE:
            given: dict[str, Any] = {
                "birth_name": name,
                "first_given_name": first,
                "birth_given_names": first,
                "birth_date": "01/02/1990",
                "tags": "Été 2026" if name == "ÉBERT" else "",
            }
            person = work.add(a_patient(NESSI | given | beside), Action.PATIENT_ADD)
            ids[f"{name} {first}"] = person.id or 0
    return ids


def asked(register: Register, bar: str = "", **options: Any) -> SearchResult:
    return search_patients(register, SearchQuery(bar=bar, **options))


def shown(result: SearchResult) -> list[str]:
    """The names of those who match, then with a ~ of those who do nearly, a ? of those who do in
    part."""
    signs = {"called nearly so": "~", "in part": "?"}
    return [
        (signs[str(hit.reason)] if hit.near else "")
        + f"{hit.patient.birth_name} {hit.patient.first_given_name}"
        for hit in result.hits
    ]


@pytest.mark.parametrize(
    ("bar", "names"),
    [
        # A typing error or another spelling makes another's name.
        ("lefevre wandrille", ["~LEFEBVRE Wandrille"]),
        ("lefevre marie", ["LEFÈVRE Marie", "~LEFEBVRE Marie"]),
        ("lefevre", ["LEFÈVRE Marie", "~LEFEBVRE Marie", "~LEFEBVRE Wandrille"]),
        ("lemann", ["~LEHMANN Brigitte"]),
        ("lehman brigitte", ["LEHMANN Brigitte"]),
        ("erboard brigitte", ["~HERBOARD Brigitte"]),
        ("ébert", ["ÉBERT Paul", "~HÉBERT Léa"]),
        ("hébert", ["HÉBERT Léa", "~ÉBERT Paul"]),
        ("ébert léa", ["~HÉBERT Léa"]),
        ("kemeneur marthe", ["~QUEMENEUR Marthe"]),
        ("lefebvre wandrile", ["~LEFEBVRE Wandrille"]),
        ("lefebvre wandirlle", ["~LEFEBVRE Wandrille"]),
        # Two of the names, a name in two words, a word inside.
        ("lefebvrre wandrile", ["~LEFEBVRE Wandrille"]),
        ("lefbevre wandirlle", ["~LEFEBVRE Wandrille"]),
        ("pat troi", ["PAT-TROIS Dominique"]),
        ("pat toris", ["~PAT-TROIS Dominique"]),
        ("pat-trois loiuse", ["~PAT-TROIS Dominique"]),
        ("la fontiane jean", ["~DE LA FONTAINE Jean"]),
        ("quemeneur jean peirre", ["~QUEMENEUR Jean-Pierre"]),
        ("kemaneur marthe", ["~QUEMENEUR Marthe"]),
        # Beside figures.
        ("lefebrve 03/04/1975", ["~LEFEBVRE Marie"]),
        ("fontiane 12 34", ["~DE LA FONTAINE Jean"]),
        ("moiseul 07/1948", ["~MOISSEUL Karim"]),
        # Words that are no names, and stand for others.
        ("Mme Lehmann", ["LEHMANN Brigitte"]),
        ("M. Lehmann", ["LEHMANN Brigitte"]),
        ("Dr Lehmann Brigitte", ["LEHMANN Brigitte"]),
        ("st aubin", ["SAINT-AUBIN Marie"]),
        ("saint marc", ["ST MARC Anne"]),
        ("jp quemeneur", ["QUEMENEUR Jean-Pierre"]),
        ("j.-p. quemeneur", ["QUEMENEUR Jean-Pierre"]),
        ("été 2026", ["ÉBERT Paul"]),
        ("ebert ete 2026", ["ÉBERT Paul"]),
        # Births in part.
        ("moisseul 07/1948", ["MOISSEUL Karim"]),
        ("moisseul 1948", ["MOISSEUL Karim"]),
        ("moisseul né en 1948", ["MOISSEUL Karim"]),
        ("juillet 1948", ["MOISSEUL Karim"]),
        ("lefebvre 1975", ["LEFEBVRE Marie"]),
        ("moisseul 78 ans", ["MOISSEUL Karim"]),
        # In part, for nobody is so in all.
        ("moisseul 22/07/1948", ["?MOISSEUL Karim"]),
        ("zzzqqq 21/07/1948", ["?MOISSEUL Karim"]),
        ("moiseul 22/07/1948", ["?MOISSEUL Karim"]),
        ("lehmann wandrille", ["?LEFEBVRE Wandrille"]),
        ("zzzqqq lehmann brigitte", ["?LEHMANN Brigitte"]),
        ("anne 1/2", ["?ERBOARDI Anne", "?ST MARC Anne"]),
        ("1/2", []),
        ("zzzqqq", []),
    ],
)
@pytest.mark.usefixtures("people")
def test_the_bar_finds_those_who_match_then_those_who_nearly_do(
    register: Register, bar: str, names: list[str]
) -> None:
    assert shown(asked(register, bar)) == names


@pytest.mark.usefixtures("people")
def test_an_id_is_found_by_its_sign(register: Register, people: dict[str, int]) -> None:
    wanted = people["MOISSEUL Karim"]
    for bar in (f"#{wanted}", f"n°{wanted}", f"n° {wanted}", f"dossier {wanted}"):
        assert shown(asked(register, bar)) == ["MOISSEUL Karim"]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        (
            SearchFields(last_name="lefebre"),
            ["~LEFEBVRE Marie", "~LEFEBVRE Wandrille", "~LEFÈVRE Marie"],
        ),
        (SearchFields(last_name="lefebre", first_name="wandrille"), ["~LEFEBVRE Wandrille"]),
        (SearchFields(last_name="lefebvre", first_name="wandrile"), ["~LEFEBVRE Wandrille"]),
        (SearchFields(last_name="lefebre", birth_date="1975"), ["~LEFEBVRE Marie"]),
        (SearchFields(birth_date="juillet 1948"), ["MOISSEUL Karim"]),
        (SearchFields(first_name="lefebre"), []),
    ],
)
@pytest.mark.usefixtures("people")
def test_the_fields_are_as_tolerant_as_the_bar(
    register: Register, fields: SearchFields, names: list[str]
) -> None:
    assert shown(asked(register, fields=fields)) == names


def test_the_nearest_comes_first(register: Register) -> None:
    with register.writing(Permission.EDIT_PATIENTS) as work:
        for name in ("AARUN", "ADDRUN", "ATRUN"):
            work.add(a_patient(NESSI | {"birth_name": name}), Action.PATIENT_ADD)
    assert [hit.patient.birth_name for hit in asked(register, "adrun").hits] == [
        "ADDRUN",
        "AARUN",
        "ATRUN",
    ]
    named = asked(register, "adrun michelangelo").hits
    assert [hit.patient.birth_name for hit in named] == ["ADDRUN", "AARUN", "ATRUN"]


def test_a_title_says_who_comes_first(register: Register) -> None:
    with register.writing(Permission.EDIT_PATIENTS) as work:
        for first, sex in (("Agathe", "F"), ("Zacharie", "M")):
            given = {"first_given_name": first, "birth_given_names": first, "sex": sex}
            work.add(a_patient(NESSI | given), Action.PATIENT_ADD)
    assert shown(asked(register, "M. Nessi")) == ["NESSI Zacharie", "NESSI Agathe"]
    assert shown(asked(register, "Mme Nessi")) == ["NESSI Agathe", "NESSI Zacharie"]


@pytest.mark.usefixtures("people")
def test_near_ones_stand_after_the_others_in_an_order_too(register: Register) -> None:
    assert shown(asked(register, "lefevre", order=Order.FIRST_NAME_DESC)) == [
        "LEFÈVRE Marie",
        "~LEFEBVRE Wandrille",
        "~LEFEBVRE Marie",
    ]


@pytest.mark.usefixtures("people")
def test_a_limit_is_one_of_both(register: Register) -> None:
    result = asked(register, "lefevre", limit=2)
    assert shown(result) == ["LEFÈVRE Marie", "~LEFEBVRE Marie"]
    assert result.more
    assert not result.near
    assert not asked(register, "lefevre", limit=3).more
    assert len(asked(register, "lefevre", limit=0).hits) == 3


@pytest.mark.usefixtures("people")
def test_candidates_are_looked_up_with_the_other_names_however_many_they_are(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [
        "BBERBOARD",
        "BERBOARD",
        "CERBOARD",
        "DERBOARD",
        "ERBBOARD",
        "ERBOARDA",
        "ERBOARDB",
        "FERBOARD",
    ]
    with register.writing(Permission.EDIT_PATIENTS) as work:
        for name in names:
            work.add(a_patient(NESSI | {"birth_name": name}), Action.PATIENT_ADD)
    monkeypatch.setattr(near_search, "_MOST_ROWS", 2)
    assert shown(asked(register, "erboard brigitte")) == ["~HERBOARD Brigitte"]


@pytest.mark.usefixtures("people")
def test_near_names_are_looked_up_only_where_one_may_be_mistyped(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    with register.writing(Permission.EDIT_PATIENTS) as work:
        work.add(a_patient(NESSI | {"email": "marie.zzzqqq@example.org"}), Action.PATIENT_ADD)
    looked_up: list[str] = []

    def recorded(connection: Connection, word: str) -> dict[str, int]:
        looked_up.append(word)
        return near_names(connection, word)

    monkeypatch.setattr(near_search, "near_names", recorded)
    assert shown(asked(register, "marie.zzzqqq")) == ["NESSI MICHELANGELO"]
    assert looked_up == ["ZZZQQQ"]  # one mistyped for MARIE would be called ZZZQQQ beside


@pytest.mark.usefixtures("people")
def test_a_name_that_stands_for_no_other_is_not_looked_for_twice(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    with register.writing(Permission.EDIT_PATIENTS) as work:
        given = NESSI | {"birth_name": "DESTRÉE", "first_given_name": "Luc"}
        work.add(
            a_patient(given | {"birth_given_names": "Luc", "birth_date": "21/07/1948"}),
            Action.PATIENT_ADD,
        )
    assert shown(asked(register, "d estree 21/07/1948")) == ["~DESTRÉE Luc"]
    monkeypatch.setattr(NearSearch, "ranked_ids", lambda *_: pytest.fail("looked for again"))
    assert shown(asked(register, "mo 21/07/1948")) == ["MOISSEUL Karim"]


@pytest.mark.usefixtures("people")
def test_a_bar_is_read_once(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def recorded(text: str, *about: Any) -> tuple[Bar, ...]:
        read.append(text)
        return read_bar(text, *about)

    monkeypatch.setattr(search, "read_bar", recorded)
    assert shown(asked(register, "ebert été 2026")) == ["ÉBERT Paul"]
    assert read == ["ebert été 2026"]


@pytest.mark.usefixtures("people")
def test_the_nearest_name_is_one_error_away_and_sounds_the_same(register: Register) -> None:
    with register.reading() as connection:
        assert near_names(connection, "ERBOARD") == {"HERBOARD": 1, "ERBOARDI": 2}
        assert far_names(connection, "FENTAINE") == {"FONTAINE": 3}  # another nasal is heard


def test_words_are_looked_up_as_one_list(register: Register) -> None:
    words = {"ÉTÉ", "ADRUN", *(f"A{number}" for number in range(2000))}
    with register.reading() as connection:
        connection_words = connection.rows_of("listed.value", "alembic_version", "'ADRUN'", words)
        every = connection.rows_of("listed.value", "alembic_version", "listed.value", words)
        nothing = connection.rows_of("word", "vocabulary", "word", words)
    assert connection_words == [("ADRUN",)]
    assert {word for (word,) in every} == words
    assert nothing == []


def test_nobody_found_says_where_others_are(register: Register, people: dict[str, int]) -> None:
    archive_patient(register, people["MOISSEUL Karim"], ArchiveReason.MOVED_AWAY)
    delete_patient(register, people["LEHMANN Brigitte"], "LEHMANN Brigitte", None)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        work.connection.run(
            "UPDATE patient SET merged_into = ? WHERE id = ?",
            (people["LEFÈVRE Marie"], people["ÉBERT Paul"]),
        )
    assert asked(register, "moisseul").elsewhere == {"archived": 1}
    assert asked(register, "moisseul 1948").elsewhere == {"archived": 1}
    assert asked(register, "lehmann").elsewhere == {"former": 1}
    assert asked(register, "ébert paul").elsewhere == {"merged": 1}
    assert asked(register, "moisseul", archived=True).elsewhere == {}
    assert asked(register, "lehmann", former=True).elsewhere == {}
    assert asked(register, "hébert").elsewhere == {}
    assert [hit.state for hit in asked(register, "lehmann 1990", former=True).hits] == ["former"]
