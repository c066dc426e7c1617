"""The language of all that is said: English message ids, translated where they are shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import semble_cli
from semble_cli.commands.ui.safe_text import safe
from semble_cli.errors import BadUsage, InvalidInput, InvalidRecord, SembleError, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

LANGUAGES = ("en", "fr")
LOCALES = os.path.join(os.path.dirname(semble_cli.__file__), "locales")

_catalogue: list[NullTranslations | None] = [None]
"""The messages of the language in use; English ones are their own ids."""
_code = ["en"]


def use(language: str) -> None:
    """Speak *language* from here on.

    Raises:
        BadUsage: it is not one of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise BadUsage("The languages are en and fr.")
    _code[0] = language
    _catalogue[0] = None
    if language != "en":
        from gettext import translation

        _catalogue[0] = translation("semble", LOCALES, [language])


def in_use() -> str:
    """The code of the language spoken."""
    return _code[0]


def of_locale(environment: Mapping[str, str]) -> str:
    """The language of the system's locale, or English where we do not speak it."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environment.get(variable):
            code = locale.partition("_")[0].partition(".")[0].lower()
            return code if code in LANGUAGES else "en"
    return "en"


def tr(text: str | Sentence, /, **values: object) -> str:
    """A text of the catalogue, or a sentence, in the language in use.

    >>> tr("{count} patients are tagged.", count=2)
    '2 patients are tagged.'
    """
    sentence = text if isinstance(text, Sentence) else Sentence(text, **values)
    said = {
        name: tr(value) if isinstance(value, Sentence) else str(value)
        for name, value in sentence.values.items()
    }
    catalogue = _catalogue[0]
    translated = catalogue.gettext(sentence.text) if catalogue and sentence.text else sentence.text
    # A text without values is none to fill in: it may be a key of somebody's document.
    return translated.format_map(said) if said else translated


def agreement(sex: str) -> str:
    """What a participle about a person ends with in French (né, née, né(e)); in English nothing.

    A sentence takes it as `e`: `tr("Blocked{e}: {who}.", e=agreement(patient.sex), ...)`.
    """
    return {"F": "e", "M": ""}.get(sex, "(e)") if in_use() == "fr" else ""


def field_id(field: str) -> str:
    """The message that names a field: `birth_date` -> "birth date"."""
    return field.replace("_", " ").replace(".", " ")


def field_label(field: str) -> str:
    """The name of a field of the patient document, or of a word of a fixed list, for people."""
    return tr(field_id(field))


def explain(error: SembleError) -> list[str]:
    """What an error says, a line for each problem."""
    if isinstance(error, InvalidRecord):
        return [line for problem in error.problems for line in explain(problem)]
    if isinstance(error, InvalidInput):
        field = safe(field_label(error.field))  # it may be a key of somebody's document
        return [tr("{field}: {problem}", field=field, problem=error.sentence)]
    return [tr(error.sentence)]
