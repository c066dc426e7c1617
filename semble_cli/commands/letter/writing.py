"""`semble letter write`: a letter about a patient, or one for each whom a search finds."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import typer

from semble_cli.commands.letter.options import (
    CareOption,
    DryRunOption,
    EditOption,
    LetterTitleOption,
    OnePatient,
    SearchOption,
    SubjectOption,
    TagOption,
    TemplateOption,
    ToOption,
    YesOption,
)
from semble_cli.commands.letter.texts import GivenText, from_editor, given_text
from semble_cli.commands.ui.confirmations.sentences import say_done, who
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.papers import (
    LIST,
    PaperOutput,
    PrinterOption,
    list_printers,
    paper_place,
)
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import chosen, refuse_workbook_here, say, write
from semble_cli.commands.ui.streams import STDOUT
from semble_cli.commands.ui.tables import write_one
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import BadUsage, Refused, Sentence
from semble_cli.patient.around.document_description import shown_document
from semble_cli.patient.labels.sizes import A4
from semble_cli.patient.letters.letter import KIND
from semble_cli.patient.letters.recipient import TO_PATIENT

if TYPE_CHECKING:
    from typing import Any

    from semble_cli.commands.ui.options.papers import PaperPlace
    from semble_cli.services.letters.writing import LetterAsked, PreparedLetter, WrittenLetter

_PRINTER = "printing.printer"
_ANY_TEXT = "x"
"""Stands for a text that is still to be typed."""


def write_letter(
    ctx: typer.Context,
    patient: OnePatient = None,
    *,
    to: ToOption = TO_PATIENT,
    template: TemplateOption = None,
    subject: SubjectOption = None,
    title: LetterTitleOption = None,
    edit: EditOption = False,
    output: PaperOutput = None,
    printer: PrinterOption = None,
    search: SearchOption = None,
    tag: TagOption = None,
    care: CareOption = False,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    form: FormatOption = None,
) -> None:
    """Write a letter on the practice's letterhead. It is kept among the patient's documents, as
    PDF/A; semble undo takes it back.

    A field of the template that is unknown or empty is named, and nothing is written. The number of
    the document is printed, or all of it with --format json. With --search or --tag, there is one
    for each patient and one file of all for the printer, in the order of the addresses. Left out,
    by name, is who has no address, is deceased, or refused messages of the practice; the exit code
    is 9 then.

    Examples:
    semble letter write 1042 --to school --template ecole -o ecole.pdf
    semble letter write 1042 --to gp --template medecin_traitant --edit --printer office
    semble letter write 1042 --template letter.md --subject "Vos résultats"
    semble letter write --tag Diabète --template rappel --care -o rappels.pdf
    """
    if printer == LIST:
        list_printers()
        return
    refuse_workbook_here(form)
    if output == STDOUT and form is not None:
        raise BadUsage("Standard output is for the PDF or for --format: use -o FILE.")
    context = context_of(ctx)
    is_mailing = search is not None or bool(tag)
    if is_mailing == (patient is not None):
        raise BadUsage("Say about whom: PATIENT, or --search or --tag.")
    given = _given(context, template, edit=edit)
    asked = _asked(to, given, subject, title)
    if is_mailing:
        from semble_cli.commands.letter.mailing import MailingAsked, write_mailing

        if edit or template is None:
            asked = _edited(context, asked)
        with_whom = MailingAsked(search or "", tuple(tag or ()), care, dry_run, yes)
        write_mailing(context, asked, with_whom, output, printer, form)
        return
    if care or dry_run:
        raise BadUsage("--care and --dry-run go with --search and --tag.")
    with _place(context, output, printer) as place:
        prepared = _prepared(context, patient or 0, asked, edit=edit, is_sure=yes)
        _write(context, prepared, place, form)


def _given(context: Context, template: str | None, *, edit: bool) -> GivenText:
    if template is not None:
        given = given_text(template)
    elif context.may_ask:
        given = GivenText()
    else:
        raise BadUsage(
            "Say what the letter says: --template NAME|FILE, or - for standard input. semble letter"
            " templates lists the names."
        )
    if edit and not context.may_ask:
        raise BadUsage("Nobody is there to edit the letter: leave --edit out.")
    return given


def _asked(to: str, given: GivenText, subject: str | None, title: str | None) -> LetterAsked:
    from semble_cli.services.letters.writing import LetterAsked

    return LetterAsked(to, given.name, given.text, given.is_plain, subject, title)


def _edited(context: Context, asked: LetterAsked) -> LetterAsked:
    """What is asked, with the text as the person leaves it in the editor."""
    from semble_cli.patient.letters.template import parse_letter_template

    def take(typed: str) -> LetterAsked:
        parse_letter_template("template", typed, is_plain=asked.is_plain)
        return asked._replace(template=None, text=typed)

    return from_editor(context, tr("A letter to each patient found"), _text(context, asked), take)


def _prepared(
    context: Context, patient_id: int, asked: LetterAsked, *, edit: bool, is_sure: bool
) -> PreparedLetter:
    """The letter. Whether it may be written is found out, and asked, before somebody types it."""
    from semble_cli.services.letters.writing import prepare_letter, refuse_unprintable

    register, own = context.register, context.settings.own
    is_typed = edit or (asked.template is None and asked.text is None)
    first = asked._replace(template=None, text=_ANY_TEXT) if is_typed else asked
    prepared = prepare_letter(register, patient_id, first, own)
    _confirm(context, prepared, is_sure=is_sure)
    if not is_typed:
        return prepared

    def take(typed: str) -> PreparedLetter:
        typed_one = asked._replace(template=None, text=typed)
        taken = prepare_letter(register, patient_id, typed_one, own)
        refuse_unprintable(taken)
        return taken

    return from_editor(context, who(prepared.patient), _text(context, asked), take)


def _text(context: Context, asked: LetterAsked) -> str | None:
    """The text that is opened in the editor."""
    if asked.template is None:
        return asked.text
    from semble_cli.services.letters.templates import show_template

    return show_template(context.register, asked.template, context.settings.own).text


def _place(context: Context, output: str | None, printer: str | None) -> Any:
    """Where the letter goes beside the documents, if anywhere."""
    if output is None and printer is None:
        return nullcontext()
    return paper_place(context, output, printer, KIND, _PRINTER)


def _confirm(context: Context, prepared: PreparedLetter, *, is_sure: bool) -> None:
    """Ask whether a letter is to be written in spite of what its patient or relation is.

    Raises:
        Refused: nobody is there to be asked, or the person does not want it.
    """
    if not prepared.questions or is_sure:
        return
    for question in prepared.questions:
        say(question)
    if not context.may_ask:
        raise Refused("Nothing is written. To write it all the same: --yes.")
    from semble_cli.commands.ui.prompts import confirm

    if not confirm(tr("Write the letter all the same?")):
        raise Refused("Nothing is written.")


def _write(
    context: Context, prepared: PreparedLetter, place: PaperPlace | None, form: FormatOption
) -> None:
    from semble_cli.services.letters.writing import keep_letters, note_handed_out

    register = context.register
    written = keep_letters(register, [prepared])
    (one,) = written
    done = Sentence(
        "Letter written: {who}, to {recipient}, document {id}.",
        who=who(prepared.patient),
        recipient=prepared.letter.recipient.name,
        id=one.document.id,
    )
    say_done(done, undo_hint())
    if place is not None:
        note_handed_out(register, written, place.printer_name)
        job = place.put(one.pdf, A4)
        if job is not None:
            say(
                "Document {id} is printed on {printer} (job {job}).",
                id=one.document.id,
                printer=job.printer,
                job=job.number,
            )
        elif place.file:
            say("Document {id} is written to {file}.", id=one.document.id, file=place.file)
    if form is not None:
        write_one(_document(one), chosen(form))
    elif place is None or place.printer is not None or place.file:
        write(str(one.document.id))


def _document(written: WrittenLetter) -> dict[str, Any]:
    """A letter as JSON values: the document that it is, and to whom it is."""
    recipient = written.prepared.letter.recipient
    relation, label = recipient.relation or (TO_PATIENT, None)
    return shown_document(written.document, len(written.pdf)) | {
        "recipient": {
            "relation": relation,
            "label": label,
            "name": recipient.name,
            "address": recipient.address.text.split("\n"),
        },
        "pages": len(written.pages),
    }
