"""To whom letters are, how they are addressed, and in which order."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest

from semble_cli.patient.around.contact import Contact
from semble_cli.patient.insurance import RightsKind, RightsPeriod
from semble_cli.patient.letters.fields import NAMES
from semble_cli.patient.letters.order import address_key
from semble_cli.patient.letters.recipient import (
    PostalAddress,
    contact_as_recipient,
    patient_as_recipient,
)
from semble_cli.patient.letters.values import LetterFacts, LetterPractice, values_of
from semble_cli.patient.record import Sex
from tests.conftest import a_patient
from tests.services.letters.people import at_home

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("changes", "name", "salutation"),
    [
        ({}, "Madame Zoé ADRUN", "Madame"),
        ({"sex": Sex.MALE}, "Monsieur Zoé ADRUN", "Monsieur"),
        ({"sex": Sex.INDETERMINATE}, "Zoé ADRUN", "Madame, Monsieur"),
        ({"title": "Mme"}, "Mme Zoé ADRUN", "Madame"),
        ({"title": "Dr"}, "Dr Zoé ADRUN", "Docteur"),
        ({"title": "Me", "sex": Sex.MALE}, "Me Zoé ADRUN", "Maître"),
        ({"title": "M. et Mme"}, "M. et Mme Zoé ADRUN", "Madame, Monsieur"),
        ({"used_name": "D'Œuvré", "used_given_name": "Zaza"}, "Madame Zaza D'Œuvré", "Madame"),
    ],
)
def test_a_patient_is_addressed_as_the_title_or_the_sex_wants(
    changes: dict[str, Any], name: str, salutation: str
) -> None:
    found = patient_as_recipient(at_home(a_patient(), **changes), TODAY)
    assert (found.name, found.salutation, found.above) == (name, salutation, "")


def test_of_who_is_not_of_age_the_legal_representative_is_written_to() -> None:
    child = at_home(a_patient(), birth_date=date(2008, 11, 24))
    found = patient_as_recipient(child, TODAY)
    assert found.window.splitlines()[:2] == ["Au représentant légal de", "Madame Zoé ADRUN"]
    assert found.salutation == "Madame, Monsieur"
    assert patient_as_recipient(child, date(2026, 11, 24)).above == ""


@pytest.mark.parametrize(
    ("contact", "kind", "name", "salutation"),
    [
        (
            Contact("organisation", company_name="École Jaurès"),
            "school",
            "École Jaurès",
            "Madame, Monsieur",
        ),
        (
            Contact("person", last_name="MARTIN", first_name="Claire"),
            "gp",
            "Docteur Claire MARTIN",
            "Docteur",
        ),
        (Contact("person", "Pr", "Claire", "MARTIN"), "gp", "Pr Claire MARTIN", "Professeur"),
        (Contact("person", "M.", None, "MARTIN"), "family", "M. MARTIN", "Monsieur"),
        (
            Contact("person", None, "Claire", "MARTIN"),
            "family",
            "Claire MARTIN",
            "Madame, Monsieur",
        ),
    ],
)
def test_a_contact_is_addressed_as_what_it_is(
    contact: Contact, kind: str, name: str, salutation: str
) -> None:
    found = contact_as_recipient(contact, (kind, None))
    assert (found.name, found.salutation) == (name, salutation)


@pytest.mark.parametrize(
    ("parts", "is_whole", "text"),
    [
        (("1 rue X", "63000", "Besançon", "France"), True, "1 rue X\n63000 BESANÇON"),
        (("1 rue X", "1000", "Bruxelles", "Belgique"), True, "1 rue X\n1000 BRUXELLES\nBELGIQUE"),
        (("1 rue X", None, "Dublin", "Irlande"), True, "1 rue X\nDUBLIN\nIRLANDE"),
        (("1 rue X", None, "Lyon", None), False, "1 rue X\nLYON"),
        (("1 rue X", "63000", None, None), False, "1 rue X\n63000"),
        ((None, "63000", "Lyon", None), False, "63000 LYON"),
    ],
)
def test_an_address_is_whole_or_not_and_ends_with_the_town_in_capitals(
    parts: tuple[str | None, ...], is_whole: bool, text: str
) -> None:
    found = PostalAddress(*parts)
    assert (found.is_whole, found.text) == (is_whole, text)


def test_a_nir_that_somebody_wrote_into_an_address_is_masked() -> None:
    found = patient_as_recipient(at_home(a_patient(), address_lines="279035121518989"), TODAY)
    assert "279035121518989" not in found.window.replace(" ", "")


def test_letters_are_ordered_by_postal_code_town_street_and_number() -> None:
    in_order = [
        PostalAddress("1 rue A", "01000", "Bourg", None),
        PostalAddress("Le Bourg", "33740", "Audenge", None),
        PostalAddress("2 rue des Lilas", "33740", "Sallebœuf", "France"),
        PostalAddress("Bât. C\n10 rue des Lilas", "33740", "SALLEBOEUF", None),
        PostalAddress("10 bis, rue des Lilas", "33740", "Sallebœuf", None),
        PostalAddress("100 rue des Lilas", "33740", "Sallebœuf", None),
        PostalAddress("3 rue du Puits", "33740", "Sallebœuf", None),
        PostalAddress("1 rue A", "1000", "Bruxelles", "Belgique"),
    ]
    turned = in_order[::-1]
    assert sorted(turned, key=address_key) == in_order


def test_values_are_french_and_empty_where_nothing_is_known() -> None:
    patient = at_home(
        a_patient(),
        id=7,
        rights=(
            RightsPeriod(RightsKind.AMO, None, date(2026, 1, 1), date(2026, 12, 31)),
            RightsPeriod(RightsKind.AMC, "x", None, date(2030, 1, 1)),
        ),
    )
    facts = LetterFacts(
        patient,
        patient_as_recipient(patient, TODAY),
        LetterPractice("Cabinet", "1 rue X\n63000 Riom", "Dr Alix ROUSSEL\nMédecin"),
        datetime(2026, 11, 1, 9, 5),  # noqa: DTZ001 - the wall's clock
        date(2026, 2, 1),
        (datetime(2027, 1, 4, 14, 0), "Dr Max"),  # noqa: DTZ001
    )
    told = {
        "patient.name": "Zoé ADRUN",
        "patient.full_name": "ADRUN Zoé",
        "patient.born": "née le 31\xa0décembre 1975",
        "patient.age": "50\xa0ans",
        "patient.phone": "",
        "patient.used_name": "",
        "coverage.rights_until": "31/12/2026",
        "recipient.relation": "patient",
        "practice.city": "Riom",
        "author.name": "Dr Alix ROUSSEL",
        "letter.date": "1er\xa0novembre 2026",
        "letter.time": "9\xa0h\xa005",
        "consultation.last": "1er\xa0février 2026",
        "appointment.next": "lundi 4\xa0janvier 2027 à 14\xa0h",
        "appointment.practitioner": "Dr Max",
    }
    assert values_of(facts, told) == told
    written = facts._replace(patient=patient._replace(amc_number="2 79 03 51 215 189 89"))
    masked = values_of(written, NAMES)["coverage.amc_number"]
    assert "2790351215189" not in re.sub(r"\D", "", masked)
    alone = facts._replace(last_consultation=None, next_appointment=None)
    for name in ("consultation.last", "appointment.next", "appointment.practitioner"):
        assert values_of(alone, [name]) == {name: ""}
