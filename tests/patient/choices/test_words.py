"""The words of fixed lists: what each means, whatever its case, accents and language."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.identity.status import CheckingDocument, IdentityFlag, IdentityStatus
from semble_cli.patient.choices.of_patients import DOCUMENTS, words_of
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.choices.words import WORDS
from semble_cli.patient.insurance import RightsState
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.patient.order import Order
from semble_cli.patient.record import ArchiveReason, PhoneType, PrivacyPolicy, Sex

FRUIT = Choices({"a": ("apple", "pomme"), "b": ("pear", "poire", "pomme"), "apple": ("tree",)})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("F", Sex.FEMALE),
        ("féminin", Sex.FEMALE),
        ("FEMININ", Sex.FEMALE),
        ("Homme", Sex.MALE),
        ("indéterminé", Sex.INDETERMINATE),
        ("portable", PhoneType.MOBILE),
        ("acceptée", PrivacyPolicy.ACCEPTED),
        ("accepté", PrivacyPolicy.ACCEPTED),
        ("accepté(e)", PrivacyPolicy.ACCEPTED),
        ("not_asked", PrivacyPolicy.NOT_ASKED),
        ("non-demandée", PrivacyPolicy.NOT_ASKED),
        ("pas demandé", PrivacyPolicy.NOT_ASKED),
        ("Sorti", ArchiveReason.DISCHARGED),
        ("sortie", ArchiveReason.DISCHARGED),
        ("INACTIF", ArchiveReason.INACTIVE),
        ("a déménagé", ArchiveReason.MOVED_AWAY),
        ("moved-away", ArchiveReason.MOVED_AWAY),
        ("douteux", IdentityFlag.DOUBTFUL),
        ("prov", IdentityStatus.PROVISIONAL),
        ("récupérée", IdentityStatus.RETRIEVED),
        ("fermés", RightsState.CLOSED),
        ("ferme", RightsState.CLOSED),
        ("nom", Order.BIRTH_NAME),
        ("Prénom:desc", Order.FIRST_NAME_DESC),
        ("nom décroissant", Order.BIRTH_NAME_DESC),
        ("birth-name:desc", Order.BIRTH_NAME_DESC),
        ("mettre à jour", OnDuplicate.UPDATE),
        ("CN", CheckingDocument.IDENTITY_CARD),
        (" pa ", CheckingDocument.PASSPORT),
        ("ECN", CheckingDocument.ELECTRONIC_IDENTITY_CARD),
        ("passeport", CheckingDocument.PASSPORT),
        ("carte nationale d’identité", CheckingDocument.IDENTITY_CARD),
    ],
)
def test_a_word_means_its_value_in_either_language(text: str, meant: Any) -> None:
    assert WORDS[type(meant)].read("field", text) is meant


@pytest.mark.parametrize("text", ["oui", "OUI", "yes", "true", "vrai", "1"])
def test_yes_is_said_in_many_ways(text: str) -> None:
    assert words_of("receive_sms").read("receive_sms", text) is True


def test_what_is_in_no_list_is_refused_with_what_is() -> None:
    with pytest.raises(InvalidInput) as refusal:
        WORDS[PrivacyPolicy].read("privacy_policy", "later")
    assert refusal.value.field == "privacy_policy"
    assert str(refusal.value.sentence) == "it is one of: accepted, refused, not asked."


def test_a_word_of_two_values_is_refused_with_its_readings() -> None:
    with pytest.raises(InvalidInput) as refusal:
        DOCUMENTS.read("identity_document", "carte d'identité")
    assert str(refusal.value.sentence) == (
        "it may mean national identity card, electronic identity card; write which."
    )
    with pytest.raises(InvalidInput, match="it may mean apple, pear"):
        FRUIT.read("fruit", "pomme")


def test_a_code_means_nothing_but_its_value() -> None:
    assert FRUIT.read("fruit", "apple") == "apple"
    assert FRUIT.read("fruit", "poire") == "b"


def test_a_driving_licence_is_no_high_confidence_document() -> None:
    with pytest.raises(InvalidInput):
        DOCUMENTS.read("identity_document", "PC")
    with pytest.raises(InvalidInput):
        DOCUMENTS.read("identity_document", "permis de conduire")


def test_some_values_of_a_list_are_read_and_named_alone() -> None:
    few = WORDS[OnDuplicate].of((OnDuplicate.ASK, OnDuplicate.CREATE))
    assert few.read("option", "créer") is OnDuplicate.CREATE
    with pytest.raises(InvalidInput, match="one of: ask, create"):
        few.read("option", "ignorer")


@pytest.mark.parametrize("kind", WORDS)
def test_every_value_of_a_list_has_words(kind: Any) -> None:
    assert set(WORDS[kind].values) == set(kind)
