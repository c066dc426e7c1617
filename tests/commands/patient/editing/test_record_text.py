"""A record as a text for people, in their language, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.patient.editing.record_text import read_record, record_text
from semble_cli.commands.ui import language
from semble_cli.commands.ui.language import field_label
from semble_cli.errors import BadUsage, InvalidInput
from semble_cli.identity.names import fold
from semble_cli.patient.catalogue import FIELD
from semble_cli.patient.document import NESTED, RECORD_KEYS
from semble_cli.patient.intake import amended
from semble_cli.patient.record import Answer, PrivacyPolicy, Sex
from semble_cli.services.changes import difference
from tests.conftest import NOW
from tests.full_patient import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["en", "fr"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


def test_no_two_keys_have_one_name(spoken: str) -> None:
    names = [*RECORD_KEYS, *(name for inside in NESTED.values() for name in inside)]
    assert spoken in ("en", "fr")
    assert len({fold(field_label(name)) for name in names}) == len({*names})


@pytest.mark.usefixtures("spoken")
def test_what_is_written_is_read_as_the_same_record() -> None:
    text = record_text(FULL._replace(comments="un: deux #3\n- trois\n\nquatre"))
    given = read_record(text)
    same = FULL._replace(comments="un: deux #3\n- trois\n\nquatre")
    given = {
        name: value for name, value in given.items() if name in FIELD or name == "identity_flags"
    }
    assert difference(same, amended(same, given, NOW.date()).patient) == {}


def test_keys_are_in_the_language_of_the_person() -> None:
    language.use("fr")
    try:
        text = record_text(FULL)
    finally:
        language.use("en")
    for line in (
        "nom de naissance: ",
        "sexe: ",
        "adresse:",
        "  ville: ",
        "téléphones:",
        "- mobile:",
    ):
        assert f"\n{line}" in text
    assert "birth name" not in text
    assert "birth name: " in record_text(FULL)


def test_keys_are_read_in_every_language_that_is_spoken_here() -> None:
    language.use("fr")
    try:
        for key in ("ville", "VILLE", "city", "Ville "):
            assert read_record(f"adresse:\n  {key}: Lyon") == {"city": "Lyon"}
        for key in ("profession", "occupation"):
            assert read_record(f"{key}: sage") == {"occupation": "sage"}
        assert read_record("birth_name: X\nnom utilisé: Y") == {
            "birth_name": "X",
            "used_name": "Y",
        }
        assert read_record("nir: 1") == {"nir": "1"}
    finally:
        language.use("en")


def test_phones_may_be_typed_in_any_form() -> None:
    forms = ("- mobile:0639980001", "- mobile: 0639980001", "- type: mobile\n  number: 0639980001")
    for form in forms:
        (phone,) = read_record(f"phones:\n{form}")["phones"]
        assert phone in (
            "mobile:0639980001",
            "mobile: 0639980001",
            {"type": "mobile", "number": "0639980001"},
        )


def test_an_unknown_key_keeps_its_name() -> None:
    assert read_record("villle: Lyon") == {"villle": "Lyon"}
    assert read_record("address:\n  villle: Lyon") == {"address.villle": "Lyon"}


def test_an_empty_object_clears_its_fields() -> None:
    assert read_record("billing:")["billing_name"] == ""


@pytest.mark.parametrize("text", ["- a list", "city: Lyon\n\tx: y"])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(BadUsage):
        read_record(text)
    with pytest.raises(InvalidInput, match="an object with some of these keys"):
        read_record("address: 1 rue de la Paix")


def test_no_code_stands_where_there_is_a_word_for_it() -> None:
    language.use("fr")
    text = record_text(
        FULL._replace(
            privacy_policy=PrivacyPolicy.NOT_ASKED,
            receive_sms=Answer.REFUSED,
            mssante_patient=Answer.ACCEPTED,
            dmp_consent=None,
            doubtful=True,
            sex=Sex.FEMALE,
        )
    )
    language.use("en")
    assert "politique de confidentialité: non demandée\n" in text
    assert "  messages par SMS: refusés\n" in text
    assert "  MSSanté patient: acceptée\n" in text
    assert "  partage dans le DMP: non demandé\n" in text
    assert "\nsexe: féminin\n" in text
    assert "- douteuse\n" in text
    assert not re.search("not_asked|receive_|mssante_|accepted|refused|doubtful", text)


@pytest.mark.parametrize("typed", ["refusés", "refusé", "opposition", "refused"])
def test_a_refusal_that_is_typed_beside_a_consent_is_one(typed: str) -> None:
    language.use("fr")
    given = read_record(f"préférences:\n  messages par SMS: {typed}\n")
    language.use("en")
    changed = amended(FULL._replace(receive_sms=Answer.ACCEPTED), given, NOW.date()).patient
    assert changed.receive_sms is Answer.REFUSED
