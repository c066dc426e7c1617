"""From the columns of a file to the fields of a patient: by their names, or by a map in TOML.

[columns]
"Nom" = "birth_name"
"Tel" = "phones:mobile"
"Dossier" = "numbers:Ancien logiciel"
"Civ" = { field = "sex", values = { "Mme" = "F", "M." = "M" } }
"Né le" = { field = "birth_date", format = "MM/DD/YYYY" }
"Patient" = { split = " ", fields = ["birth_name", "first_given_name"] }
"Solde" = ""

[constants]
country = "France"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple
from unicodedata import normalize

from semble_cli.errors import InvalidInput
from semble_cli.exchange.date_forms import form_of
from semble_cli.exchange.deciding import decided
from semble_cli.exchange.headers import FILE_FIELDS, PARTS, fields_like, target_of
from semble_cli.patient.catalogue import CATALOGUE, Kind
from semble_cli.patient.document import DERIVED, RECORD_KEYS, cells
from semble_cli.patient.reading.states import STATE_READERS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

REASONS = "motif"
"""The column that a file of rejected rows has beside those of the file they come from."""

IDENTIFIER = "id"
"""The id of a patient who is to be recovered; an import gives ids of its own."""

IGNORED = frozenset(
    (REASONS, *(column for key in (*DERIVED, "ins") for column in cells(key, None)))
) - frozenset(STATE_READERS)
"""The columns of our own lists that an import does not take: the register keeps them by itself."""


_KEYS = ("field", "fields", "values", "split", "format")
"""What the table of one column may say."""

DATES = frozenset(
    field.name
    for field in CATALOGUE
    if field.kind in (Kind.DAY, Kind.BIRTH_DATE) and field.name in FILE_FIELDS
)
"""The fields of a file that are dates."""

OWN_COLUMNS = IGNORED | {
    *(column for key in RECORD_KEYS for column in cells(key, None)),
    *("state", "deleted_at", "deleted_by", "reason"),
}
"""The columns of our own lists and reports."""


_OF_FORMER = frozenset(("deleted_at", "deleted_by"))
_OF_ALL = frozenset(("id", "state", "birth_name"))


def tells_former(names: Collection[str]) -> bool:
    """Whether columns, or keys, tell that some of their patients may be former ones."""
    return not _OF_FORMER.isdisjoint(names) or _OF_ALL.issubset(names)


def refuse_report(names: Collection[str]) -> None:
    """Refuse the columns, or keys, of a patient report of ours as those of a file to import: some
    of its patients are former ones.

    Raises:
        InvalidInput: it is a report.
    """
    if tells_former(names):
        raise InvalidInput(
            "file",
            "it is a patient report, with deleted patients; bring them back with semble patient"
            " recover --from-report.",
        )


class Column(NamedTuple):
    """Where one column of a file goes: into one field, or split over several.

    `kind` is the type of a phone or the name of a number; `values` translates what stands there,
    by its `value_key`; `form` is the one its dates have to be of.
    """

    fields: tuple[str, ...]
    kind: str = ""
    values: Mapping[str, str] = {}
    split: str = ""
    form: str = ""


class GivenMap(NamedTuple):
    """A map in TOML: what the columns are, and what every row has beside."""

    columns: dict[str, Column | None]
    constants: dict[str, str]


class Reading(NamedTuple):
    """How a row's cells are read, whatever their column: further words for nothing, and the form
    of its dates, whose years of two digits are not after *today*; whether those that tell neither
    have the month first, as a person says; *is_own_tsv* as we write lists in TSV, with tabs and
    ends of lines of texts escaped; whether it *has_days* of a workbook, which are ISO dates."""

    nothing: frozenset[str] = frozenset()
    date_form: str | None = None
    today: date | None = None
    month_first: bool | None = None
    is_own_tsv: bool = False
    has_days: bool = False


AS_USUAL = Reading()


def value_key(text: str) -> str:
    """A cell as the values of a map are looked up: without regard to case and spaces.

    >>> value_key("  Sans  Objet ")
    'sans objet'
    """
    return " ".join(text.split()).casefold()


def as_mapped(name: str) -> str:
    """A column's name as a map knows it: however its accents are put together."""
    return normalize("NFC", name.strip())


def called(header: Sequence[str], place: int) -> str:
    """The name of a column; where it has none of its own, or not alone, with its place.

    >>> [called(("Nom", "Tel", "", "Tel"), place) for place in range(4)]
    ['Nom', 'Tel #2', '#3', 'Tel #4']
    """
    name = header[place]
    return name if name and header.count(name) == 1 else f"{name} #{place + 1}".strip()


