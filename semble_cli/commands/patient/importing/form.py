"""`semble patient import --template`: an empty table to fill in, with what its columns take."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import field_label, in_use, tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.tables import write_all
from semble_cli.commands.ui.to_file import redirected
from semble_cli.errors import BadUsage, Sentence
from semble_cli.patient.catalogue import FIELD, Kind
from semble_cli.patient.choices import of_patients as words
from semble_cli.patient.fields import FLAGS
from semble_cli.patient.record import PhoneType
from semble_cli.services.imports.form import form_columns

if TYPE_CHECKING:
    from semble_cli.commands.ui.output import Format
    from semble_cli.patient.choices.reader import Choices
    from semble_cli.services.imports.form import FormColumn

COLUMNS = ("column", "needed", "takes")

_PHONES = {
    PhoneType.MOBILE: Sentence("mobile phone"),
    PhoneType.HOME: Sentence("home phone"),
    PhoneType.WORK: Sentence("work phone"),
}
_DAY = Sentence("a day, such as 31/12/1975")
_LINE = Sentence("a text of one line")
_CODE = Sentence("a code in digits, as on the card; no name")
_CODES = frozenset(("regime", "fund", "fund_center"))
"""Fields of texts whose column an import takes for theirs by codes alone."""
_TAKES = {
    Kind.NAME: Sentence("a name, as in the civil register"),
    Kind.GIVEN_NAMES: Sentence("given names, with spaces between them"),
    Kind.LINE: _LINE,
    Kind.PLAIN: _LINE,
    Kind.TEXT: Sentence("a text, of several lines if need be"),
    Kind.LINES: Sentence("a text, of several lines if need be"),
    Kind.DAY: _DAY,
    Kind.BIRTH_DATE: Sentence(
        "a day, such as 31/12/1975; 00 for a day or a month that is not known"
    ),
    Kind.BIRTH_PLACE: Sentence("the name of the commune or the country, or its code (COG)"),
    Kind.LANGUAGE: Sentence("a language, by its name or its code"),
    Kind.NIR: Sentence("15 characters, the key with them"),
    Kind.BIRTH_RANK: Sentence("a digit from 1 to 9"),
    Kind.EMAIL: Sentence("an e-mail address"),
    Kind.PHONES: Sentence("phone numbers, with ; between them"),
    Kind.NUMBERS: Sentence("NAME=VALUE, with ; between several"),
    Kind.TAGS: Sentence("tags, with ; between them"),
}
"""What people are told of the values of a column, by its kind."""


def write_form(file: str, form: Format) -> None:
    """Write the form to a new file: a workbook explains it on a second sheet, and beside a CSV the
    explanation is the result of the command.

    Raises:
        BadUsage: the file's name ends otherwise, or it is there already.
    """
    columns = form_columns()
    header = [_heading(column) for column in columns]
    example = [_example(column) for column in columns]
    told = [
        (heading, column.is_needed, tr(_takes(column)))
        for heading, column in zip(header, columns, strict=True)
    ]
    ending = file.lower().rpartition(".")[2]
    if ending not in ("xlsx", "csv"):
        raise BadUsage("A form to fill in is written as FILE.xlsx or FILE.csv.")
    with redirected(file):
        if ending == "xlsx":
            from semble_cli.commands.ui.workbook import write_sheets

            explained = [
                [field_label(name) for name in COLUMNS],
                *([heading, tr("yes") if needed else "", takes] for heading, needed, takes in told),
            ]
            write_sheets({tr("Patients"): [header, example], tr("Values"): explained})
        else:
            sys.stdout.write("\ufeff")  # by which spreadsheets know the encoding
            delimiter = ";" if in_use() == "fr" else ","  # what they take for it there
            csv.writer(sys.stdout, delimiter=delimiter).writerows([header, example])
    if ending == "csv":
        write_all((dict(zip(COLUMNS, each, strict=True)) for each in told), COLUMNS, form)
    say("Fill in {file}, take the example out, and import it: semble patient import.", file=file)


def _heading(column: FormColumn) -> str:
    return tr(_PHONES[column.phone]) if column.phone else field_label(column.field)


def _example(column: FormColumn) -> str:
    if column.field == FLAGS:
        return tr(words.FLAGS.name(words.FLAGS.read(FLAGS, column.example)))
    return column.example


def _takes(column: FormColumn) -> Sentence:
    if column.field == FLAGS or FIELD[column.field].kind in (Kind.WORD, Kind.SWITCH, Kind.CONSENT):
        return Sentence("one of: {known}", known=_choices(column.field).names())
    return _CODE if column.field in _CODES else _TAKES[FIELD[column.field].kind]


def _choices(field: str) -> Choices[Any]:
    if field == FLAGS:
        return words.FLAGS
    if FIELD[field].kind is Kind.CONSENT:
        return words.CONSENT_ANSWERS
    return words.words_of(field)
