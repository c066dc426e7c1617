"""Whatever is shown of a fixed list may be typed: in each language, whichever is spoken."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

import reference
from semble_cli.commands import place, tag, undo, user
from semble_cli.commands.patient import recover
from semble_cli.commands.ui import language
from semble_cli.commands.ui.tables import shown
from semble_cli.commands.ui.words.choices import NoChoice, Reader, RecordReader, written
from semble_cli.commands.ui.words.fields import field_choices
from semble_cli.commands.ui.words.typers import choices_of
from semble_cli.patient.catalogue import CATALOGUE, Kind
from semble_cli.patient.choices.of_patients import FLAGS, PHONE_TYPES, words_of
from semble_cli.patient.choices.words import LISTS
from semble_cli.patient.document import LIGHT_KEYS, RECORD_KEYS
from semble_cli.patient.fields import COLUMN_READERS, READERS
from semble_cli.patient.fields import FLAGS as ALL_FLAGS
from semble_cli.services.patients.report import REPORT_KEYS
from semble_cli.services.patients.show import DOCUMENT_KEYS
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.choices.reader import Choices

LANGUAGES = ("en", "fr")
PARAMETERS = [
    (name, parameter)
    for name, command in reference.commands()
    for parameter in command.params
    if parameter.metavar
]
OPTIONS = [
    (name, each)
    for name, each in PARAMETERS
    if isinstance(getattr(each.type, "func", None), Reader)
]


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use("en")


def as_typed(word: str) -> set[str]:
    """A word as people type it: with and without accents, in any case."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFD", word)
        if not unicodedata.combining(character)
    )
    return {word, plain, word.upper(), plain.lower(), word.replace(" ", "-")}


def shown_of(choices: Choices[Any], value: Any) -> set[str]:
    """Everything that is shown of a value in one language or the other, and its code."""
    found = {str(value)}
    for code in LANGUAGES:
        language.use(code)
        found |= {language.tr(choices.name(value)), written(choices, value)}
    return found


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "parameter"), OPTIONS, ids=[f"{name} {each.name}" for name, each in OPTIONS]
)
def test_an_option_takes_every_word_it_shows(name: str, parameter: Any, spoken: str) -> None:
    choices = choices_of(parameter)
    assert choices is not None
    for value in choices.values:
        for word in shown_of(choices, value):
            language.use(spoken)
            for typed in as_typed(word):
                assert parameter.type.func(typed) == value, (name, typed)


@pytest.mark.parametrize("choices", LISTS)
def test_a_list_takes_every_word_it_shows(choices: Choices[Any]) -> None:
    for value in choices.values:
        for word in shown_of(choices, value):
            for typed in as_typed(word):
                assert choices.read("field", typed) == value, typed


def test_no_option_has_a_list_that_another_reader_reads() -> None:
    for name, parameter in PARAMETERS:
        if choices_of(parameter) is None:
            assert type(parameter.type).__name__ != "TyperChoice", (name, parameter.name)
            alternatives = parameter.metavar.split("|")
            if len(alternatives) > 1:
                said = {each for each in alternatives if each.strip("[].").islower()}
                assert said <= READ_OTHERWISE.get(parameter.name, set()), (name, parameter.name)


READ_OTHERWISE = {
    "to": {"patient"},
    "takings": {"today"},
    "dmp_visible_patient": {"none", "patient,pro"},
    "dmp_consent": {"yes", "no", "unknown"},
}
"""What the readers of recipients, days, consents and of who sees documents take, which have more
words than these."""

FIXED = [field for field in CATALOGUE if field.typed and (field.words or field.kind is Kind.SWITCH)]


@pytest.mark.parametrize("field", FIXED, ids=[field.name for field in FIXED])
def test_a_field_of_the_catalogue_takes_every_word_it_shows(field: Any) -> None:
    choices = words_of(field.name)
    for value in choices.values:
        said = shown_of(choices, value)
        for code in LANGUAGES:
            language.use(code)
            said.add(shown(field.name, value))
        for word in said:
            for readers in (READERS, COLUMN_READERS):
                for typed in as_typed(word):
                    read = readers[field.name](field.name, typed, NOW.date())
                    assert read[field.name] == value, typed


def test_flags_and_kinds_of_phones_take_every_word_they_show() -> None:
    for flag in FLAGS.values:
        for word in shown_of(FLAGS, flag):
            assert READERS[ALL_FLAGS](ALL_FLAGS, word, NOW.date())[flag.value] is True
    for kind in PHONE_TYPES.values:
        for word in shown_of(PHONE_TYPES, kind):
            given = f"{word}:06 39 98 00 01"
            for readers in (READERS, COLUMN_READERS):
                (phone,) = readers["phones"]("phones", given, NOW.date())["phones"]
                assert phone.type is kind


KEYS = {
    "search": LIGHT_KEYS,
    "list": RECORD_KEYS,
    "show": DOCUMENT_KEYS,
    "report": REPORT_KEYS,
    "tags": tag.COLUMNS,
    "users": user.COLUMNS,
    "undo": undo.COLUMNS,
    "places": place.COLUMNS,
    "recover": recover.COLUMNS,
}


@pytest.mark.parametrize("known", KEYS.values(), ids=KEYS)
def test_a_field_is_named_by_what_is_shown_for_it(known: tuple[str, ...]) -> None:
    choices = field_choices(known)
    for name in known:
        for code in LANGUAGES:
            language.use(code)
            for typed in (name, *as_typed(language.field_label(name))):
                assert choices.meanings(typed) == (name,), (typed, code)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("nom", "birth_name"),
        ("prénom", "first_given_name"),
        ("given name", "first_given_name"),
        ("né(e) le", "birth_date"),
        ("née le", "birth_date"),
        ("born", "birth_date"),
        ("phone", "phones"),
        ("téléphone", "phones"),
        ("identité", "identity_status"),
    ],
)
def test_a_heading_of_the_table_of_patients_names_its_field(heading: str, field: str) -> None:
    assert field_choices(LIGHT_KEYS).meanings(heading) == (field,)


def test_a_reader_refuses_with_the_words_of_the_language_in_use() -> None:
    reader = Reader(words_of("privacy_policy"))
    with pytest.raises(NoChoice) as refusal:
        reader("plus tard")
    language.use("fr")
    assert language.typable(refusal.value.sentence) == (
        "c'est l'un de : accepté, refusé, non demandé."
    )


def test_a_word_for_a_new_record_is_read_and_an_id_is_left() -> None:
    (reader,) = {
        each.type.func
        for _, each in OPTIONS
        if isinstance(each.type.func, RecordReader) and each.name == "patient"
    }
    assert [reader(text) for text in ("new", "Nouveau", "nouvelle", "1042")] == [
        *("new", "new", "new", "1042"),
    ]
