"""Tables for people, with rich. Data goes in as plain text: rich would eat its brackets."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import (
    day_said,
    field_label,
    in_agreement,
    in_use,
    moment_said,
    tr,
)
from semble_cli.commands.ui.output import (
    NOTHING,
    Format,
    columns_of,
    write_document,
    write_records,
)
from semble_cli.commands.ui.safe_text import discreet, safe
from semble_cli.commands.ui.times import clocks
from semble_cli.identity.languages import language_name
from semble_cli.identity.phone.display import shown_phone
from semble_cli.identity.status import STATUS_NAMES, IdentityStatus
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.answers import NOT_ASKED
from semble_cli.patient.document import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import Console
    from rich.text import Text

    from semble_cli.commands.ui.screen.drawing import TableColumn
    from semble_cli.errors import Sentence


def console() -> Console:
    """The terminal; without colours where NO_COLOR or TERM=dumb asks for none."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def messages_console() -> Console:
    """The terminal for messages: standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def text(value: object, style: str = "", *, reveal: bool = False) -> Text:
    """Data as text that cannot carry markup or control codes; NIRs are masked unless *reveal*."""
    from rich.text import Text

    plain = safe(str(value))
    return Text(plain if reveal else discreet(plain), style)


def write_table(
    records: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    important: Sequence[str] = (),
    *,
    reveal: bool = False,
) -> None:
    """Records as a table, a column for each field; the *important* ones leave it last."""
    from semble_cli.commands.ui.screen.drawing import draw

    rows = (cells_of(record, columns, reveal=reveal) for record in records)
    draw(console(), columns_for(columns, important), rows)


def columns_for(names: Sequence[str], important: Sequence[str] = ()) -> list[TableColumn]:
    """The columns of a table for some fields. The *important* ones leave last for want of room, in
    their order; of the others, the later ones leave sooner."""
    from semble_cli.commands.ui.screen.drawing import TableColumn

    ranked = [*(name for name in important if name in names), *names]
    return [
        TableColumn(field_label(name), ranked.index(name), _is_whole(name), least=WIDEST_ID)
        for name in names
    ]


def cells_of(
    record: Mapping[str, Any], names: Sequence[str], *, reveal: bool = False
) -> list[Text]:
    """Some fields of a record, as cells of a table."""
    return [_cell(name, record[name], reveal=reveal) for name in names]


def write_pairs(pairs: Mapping[str, Any], *, reveal: bool = False) -> None:
    """A few named values, one a line."""
    write_subjects(
        (text(field_label(name), "dim"), _cell(name, value, reveal=reveal))
        for name, value in pairs.items()
    )


def write_subjects(lines: Iterable[tuple[Text, Text]], on: Console | None = None) -> None:
    """What each line is about, and what is to be said of it, *on* a console, or as the result; what
    is copied from it is whole."""
    from semble_cli.commands.ui.screen.drawing import TableColumn, draw

    draw(on or console(), (TableColumn("", whole=True), TableColumn("")), lines)


def _is_whole(name: str) -> bool:
    """Whether the cells of a field are too short to be folded: ids, days, times, phones."""
    return name in ("id", "phones", *_MOMENTS) or name.endswith(("_at", "_on", "_date"))


def _cell(name: str, value: Any, *, reveal: bool) -> Text:
    value = value if reveal else discreet(value, name)
    if name == "phones" and isinstance(value, list):
        return text("\n".join(map(shown_typed_phone, value)) or NOTHING, reveal=True)
    return text(shown(name, value), reveal=True)


def write_one(
    record: Mapping[str, Any], form: Format, fields: str | None = None, *, reveal: bool = False
) -> None:
    """One record, whole or the fields asked for as `a,b`; NIRs are masked unless *reveal*.

    Raises:
        BadUsage: there is no such field.
    """
    columns = columns_of(list(record), fields)
    match form:
        case Format.TABLE:
            write_pairs({name: record[name] for name in columns}, reveal=reveal)
        case Format.JSON:
            write_document({name: record[name] for name in columns}, reveal=reveal)
        case other:
            write_records([record], columns, other, reveal=reveal)


def write_all(
    records: Iterable[Mapping[str, Any]],
    known: Sequence[str],
    form: Format,
    fields: str | None = None,
    important: Sequence[str] = (),
    *,
    reveal: bool = False,
) -> None:
    """Records of one kind, with all the fields that are known or those asked for as `a,b`; NIRs are
    masked unless *reveal*. The *important* ones leave a table last, but for what is asked for.

    Raises:
        BadUsage: there is no such field.
    """
    columns = columns_of(known, fields)
    if form is Format.TABLE:
        write_table(records, columns, () if fields else important, reveal=reveal)
    else:
        write_records(records, columns, form, reveal=reveal)


STATES = {
    "present": "present",
    "former": "former patient",
    "archived": "archived",
    "merged": "merged",
    "current": "up to date",
    "outdated": "older than this program",
    "too_new": "newer than this program",
}
"""What people call the state of a patient in a report, and that of a register."""

WIDEST_ID = 7
"""The cells of a terminal that the ids, or other numbers, of a long table may come to need."""

_LABELLED = ("coverage", "billing", "preferences", "rights")
"""The objects of the document whose values tell nothing without their names."""

_MOMENTS = ("at",)
"""The fields of a time that their name does not tell, as it does of `created_at`."""

_WORDS: dict[str, str | None] = {
    "privacy_policy": "F",
    "identity_source": "F",
    "archive_reason": None,
    "archived_reason": None,
    **dict.fromkeys(("severity", "certainty"), "F"),
    **dict.fromkeys(("kind", "result", "outcome", "rights_state", "role"), "M"),
    **dict.fromkeys(CONSENTS, "MP"),
    **dict.fromkeys(("mssante_patient", "mssante_professionals"), "F"),
    "dmp_consent": "M",
}
"""The fields whose values are words of a fixed list, and how these agree with the field in French;
with a patient, where it is the patient that they tell of."""


def shown(name: str, value: object, *, as_written: bool = False, sex: str | None = None) -> str:
    """A value for people: a day or a time as it is written here, a dash for nothing. Phones have
    one form, unless they are to be seen *as_written*; a word that tells of the patient agrees with
    the *sex*, where it is known."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if name in CONSENTS:
        value = value or NOT_ASKED
    if name == "phones" and isinstance(value, list) and value and not as_written:
        return ", ".join(map(shown_typed_phone, value))
    if isinstance(value, dict):
        return ", ".join(_parts(name, value)) or NOTHING
    if isinstance(value, list):
        value = ", ".join(cell for cell in cells(name, value).values() if cell)
    if name == "preferred_language" and value:
        return language_name(str(value), in_use())
    if name in _WORDS and value:
        return in_agreement(field_label(str(value)), _WORDS[name] or sex)
    if name == "identity_status" and value:
        return tr(STATUS_NAMES[IdentityStatus(str(value))])
    if name == "state" and value in STATES:
        return tr(STATES[str(value)])
    if name.endswith(("_on", "_date")) and value:
        return shown_day(str(value))
    if (name in _MOMENTS or name.endswith("_at")) and value:
        return shown_time(datetime.fromisoformat(str(value)))
    return NOTHING if value in (None, "") else str(value)


def _parts(name: str, value: Mapping[str, Any]) -> Iterator[str]:
    """What an object of the document holds."""
    for key, inner in value.items():
        if inner not in (None, "", []):
            said = shown(f"{name}_{key}", inner)
            yield f"{field_label(key)} {said}" if name in _LABELLED else said


def shown_typed_phone(phone: Mapping[str, str]) -> str:
    """A phone of a document for people, in the one form, its type behind it."""
    return f"{shown_phone(phone['number'])} ({tr(phone['type'])})"


def shown_day(iso: str) -> str:
    """A day for people: 31/12/1975 in French, 1975-12-31 in English."""
    return day_said(iso)


def sentence(said: Sentence) -> Text:
    """A sentence of the catalogue as text."""
    return text(tr(said))


def shown_time(moment: datetime) -> str:
    """A moment for people, by the clocks of the practice: 2026-11-04 10:41, in French 04/11/2026
    10:41."""
    return moment_said(clocks.local(moment))
