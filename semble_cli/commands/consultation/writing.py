"""`semble consultation add`, `edit` and `delete`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from semble_cli.commands.consultation.options import (
    ConsultationArgument,
    EditorOption,
    OnOption,
    SectionOption,
    TitleOption,
    read_sections,
)
from semble_cli.commands.consultation.telling import tell_consultation
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, IfVersionOption, PatientId
from semble_cli.commands.ui.output import refuse_workbook_here
from semble_cli.commands.ui.times import clocks
from semble_cli.errors import BadUsage
from semble_cli.patient.actions import Action
from semble_cli.patient.around.document_description import TITLE
from semble_cli.patient.around.held import parse_held_at
from semble_cli.patient.around.note_edit import with_sections
from semble_cli.patient.around.note_text import GivenNote, required
from semble_cli.patient.texts import parse_line
from semble_cli.services.record.consultations import (
    add_consultation,
    delete_consultation,
    edit_consultation,
    show_consultation,
)
from semble_cli.services.record.keywords import own_keywords

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.record.consultations import ShownConsultation


def add(
    ctx: typer.Context,
    patient: PatientId,
    *,
    section: SectionOption = None,
    title: TitleOption = None,
    on: OnOption = None,
    editor: EditorOption = False,
    form: FormatOption = None,
) -> None:
    """Write a note of a consultation, made of sections that each have a keyword.

    The keywords are Motif, Observation, Allergie, Antécédents, Ordonnance and Conclusion, in French
    or in English, and the practice's own. A section Allergie notes an allergy: its first line is
    the substance; lines such as "severity: severe" or "réaction : urticaire" may follow. Without
    --section, sections are asked for on a terminal, one after the other.

    Examples:
    semble consultation add 1042 --section Motif=Toux --section "Conclusion=Bronchite"
    semble consultation add 1042 --section "Allergie=Pénicilline; severity: severe"
    semble consultation add 1042 --editor
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    if section and editor:
        raise BadUsage("Give either options or --editor.")
    held_at = _held(context, on)
    if section:
        own = own_keywords(context.register)
        given = read_sections(section, own, context.register.today)
        told = [each for each in given if each.body or each.allergy]
        note = GivenNote(_title(title), required(told))
        done = add_consultation(context.register, patient, note, held_at)
    elif editor:
        from semble_cli.commands.consultation.editing import write_in_editor

        done = write_in_editor(context, patient, _title(title), held_at)
    elif context.may_ask:
        from semble_cli.commands.consultation.asking import ask_note

        note = ask_note(context, patient, _title(title))
        done = add_consultation(context.register, patient, note, held_at)
    else:
        raise BadUsage("Give the sections with --section KEYWORD=TEXT.")
    tell_consultation(Action.CONSULTATION_ADD, done, form)


def edit(
    ctx: typer.Context,
    consultation: ConsultationArgument,
    *,
    section: SectionOption = None,
    title: TitleOption = None,
    on: OnOption = None,
    editor: EditorOption = False,
    version: IfVersionOption = None,
    form: FormatOption = None,
) -> None:
    """Change a note: --section takes the place of the section of its keyword, or is added; without
    a text it takes that section away, and with it the allergy that it tells of.

    Without any option, the note opens in your editor. Where somebody else changes it meanwhile, you
    are told, and what you typed is kept.

    Examples:
    semble consultation edit 12 --section "Conclusion=Guérie"
    semble consultation edit 12 --section Ordonnance=
    semble consultation edit 12 --editor
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    given = bool(section) or title is not None or on is not None
    if given and editor:
        raise BadUsage("Give either options or --editor.")
    if given:
        held_at = _held(context, on)
        done = _edited(context, consultation, section or (), title, held_at, version)
    elif editor or context.may_ask:
        from semble_cli.commands.consultation.editing import edit_in_editor

        done = edit_in_editor(context, consultation, version)
    else:
        raise BadUsage("Say what to change: see semble consultation edit --help.")
    tell_consultation(Action.CONSULTATION_EDIT, done, form, writes_id=False)


def _edited(
    context: Context,
    consultation_id: int,
    given: Sequence[str],
    title: str | None,
    held_at: datetime | None,
    version: int | None,
) -> ShownConsultation:
    register = context.register
    before = show_consultation(register, consultation_id)
    own = (*own_keywords(register), *(each.keyword for each in before.note.sections))
    sections = read_sections(given, own, register.today)
    note = GivenNote(
        before.note.title if title is None else _title(title),
        with_sections(before.note.sections, sections),
    )
    known = before.consultation.version if version is None else version
    return edit_consultation(register, consultation_id, note, held_at, known)


def delete(
    ctx: typer.Context,
    consultation: ConsultationArgument,
    *,
    version: IfVersionOption = None,
    form: FormatOption = None,
) -> None:
    """Delete a note, and with it the allergies that it tells of.

    Examples:
    semble consultation delete 12
    """
    refuse_workbook_here(form)
    done = delete_consultation(context_of(ctx).register, consultation, version)
    tell_consultation(Action.CONSULTATION_DELETE, done, form, writes_id=False)


def _held(context: Context, on: str | None) -> datetime | None:
    return None if on is None else parse_held_at(on, clocks.local(context.register.clock()))


def _title(given: str | None) -> str | None:
    return parse_line(TITLE, given or "") or None
