"""Whom searches find, held to a look at everybody: broad or not, sorted or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.exchange import fictitious
from semble_cli.identity.names import compact
from semble_cli.identity.phone.phones import phone_digits
from semble_cli.patient.actions import Action
from semble_cli.patient.columns.patient_columns import PatientColumns
from semble_cli.patient.intake import new_patient
from semble_cli.patient.order import Order
from semble_cli.services.access import Permission
from semble_cli.services.patients import search_plan
from semble_cli.services.patients.search import Hit, SearchQuery, search_patients
from semble_cli.services.patients.search_plan import SearchFields
from semble_cli.services.patients.tags import add_tag_within
from semble_cli.store.patients import bulk
from semble_cli.store.search import (
    birth_searches,
    figures,
    given_names,
    name_searches,
    name_strategies,
    strategies,
)
from semble_cli.store.search.conditions import SURNAMES, begins, count_up_to, reaches
from semble_cli.store.search.known_names import words_of
from semble_cli.store.search.name_strategies import Name, rarest
from tests.conftest import NOW, a_patient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

from tests.store.search.test_search import NESSI, found


@pytest.fixture
def crowd(register: Register) -> list[Patient]:
    """Three hundred generated patients, written in bulk."""
    rows = fictitious.patients(300, seed=7)
    people = []
    for row in rows:
        given = {name: cell for name, cell in zip(fictitious.COLUMNS, row, strict=True) if cell}
        given.pop("tags", None)
        people.append(new_patient(given, NOW.date()).patient)

    with register.writing(Permission.EDIT_PATIENTS) as work:
        ids = bulk.BulkWriter(work.connection, work.at, (work.today, work.actor)).insert(
            bulk.prepare(PatientColumns.of(people))
        )
    return [patient._replace(id=each) for each, patient in zip(ids, people, strict=True)]


def bears(patient: Patient, word: str) -> bool:
    return any(name.startswith(word) for name in words_of(patient))


def matching(register: Register, asked: SearchQuery) -> list[Hit]:
    """Those who match, who come before those who do nearly."""
    hits = search_patients(register, asked).hits
    count = sum(not hit.near for hit in hits)
    assert not any(hit.near for hit in hits[:count])
    return hits[:count]


def by_birth_name(patient: Patient) -> tuple[str, str, int]:
    return compact(patient.birth_name), compact(patient.first_given_name), patient.id or 0


@pytest.mark.parametrize("scanned_from", [1, 1_000_000])
def test_every_search_finds_whom_a_look_at_everybody_finds(
    register: Register,
    crowd: Sequence[Patient],
    monkeypatch: pytest.MonkeyPatch,
    scanned_from: int,
) -> None:
    for module in (name_searches, name_strategies, strategies):
        monkeypatch.setattr(module, "SCANNED_FROM", scanned_from)
    for module in (name_strategies, strategies, search_plan):
        monkeypatch.setattr(module, "BROAD_FROM", 3)
    for patient in crowd[::23]:
        name, first = compact(patient.birth_name), compact(patient.first_given_name)
        given = list(map(compact, patient.birth_given_names.split()))
        for words in (
            [name[:2]],
            [first[:3]],
            [name[:1], first[:1]],
            [first[:2], name[:3]],
            given[:3],
            given[:2],
            [given[-1], name[:2]],
            [each[:3] for each in given[2::-1]],
            [name[:3], *given[1:3]],
            [first, first[:2]],
        ):
            expected = {p.id for p in crowd if all(bears(p, word) for word in words)}
            bar = " ".join(words)
            best = matching(register, SearchQuery(bar=bar, limit=0))
            ids = [hit.patient.id for hit in best]
            assert len(ids) == len(set(ids))
            assert set(ids) >= expected, bar
            assert patient.id in ids
            for order in Order:
                ordered = matching(register, SearchQuery(bar=bar, limit=0, order=order))
                assert {hit.patient.id for hit in ordered} >= expected, (bar, order)
            keys = [
                by_birth_name(hit.patient)
                for hit in matching(register, SearchQuery(bar=bar, limit=0, order=Order.BIRTH_NAME))
            ]
            assert keys == sorted(keys)


@pytest.mark.parametrize("scanned_from", [1, 1_000_000])
@pytest.mark.parametrize("broad_from", [1, 1_000_000])
def test_a_domain_finds_whom_a_look_at_everybody_finds(
    register: Register,
    crowd: Sequence[Patient],
    monkeypatch: pytest.MonkeyPatch,
    scanned_from: int,
    broad_from: int,
) -> None:
    monkeypatch.setattr(strategies, "SCANNED_FROM", scanned_from)
    for module in (name_strategies, strategies, search_plan):
        monkeypatch.setattr(module, "BROAD_FROM", broad_from)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        tag_id = add_tag_within(work, "ALD", None).id
        tagged = {patient.id for patient in crowd[::7]}
        work.connection.run_many(
            "INSERT INTO patient_tag (patient_id, tag_id) VALUES (?, ?)",
            [(patient_id, tag_id) for patient_id in tagged],
        )
    with_domain = {p.id for p in crowd if p.email and p.email.endswith("@example.net")}
    assert 20 < len(with_domain) < len(crowd) / 2
    for order in (None, *Order):

        def ids(bar: str, **fields: Any) -> set[int | None]:
            asked = SearchQuery(bar, SearchFields(**fields), limit=0, order=order)  # noqa: B023
            hits = matching(register, asked)
            assert len({hit.patient.id for hit in hits}) == len(hits)
            return {hit.patient.id for hit in hits}

        assert ids("@example.net") == with_domain
        assert ids("", email="example.n") == with_domain
        assert ids("@example.net", tags=("ALD",)) == with_domain & tagged
        assert ids("@example.net", email="example.org") == set()
        for patient in crowd[::41]:
            name = compact(patient.birth_name)
            bearers = {p.id for p in crowd if bears(p, name)}
            assert ids(f"{patient.birth_name} @example.net") == with_domain & bearers
            assert ids("", last_name=name, email="example.net") <= with_domain & bearers


@pytest.mark.parametrize("broad_from", [0, 1_000_000])
def test_the_end_of_a_phone_beside_names_finds_whom_a_look_at_everybody_finds(
    register: Register, crowd: Sequence[Patient], monkeypatch: pytest.MonkeyPatch, broad_from: int
) -> None:
    monkeypatch.setattr(figures, "BROAD_FROM", broad_from)
    for patient in [each for each in crowd if each.phones][::11]:
        end = phone_digits(patient.phones[0].number)[-5:]
        for words in ([compact(each)[:3] for each in patient.birth_given_names.split()], ["Z"], []):
            expected = {
                p.id
                for p in crowd
                if any(phone_digits(phone.number).endswith(end) for phone in p.phones)
                and all(bears(p, word) for word in words)
            }
            hits = matching(register, SearchQuery(bar=" ".join([*words, end]), limit=0))
            assert {hit.patient.id for hit in hits if str(hit.reason) == "phone"} == expected
            assert all(bears(hit.patient, word) for hit in hits for word in words)


def test_the_rarest_of_some_names_is_the_longest_of_those_that_are_as_rare(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    for birth_name in ("CORSE", "CORSINI", "CORTE", "NESSIN"):
        write(register, NESSI | {"birth_name": birth_name})
    corse, cor, nessi, nessin, nobody = (
        Name(word, SURNAMES) for word in ("CORSE", "COR", "NESSI", "NESSIN", "ZZ")
    )
    counted: list[int] = []

    def counting(connection: Connection, most: int, *condition: Any) -> int:
        counted.append(most)
        return count_up_to(connection, most, *condition)

    monkeypatch.setattr(name_strategies, "count_up_to", counting)
    with register.reading() as connection:

        def of(*names: Name, most: int = 100) -> tuple[int, Name]:
            return rarest(connection, names, most)

        assert of(cor, nobody) == (0, nobody)
        assert of(cor, nessi) == (1, nessi)
        assert of(corse, nessin) == of(nessin, corse) == (1, nessin)
        assert of(cor, nessi, most=1) == of(nessi, cor, most=1) == (1, nessi)
        assert reaches(connection, 3, "patient", begins("birth_key", "COR"))
        assert not reaches(connection, 4, "patient", begins("birth_key", "COR"))
        counted.clear()
        assert of(cor, nessin) == (1, nessin)
        assert counted == [100, 99, 1]


def write(register: Register, given: dict[str, Any]) -> None:
    """Write a patient, like somebody else or not."""
    with register.writing(Permission.EDIT_PATIENTS) as work:
        work.add(a_patient(given), Action.PATIENT_ADD)


def test_a_word_of_two_that_begin_alike_does_not_hide_the_next_patient(register: Register) -> None:
    for number in range(4):
        email = f"x.jean{number}.jean{number}@example.org"
        write(register, NESSI | {"email": email})
    assert len(found(register, fields=SearchFields(email="jean"), limit=3)) == 3
    result = search_patients(register, SearchQuery(fields=SearchFields(email="jean"), limit=4))
    assert (len(result.hits), result.more) == (4, False)


@pytest.mark.parametrize("leaps", [0, 150])
def test_given_names_are_found_together_however_many_there_are(
    register: Register, monkeypatch: pytest.MonkeyPatch, leaps: int
) -> None:
    monkeypatch.setattr(name_strategies, "BROAD_FROM", 1)
    monkeypatch.setattr(given_names, "_MOST_LEAPS", leaps)
    names = "Anne Berthe Claire Denise Elise Fanny Gilberte Helene Irene"
    write(register, NESSI | {"first_given_name": "Anne", "birth_given_names": names})
    few = NESSI | {"birth_name": "CORSE", "first_given_name": "Anne"}
    write(register, few | {"birth_given_names": "Anne Claire-Marie Irene"})
    assert found(register, "irene denise fanny") == ["NESSI"]
    assert sorted(found(register, "iren anne clai")) == ["CORSE", "NESSI"]
    assert found(register, "marie irene anne") == ["CORSE"]
    assert found(register, "corse irene anne") == ["CORSE"]
    assert found(register, "nessi irene corse") == []


def test_who_is_renamed_is_found_by_the_new_words_and_not_by_the_old(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_strategies, "BROAD_FROM", 1)
    write(register, NESSI | {"birth_given_names": "Michelangelo Anne Berthe", "email": "a.b@x.fr"})
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(1)
        renamed = before._replace(birth_given_names="Michelangelo Claire Denise", email="a.c@y.fr")
        work.change(before, renamed, Action.PATIENT_EDIT)
    for bar in ("michelangelo claire denise", "denise", "c@y.fr", "@y.fr"):
        assert found(register, bar) == ["NESSI"], bar
    for bar in ("michelangelo anne berthe", "berthe", "b@x.fr", "@x.fr"):
        assert found(register, bar) == [], bar


def test_a_birth_date_finds_everybody_born_that_day(
    register: Register, crowd: Sequence[Patient]
) -> None:
    for patient in crowd[::29]:
        born = {p.id for p in crowd if p.birth_date == patient.birth_date}
        hits = search_patients(
            register, SearchQuery(bar=f"{patient.birth_date:%d/%m/%Y}", limit=0)
        ).hits
        assert {hit.patient.id for hit in hits} == born


@pytest.mark.parametrize(("by_names", "broad_births"), [(False, 3), (False, 1_000_000), (True, 3)])
def test_a_month_or_a_year_finds_whom_a_look_at_everybody_finds(
    register: Register,
    crowd: Sequence[Patient],
    monkeypatch: pytest.MonkeyPatch,
    by_names: bool,
    broad_births: int,
) -> None:
    monkeypatch.setattr(search_plan, "are_rarer", lambda _, names, __: by_names and bool(names))
    for limit in ("BROAD_FROM", "FEW_BORN"):
        monkeypatch.setattr(birth_searches, limit, broad_births)
    is_whole = by_names or broad_births > len(crowd)
    for patient in crowd[::23]:
        born = patient.birth_date
        name, first = compact(patient.birth_name), compact(patient.first_given_name)
        second = compact(patient.birth_given_names.split()[-1])
        for words in ([], [name], [name[:2]], [first], [name[:3], first[:2]], [first, second]):
            for text, length in ((f"{born:%m/%Y}", 7), (f"{born.year}", 4)):
                expected = {
                    p.id
                    for p in crowd
                    if p.birth_date.isoformat()[:length] == born.isoformat()[:length]
                    and all(bears(p, word) if is_whole else is_called(p, word) for word in words)
                }
                bar = " ".join([*words, text])
                for order in (None, Order.FIRST_NAME):
                    hits = matching(register, SearchQuery(bar=bar, limit=0, order=order))
                    ids = [hit.patient.id for hit in hits]
                    assert len(ids) == len(set(ids))
                    assert set(ids) >= expected, bar
                    if length == 7:  # four digits may be an id and a phone too
                        assert all(
                            hit.patient.birth_date.isoformat()[:7] == born.isoformat()[:7]
                            and all(bears(hit.patient, word) for word in words)
                            for hit in hits
                        )


def is_called(patient: Patient, word: str) -> bool:
    """Whether the word begins a name that stands in the index of births."""
    names = (patient.birth_name, patient.used_name, patient.first_given_name)
    return any(compact(name).startswith(word) for name in names if name)
