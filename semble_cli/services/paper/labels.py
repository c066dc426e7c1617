"""The labels of patients as a PDF: read from the register, laid out, and noted before they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import NothingFound
from semble_cli.paper.labels.content import label_content
from semble_cli.paper.labels.layout import lay_out
from semble_cli.paper.labels.pages import paged
from semble_cli.paper.pdf import labels_pdf
from semble_cli.patient.actions import Action
from semble_cli.patient.labels.offsets import LabelOffset, parse_label_offset
from semble_cli.patient.labels.sizes import parse_label_size
from semble_cli.patient.labels.templates import (
    IDENTITY_WITH_INS,
    INS_CODE,
    parse_label_template,
    template_of_fields,
)
from semble_cli.services.audit.noting import note_export
from semble_cli.services.patients.search import search_patients
from semble_cli.services.practice.settings import no_such_key, value_within
from semble_cli.settings.families import FAMILIES, NAMES_ONE_OF, SettingFamily, known_setting
from semble_cli.store import practice_settings
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from semble_cli.patient.labels.sizes import LabelSize
    from semble_cli.patient.labels.templates import LabelTemplate
    from semble_cli.patient.record import Patient
    from semble_cli.services.patients.search import SearchQuery
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

    Own = Callable[[str], str | None]
    """What who works here set for a setting, by its name; `None` for nothing."""

TITLE = "Étiquettes"
"""Of every file of labels: a title stands in the lists of printers and of programs."""
_OFFSETS = FAMILIES[2]


class LabelsAsked(NamedTuple):
    """Which labels: `size` and `template` are named or written out, `None` for what the settings
    say; `fields`, where there are any, stand instead of a template. `offset` names a printer
    that is off; `printer` is where they are to be printed, moved by what is set for it, if anything
    is.
    """

    size: str | None = None
    template: str | None = None
    fields: Sequence[str] = ()
    copies: int = 1
    start: int = 1
    offset: str | None = None
    printer: str | None = None


class LabelsMade(NamedTuple):
    """Labels as a PDF: how many, on how many pages; how many patients have no INS to be printed
    though it was asked for, and what of the identity is missing beside an INS datamatrix; the width
    and height of all pages in mm, `None` where they differ."""

    pdf: bytes
    labels: int
    pages: int
    without_ins: int
    not_in_clear: tuple[str, ...]
    page: tuple[float, float] | None


class _Paper(NamedTuple):
    size: LabelSize
    template: LabelTemplate
    offset: LabelOffset


def patients_found(register: Register, query: SearchQuery) -> list[int]:
    """The ids of the patients who match a search, in its order.

    Raises:
        NothingFound: nobody does. Otherwise as `services.patients.search`.
    """
    found = [hit.patient.id or 0 for hit in search_patients(register, query).hits if not hit.near]
    if not found:
        raise NothingFound("No patient matches.")
    return found


def template_in_use(register: Register, own: Own) -> LabelTemplate:
    """The template of labels for which nothing is chosen.

    Raises:
        InvalidSetting: the settings name none that is there. Otherwise as `Settings.own`.
    """
    with register.reading() as connection:
        return _template(connection, LabelsAsked(), own)


def make_labels(register: Register, ids: Sequence[int], asked: LabelsAsked, own: Own) -> LabelsMade:
    """The labels of some patients, in the order of their ids. Nothing is made unless each of them
    has room; that they leave the register is noted.

    Raises:
        NoSuchRecord: nobody has one of the ids. InvalidSetting, InvalidInput: a size, a template, a
            printer or a place that is not there. CannotBePrinted: what a label has no room or no
            letters for. Otherwise as `services.audit.noting.note_export`.
    """
    with register.reading() as connection:
        paper = _Paper(
            _size(connection, asked, own),
            _template(connection, asked, own),
            _offset(connection, asked, own),
        )
        found = _all_of(connection, ids)
    contents = [label_content(paper.template, patient) for patient in found]
    layouts = [lay_out(content, paper.size) for content in contents]
    copies = [layout for layout in layouts for _ in range(asked.copies)]
    pages = list(paged(copies, paper.size, asked.start, paper.offset))
    pdf = labels_pdf(pages, TITLE)
    whom = ids[0] if len(set(ids)) == 1 else None
    told = {"list": "labels", "form": "pdf", "patients": len(set(ids))}
    if asked.printer is not None:
        told["printer"] = asked.printer
    note_export(register, Action.PATIENT_EXPORT, told, whom)
    without_ins = sum(content.lacks_ins for content in contents)
    missing = _not_in_clear(paper.template)
    sizes = {(page.width, page.height) for page in pages}
    page = sizes.pop() if len(sizes) == 1 else None
    return LabelsMade(pdf, len(copies), len(pages), without_ins, missing, page)


def _all_of(connection: Connection, ids: Sequence[int]) -> list[Patient]:
    found = patients.get_many(connection, ids)
    there = {patient.id for patient in found}
    for each in ids:
        if each not in there:
            patients.get(connection, each)  # says whether there never was one
    return found


def _size(connection: Connection, asked: LabelsAsked, own: Own) -> LabelSize:
    return parse_label_size("size", _written_out(connection, "labels.size", asked.size, own))


def _template(connection: Connection, asked: LabelsAsked, own: Own) -> LabelTemplate:
    if asked.fields:
        return template_of_fields(tuple(asked.fields))
    text = _written_out(connection, "labels.template", asked.template, own)
    return parse_label_template("template", text)


def _offset(connection: Connection, asked: LabelsAsked, own: Own) -> LabelOffset:
    text: str | None = None
    if asked.offset is not None:
        text = _member(connection, "--offset", _OFFSETS, asked.offset, own)
    elif asked.printer is not None and (key := _OFFSETS.key_of(asked.printer)):
        name = _OFFSETS.member(key).name
        text = value_within(connection, name, own(name))
    if not text:
        return LabelOffset()
    return parse_label_offset("offset", text)


def _written_out(connection: Connection, name: str, asked: str | None, own: Own) -> str:
    """What was asked for, or what a setting says; where that names one of a family, its value."""
    setting, family = known_setting(name), NAMES_ONE_OF[name]
    field = name.removeprefix("labels.")
    if asked is None:
        text = value_within(connection, name, own(name)) or ""
    else:
        text = setting.kind.read(field, asked)
    if family.key_of(text) is None:
        return text
    return _member(connection, f"--{field}" if asked else name, family, text, own)


def _member(
    connection: Connection, asked_by: str, family: SettingFamily, named: str, own: Own
) -> str:
    """The value of one of a family.

    Raises:
        InvalidSetting: there is none of that name.
    """
    key = family.key_of(named)
    if key is not None:
        name = family.member(key).name
        value = value_within(connection, name, own(name))
        if value is not None:
            return value
    known = family.keys_in(practice_settings.all_settings(connection))
    raise no_such_key(asked_by, family, key or family.key, known)


def _not_in_clear(template: LabelTemplate) -> tuple[str, ...]:
    if INS_CODE not in template.codes:
        return ()
    return tuple(field for field in IDENTITY_WITH_INS if field not in template.fields)
