"""The language of all that is said: English message ids, translated where they are shown."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

import semble_cli
from semble_cli.commands.ui.safe_text import safe
from semble_cli.errors import (
    BadUsage,
    InvalidInput,
    InvalidRecord,
    SembleError,
    Sentence,
    field_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
        _catalogue[0] = _read(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak *language* for a while, such as that of a page, which need not be the terminal's.

    Raises:
        BadUsage: it is not one of `LANGUAGES`.
    """
    before = _code[0], _catalogue[0]
    use(language)
    try:
        yield
    finally:
        _code[0], _catalogue[0] = before


def _read(language: str) -> NullTranslations:
    from gettext import translation

    return translation("semble", LOCALES, [language])


def in_every_language(text: str) -> tuple[str, ...]:
    """A message as each language says it, English first."""
    return (text, *(_read(code).gettext(text) for code in LANGUAGES if code != "en"))


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
    return _filled(_translated(sentence.text), sentence.values)


def tr_about(text: str, sex: str | None, /, **values: object) -> str:
    """A text of the catalogue about a person, which agrees with the sex: F or M; any other is not
    known, and both genders are written."""
    return _filled(in_agreement(_translated(text), sex), values)


_ENDINGS = {"F": "e", "M": "", "MP": "s"}
"""What stands for `(e)` beside a feminine, a masculine, a masculine in the plural."""


def in_agreement(text: str, form: str | None) -> str:
    """A text in which `né(e)` stands for both genders, in the *form* of what it is said of: F, M or
    MP (its plural). Any other is not known, and both genders are written.

    >>> [in_agreement("né(e), DÉCÉDÉ(E)", form) for form in ("F", "M", "I", "MP")]
    ['née, DÉCÉDÉE', 'né, DÉCÉDÉ', 'né(e), DÉCÉDÉ(E)', 'nés, DÉCÉDÉS']
    """
    if form not in _ENDINGS:
        return text
    ending = _ENDINGS[form]
    return text.replace("(e)", ending).replace("(E)", ending.upper())


def typable(sentence: Sentence) -> str:
    """A sentence whose words a shell takes as they stand: without the brackets of both genders."""
    values = {
        name: typable(value) if isinstance(value, Sentence) else value
        for name, value in sentence.values.items()
    }
    return _filled(in_agreement(_translated(sentence.text), "M"), values)


def in_number(text: str, count: int) -> str:
    """A text in which `ligne(s)` stands for one and for several, as the language in use counts.

    >>> in_number("{count} row(s)", 1), in_number("{count} row(s)", 0)
    ('{count} row', '{count} rows')
    """
    is_one = count == 1 if in_use() == "en" else abs(count) < 2
    return text.replace("(s)", "" if is_one else "s")


def _translated(text: str) -> str:
    catalogue = _catalogue[0]
    return catalogue.gettext(text) if catalogue and text else text


def _filled(text: str, values: Mapping[str, object]) -> str:
    if isinstance(count := values.get("count"), int):
        text = in_number(text, count)
    said = {name: _said(value) for name, value in values.items()}
    # A text without values is none to fill in: it may be a key of somebody's document.
    return text.format_map(said) if said else text


def _said(value: object) -> str:
    if isinstance(value, Sentence):
        return tr(value)
    if isinstance(value, datetime):
        return moment_said(value)
    return day_said(value.isoformat()) if isinstance(value, date) else str(value)


def day_said(iso: str) -> str:
    """A day as people write it: 31/12/1975 in French, 1975-12-31 in English."""
    return "/".join(reversed(iso.split("-"))) if in_use() == "fr" else iso


def moment_said(moment: datetime) -> str:
    """A moment as people write it, as clocks of the zone that it is in show it."""
    return f"{day_said(moment.date().isoformat())} {moment:%H:%M}"


def field_label(field: str) -> str:
    """The name of a field of the patient document, or of a word of a fixed list, for people."""
    return tr(field_id(field))


def explain(error: SembleError) -> list[str]:
    """What an error says, a line for each problem."""
    if isinstance(error, InvalidRecord):
        return [line for problem in error.problems for line in explain(problem)]
    if isinstance(error, InvalidInput):
        field = safe(field_label(error.field))  # it may be a key of somebody's document
        return [tr("{field}: {problem}", field=field, problem=typable(error.sentence))]
    return [tr(error.sentence)]
