"""One letter for each whom a search finds, and one file of all of them for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.confirmations.sentences import say_done, who
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.papers import paper_place
from semble_cli.commands.ui.output import chosen, say
from semble_cli.commands.ui.screen.progress import bar
from semble_cli.commands.ui.tables import write_one
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import DoneInPart, NothingFound, Sentence
from semble_cli.patient.labels.sizes import A4
from semble_cli.patient.letters.letter import KIND
from semble_cli.services.letters.mailing import mailing_pdf, prepare_mailing
from semble_cli.services.letters.recipients import NotWritten
from semble_cli.services.letters.writing import keep_letters, note_handed_out
from semble_cli.services.paper.labels import patients_found
from semble_cli.services.patients.search import SearchQuery
from semble_cli.services.patients.search_plan import SearchFields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.commands.ui.context import Context
    from semble_cli.commands.ui.options.papers import PaperPlace
    from semble_cli.commands.ui.output import Format
    from semble_cli.services.letters.mailing import LeftOutPatient, Mailing
    from semble_cli.services.letters.writing import LetterAsked, WrittenLetter

_PRINTER = "printing.printer"

WHY = {
    NotWritten.NO_ADDRESS: Sentence("no whole postal address"),
    NotWritten.DECEASED: Sentence("deceased"),
    NotWritten.REFUSED: Sentence("refused messages of the practice"),
    NotWritten.GONE: Sentence("whom the relation was to is deleted"),
    NotWritten.NO_RELATION: Sentence("no such relation"),
    NotWritten.SEVERAL_RELATIONS: Sentence("several such relations"),
    NotWritten.NOT_AT_PRESENT: Sentence("archived, or the relation is not of today"),
}
"""Why somebody is left out."""


class MailingAsked(NamedTuple):
    """Who gets a letter, and how it is asked for."""

    search: str
    tags: tuple[str, ...]
    is_care: bool
    is_trial: bool
    is_sure: bool


def write_mailing(
    context: Context,
    asked: LetterAsked,
    whom: MailingAsked,
    output: str | None,
    printer: str | None,
    form: Format | None,
) -> None:
    """Write a letter for each who is found, keep each, and put one file of all where it goes.

    Raises:
        NothingFound: nobody is found, or all are left out. DoneInPart: some are left out.
    """
    mailing = _prepared(context, asked, whom)
    _tell_left_out(mailing.left_out)
    if whom.is_trial:
        say("Letters: {count}. Nothing is written.", count=len(mailing.letters))
        if form is not None:
            write_one(_report(mailing, []), chosen(form))
        return
    if not mailing.letters:
        raise NothingFound("All who are found are left out: there is no letter.")
    if context.may_ask and not whom.is_sure and not _wants(len(mailing.letters)):
        say("Nothing was written.")
        return
    with paper_place(context, output, printer, KIND, _PRINTER) as place:
        with bar(context, tr("Letters")) as shown:
            shown.begins(len(mailing.letters))
            written = keep_letters(context.register, mailing.letters, shown.goes_on)
        say_done(Sentence("Letters written: {count}.", count=len(written)), undo_hint())
        _put(context, written, place)
    if form is not None:
        write_one(_report(mailing, written), chosen(form))
    if mailing.left_out:
        raise DoneInPart("Left out: {count}.", count=len(mailing.left_out))


def _prepared(context: Context, asked: LetterAsked, whom: MailingAsked) -> Mailing:
    query = SearchQuery(whom.search, SearchFields(tags=whom.tags), limit=0)
    ids = patients_found(context.register, query)
    own = context.settings.own
    return prepare_mailing(context.register, ids, asked, own, is_care=whom.is_care)


def _wants(count: int) -> bool:
    from semble_cli.commands.ui.prompts import confirm

    return confirm(tr("Write {count} letter(s)?", count=count))


def _tell_left_out(left_out: Sequence[LeftOutPatient]) -> None:
    for each in left_out:
        say("Left out: {who}: {why}.", who=who(each.patient), why=WHY[each.why])


def _put(context: Context, written: Sequence[WrittenLetter], place: PaperPlace) -> None:
    pdf = mailing_pdf(context.register, written)
    note_handed_out(context.register, written, place.printer_name)
    job = place.put(pdf, A4)
    told = {"letters": len(written), "pages": sum(len(each.pages) for each in written)}
    if job is not None:
        say(
            "Letters: {letters}, on pages: {pages}, printed on {printer} (job {job}).",
            printer=job.printer,
            job=job.number,
            **told,
        )
    elif place.file:
        say("Letters: {letters}, on pages: {pages}, in {file}.", file=place.file, **told)


def _report(mailing: Mailing, written: Sequence[WrittenLetter]) -> dict[str, object]:
    """A mailing as JSON values; the letters in the order of the file."""
    documents = {each.prepared.patient.id: each.document.id for each in written}
    return {
        "letters": [
            {
                "patient_id": each.patient.id,
                "document_id": documents.get(each.patient.id),
                "recipient": each.letter.recipient.name,
                "address": each.letter.recipient.address.text.split("\n"),
            }
            for each in mailing.letters
        ],
        "pages": sum(len(each.pages) for each in written),
        "left_out": [
            {
                "patient_id": each.patient.id,
                "full_name": each.patient.full_name,
                "reason": each.why.value,
            }
            for each in mailing.left_out
        ],
    }