def read_map(file: BinaryIO) -> GivenMap:
    """Read a map.

    Raises:
        InvalidInput: it is no TOML, has a key that means nothing, or names a field that does not
            exist, or two texts for one.
    """
    import tomllib

    try:
        content = tomllib.load(file)
    except (ValueError, RecursionError):
        raise InvalidInput("map", "it is no TOML; see docs/import.md.") from None
    _refuse_unknown(content, ("columns", "constants"))
    columns = {
        as_mapped(name): column_of(entry) for name, entry in _table(content, "columns").items()
    }
    constants: dict[str, str] = {}
    for name, value in _table(content, "constants").items():
        field = _target(name)
        _check(field)
        if field in constants:
            raise InvalidInput("map", "two constants are given for {name}.", name=field)
        constants[field] = str(value)
    return GivenMap(columns, constants)


def template(header: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> str:
    """A map to edit, for a file with these columns and first rows: what is recognised is filled
    in."""
    lines = ["# Which field each column holds; an empty text leaves the column out.", "[columns]"]
    for place in (place for place, name in enumerate(header) if name):
        target = decided(header, place, [row[place] for row in rows])
        lines.append(f'{_quoted(called(header, place))} = "{target or ""}"')
    lines += ["", "# What every row has beside.", "[constants]", '# country = "France"', ""]
    return "\n".join(lines)


def _target(name: str) -> str:
    """The field, or `field:kind`, that a map names, in our own words or in anybody's."""
    known = (*FILE_FIELDS, *PARTS, IDENTIFIER)
    return name if name.partition(":")[0] in known else target_of(name) or name


def column_of(entry: Any) -> Column | None:
    """Where a map sends a column; `None` leaves it out.

    Raises:
        InvalidInput: no such field.
    """
    if entry == "":
        return None
    if isinstance(entry, str):
        field, _, kind = _target(entry).partition(":")
        _check(field)
        return Column((field,), "" if field == "address_lines" else kind)
    if not isinstance(entry, dict):
        raise _no_column()
    _refuse_unknown(entry, _KEYS)
    names = entry.get("fields") or [entry.get("field", "")]
    first = column_of(str(names[0])) if isinstance(names, list) else None
    if first is None:
        raise _no_column()
    fields = tuple(_target(str(name)).partition(":")[0] for name in names)
    for field in fields:
        _check(field)
    if len(set(fields)) < len(fields):
        raise InvalidInput("map", "a column is split into two of one field.")
    form = str(entry.get("format", ""))
    if form:
        _check_form(form, fields)
    return Column(fields, first.kind, _values(entry), str(entry.get("split", "")), form)


def _values(entry: Mapping[str, Any]) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, value in _table(entry, "values").items():
        if values.setdefault(value_key(key), str(value)) != str(value):
            raise InvalidInput("map", "{value} is given two meanings.", value=key)
    return values


def _check_form(form: str, fields: Sequence[str]) -> None:
    """Refuse a form of dates that is none, or of what is no date."""
    if not DATES.intersection(fields):
        raise InvalidInput("map", "format is for dates, and {name} is none.", name=fields[0])
    try:
        form_of(form)
    except InvalidInput:
        raise InvalidInput(
            "map",
            "{form} is no form of dates: it has DD, MM and YYYY in it, once each, such as"
            " MM/DD/YYYY HH:MM.",
            form=form,
        ) from None


def _table(entry: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A table within another, empty where it is missing.

    Raises:
        InvalidInput: something else stands there.
    """
    found = entry.get(name, {})
    if not isinstance(found, dict):
        raise InvalidInput("map", "{name} is a table; see docs/import.md.", name=name)
    return found


def _refuse_unknown(table: Mapping[str, Any], known: Sequence[str]) -> None:
    for key in table:
        if key not in known:
            raise InvalidInput(
                "map",
                "there is no key {name}; known here are: {keys}.",
                name=key,
                keys=", ".join(known),
            )


def _no_column() -> InvalidInput:
    return InvalidInput(
        "map", "a column is given a field, or a table with field, values, format, split or fields."
    )


def _check(field: str) -> None:
    if field in FILE_FIELDS or field in PARTS or field == IDENTIFIER:
        return
    close = fields_like(field)
    if close:
        raise InvalidInput(
            "map",
            "there is no field {name}; nearest are: {names}.",
            name=field,
            names=", ".join(close),
        )
    raise InvalidInput("map", "there is no field {name}; see docs/import.md.", name=field)


def _quoted(name: str) -> str:
    """A name as a text of TOML, in which control characters stand for nothing but themselves."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(map(_visible, escaped)) + '"'


def _visible(character: str) -> str:
    return character if character.isprintable() else f"\\U{ord(character):08x}"
