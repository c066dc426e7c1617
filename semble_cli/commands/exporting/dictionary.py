"""The dictionary of the data of an export: each key of a record, in French and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import field_label, speaking, tr
from semble_cli.errors import field_id
from semble_cli.patient.around.kinds import CONTACT, KINDS, PRACTITIONER, SECTION_KEYWORD
from semble_cli.patient.catalogue import CATALOGUE
from semble_cli.patient.choices.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.catalogue import Field

COLUMNS = ("file", "key", "english", "francais", "kind", "values", "valeurs", "note")

_OF_PRACTICE = (CONTACT, PRACTITIONER, SECTION_KEYWORD)


def dictionary_rows() -> list[tuple[str, ...]]:
    """The names of the columns, then a row for each key: of patients from the catalogue of fields,
    of what stands around them from the kinds of records."""
    with speaking("fr"):
        return [COLUMNS, *map(_field_row, _shown()), *_rows_around()]


def _shown() -> Iterator[Field]:
    return (field for field in CATALOGUE if field.key)


def _field_row(field: Field) -> tuple[str, ...]:
    words = field.words
    codes, called = "", ""
    if words is not None:
        codes = ", ".join(words)
        called = ", ".join(tr(WORDS[words].name(each)) for each in words)
    return (
        *("dossier.json", field.key or "", field_id(field.name), field.french),
        *(field.kind.name.lower(), codes, called, field.note),
    )


def _rows_around() -> Iterator[tuple[str, ...]]:
    for kind in KINDS.values():
        file = "cabinet.json" if kind in _OF_PRACTICE else "dossier.json"
        for name in ("id", *kind.columns, *kind.lists, "version"):
            yield _row(file, f"{kind.name}.{name}", name)
        for name, inner in kind.lists.items():
            for part in inner.make._fields:
                yield _row(file, f"{kind.name}.{name}.{part}", part)


def _row(file: str, key: str, name: str) -> tuple[str, ...]:
    return (file, key, field_id(name), field_label(name), "", "", "", "")
